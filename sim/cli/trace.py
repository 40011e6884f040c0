"""`sim trace`: one world's diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.errors import Usage
from sim.cli.output import say, say_json

if TYPE_CHECKING:
    from sim.scenario import Scenario


def trace_command(
    scenario: str,
    world: int | None,
    median: str | None,
    worlds: int,
    seed: int,
    set_: list[str],
    json_: bool,
) -> int:
    """Tell a world's story: the one numbered, or the median one of those with an outcome."""
    from sim.scenario import load

    if (world is None) == (median is None):
        raise Usage("give either --world K or --median OUTCOME")
    read = load(scenario, set_)
    number = _median_world(read, str(median), worlds, seed) if world is None else world
    from sim.report.diary import diary

    text = diary(read, seed, number)
    if json_:
        say_json(scenario=read.name, seed=seed, world=number, diary=text.splitlines())
    else:
        say(text)
    return 0


def _median_world(scenario: Scenario, outcome: str, worlds: int, seed: int) -> int:
    """The world whose outcome comes on the median day among those with that outcome."""
    from sim.ensemble import run
    from sim.results.run import median_world

    ran = run(scenario, worlds, seed)
    categories = ran.outcome("outcome").categories
    if outcome not in categories:
        raise Usage(f"no outcome '{outcome}'; there are: {', '.join(categories)}")
    found = median_world(ran, ran.column("outcome") == categories.index(outcome))
    if found is None:
        raise Usage(f"no world of {worlds:,} ends in {outcome}: try more with -n")
    return found
