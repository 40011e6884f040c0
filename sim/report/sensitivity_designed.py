"""What designs found out about an outcome, in text."""

from __future__ import annotations

from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from sim.analysis.sensitivity import Sensitivity
from sim.analysis.sensitivity.factors import LUCK, LUCK_GIVEN_PAST
from sim.analysis.sensitivity.outcomes import Values
from sim.report.sensitivity_words import (
    WIDEST,
    WIDTH,
    change,
    exact,
    exact_range,
    in_words,
    per_cent,
    share_of_hundred,
)
from sim.report.text import columns
from sim.words import counted, percent_range

if TYPE_CHECKING:
    import pandas as pd

_ALONE = (
    "'of': how many parameters a group has. 'alone': share of the variance that knowing the group "
    "would take away; 'in all': what would be left if all else were known. The second is larger "
    "where things act together. Chance can put an estimate below zero, or 'in all' below 'alone'."
)


def sobol_parts(found: Sensitivity, outcome: Values, rows: int | None) -> list[str]:
    """A sentence about luck, and a row a group."""
    frame = found.frame.loc[outcome.name]
    luck, n = frame.loc[LUCK], outcome.there.size // 2
    alone, in_all = (share_of_hundred(luck, name) for name in ("first", "total"))
    known = per_cent(max(1 - luck["total"], 0.0))
    ends = (max(1 - luck["total_high"], 0.0), min(1 - luck["total_low"], 1.0))
    sentence = (
        f"Luck explains {alone} of the variance alone, and {in_all} with what it decides together "
        "with parameters: so much would be left if every parameter were known, and knowing them "
        f"would explain {known} ({percent_range(*ends)})."
    )
    lucks = [name for name in (LUCK, LUCK_GIVEN_PAST) if name in frame.index]
    some = frame.drop(lucks).sort_values("total", ascending=False, kind="stable")
    shown = [row for _, row in some.head(rows or len(some)).iterrows()]
    listed_rows = [*shown, *(frame.loc[name] for name in lucks)]
    title = f"{in_words(outcome)}: two sets of {n:,} worlds"
    head = ("group of parameters", "source", "of", "alone", "95 %", "in all", "95 %")
    table = columns([_sobol_row(row) for row in listed_rows], head, WIDEST)
    if LUCK_GIVEN_PAST in frame.index:
        sentence += f" {_given_past(frame.loc[LUCK_GIVEN_PAST])}"
    return [fill(title, WIDTH), fill(sentence, WIDTH), table, fill(_ALONE, WIDTH)]


def _given_past(row: pd.Series) -> str:
    """The share that is luck in the worlds that the scenario is about."""
    if isnan(row["total"]):
        return f"Too few worlds fit the past ({row['n']:,}) to say so of those: take more (-n)."
    return (
        "That is without the past. In worlds that fit it, luck explains "
        f"{share_of_hundred(row, 'total')} in all (n = {row['n']:,} pairs)."
    )


def _sobol_row(row: pd.Series) -> list[str]:
    cells = []
    for name in ("first", "total"):
        known = not isnan(row[name])
        cells += [exact(row[name]), exact_range(row, name)] if known else ["", ""]
    of = str(row["parameters"]) if row["parameters"] else ""
    return [row["label"], "" if row["kind"] == "luck" else row["kind"], of, *cells]


def morris_parts(found: Sensitivity, outcome: Values, rows: int | None) -> list[str]:
    """What was moved, and a row a parameter."""
    frame = found.frame.loc[outcome.name].sort_values("mu_star", ascending=False, kind="stable")
    never = int(frame["never"].sum())
    sentence = (
        f"{in_words(outcome)}: {counted(len(frame), 'parameter')} moved in each of "
        f"{outcome.there.size:,} worlds with its luck held; {never} never changed it. mu* is the "
        "mean size of the change from the 12.5 % to the 87.5 % point of a prior, mu the mean "
        "change, sigma the spread of changes: large where other parameters or luck decide."
    )
    head = ("parameter", "source", "mu*", "95 %", "mu", "95 %", "sigma")
    table = [_morris_row(outcome, row) for _, row in frame.head(rows or len(frame)).iterrows()]
    return [fill(sentence, WIDTH), columns(table, head, WIDEST)]


def _morris_row(outcome: Values, row: pd.Series) -> list[str]:
    def said(name: str) -> list[str]:
        value, low, high = (change(outcome, row[f"{name}{end}"]) for end in ("", "_low", "_high"))
        return [value, f"{low} to {high}"]

    sizes = [text.replace("+", "") for text in (*said("mu_star"), change(outcome, row["sigma"]))]
    return [row["label"], row["kind"], *sizes[:2], *said("mu"), sizes[2]]
