"""Run scenarios, and look at what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completion
from sim.cli.app import PLAYING, app
from sim.cli.elsewhere import elsewhere
from sim.cli.errors import Usage, guarded
from sim.cli.options import (
    BlockSize,
    Cluster,
    Debug,
    DryRun,
    FigureName,
    Jobs,
    Json,
    ManyWorlds,
    MaybeSeed,
    Median,
    OfRun,
    OneScenario,
    Out,
    Quiet,
    Scenarios,
    Seed,
    Set,
    Target,
    UntilSe,
    World,
    Worlds,
    whole,
)


@app.command("run", rich_help_panel=PLAYING)
@guarded
def run(
    scenarios: Scenarios,
    set_: Set,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Out = None,
    json_: Json = False,
    quiet: Quiet = False,
    figures: Annotated[bool, typer.Option(help="Write the main figures.")] = True,
    until_se: UntilSe = None,
    target: Target = None,
    cluster: Cluster = None,
    name: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            show_default=False,
            help="What the run is to be called: sim compare, plot and others then know it so.",
        ),
    ] = "",
    dry_run: DryRun = False,
    debug: Debug = False,
    block_size: BlockSize = 2048,
) -> int:
    """Run scenarios: how their worlds end, and why not in an accord.

    All is saved: the same command again reads what is there, adds what is missing, and runs anew
    what is damaged; more worlds are added to it. With --until-se, worlds are added until the share
    of --target is that exact, -n or 2,048 at least.
    """
    from sim.cli.run import Precision, run_command
    from sim.cli.trial import tell_trial
    from sim.scenario import load

    if target is not None and until_se is None:
        raise Usage("--target says which share is to be exact: give --until-se SE as well")
    wanted = Precision(until_se, target or "accord")
    if name and len(scenarios) > 1:
        raise Usage("--name is for one scenario: run the others by themselves")
    if dry_run:
        return tell_trial([(load(each, set_), worlds) for each in scenarios], jobs, json_)
    common = (scenarios, worlds, seed, jobs, set_, out, json_, quiet, figures, block_size)
    return run_command(*common, wanted, cluster, name)


@app.command("plot", rich_help_panel=PLAYING)
@guarded
def plot(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Folder of a saved run, or a scenario that ran.",
            autocompletion=completion.runs,
        ),
    ],
    figure: FigureName,
    world: OfRun = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", dir_okay=False, help="File to write: .png, .svg, .pdf ..."),
    ] = None,
    out: Out = None,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Draw one figure of a saved run."""
    from sim.cli.plot import plot_command

    return plot_command(run, figure, world, output, out)


@app.command("report", rich_help_panel=PLAYING)
@guarded
def report(
    what: Annotated[
        list[str],
        typer.Argument(metavar="RUN...", help="Folders of saved runs, or scenarios."),
    ],
    set_: Set,
    worlds: ManyWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    stories: Annotated[
        int,
        typer.Option(
            "--stories",
            parser=whole(0, 1000),
            metavar="N",
            help="Worlds of each run that are told on the page.",
        ),
    ] = 100,
    why: Annotated[
        bool,
        typer.Option("--why", help="Ask for the causes too, as sim explain does (some minutes)."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            dir_okay=False,
            metavar="FILE.html",
            show_default=False,
            help="File to write. Default: report.html in the run's folder.",
        ),
    ] = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Write a page whose assumptions can be moved.

    One HTML file of a run, or of several side by side. It opens from the disk and asks nothing of
    anybody: outcomes, why no accord, texts, sources, every world as a dot, some hundred stories. A
    slider on a prior weighs the worlds anew, and the page says when too few are left. A scenario is
    run first.
    """
    from sim.cli.report import Wanted, report_command

    wanted = Wanted(what, set_, worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return report_command(wanted, stories, why, output, json_)


@app.command("trace", rich_help_panel=PLAYING)
@guarded
def trace(
    scenario: OneScenario,
    set_: Set,
    other: Annotated[
        str | None,
        typer.Argument(
            metavar="OTHER",
            help="The same world under another scenario: where they part.",
            show_default=False,
        ),
    ] = None,
    world: World = None,
    median: Median = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="On one page, in plain sentences to be read aloud.")
    ] = False,
    numbers: Annotated[
        bool,
        typer.Option(
            "--numbers",
            help="With all numbers (the default); with --brief: how it ends, why, what is unusual.",
        ),
    ] = False,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Play it again without each obstacle: what would have made it sign (10 s).",
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            dir_okay=False,
            show_default=False,
            help="File to write it to as well: .txt or .json; the page also .md or .html.",
        ),
    ] = None,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Tell one world's diary: in full with its numbers, or on a page.

    --brief is for people: who wanted what, how it went, what was on the table,
    where it broke and because of whom, what would have made it sign. With a
    second scenario: where the same world parts under the two. By default the
    whole account, with the numbers behind every decision.
    """
    from sim.cli.trace import Form, trace_command

    form = Form(brief=brief, numbers=numbers, why=why, output=output, other=other)
    return trace_command(scenario, world, median, worlds, seed, set_, json_, quiet, form=form)


@app.command("play", rich_help_panel=PLAYING)
@guarded
def play(
    scenario: OneScenario,
    set_: Set,
    seat: Annotated[
        str,
        typer.Option(
            "--seat",
            metavar="NAME",
            autocompletion=completion.seats,
            show_default=False,
            help="Whose decisions are yours: a party of the scenario, or mediator.",
        ),
    ] = "",
    world: Annotated[
        int,
        typer.Option(
            "--world",
            parser=whole(0),
            metavar="K",
            help="Number of the world: the same, with the same luck, for all who give it.",
        ),
    ] = 0,
    seed: Seed = 1,
    moves: Annotated[
        Path | None,
        typer.Option(
            "--moves",
            metavar="FILE",
            show_default=False,
            help="Moves to make first, a line each (2026-02-17 no); then you are asked.",
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            metavar="FILE",
            dir_okay=False,
            show_default=False,
            help="Where the moves are kept; a missing folder is made. Default: a new file here.",
        ),
    ] = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Play one seat of one world yourself, against the model in the others.

    You answer texts, and table them where it is your turn; at the end the diary, and what the model
    makes of the same world in your seat. Moves may come from a file or a pipe: yes, no, model,
    rest, a number, or table issue=option, ... docs/play.md has a session.
    """  # fmt: skip
    from sim.cli.play import play_command

    return play_command(scenario, set_, seat, world, seed, moves, save, json_, quiet)
