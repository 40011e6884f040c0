"""Ask what a change does, what matters, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completion
from sim.cli.app import ASKING, app
from sim.cli.elsewhere import elsewhere
from sim.cli.errors import Usage, guarded
from sim.cli.options import (
    Cluster,
    Debug,
    DryRun,
    FigureFile,
    Jobs,
    Json,
    ManyWorlds,
    MaybeSeed,
    OneScenario,
    Out,
    Quiet,
    Seed,
    Set,
    World,
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
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Also the points of bargaining theory, and more.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", dir_okay=False, help="A figure too: .png, .svg, .pdf ..."),
    ] = None,
    debug: Debug = False,
) -> int:
    """Compare scenarios or saved runs, world by world.

    With one scenario and -s KEY=VALUE, it is compared with itself changed; else every further one
    is compared with the first, and -s changes all of them. Differences are paired: the same luck
    in both.
    """
    from sim.cli.compare import Sample, compare_command

    sample = Sample(worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return compare_command(what, set_, sample, json_, all_, output)


@app.command("explain", rich_help_panel=ASKING)
@guarded
def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Folder of a saved run, or a scenario.",
            autocompletion=completion.runs,
        ),
    ],
    set_: Set,
    worlds: Worlds = 1000,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    world: World = None,
    levers: Annotated[
        bool,
        typer.Option("--levers", help="What would bring a durable peace ten points nearer."),
    ] = False,
    output: FigureFile = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[bool, typer.Option("--all", help="Every mechanism, however small.")] = False,
    dry_run: DryRun = False,
    debug: Debug = False,
) -> int:
    """Explain why there is no accord: take each mechanism away, on the same worlds.

    Alone, and in sampled orders (Shapley values): 1,000 worlds take about three minutes on two
    cores; what is found is kept with the run, so that the same question is answered at once. With
    --world, what that world would have needed; with --levers, how far each parameter would have to
    move. The figure goes into the run's folder.
    """
    from sim.cli.compare import Sample, sampled
    from sim.cli.explain import explain_command

    number = sampled(what, None, seed, jobs, out, quiet).seed
    sample = Sample(worlds, number, jobs, out, quiet)
    if levers and world is not None:
        raise Usage("--world asks of one world, --levers of all of them: give one of the two")
    if output is not None and (levers or world is not None):
        raise Usage("-o draws what each mechanism is worth: --world and --levers have no figure")
    if dry_run and (levers or world is not None):
        raise Usage("--dry-run tells what taking all mechanisms away would play")
    with elsewhere(cluster, jobs):
        return explain_command(what, set_, sample, world, output, json_, all_, levers, dry_run)


@app.command("range", rich_help_panel=ASKING)
@guarded
def range_(
    scenario: OneScenario,
    set_: Set,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            show_default=False,
            help="Day on which packages are looked at, as in 2026-05-01. Default: the start.",
        ),
    ] = None,
    world: World = None,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    output: FigureFile = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Show the bargaining range: as it is, as each side sees it, as the mediator believes.

    Over all worlds, or in one: which packages beat going on for both, the frontier, the packages
    of Nash, Kalai-Smorodinsky and others, what was tabled, and what keeps the range empty. The
    figure goes into results/ of the project unless -o names a file.
    """
    from sim.cli.range import range_command

    if world is not None and cluster is not None:
        raise Usage("--world looks at one world, which is played here: leave --cluster out")
    place, sample = (date, world), (worlds, seed, jobs)
    with elsewhere(cluster, jobs):
        return range_command(scenario, set_, place, sample, output, json_, quiet)


@app.command("condition", rich_help_panel=ASKING)
@guarded
def condition(
    scenario: OneScenario,
    events: Annotated[
        Path, typer.Option("--events", metavar="FILE", help="What has happened since the start.")
    ],
    set_: Set,
    worlds: Worlds = 10_000,
    seed: Seed = 1,
    jobs: Jobs = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Also the points of bargaining theory, and more.")
    ] = False,
    debug: Debug = False,
) -> int:
    """See how outcomes move, given what has happened since the start.

    Worlds in which it did not happen weigh nothing. docs/condition.md has the format of the events.
    """
    from sim.cli.compare import Sample
    from sim.cli.condition import condition_command

    sample = Sample(worlds, seed, jobs, None, quiet)
    with elsewhere(cluster, jobs):
        return condition_command(scenario, set_, sample, events, json_, all_)


@app.command("calibrate", rich_help_panel=ASKING)
@guarded
def calibrate(
    what: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Folder of a saved run, or a scenario.",
            autocompletion=completion.runs,
        ),
    ],
    anchor: Annotated[
        str,
        typer.Option(
            "--anchor",
            metavar="FILE",
            help="Anchors: a file, or market or base_rate, which come with the program.",
        ),
    ],
    set_: Set,
    luck: Annotated[
        bool,
        typer.Option("--luck", help="Anchors may speak of luck too, not of parameters alone."),
    ] = False,
    worlds: ManyWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    output: FigureFile = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[
        bool, typer.Option("--all", help="Every parameter, and every row of the comparison.")
    ] = False,
    debug: Debug = False,
) -> int:
    """See what the model would have to believe, to agree with what others hold likely.

    Worlds are weighed until shares agree with the anchors, within the errors these have; told
    beside the run as it is, with the parameters that move. Refused where the weights would rest on
    too few worlds. docs/calibrate.md has the format of the anchors.
    """  # fmt: skip
    from sim.cli.calibrate import calibrate_command
    from sim.cli.compare import sampled

    sample = sampled(what, worlds, seed, jobs, out, quiet, 10_000)
    with elsewhere(cluster, jobs):
        return calibrate_command(what, anchor, set_, sample, luck, output, json_, all_)
