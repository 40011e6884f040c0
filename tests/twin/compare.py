"""Where the model and its twin tell a world differently."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from sim.outcomes import declared, outcomes
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.trajectory import Trajectory
from tests.twin.outcomes import outcomes as twins_outcomes
from tests.twin.packages import Package, packages
from tests.twin.past import origin
from tests.twin.standing import standing
from tests.twin.state import FORCE, World
from tests.twin.world import simulated


@lru_cache(maxsize=16)
def packages_of(scenario: Scenario) -> dict[str, list[Package]]:
    """What can be agreed in a scenario and in its origin."""
    return {"own": packages(scenario.file), "origin": packages(origin(scenario).file)}


def twin(scenario: Scenario, seed: int, number: int) -> World:
    """One world by the twin."""
    return simulated(scenario, packages_of(scenario), seed, number)


def told(scenario: Scenario, seed: int, first: int, worlds: int) -> Trajectory:
    """The worlds by the model, run together, with their daily course."""
    return simulate(scenario, seed, first, worlds, traced=np.ones(worlds, dtype=np.bool_))


def differences(scenario: Scenario, seed: int, first: int, worlds: int) -> list[str]:
    """A line for every outcome that differs, and the first day of every figure that does."""
    return between(told(scenario, seed, first, worlds), scenario, seed, first)


def between(models: Trajectory, scenario: Scenario, seed: int, first: int) -> list[str]:
    """Differences of worlds of a trajectory from the twin's worlds of a scenario."""
    return list(apart(models, scenario, seed, first))


def apart(models: Trajectory, scenario: Scenario, seed: int, first: int) -> Iterator[str]:
    """The same, world by world: who only asks whether there are any need not play all worlds."""
    series = models.series()
    for i, row in enumerate(models_answers(models)):
        world = twin(scenario, seed, first + i)
        place = f"{scenario.name} seed {seed} world {first + i} attempt {world.chance.attempt}"
        for line in (*_outcomes_apart(world, row), *_days_apart(world, series, i)):
            yield f"{place} {line}"


def models_answers(models: Trajectory) -> Iterator[dict[str, Any]]:
    """All outcomes of each world by the model, put as the twin puts them."""
    columns, names = outcomes(models), declared(models.scenario)
    own = packages_of(models.scenario)["own"]
    for i in range(models.worlds):
        row = {name: values[i].item() for name, values in columns.items()}
        for outcome in names:
            if outcome.kind == "class":
                code = row[outcome.name]
                row[outcome.name] = outcome.categories[code] if code >= 0 else None
        row["package"] = own[row["package"]].options if row["package"] >= 0 else None
        yield row


def _outcomes_apart(world: World, row: dict[str, Any]) -> Iterator[str]:
    """Measures beyond 1e-9, all other outcomes at all."""
    own = {**twins_outcomes(world, len(world.diary) - 1), **standing(world)}
    assert own.keys() == row.keys()
    for name, value in own.items():
        if not same(value, row[name]):
            yield f"{name}: twin {value}, model {row[name]}"


def _days_apart(world: World, series: dict[str, Any], i: int) -> Iterator[str]:
    """The first day on which a daily figure differs.

    The price of land that was lost is 0 / 0: war values are not compared after FORCE.
    """
    seen = set()
    for day, figures in enumerate(world.diary):
        for name, value in figures.items():
            lost = world.phase == FORCE and day >= world.day_ended
            if name in seen or (lost and name.startswith("war_value")):
                continue
            if not same(value, float(series[name][day, i])):
                seen.add(name)
                yield f"day {day} {name}: twin {value}, model {series[name][day, i]}"


def same(twins: Any, models: Any) -> bool:
    """Whether two answers agree."""
    if isinstance(models, float):
        neither = math.isnan(twins) and math.isnan(models)
        return neither or math.isclose(twins, models, rel_tol=1e-9, abs_tol=1e-11)
    return bool(twins == models)
