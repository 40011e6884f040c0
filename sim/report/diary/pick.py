"""Which worlds can be asked for by what came true in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from sim.outcomes import declared
from sim.scenario import Scenario
from sim.worlds import Bools


def pickable(scenario: Scenario) -> list[str]:
    """Names that a world can be asked for by: endings, and whatever comes true or not."""
    flags = [outcome.name for outcome in declared(scenario) if outcome.kind == "flag"]
    return list(dict.fromkeys([*_classes(scenario), *flags]))


def has_ending(scenario: Scenario, name: str, answer: Callable[[str], NDArray[Any]]) -> Bools:
    """(worlds,): does the world end so, or does it come true there?

    Parameters
    ----------
    scenario : Scenario
    name : str
        One of those in ``pickable``.
    answer : callable
        Name of an outcome -> its answers, shape (worlds,).
    """
    classes = _classes(scenario)
    if name not in classes:
        return answer(name).astype(bool)
    ends: Bools = answer("outcome") == classes.index(name)
    return ends


def _classes(scenario: Scenario) -> list[str]:
    return list(next(o for o in declared(scenario) if o.name == "outcome").categories)
