"""`sim postures`: who should bluff?"""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sim.cli.compare import a_scenario
from sim.cli.output import notes, progress_bar, say, say_json
from sim.cli.program import program
from sim.cli.resuming import goes_on
from sim.cli.trial import tell_trial


@dataclass(frozen=True)
class Played:
    """What is to be played, of which scenario."""

    scenario: str
    chosen: list[str]
    file: Path | None
    set: list[str]
    worlds: int
    seed: int
    jobs: int | None
    aim: str
    belief: str
    tolerance: float


def postures_command(
    asked: Played,
    output: Path | None,
    out: Path | None,
    json_: bool,
    quiet: bool,
    dry_run: bool = False,
) -> int:
    """Play all profiles, tell who would want another posture, and draw it."""
    from sim.analysis.explaining.worlds import Source
    from sim.analysis.postures import postures
    from sim.analysis.postures.choosing import many_of, table_of
    from sim.analysis.postures.folder import finished_in, folder_of
    from sim.cli.plot import check_type
    from sim.ensemble import default_out
    from sim.plots.postures import postures_sheet
    from sim.report.postures import postures_text
    from sim.report.postures_json import postures_json

    a_scenario(asked.scenario, out)
    if output is not None:
        check_type(output)
    source = Source(asked.scenario, tuple(asked.set))
    table = table_of(source, asked.seed, asked.chosen, asked.file, asked.aim, asked.belief)
    whole, kept_under = many_of(table, asked.worlds), out or default_out()
    if dry_run:
        return tell_trial([(source.scenario(), whole)], asked.jobs, json_)
    there, turns = finished_in(folder_of(table, asked.worlds, kept_under), table, asked.worlds)
    what = "profile" if turns == len(table.profiles) else "part"
    notes(*goes_on(there, turns, what), quiet=quiet)
    with progress_bar("postures", whole, quiet) as on:
        found = postures(
            asked.scenario,
            asked.chosen,
            asked.worlds,
            asked.seed,
            asked.set,
            asked.jobs,
            file=asked.file,
            aim=asked.aim,
            belief=asked.belief,
            tolerance=asked.tolerance,
            progress=on,
            out=kept_under,
            command=shlex.join([*program(), *sys.argv[1:]]),
        )
    path = output or _default_path(
        asked, repr((source.scenario().fingerprint(), table.postures)), out
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    postures_sheet(found).savefig(path)
    if json_:
        say_json(**postures_json(found), figure=str(path))
    else:
        say(postures_text(found))
        notes(f"figure:  {path}", quiet=quiet)
    return 0


def _default_path(asked: Played, played: str, out: Path | None) -> Path:
    """Beside saved runs: ``results/postures_NAME_HASH.png``, by what was asked."""
    from sim.ensemble import default_out

    told = repr((played, asked.worlds, asked.seed, asked.aim, asked.belief))
    name = f"postures_{Path(asked.scenario).stem}_{sha256(told.encode()).hexdigest()[:8]}.png"
    return (out or default_out()) / name
