"""Hold the model against theory, its rivals, and its own records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completion
from sim.cli.app import TRUSTING, app
from sim.cli.elsewhere import elsewhere
from sim.cli.errors import guarded
from sim.cli.options import (
    Cluster,
    Debug,
    FigureFile,
    IfRunWorlds,
    Jobs,
    Json,
    MaybeSeed,
    OneScenario,
    Out,
    Questions,
    Quiet,
    Seed,
    Set,
    Worlds,
)


@app.command("verify", rich_help_panel=TRUSTING)
@guarded
def verify(
    worlds: Worlds = 4000,
    seed: Seed = 1,
    jobs: Jobs = None,
    cluster: Cluster = None,
    known: Annotated[
        bool, typer.Option("--known", help="Only the known answers: half a minute.")
    ] = False,
    out: Out = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Hold the model against known answers, and against the signs that theory asks for.

    Known answers are what a work proves; signs what a change must do, on paired worlds. At least
    200 worlds; 4,000 take about six minutes on two cores. What was measured is kept: the same
    command goes on where it was stopped. Leaves with 1 where one is wrong.
    """
    from sim.cli.compare import Sample
    from sim.cli.verify import verify_command

    with elsewhere(cluster, jobs):
        return verify_command(Sample(worlds, seed, jobs, out, quiet), known, json_)


@app.command("rivals", rich_help_panel=TRUSTING)
@guarded
def rivals(
    scenario: OneScenario,
    set_: Set,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    output: FigureFile = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Ask rival theories the same question of the same worlds, on one chart.

    The figure goes into results/ of the project unless -o names a file.
    """
    from sim.cli.rivals import rivals_command

    with elsewhere(cluster, jobs):
        return rivals_command(scenario, set_, (worlds, seed, jobs), output, json_, quiet)


@app.command("verify-results", rich_help_panel=TRUSTING)
@guarded
def verify_results(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", help="Folder of a saved run.", autocompletion=completion.runs
        ),
    ],
    json_: Json = False,
    out: Out = None,
    debug: Debug = False,
) -> int:
    """Check that a saved run is what was written, bit by bit.

    Names every block that is damaged or missing, and leaves with 4 if there is one: the command
    that made the run runs just those worlds again.
    """
    from sim.cli.verify_results import verify_command

    return verify_command(run, out, json_)


@app.command("crate", rich_help_panel=TRUSTING)
@guarded
def crate(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN", help="Folder of a saved run.", autocompletion=completion.runs
        ),
    ],
    date: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help="When it is published. Default: today.",
            show_default=False,
        ),
    ] = None,
    terms: Annotated[
        str | None,
        typer.Option(
            "--license",
            metavar="URL",
            help="Address of the licence it is published under.",
            show_default=False,
        ),
    ] = None,
    out: Out = None,
    debug: Debug = False,
) -> int:
    """Describe a saved run for an archive: RO-Crate metadata beside its manifest.

    Every file with its size, kind and checksum, the scenario, the command and the versions that
    made it. Needs the extra [crate]. Ask last: a figure drawn later is not in it.
    """
    from sim.cli.crate import crate_command

    return crate_command(run, out, date, terms)


@app.command("seal", rich_help_panel=TRUSTING)
@guarded
def seal(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Folder of a saved run, or a scenario.",
            autocompletion=completion.runs,
        ),
    ],
    questions: Questions,
    set_: Set,
    worlds: IfRunWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", dir_okay=False, help="File to write: .json"),
    ] = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Seal what a run says to questions, so that it can be shown to precede the answers.

    The file holds scenario, digests, code, questions and probabilities, and a hash of all that:
    publish the hash today. docs/score.md has the format of the questions.
    """
    from sim.cli.compare import sampled
    from sim.cli.score import seal_command

    sample = sampled(what, worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return seal_command(what, set_, sample, questions, output, json_)


@app.command("score", rich_help_panel=TRUSTING)
@guarded
def score(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Saved run, scenario, or the file of a seal.",
            autocompletion=completion.runs,
        ),
    ],
    questions: Questions,
    set_: Set,
    worlds: IfRunWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Score a run, or a sealed forecast, against answers, and against what others said.

    Brier, logarithmic and ranked probability scores. A seal that was touched is refused (4).
    """
    from sim.cli.compare import sampled
    from sim.cli.score import score_command

    sample = sampled(what, worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return score_command(what, set_, sample, questions, json_)
