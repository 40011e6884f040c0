"""What is asked about: an outcome of a run, as one number in each world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.rows import Row, rows
from sim.errors import Usage, not_among
from sim.outcomes import declared
from sim.results import Run
from sim.results.shares import shares_in
from sim.scenario import Scenario
from sim.statistics import Numbers
from sim.worlds import Bools

USUAL = ("accord", "durable_peace")
"""Asked about unless something else is, where the scenario knows them."""

_GROUPS = ("outcomes", "by_deadline", "own", "measures", "reasons")


@dataclass(frozen=True)
class Values:
    """An outcome, world by world.

    Attributes
    ----------
    name, label, unit : str
        As `sim compare` has it; a share's unit is ``share``, and its values are 0 and 1.
    values : Numbers
        Shape (worlds,); of no meaning where it has no value.
    there : Bools
        (worlds,): where it has a value, and the world weighs something.
    weights : Numbers
        What each world counts for, (worlds,).
    """

    name: str
    label: str
    unit: str
    values: Numbers
    there: Bools
    weights: Numbers


def outcomes_of(run: Run, names: Sequence[str] = ()) -> list[Values]:
    """The outcomes of these names; the usual ones if none are given.

    Raises
    ------
    Usage
        If the run declares no outcome of a name; says what was probably meant.
    """
    known = rows(run)
    if not names:
        bare = {row.name for row in known.values()}
        names = [name for name in USUAL if name in bare] or [next(iter(known))]
    weights = np.ones(run.worlds) if run.weights is None else run.weights
    return [_values(_named(known, name), weights) for name in dict.fromkeys(names)]


def check_names(scenario: Scenario, names: Sequence[str]) -> None:
    """Refuse a name that no run of the scenario can know, before a world is run.

    Raises
    ------
    Usage
        If there is one; says what was probably meant.
    """
    known = ["accords_in_last_30_days"]
    for outcome in declared(scenario):
        known += [share.name for share in shares_in(outcome) if share.group != "red_lines"]
        known += [outcome.name] if outcome.kind in ("measure", "count") else []
    for name in names:
        group, _, rest = name.partition(".")
        bare = rest if group in _GROUPS else name
        if bare not in known and not bare.startswith("p_hold_"):  # one a class that came about
            raise Usage(not_among("outcome", name, sorted(known)))


def _named(known: dict[str, Row], name: str) -> Row:
    """By ``group.name``, or by the name alone."""
    if name in known:
        return known[name]
    for row in known.values():
        if row.name == name:
            return row
    raise Usage(not_among("outcome", name, dict.fromkeys(row.name for row in known.values())))


def _values(row: Row, weights: Numbers) -> Values:
    there = (row.over.wholes > 0) & (weights > 0)
    return Values(row.name, row.label, row.unit, row.over.parts, there, weights)
