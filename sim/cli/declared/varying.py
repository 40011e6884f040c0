"""Ask what matters: vary parameters, and see what follows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import ASKING, app
from sim.cli.elsewhere import elsewhere
from sim.cli.errors import guarded
from sim.cli.options import (
    Cluster,
    Debug,
    DryRun,
    FigureFile,
    IfRunWorlds,
    Jobs,
    Json,
    MaybeSeed,
    MaybeWorlds,
    OneScenario,
    Out,
    Points,
    Quiet,
    Scenarios,
    Seed,
    Set,
    Vary,
    Worlds,
)


@app.command("sweep", rich_help_panel=ASKING)
@guarded
def sweep(
    scenarios: Scenarios,
    vary: Vary,
    set_: Set,
    design: Annotated[
        str,
        typer.Option(
            "--design",
            metavar="NAME",
            help="grid: every combination; lhs: Latin hypercube; sobol: scrambled Sobol points.",
        ),
    ] = "grid",
    points: Points = None,
    worlds: Worlds = 500,
    seed: Seed = 1,
    jobs: Jobs = None,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="What is told and drawn: an ending, what came true, a measure or a reason, as "
            "sim run --json names them. The tables hold all.",
        ),
    ] = "accord",
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            dir_okay=False,
            metavar="FILE",
            show_default=False,
            help="Figure to write: .png, .svg, .pdf ... Default: in the sweep's folder.",
        ),
    ] = None,
    out: Out = None,
    dry_run: DryRun = False,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Vary parameters over a grid or a design, with the same luck at every point.

    For example: sim sweep baseline --vary war.drift=0:20:5

    -n is worlds a point. Points are kept as they are finished: the same command goes on where it
    was stopped. Tables of all outcomes (sweep.csv, sweep.parquet) and a figure of one go into
    results/sweep_SCENARIO_HASH.
    """  # fmt: skip
    from sim.cli.sweep import Answer, Asked, sweep_command

    asked = Asked(scenarios, vary, set_, design, points, worlds, seed, jobs)
    with elsewhere(cluster, jobs):
        return sweep_command(asked, Answer(outcome, output, out, json_, quiet), dry_run)


@app.command("discover", rich_help_panel=ASKING)
@guarded
def discover(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Scenario, or folder of a saved run.")],
    set_: Set,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="NAME",
            help="What is sought: accord, an ending, a reason such as empty_range; no_NAME: the "
            "worlds without it.",
        ),
    ] = "accord",
    coverage: Annotated[
        float,
        typer.Option(
            "--coverage", metavar="SHARE", help="Least share of them that the box is to hold."
        ),
    ] = 0.5,
    write: Annotated[
        str | None,
        typer.Option(
            "--write",
            metavar="NAME",
            show_default=False,
            help="Write the box into scenarios/ as a scenario of that name.",
        ),
    ] = None,
    worlds: IfRunWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    out: Out = None,
    output: FigureFile = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Find the box of parameters in which an outcome is frequent (PRIM).

    Limits on few parameters: found in the even worlds, judged in the odd ones. A scenario is run,
    and the run kept: the same command goes on where it was stopped. The figure goes into the run's
    folder unless -o names a file.
    """
    from sim.cli.compare import sampled
    from sim.cli.discover import Wanted, discover_command

    sample = sampled(run, worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return discover_command(run, set_, Wanted(outcome, coverage, write, output), sample, json_)


@app.command("sensitivity", rich_help_panel=ASKING)
@guarded
def sensitivity(
    what: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Scenario, or (plain) a saved run.")
    ],
    set_: Set,
    outcomes: Annotated[
        list[str],
        typer.Option(
            "--outcome",
            metavar="NAME",
            default_factory=list,
            show_default=False,
            help="What is asked about, as sim compare --all --json names it (repeatable). "
            "Default: accord and durable_peace.",
        ),
    ],
    parameters: Annotated[
        list[str],
        typer.Option(
            "--parameter",
            metavar="KEY",
            default_factory=list,
            show_default=False,
            help="Only this drawn parameter, or those whose names begin so (repeatable). In sobol "
            "each is then a group by itself, and all others are one.",
        ),
    ],
    method: Annotated[
        str,
        typer.Option("--method", metavar="METHOD", help="plain, sobol or morris."),
    ] = "plain",
    groups: Annotated[
        str,
        typer.Option("--groups", metavar="BY", help="Groups of sobol: by section, or by source."),
    ] = "section",
    worlds: MaybeWorlds = None,
    seed: MaybeSeed = None,
    jobs: Jobs = None,
    out: Out = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            dir_okay=False,
            show_default=False,
            help="Figure to write: .png, .svg, .pdf ... Default: in results/ of the project.",
        ),
    ] = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    all_: Annotated[bool, typer.Option("--all", help="All rows, not the first twelve.")] = False,
    dry_run: DryRun = False,
    debug: Debug = False,
) -> int:
    """Tell what an answer varies with and leans on.

    plain needs no worlds beyond a run: how much of the variance each parameter explains alone,
    and how the answer moves if a prior were a little surer (power-scaling). sobol splits the
    variance among groups of parameters and luck; morris moves one parameter at a time. Both play
    worlds of their own, without the past, and say how many first. Tables of them are kept as they
    are finished: the same command goes on where it was stopped.
    """
    from sim.cli.sensitivity import Question, Sample, sensitivity_command

    question = Question(method, outcomes, parameters, groups)
    sample = Sample(worlds, seed, jobs, out, quiet)
    with elsewhere(cluster, jobs):
        return sensitivity_command(what, set_, question, sample, output, json_, all_, dry_run)


@app.command("search", rich_help_panel=ASKING)
@guarded
def search(
    scenario: OneScenario,
    levers: Annotated[
        list[str],
        typer.Option(
            "--lever",
            metavar="KEY=LO:HI | KEY=a,b,c",
            help="A lever and its range, or its values (repeatable).",
        ),
    ],
    set_: Set,
    aims: Annotated[
        list[str],
        typer.Option(
            "--aim",
            metavar="OUTCOME[:less]",
            default_factory=list,
            show_default=False,
            help="What there should be more of, or less (repeatable). Default: accord and "
            "durable_peace.",
        ),
    ],
    beside: Annotated[
        list[str],
        typer.Option(
            "--beside",
            metavar="SCENARIO",
            default_factory=list,
            show_default=False,
            help="A scenario to judge in the same worlds (repeatable).",
        ),
    ],
    points: Points = 64,
    worlds: Worlds = 500,
    seed: Seed = 1,
    jobs: Jobs = None,
    write: Annotated[
        str | None,
        typer.Option(
            "--write",
            metavar="NAME",
            show_default=False,
            help="Write the front into scenarios/ as NAME_1, NAME_2, ...",
        ),
    ] = None,
    output: FigureFile = None,
    out: Out = None,
    cluster: Cluster = None,
    json_: Json = False,
    quiet: Quiet = False,
    dry_run: DryRun = False,
    debug: Debug = False,
) -> int:
    """Search for settings of levers that serve several aims at once.

    For example: sim search baseline --lever parties.ukraine.pressure=0:0.4 --lever
    accord.deterrence.guarantees=0:4

    A design over all levers, a second one where the first is good, and the points that no other
    beats in every aim, judged in other worlds. Designs are kept: the same command goes on where it
    was stopped.
    """
    from sim.cli.search import Sought, search_command

    sought = Sought(
        scenario,
        levers,
        aims or ["accord", "durable_peace"],
        set_,
        worlds,
        points or 64,
        seed,
        jobs,
        beside,
        write,
    )
    with elsewhere(cluster, jobs):
        return search_command(sought, output, out, json_, quiet, dry_run)


@app.command("postures", rich_help_panel=ASKING)
@guarded
def postures(
    scenario: OneScenario,
    set_: Set,
    chosen: Annotated[
        list[str],
        typer.Option(
            "--posture",
            metavar="PARTY=NAME,...",
            default_factory=list,
            show_default=False,
            help="Postures of a side or of the mediator (repeatable): bluffs, yields, inflates, "
            "asks_more, asks_less, patient; presses, last_rung, even; those of --postures. "
            "shipped is always among them.",
        ),
    ],
    file: Annotated[
        Path | None,
        typer.Option(
            "--postures",
            dir_okay=False,
            metavar="FILE",
            show_default=False,
            help="Postures of your own: names and settings.",
        ),
    ] = None,
    worlds: Worlds = 400,
    seed: Seed = 1,
    jobs: Jobs = None,
    aim: Annotated[
        str,
        typer.Option(
            "--aim", metavar="OUTCOME", help="What the mediator wants: accord or durable_peace."
        ),
    ] = "accord",
    belief: Annotated[
        str,
        typer.Option(
            "--belief",
            metavar="WHOSE",
            help="By what reading of events payoffs are counted: each side's own, or common.",
        ),
    ] = "own",
    tolerance: Annotated[
        float,
        typer.Option(
            "--tolerance",
            metavar="SHARE",
            help="Gains up to that, of all that is at stake, count as none.",
        ),
    ] = 0.0,
    output: FigureFile = None,
    out: Out = None,
    cluster: Cluster = None,
    dry_run: DryRun = False,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Ask who should bluff: postures as strategies of a game.

    For example: sim postures baseline --posture russia=bluffs,yields

    All profiles are played in the same worlds, with the same past. Tells what each party would
    gain by another posture, the regret of what is shipped, and equilibria, pure and mixed. Profiles
    are kept as they are finished: the same command goes on where it was stopped.
    """
    from sim.cli.postures import Played, postures_command

    asked = Played(scenario, chosen, file, set_, worlds, seed, jobs, aim, belief, tolerance)
    with elsewhere(cluster, jobs):
        return postures_command(asked, output, out, json_, quiet, dry_run)
