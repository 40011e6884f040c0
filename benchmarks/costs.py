"""What a world costs the engine as worlds, days and packages grow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from benchmarks.baseline import BLOCK, in_blocks
from benchmarks.turns import Part, Row, interleaved, ratios, spread
from sim.agreement.packages import packages_of
from sim.scenario import Scenario, load
from sim.simulation import STORED

LEVELS = ([0, 0.5, 1], [round(i / 12, 4) for i in range(13)])
"""Of the zone's rules, in place of five: fewer packages, and more."""


def costs(worlds: Sequence[int], rounds: int) -> Part:
    """The part of the table; ``worlds`` in ascending order, the middle one is compared with."""
    played = scenarios(worlds)
    took = interleaved({name: _turn(*of) for name, of in played.items()}, rounds)
    a_world = {
        name: [1000 * seconds / played[name][1] for seconds in each] for name, each in took.items()
    }
    base = _worlds(worlds[len(worlds) // 2])
    rows = [
        Row(
            name,
            "CPU ms a world",
            spread(each),
            None if name == base else ratios(each, a_world[base]),
        )
        for name, each in a_world.items()
    ]
    notes = (
        "the past is the baseline's in all of them: neither days nor packages were added to it",
        f"worlds are played in blocks of {BLOCK}, or all at once where there are fewer",
        "left out: the number of parties, since no shipped scenario has more than two",
    )
    return Part("What a world costs the engine", f"times {base}", rows, notes)


def scenarios(worlds: Sequence[int]) -> dict[str, tuple[Scenario, int]]:
    """By name, what is played, and how many worlds of it."""
    plain, middle = load("baseline"), worlds[len(worlds) // 2]
    later = plain.file.start + timedelta(days=2 * plain.days)
    longer = load("baseline", set={"horizon": later.isoformat()})
    found = {_worlds(many): (plain, many) for many in worlds}
    found[f"{longer.days} days, twice as many"] = longer, middle
    for levels in LEVELS:
        other = load("baseline", set={"issues.zone_rules.levels": levels})
        found[f"{_packages(other)} packages instead of {_packages(plain)}"] = other, middle
    return found


def _worlds(many: int) -> str:
    return f"{many:,} worlds"


def _packages(scenario: Scenario) -> int:
    return len(packages_of(scenario))


def _turn(scenario: Scenario, worlds: int) -> Callable[[int], None]:
    return lambda number: in_blocks(scenario, STORED + worlds * number, worlds)
