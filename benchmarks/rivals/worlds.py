"""The same worlds by the engine, by the twin of the tests and by plain Mesa models.

The engine plays a block; all others play some worlds of the same block, one after the other, since
a whole block would take them minutes. In every world played by anybody the ending must be the
engine's: how it ends, on which day, with which text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from benchmarks.rivals.plain_mesa import by_batch_run, by_loop
from benchmarks.turns import Part, Row, interleaved, ratios, spread
from sim.scenario import Scenario, load
from sim.simulation import STORED, simulate
from sim.trajectory import Trajectory
from tests.twin.compare import models_answers, twin
from tests.twin.outcomes import outcomes as twins_outcomes
from tests.twin.state import World

SEED = 1
ENGINE, ALTERNATING = "engine, a block", "engine, a block, offers in turn"
ONE = "engine, one world at a time"
TWIN, LOOP, BATCH = "scalar twin", "Mesa loop", "mesa.batch_run"
ENDING = ("outcome", "outcome_day", "package")
_ELSEWHERE = 10**6  # a round that no contest has

Ending = tuple[Any, ...]


@dataclass(frozen=True)
class Contest:
    """How many worlds a block has, and how many of them those play who play one at a time."""

    block: int
    some: int

    def first(self, number: int) -> int:
        """The first world of a round: beyond those whose days are kept."""
        return STORED + self.block * number

    def numbers(self, number: int) -> list[int]:
        """The worlds of a round that everybody plays, spread over the block."""
        first = self.first(number)
        return [first + i * (self.block // self.some) for i in range(self.some)]


class Disagreement(Exception):
    """A contestant tells the ending of a world otherwise than the engine."""


def same_worlds(contest: Contest, rounds: int) -> Part:
    """The part of the table: what a world costs each contestant.

    Raises
    ------
    Disagreement
        If anybody's world ends otherwise than the engine's.
    """
    scenario = load("baseline")
    for warm_up in turns(Contest(block=2, some=1), scenario).values():
        warm_up(_ELSEWHERE)
    look = Referee(contest, scenario)
    took = interleaved(turns(contest, scenario), rounds, look.take)
    look.settle()
    a_world = {
        name: [1000 * seconds / look.worlds(name) for seconds in each]
        for name, each in took.items()
    }
    rows = [
        Row(
            name,
            "CPU ms a world",
            spread(each),
            None if name == ENGINE else ratios(each, a_world[ENGINE]),
        )
        for name, each in a_world.items()
    ]
    rate = spread(1000 / ms for ms in a_world[ENGINE])
    notes = (
        f"the engine plays {rate.median:,.0f} worlds a CPU-second ({rate.low:,.0f} to "
        f"{rate.high:,.0f}) in blocks of {contest.block}",
        f"{look.compared} worlds of others compared with the engine's: all end alike",
    )
    return Part("The same worlds of the baseline", "times the engine's block", rows, notes)


def turns(contest: Contest, scenario: Scenario) -> dict[str, Callable[[int], Any]]:
    """By contestant, what it does in a round."""
    in_turn = load("baseline", set={"talks.protocol": "alternating"})

    def block(of: Scenario) -> Callable[[int], Trajectory]:
        return lambda number: simulate(of, SEED, contest.first(number), contest.block)

    def each(play: Callable[[int], Any]) -> Callable[[int], dict[int, Any]]:
        return lambda number: {world: play(world) for world in contest.numbers(number)}

    return {
        ENGINE: block(scenario),
        ALTERNATING: block(in_turn),
        ONE: each(lambda world: simulate(scenario, SEED, world, 1)),
        TWIN: each(lambda world: twin(scenario, SEED, world)),
        LOOP: each(lambda world: by_loop(scenario, SEED, world)),
        BATCH: lambda number: by_batch_run(scenario, SEED, contest.numbers(number)),
    }


class Referee:
    """Compares everybody's endings with those of the engine's block."""

    def __init__(self, contest: Contest, scenario: Scenario) -> None:
        self.contest, self.days = contest, scenario.days
        self.compared = 0
        self._engines: dict[int, Ending] = {}
        self._others: list[tuple[str, int, Ending]] = []

    def worlds(self, name: str) -> int:
        """How many worlds a contestant plays in a round."""
        return self.contest.block if name in {ENGINE, ALTERNATING} else self.contest.some

    def take(self, name: str, number: int, came: Any) -> None:
        """Note the endings of a turn; offers in turn are another scenario, with its own."""
        if name == ENGINE:
            where = np.array(self.contest.numbers(number)) - self.contest.first(number)
            rows = list(islice(models_answers(came), int(where[-1]) + 1))
            found = {int(i) + self.contest.first(number): _of_row(rows[i]) for i in where}
            self._engines |= found
        elif name != ALTERNATING:
            for world, played in came.items():
                self._others.append((name, world, self._ending(played)))

    def _ending(self, played: Trajectory | World) -> Ending:
        if isinstance(played, Trajectory):
            return _of_row(next(models_answers(played)))
        return ending_of(played)

    def settle(self) -> None:
        """Compare them."""
        for name, world, ending in self._others:
            if ending != self._engines[world]:
                raise Disagreement(
                    f"world {world} ends otherwise: {name} {ending}, engine {self._engines[world]}"
                )
            self.compared += 1


def _of_row(row: dict[str, Any]) -> Ending:
    return tuple(row[name] for name in ENDING)


def ending_of(world: World) -> Ending:
    """How a world of the twin ended."""
    return _of_row(twins_outcomes(world, len(world.diary) - 1))
