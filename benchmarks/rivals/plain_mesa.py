"""The model as one would write it in plain Mesa: one world a model, one day a step.

The day is that of the scalar twin of the tests, which can be stepped, so that these models play
the same worlds as the engine. One figure is collected a day, since `mesa.batch_run` reads what it
returns by the number of the step; it is cheap, to leave Mesa as fast as it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa

from sim.scenario import Scenario
from tests.twin.chance import Chance
from tests.twin.compare import packages_of
from tests.twin.parameters import Drawn
from tests.twin.past import origin, play, remember
from tests.twin.state import World
from tests.twin.world import step


class PlainModel(mesa.Model):
    """One world of a scenario, from its past to its horizon.

    Parameters
    ----------
    number, seed_of_worlds : int
        Which world.
    scenario : Scenario
    kept : dict[int, World]
        Where the world is put once its horizon is reached: a collector would copy all of it.
    of_mesa : Any
        What ``batch_run`` adds by itself, from Mesa 3.5 on: a seed, which nothing here asks for.
    """

    def __init__(
        self,
        number: int,
        seed_of_worlds: int,
        scenario: Scenario,
        kept: dict[int, World],
        **of_mesa: Any,
    ) -> None:
        super().__init__(**of_mesa)
        packages, self.day, self.horizon = packages_of(scenario), 0, scenario.days
        attempt, past = play(origin(scenario).file, packages["origin"], seed_of_worlds, number)
        chance = Chance(seed_of_worlds, number, attempt)
        self.number, self.kept = number, kept
        self.world = World(Drawn(scenario.file, chance), chance, packages["own"])
        remember(self.world, past)
        self.datacollector = mesa.DataCollector({"phase": lambda model: model.world.phase})

    def step(self) -> None:
        """One day."""
        step(self.world, self.day)
        self.day += 1
        if self.day > self.horizon:
            self.kept[self.number], self.running = self.world, False
        self.datacollector.collect(self)


def by_loop(scenario: Scenario, seed: int, number: int) -> World:
    """A world by a loop over steps."""
    model = PlainModel(number, seed, scenario, {})
    while model.running:
        model.step()
    return model.world


def by_batch_run(scenario: Scenario, seed: int, numbers: Sequence[int]) -> dict[int, World]:
    """Worlds by Mesa's own loop over models, in this process."""
    kept: dict[int, World] = {}
    mesa.batch_run(
        PlainModel,
        {"number": numbers, "seed_of_worlds": seed, "scenario": [scenario], "kept": [kept]},
        number_processes=1,
        max_steps=scenario.days + 1,
        display_progress=False,
    )
    return kept
