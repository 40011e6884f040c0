"""What a comparison compares: the rows of its table, as columns of one run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.results.summary import FLAG_NAMES, NO_MEASURE
from sim.statistics import Numbers, Ratio

if TYPE_CHECKING:
    from sim.outcomes import Outcome
    from sim.results import Run

LAST_DAYS = 30


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
        """Whether it has a value in every world, so that worlds can be paired one by one."""
        return bool((self.over.wholes == 1).all())


def rows(run: Run) -> dict[str, Row]:
    """All rows of a run by ``group.name``, in the order of its declared outcomes."""
    found = [*_ends(run), *_flags(run), _late(run), *_measures(run), *_holds(run), *_reasons(run)]
    return {f"{row.group}.{row.name}": row for row in found}


def absent(row: Row) -> Row:
    """The row in a run that does not know it: a share of zero, a mean over no worlds."""
    like = np.zeros_like if row.group == "measures" else np.ones_like
    worlds = like(row.over.wholes)
    return replace(row, over=Ratio(np.zeros_like(row.over.parts), worlds))


def _share(
    name: str, label: str, group: str, mask: NDArray[np.bool_], where: NDArray[np.bool_]
) -> Row:
    return Row(name, label, "share", group, Ratio.mean_where(mask.astype(np.float64), where))


def _ends(run: Run) -> list[Row]:
    outcome, codes = run.outcome("outcome"), run.column("outcome")
    labels = outcome.labels or outcome.categories
    return [
        _share(category, label, "outcomes", codes == code, np.ones(run.worlds, dtype=bool))
        for code, (category, label) in enumerate(zip(outcome.categories, labels, strict=True))
    ]


def _flags(run: Run) -> list[Row]:
    return [
        _share(
            FLAG_NAMES.get(outcome.name, outcome.name),
            outcome.label,
            "by_deadline",
            run.column(outcome.name),
            np.ones(run.worlds, dtype=bool),
        )
        for outcome in run.declared
        if outcome.kind == "flag"
    ]


def _late(run: Run) -> Row:
    """Where the accords crowd: the share of them signed in the last month of the deadline."""
    accord, last = run.column("accord"), (run.deadline - run.start).days
    late = run.column("outcome_day") > last - LAST_DAYS
    label = f"share of the accords by the deadline signed in its last {LAST_DAYS} days"
    return _share("accords_in_last_30_days", label, "by_deadline", late, accord)


def _measures(run: Run) -> list[Row]:
    return [
        _mean(outcome, run)
        for outcome in run.declared
        if outcome.kind in ("measure", "count") and outcome.name not in NO_MEASURE
    ]


def _mean(outcome: Outcome, run: Run) -> Row:
    values: Numbers = run.column(outcome.name).astype(np.float64)
    there = values >= 0 if outcome.kind == "count" else np.isfinite(values)
    ratio = Ratio.mean_where(values, there)
    return Row(outcome.name, outcome.label, outcome.unit, "measures", ratio)


def _holds(run: Run) -> list[Row]:
    """How well each class of accord holds, apart from which class is signed."""
    known = {outcome.name: outcome for outcome in run.declared}
    if "p_hold" not in known:
        return []
    outcome, codes, values = run.outcome("outcome"), run.column("outcome"), run.column("p_hold")
    labels = outcome.labels or outcome.categories
    return [
        Row(
            f"p_hold_{category}",
            f"{known['p_hold'].label}: {label}",
            known["p_hold"].unit,
            "measures",
            Ratio.mean_where(values, (codes == code) & np.isfinite(values)),
        )
        for code, (category, label) in enumerate(zip(outcome.categories, labels, strict=True))
        if (np.isfinite(values) & (codes == code)).any()
    ]


def _reasons(run: Run) -> list[Row]:
    outcome, codes = run.outcome("reason"), run.column("reason")
    labels = outcome.labels or outcome.categories
    without = ~run.column("accord")
    return [
        _share(category, label, "reasons", codes == code, without)
        for code, (category, label) in enumerate(zip(outcome.categories, labels, strict=True))
    ]
