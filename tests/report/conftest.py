"""A crowd of worlds, and the diaries of those that end in different ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.outcomes import declared, outcomes
from sim.report.diary import Diary, diary
from sim.scenario import Scenario, load
from sim.simulation import simulate

SEED, WORLDS = 1, 640

FIRST_VERSION = (
    "rules={reservation: faratin, acceptance: logit, learning: probit, proposal: nash, "
    "offer: trade_off}",
    "mediator.ladder=[stands_for, withdrawal]",
    "mediator.on_request=null",
)
"""The rules of the first version, with answers by noise, and a ladder that refusals widen.

The past stays the baseline's, and is played by the baseline's rules.
"""


@dataclass(frozen=True)
class Crowd:
    """The first worlds of a scenario, with their outcomes."""

    scenario: Scenario
    outcomes: dict[str, NDArray[Any]]

    def where(self, outcome: str, category: str) -> NDArray[np.int64]:
        """Worlds of a category."""
        names = next(o for o in declared(self.scenario) if o.name == outcome).categories
        return np.flatnonzero(self.outcomes[outcome] == names.index(category))


def crowd_of(scenario: Scenario, worlds: int = WORLDS) -> Crowd:
    return Crowd(scenario, outcomes(simulate(scenario, SEED, 0, worlds)))


@pytest.fixture(scope="session")
def crowd() -> Crowd:
    return crowd_of(load("baseline"))


@pytest.fixture(scope="session")
def first_version() -> Crowd:
    return crowd_of(load("baseline", FIRST_VERSION))


@pytest.fixture(scope="session")
def diaries(crowd: Crowd) -> list[Diary]:
    """The last world of every ending and of every reason that occurs."""
    picked = {}
    for outcome in (o for o in declared(crowd.scenario) if o.name in ("outcome", "reason")):
        for category in outcome.categories:
            picked[outcome.name, category] = crowd.where(outcome.name, category)[-1:]
    worlds = sorted({int(world[0]) for world in picked.values() if world.size})
    assert len(worlds) > 8
    return [diary(crowd.scenario, SEED, world) for world in worlds]


def failed_in_an_open_range(crowd: Crowd) -> list[Diary]:
    """Some worlds with an open range, a round held on the best date, and no accord."""
    some = {"not_tabled": 12, "aspiration": 4, "not_ratified": 4}
    worlds = [world for reason, n in some.items() for world in crowd.where("reason", reason)[:n]]
    return [diary(crowd.scenario, SEED, int(world)) for world in worlds]


@pytest.fixture(scope="session")
def noisy(first_version: Crowd) -> list[Diary]:
    """Such worlds by the rules of the first version."""
    return failed_in_an_open_range(first_version)


@pytest.fixture(scope="session")
def reasons(crowd: Crowd, noisy: list[Diary]) -> list[Diary]:
    """Such worlds by the rules of the baseline and by those of the first version."""
    return [*failed_in_an_open_range(crowd), *noisy]
