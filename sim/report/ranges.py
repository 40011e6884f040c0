"""The bargaining range as text and as JSON."""

from __future__ import annotations

import re
from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.ranges.one import RangeOfWorld
from sim.outcomes.declared import going_on
from sim.report.text import columns
from sim.theory.bargaining import SOLUTIONS
from sim.words import counted, day_month, half_up, percent, percent_range

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.ranges.many import RangeOfWorlds

_WIDTH = 96  # characters of a line
_WIDEST_PACKAGE = 38  # characters of a package in words
_TOP, _TERMS = 10, 8  # packages and terms told
_READ = (
    "A package is in the range if it is likely enough to hold to be signed and is worth no less "
    "than {instead} to both; each side sees its own worth of {instead} and misreads the other's, "
    "the mediator both. The margin is the gain of the worst-off side from the package that is best "
    "for it, in utility; below 0 the range is empty. "
)
_CONDITIONAL = "Conditional scenarios, not forecasts; docs/range.md tells how to read this."


def range_text(found: RangeOfWorlds | RangeOfWorld) -> str:
    """What was found, in tables."""
    return _one_text(found) if isinstance(found, RangeOfWorld) else _many_text(found)


def _many_text(found: RangeOfWorlds) -> str:
    asked = found.question
    first = (
        f"{asked.heading}: the bargaining range on {day_month(asked.date, year=True)}, in the "
        f"{found.talking:,} of {found.worlds:,} worlds that still talk, seed {asked.seed}"
    )
    views = columns(
        [_view_row(row) for _, row in found.views.iterrows()],
        ["as seen by", "range open (95 %)", "n", "median margin (95 %)", "80 % of worlds"],
    )
    read = _READ.format(instead=going_on(asked.scenario)) + (
        "Intervals are of 95 % and cover sampling error only. " + _CONDITIONAL
    )
    return "\n\n".join(
        [fill(first, _WIDTH), views, _packages_of_many(found), _emptied(found), fill(read, _WIDTH)]
    )


def _view_row(row: Any) -> list[str]:
    share = (
        f"{percent(row.share_open)} ({percent_range(row.share_open_low, row.share_open_high, 1)})"
    )
    margin = f"{_amount(row.margin)} ({_amount(row.margin_low)} to {_amount(row.margin_high)})"
    most = f"{_amount(row.margin_10)} to {_amount(row.margin_90)}"
    return [row.label, share, f"{row.n:,}", margin, most]


def _packages_of_many(found: RangeOfWorlds) -> str:
    rows, views = found.packages, found.views
    top = rows[rows.as_it_is > 0].head(_TOP)
    if top.empty:
        return "No package is in the range in any world."
    head = ["in the range, % of worlds (95 %)", *views.label]
    table = [
        [f"{number}  {_brief(row.words)}", *(_cell(row, name) for name in views.index)]
        for number, row in top.iterrows()
    ]
    picked = [f"{_called(name)} {_most(rows, name)}" for name in SOLUTIONS]
    most = fill(f"Most often picked: {'; '.join(picked)}.", _WIDTH, subsequent_indent="  ")
    more = f"--json gives all {len(rows)} packages, with the frontier, gains and tabled texts."
    return "\n".join([columns(table, head, _WIDEST_PACKAGE), most, more])


def _cell(row: Any, name: str) -> str:
    ends = percent_range(row[f"{name}_low"], row[f"{name}_high"], 1)
    return f"{half_up(row[name], 1, power=2)} ({ends})"


def _brief(words: str) -> str:
    """A package in words, without what its levels mean."""
    return re.sub(r" = [^,]*", "", words)


def _called(name: str) -> str:
    return {"nash": "Nash", "kalai_smorodinsky": "Kalai-Smorodinsky"}.get(name, name)


def _most(rows: pd.DataFrame, name: str) -> str:
    """The package a solution picks most often."""
    number = rows[name].idxmax()
    row = rows.loc[number]
    if not row[name]:
        return "none"
    ends = percent_range(row[f"{name}_low"], row[f"{name}_high"], 1)
    return f"package {number} ({percent(row[name])} of worlds, {ends})"


def _emptied(found: RangeOfWorlds) -> str:
    terms, empty = found.emptied_by, found.counted.empty
    if not empty:
        return "The range is empty in no world."
    told = terms[(terms.share > 0) & (terms.index != "(none)")].head(_TERMS)
    rows = [
        [row.label, percent(row.share), percent_range(row.low, row.high, 1)]
        for _, row in [*told.iterrows(), ("(none)", terms.loc["(none)"])]
    ]
    head = [
        f"the range is empty in {counted(empty, 'world')}; it alone keeps it so",
        "share",
        "95 %",
    ]
    return columns(rows, head, 60)


def _one_text(found: RangeOfWorld) -> str:
    asked = found.question
    state = "open" if found.is_open else "empty"
    first = (
        f"{asked.heading}: world {found.world}, seed {asked.seed}, on "
        f"{day_month(asked.date, year=True)}, before anybody answers on it. The range is {state}."
    )
    views = columns(
        [
            [row.label, str(row.packages), _amount(row.margin), *map(_plain, _needs(found, row))]
            for _, row in found.views.iterrows()
        ],
        ["as seen by", "packages in range", "margin",
         *(f"{going_on(asked.scenario)} to {label}" for label in asked.parties.values())],
    )  # fmt: skip
    read = _READ.format(instead=going_on(asked.scenario)) + (
        f"Marks: in the range as it is =, {_sides(found)}as the mediator believes M; F on the "
        "frontier; N Nash, K Kalai-Smorodinsky, E egalitarian, U utilitarian. "
    )
    return "\n\n".join(
        [fill(first, _WIDTH), views, _packages_of_one(found), *_terms_of_one(found),
         fill(read + _CONDITIONAL, _WIDTH)]
    )  # fmt: skip


def _needs(found: RangeOfWorld, row: Any) -> list[float]:
    return [row[f"going_on.{party}"] for party in found.snapshot.parties]


def _packages_of_one(found: RangeOfWorld) -> str:
    rows, parties = found.packages, found.question.parties
    chosen = rows[_worth_telling(rows)]
    head = [
        "package",
        *(f"gain, {label}" for label in parties.values()),
        "holds",
        "marks",
        "tabled",
    ]
    table = [
        [
            f"{number}  {_brief(row.words)}",
            *(_amount(row[f"gain.{party}"]) for party in parties),
            "yes" if row.signable else "no",
            _marks(found, row),
            row.tabled.replace(", ", " ")
            if len(row.tabled) < 24
            else f"{row.tabled[:10]} and later",
        ]
        for number, row in chosen.iterrows()
    ]
    rest = len(rows) - len(table)
    more = f"{rest} further packages: --json." if rest else ""
    return "\n".join(filter(None, [columns(table, head, _WIDEST_PACKAGE), more]))


def _worth_telling(rows: pd.DataFrame) -> np.ndarray[Any, Any]:
    """The first in order, what a solution picks, and what was tabled."""
    told: np.ndarray[Any, Any] = np.arange(len(rows)) < _TOP
    told |= (rows.tabled != "").to_numpy()
    for name in SOLUTIONS:
        told |= rows[name].to_numpy()
    return told


def _marks(found: RangeOfWorld, row: Any) -> str:
    views = [view.name for view in found.views_there]
    signs = dict(zip(views, _signs(found), strict=True))
    inside = "".join(sign for name, sign in signs.items() if row[name])
    letters = {
        "frontier": "F",
        "nash": "N",
        "kalai_smorodinsky": "K",
        "egalitarian": "E",
        "utilitarian": "U",
    }
    points = "".join(letter for name, letter in letters.items() if row[name])
    return " ".join(filter(None, [inside, points])) or "-"


def _sides(found: RangeOfWorld) -> str:
    labels = found.question.parties.values()
    return "".join(f"as {label} sees it {i}, " for i, label in enumerate(labels, start=1))


def _signs(found: RangeOfWorld) -> list[str]:
    """A sign for each view that is there."""
    return ["=", "1", "2", "M"][: len(found.views_there)]


def _terms_of_one(found: RangeOfWorld) -> list[str]:
    terms = found.emptied_by
    if terms.empty:
        return []
    rows = [
        [row.label, _amount(row.margin), "yes" if row.decisive else "no"]
        for _, row in terms.head(_TERMS).iterrows()
    ]
    return [columns(rows, ["what keeps it empty", "margin without it", "open then"], 60)]


def _amount(value: float) -> str:
    """A gain in utility, with its sign; a dash where there is none."""
    if isnan(value) or np.isinf(value):
        return "-"
    return ("+" if value > 0 else "") + half_up(value, 3)


def _plain(value: float) -> str:
    return half_up(value, 3)


def range_json(found: RangeOfWorlds | RangeOfWorld) -> dict[str, Any]:
    """All tables, for scripts; a number that does not exist is null."""
    asked = found.question
    alone = isinstance(found, RangeOfWorld)
    about = {"world": found.world} if alone else {"worlds": found.worlds, "talking": found.talking}  # type: ignore[union-attr]
    tables = ("packages", "views", "emptied_by", "over_time")
    return {
        "scenario": asked.scenario.name,
        "changes": list(asked.scenario.changes),
        "seed": asked.seed,
        "date": asked.date.isoformat(),
        **about,
        **{name: _records(getattr(found, name)) for name in tables},
    }


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    flat = frame.reset_index()
    return [{name: _value(row[name]) for name in flat} for row in flat.to_dict("records")]


def _value(value: Any) -> Any:
    if isinstance(value, bool | str | int) or value is None:
        return value
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    return value.isoformat() if hasattr(value, "isoformat") else value.item()
