"""Which worlds have an ending that can be asked for by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from sim.outcomes import declared
from sim.scenario import Scenario
from sim.worlds import Bools

_FLAGS = ("accord", "comprehensive", "durable_peace")


def pickable(scenario: Scenario) -> list[str]:
    """Names of endings: the classes of the outcome, and flags that an ending decides."""
    known = {outcome.name for outcome in declared(scenario)}
    return [*_classes(scenario), *(flag for flag in _FLAGS if flag in known)]


def has_ending(scenario: Scenario, name: str, answer: Callable[[str], NDArray[Any]]) -> Bools:
    """(worlds,): does the world end so?

    Parameters
    ----------
    scenario : Scenario
    name : str
        One of those in ``pickable``.
    answer : callable
        Name of an outcome -> its answers, shape (worlds,).
    """
    if name in _FLAGS:
        return answer(name).astype(bool)
    ends: Bools = answer("outcome") == _classes(scenario).index(name)
    return ends


def _classes(scenario: Scenario) -> list[str]:
    return list(next(o for o in declared(scenario) if o.name == "outcome").categories)
