"""Ask what a change does, what matters, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.app import ASKING, app
from sim.cli.errors import guarded
from sim.cli.options import (
    Debug,
    Jobs,
    Json,
    Out,
    Quiet,
    Seed,
    Set,
    Worlds,
)


@app.command("compare", rich_help_panel=ASKING)
@guarded
def compare(
    what: Annotated[
        list[str], typer.Argument(metavar="A [B...]", help="Scenarios, or folders of saved runs.")
    ],
    set_: Set,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Also the points of bargaining theory, and more.")
    ] = False,
    debug: Debug = False,
) -> int:
    """Compare scenarios or saved runs, world by world.

    With one scenario and -s KEY=VALUE, it is compared with itself changed; else every further one
    is compared with the first, and -s changes all of them. Differences are paired: the same luck
    in both.
    """
    from sim.cli.compare import Sample, compare_command

    return compare_command(what, set_, Sample(worlds, seed, jobs, out, quiet), json_, all_)
