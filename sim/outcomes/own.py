"""What a file or a program asks of every world, answered from all that is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import Usage
from sim.expression import Expression
from sim.outcome import Outcome

if TYPE_CHECKING:
    from sim.trajectory import Trajectory

Answers = dict[str, NDArray[Any]]


def answers(trajectory: Trajectory, known: Answers, declared: Mapping[str, Outcome]) -> Answers:
    """(worlds,) each: the file's expressions, then a program's functions of the trajectory.

    Parameters
    ----------
    trajectory : Trajectory
    known : dict of str to array
        What all other outcomes came to.
    declared : Mapping[str, Outcome]
        All outcomes by name.

    Raises
    ------
    Usage
        If a function does not give a number, or yes or no, for every world.
    """
    look = _Columns(trajectory, known, declared)
    scenario, found = trajectory.scenario, Answers()
    for name, measure in scenario.file.measures.items():
        values = np.broadcast_to(Expression(measure.of)(look), (trajectory.worlds,))
        found[name] = values.astype(bool if declared[name].kind == "flag" else np.float64)
    for outcome in scenario.measures:
        found[outcome.name] = _given(outcome, trajectory)
    return found


def _given(outcome: Outcome, trajectory: Trajectory) -> NDArray[Any]:
    """What a program's function says, as the kind of outcome that it is."""
    assert outcome.answer is not None
    values = np.asarray(outcome.answer(trajectory))
    if values.shape != (trajectory.worlds,) or values.dtype.kind not in "biuf":
        told = f"an array of {values.dtype} of shape {values.shape}"
        raise Usage(
            f"the measure '{outcome.name}' must give a number, or yes or no, for each of the "
            f"{trajectory.worlds} worlds, as an array of shape (worlds,), and gave {told}"
        )
    return values.astype(bool if outcome.kind == "flag" else np.float64)


class _Columns:
    """Outcomes and parameters by name: numbers, words of classes, NaN where there is no value."""

    def __init__(
        self, trajectory: Trajectory, known: Answers, declared: Mapping[str, Outcome]
    ) -> None:
        self.trajectory, self.known, self.declared = trajectory, known, declared

    def __call__(self, name: str) -> NDArray[Any]:
        if name in self.known:
            return self._outcome(self.declared[name])
        if name in self.trajectory.sampled:
            return self.trajectory.sampled[name]
        fixed = self.trajectory.scenario.quantities[name].value
        return np.full(self.trajectory.worlds, float(fixed))

    def _outcome(self, outcome: Outcome) -> NDArray[Any]:
        values = self.known[outcome.name]
        if outcome.kind == "class":
            return np.array([*outcome.categories, ""])[values]  # -1: the last, no word
        if outcome.kind == "count":
            return np.where(values < 0, np.nan, values.astype(np.float64))
        return values
