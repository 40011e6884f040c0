"""What an outcome varies with, in text."""

from __future__ import annotations

from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from sim.analysis.sensitivity import Sensitivity
from sim.analysis.sensitivity.outcomes import Values
from sim.analysis.sensitivity.powers import RELIABLE
from sim.report.sensitivity_designed import morris_parts, sobol_parts
from sim.report.sensitivity_words import (
    WIDEST,
    WIDTH,
    change,
    exact,
    exact_range,
    in_words,
    number,
    share_of_hundred,
)
from sim.report.text import columns
from sim.words import counted, listed, whole

if TYPE_CHECKING:
    import pandas as pd

_ROWS = 12
_RESTS = {
    "article": "on the article",
    "external": "on external sources",
    "assumed": "on assumptions",
    "neutral": "on what is set in no file",
}
_READ = (
    "Intervals are 95 % and cover sampling error only. Conditional scenarios, not forecasts: "
    "what matters in the model under its priors (docs/sensitivity.md)."
)


def sensitivity_text(found: Sensitivity, everything: bool = False) -> str:
    """For each outcome a sentence and its tables, then how to read them.

    Parameters
    ----------
    everything : bool
        All rows instead of the first twelve.
    """
    method = {"plain": _plain, "sobol": sobol_parts, "morris": morris_parts}[found.method]
    parts = [_heading(found)]
    for outcome in found.outcomes:
        parts += method(found, outcome, None if everything else _ROWS)
    return "\n\n".join([*parts, fill(_READ, WIDTH)])


def _heading(found: Sensitivity) -> str:
    run, how = found.run, counted(found.worlds, "world")
    return fill(f"{run.heading}: {found.method}, {how}, seed {run.seed}", WIDTH)


def rests_on(found: Sensitivity, outcome: Values) -> str:
    """The sentence that says how much of the answer rests on assumptions."""
    assert found.kinds is not None
    kinds = found.kinds.loc[outcome.name]
    whole_, assumed = kinds.loc["all"], share_of_hundred(kinds.loc["size assumed"], "part")
    alone = f"{share_of_hundred(whole_, 'share')} of the variance"
    if not whole_["share_low"] > 0:
        return (
            f"One by one, parameters explain {alone}: too little, with so few worlds, to say "
            "what it rests on."
        )
    parts = [
        f"{share_of_hundred(kinds.loc[kind], 'part')} rests {words}"
        for kind, words in _RESTS.items()
        if kind in kinds.index
    ]
    parts[1:] = [part.replace(" rests", "") for part in parts[1:]]
    return (
        f"By the source named first, of the variance that parameters explain one by one "
        f"{listed(parts)}. But {assumed} rests on parameters whose size is assumed, in whole or "
        f"in part. One by one they explain {alone}; the rest is luck, and what they do together "
        "(--method sobol)."
    )


def _plain(found: Sensitivity, outcome: Values, rows: int | None) -> list[str]:
    frame = found.frame.loc[outcome.name]
    first = frame[frame["share"].notna()].sort_values("share", ascending=False, kind="stable")
    order = frame["per_doubling"].abs().sort_values(ascending=False, kind="stable").index
    leans = frame.loc[order][lambda f: f["per_doubling"].notna() & ~f["flat"]]
    title = f"{in_words(outcome)}: n = {int(outcome.there.sum()):,} worlds"
    head = ("parameter", "source", "explains", "95 %", "lowest 5th", "highest 5th")
    lean_head = ("prior to the power alpha", "source", "x2", "95 %", "at 0.8", "at 1.25", "n", "k")
    table = [_first_row(outcome, row) for _, row in first.head(rows or len(first)).iterrows()]
    scaled = [_lean_row(outcome, row) for _, row in leans.head(rows or len(leans)).iterrows()]
    parts = [fill(title, WIDTH), fill(rests_on(found, outcome), WIDTH)]
    if table:
        parts += [columns(table, head, WIDEST), fill(_stars(len(first)), WIDTH)]
    if scaled:
        parts += [columns(scaled, lean_head, WIDEST), fill(_about_leans(frame), WIDTH)]
    return parts


def _stars(tested: int) -> str:
    return (
        f"* beyond chance: were there nothing, one or more of the {tested} would be marked in 5 of "
        "100 tables (Holm). 'explains' is a share of the variance, without what chance adds; the "
        "last columns are the outcome in the fifth of worlds where the parameter is lowest, and "
        "highest."
    )


def _about_leans(frame: pd.DataFrame) -> str:
    flat = int(frame["flat"].sum())
    told = (
        "'x2': how the outcome moves as a prior's power doubles, by the slope between 0.8 and "
        "1.25 (a higher power: surer of what it says); n, k: effective number of worlds and "
        "Pareto's k of the weights."
    )
    if flat:
        told += f" {counted(flat, 'flat prior')} cannot be asked: they are the same at any power."
    bad = int((frame["pareto_k"] > RELIABLE).sum())
    if bad:
        told += f" Of {bad} k is above {RELIABLE}: do not rely on them."
    return told


def _first_row(outcome: Values, row: pd.Series) -> list[str]:
    mark = " *" if row["beyond_noise"] else ""
    explains = exact(row["share"])
    ends = exact_range(row, "share")
    fifths = (number(outcome, row[f"{end}_fifth"]) for end in ("lowest", "highest"))
    return [row["label"] + mark, row["kind"], explains, ends, *fifths]


def _lean_row(outcome: Values, row: pd.Series) -> list[str]:
    mark = " *" if row["leans"] else ""
    slope = [row[f"per_doubling{end}"] for end in ("", "_low", "_high")]
    value, low, high = (change(outcome, each) for each in slope)
    ends = (number(outcome, row[f"at_{alpha}"]) for alpha in ("0.8", "1.25"))
    k = "-" if isnan(row["pareto_k"]) else f"{row['pareto_k']:.2f}"
    n = whole(row["n_effective"])
    return [row["label"] + mark, row["kind"], value, f"{low} to {high}", *ends, n, k]
