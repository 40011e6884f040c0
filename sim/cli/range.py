"""`sim range`: is anything better than going on for both, and who sees it?"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import a_scenario
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.analysis.ranges.many import RangeOfWorlds
    from sim.analysis.ranges.one import RangeOfWorld


def range_command(
    scenario: str,
    set_: list[str],
    place: tuple[str | None, int | None],
    sample: tuple[int, int, int | None],
    output: Path | None,
    json_: bool,
    quiet: bool,
) -> int:
    """Look at the packages on a day, tell where they lie, and draw them.

    ``place`` is the date and the world asked for; ``sample`` worlds, seed and processes.
    """
    from sim.analysis.ranges.asking import bargaining_range
    from sim.cli.plot import check_type
    from sim.plots.ranges import range_sheet
    from sim.report.ranges import range_json, range_text

    a_scenario(scenario)
    (date, world), (worlds, seed, jobs) = place, sample
    if output is not None:
        check_type(output)
    played = worlds if world is None else None
    with progress_bar("range", played, quiet) as on:
        found = bargaining_range(scenario, date, world, worlds, seed, set_, jobs, on)
    path = output or _default_path(found, world, (date, worlds, seed))
    path.parent.mkdir(parents=True, exist_ok=True)
    range_sheet(found).savefig(path)
    if json_:
        say_json(**range_json(found), figure=str(path))
    else:
        say(range_text(found))
        notes(f"figure:  {path}", quiet=quiet)
    return 0


def _default_path(
    found: RangeOfWorlds | RangeOfWorld, world: int | None, rest: tuple[object, ...]
) -> Path:
    """Beside saved runs: ``results/range_NAME[_world_K]_HASH.png``, by what was asked."""
    from sim.ensemble import default_out

    name = found.question.scenario.name + ("" if world is None else f"_world_{world}")
    asked = repr((found.question.scenario.fingerprint(), *rest))
    return default_out() / f"range_{name}_{sha256(asked.encode()).hexdigest()[:8]}.png"
