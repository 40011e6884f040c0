"""`sim trace`: one world's diary."""

from __future__ import annotations

import shlex
import shutil
import sys
from typing import TYPE_CHECKING

from sim.cli.errors import Usage
from sim.cli.output import progress_bar, say, say_json
from sim.errors import not_among

if TYPE_CHECKING:
    from sim.scenario import Scenario

_NARROWEST, _WIDEST = 60, 100


def trace_command(
    scenario: str,
    world: int | None,
    median: str | None,
    worlds: int,
    seed: int,
    set_: list[str],
    json_: bool,
    quiet: bool = False,
    brief: bool = False,
) -> int:
    """Tell a world's story: the one numbered, or the median one of those with an outcome.

    ``brief`` leaves out the days; JSON is always whole.
    """
    from sim.scenario import load

    if (world is None) == (median is None):
        raise Usage("give either --world K or --median OUTCOME")
    read = load(scenario, set_)
    number = _median_world(read, str(median), worlds, seed, quiet) if world is None else world
    from sim.report.diary import diary

    told = diary(read, seed, number, _command(scenario, number, seed, set_))
    if json_:
        say_json(**told.to_dict())
    else:
        say(told.text(_width(), brief))
    return 0


def _median_world(scenario: Scenario, outcome: str, worlds: int, seed: int, quiet: bool) -> int:
    """The world whose outcome comes on the median day among those with that outcome."""
    from sim.ensemble import run
    from sim.report.diary.pick import has_ending, pickable
    from sim.results.run import median_world

    if outcome not in (known := pickable(scenario)):
        raise Usage(not_among("outcome", outcome, known))
    with progress_bar(scenario.name, worlds, quiet) as progress:
        ran = run(scenario, worlds, seed, jobs=None, progress=progress)
    found = median_world(ran, has_ending(scenario, outcome, ran.column))
    if found is None:
        raise Usage(f"no world of {worlds:,} has {outcome}: try more with -n")
    return found


def _command(scenario: str, world: int, seed: int, set_: list[str]) -> str:
    """What tells the same world again."""
    changes = [word for change in set_ for word in ("-s", change)]
    words = ["sim", "trace", scenario, "--world", str(world), "--seed", str(seed), *changes]
    return shlex.join(words)


def _width() -> int:
    """As wide as the terminal, within reason; one width wherever there is none."""
    from sim.report.diary import WIDTH

    if not sys.stdout.isatty():
        return WIDTH
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))
