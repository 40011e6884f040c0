"""Questions to a trajectory: one answer per world, each with its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.outcome import REASONS, SCOPES, Outcome
from sim.outcomes.declared import declared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.trajectory import Trajectory


def outcomes(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """One row a world: an array of shape (worlds,) for every outcome declared, in that order."""
    from sim.outcomes import efficiency, ending, meetings, own, why

    answers: dict[str, NDArray[Any]] = {
        **ending.answers(trajectory),
        **why.answers(trajectory),
        **meetings.answers(trajectory),
        **efficiency.answers(trajectory),
    }
    known = {outcome.name: outcome for outcome in declared(trajectory.scenario)}
    answers = {name: answers[name] for name in known if name in answers}
    return answers | own.answers(trajectory, answers, known)


__all__ = ["REASONS", "SCOPES", "Outcome", "declared", "outcomes"]
