"""What a comparison compares: the rows of its table, as columns of one run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.results.shares import applies, shares, shares_in, without_accord
from sim.results.tally import NO_MEASURE
from sim.statistics import Numbers, Ratio

if TYPE_CHECKING:
    from sim.outcomes import Outcome
    from sim.results import Run

LAST_DAYS = 30
_LATE = f"accords_in_last_{LAST_DAYS}_days"


@dataclass(frozen=True)
class Row:
    """One quantity of one run.

    Attributes
    ----------
    name, label, unit : str
        Key, plain words, unit (``share`` for shares).
    group : str
        ``outcomes`` (status at the horizon), ``by_deadline``, ``measures`` or ``reasons``.
    over : Ratio
        Its value in each world, and the worlds it is a mean of.
    """

    name: str
    label: str
    unit: str
    group: str
    over: Ratio

    @property
    def everywhere(self) -> bool:
        """Whether it has a value in every world that counts: worlds can be paired one by one."""
        there = self.over.wholes == 1
        return bool(
            (there if self.over.weights is None else there | (self.over.weights == 0)).all()
        )


def rows(run: Run) -> dict[str, Row]:
    """All rows of a run by ``group.name``, in the order of its declared outcomes."""
    shares_, weights = _shares(run), run.weights
    ends = [row for row in shares_ if row.group == "outcomes"]
    flags = [row for row in shares_ if row.group == "by_deadline"]
    own = [row for row in shares_ if row.group == "own"]
    reasons = [row for row in shares_ if row.group == "reasons"]
    found = [*ends, *flags, _late(run), *own, *_measures(run), *_holds(run), *reasons]
    weighted = (replace(row, over=replace(row.over, weights=weights)) for row in found)
    return {f"{row.group}.{row.name}": row for row in weighted}


def row_keys(declared: Iterable[Outcome]) -> list[tuple[str, str]]:
    """Group and name of every row that a run of these outcomes may have."""
    known = [*declared]
    told = [(e.group, e.name) for e in shares(known) if e.group != "red_lines"]
    means = [("measures", e.name) for e in known if _is_mean(e)]
    ends = [e.name for outcome in known if outcome.name == "outcome" for e in shares_in(outcome)]
    holds = [("measures", f"p_hold_{end}") for end in ends if ("measures", "p_hold") in means]
    return [*told, ("by_deadline", _LATE), *means, *holds]


def absent(row: Row) -> Row:
    """The row in a run that does not know it: a share of zero, a mean over no worlds.

    What a user asks of one run alone was never asked of the other: it is over no worlds either.
    """
    like = np.zeros_like if row.group in ("measures", "own") else np.ones_like
    over = replace(row.over, parts=np.zeros_like(row.over.parts), wholes=like(row.over.wholes))
    return replace(row, over=over)


def _share(
    name: str, label: str, group: str, mask: NDArray[np.bool_], where: NDArray[np.bool_]
) -> Row:
    return Row(name, label, "share", group, Ratio.mean_where(mask.astype(np.float64), where))


def _shares(run: Run) -> list[Row]:
    """The shares that a summary tells, but for the red lines."""
    told = [each for each in shares(run.declared) if each.group != "red_lines"]
    columns = {name: run.column(name) for name in {each.column for each in told}}  # read once
    everywhere = np.ones(run.worlds, dtype=bool)
    failed = np.array([each["world"] for each in run.failures], dtype=np.int64)
    without = without_accord(run.column, failed)
    return [
        _share(
            each.name,
            each.label,
            each.group,
            columns[each.column] == each.code,
            without if each.without_accord else everywhere,
        )
        for each in told
    ]


def _late(run: Run) -> Row:
    """Where the accords crowd: the share of them signed in the last month of the deadline."""
    accord, last = run.column("accord"), (run.deadline - run.start).days
    late = run.column("outcome_day") > last - LAST_DAYS
    label = f"share of the accords by the deadline signed in its last {LAST_DAYS} days"
    return _share(_LATE, label, "by_deadline", late, accord)


def _measures(run: Run) -> list[Row]:
    return [_mean(outcome, run) for outcome in run.declared if _is_mean(outcome)]


def _is_mean(outcome: Outcome) -> bool:
    return outcome.kind in ("measure", "count") and outcome.name not in NO_MEASURE


def _mean(outcome: Outcome, run: Run) -> Row:
    values: Numbers = run.column(outcome.name).astype(np.float64)
    there = applies(outcome, values) & np.isfinite(values)
    ratio = Ratio.mean_where(values, there)
    return Row(outcome.name, outcome.label, outcome.unit, "measures", ratio)


def _holds(run: Run) -> list[Row]:
    """How well each class of accord holds, apart from which class is signed."""
    known = {outcome.name: outcome for outcome in run.declared}
    if "p_hold" not in known:
        return []
    holds, values = known["p_hold"], run.column("p_hold")
    there, codes = np.isfinite(values), run.column("outcome")
    return [
        Row(
            f"p_hold_{each.name}",
            f"{holds.label}: {each.label}",
            holds.unit,
            "measures",
            Ratio.mean_where(values, (codes == each.code) & there),
        )
        for each in shares_in(run.outcome("outcome"))
        if (there & (codes == each.code)).any()
    ]
