"""The command line: read arguments, call one function, write one answer.

Nothing heavy is imported here: `sim --help` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sim import __version__
from sim.cli.command_lock import SameCommandRuns, command_lock
from sim.cli.errors import IN_USE, IO, Usage, guarded, note, silence
from sim.cli.options import (
    BlockSize,
    Cluster,
    Debug,
    FigureName,
    Jobs,
    Json,
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
)

app = typer.Typer(
    name="sim",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"negotiation-sim {__version__}")
        raise typer.Exit


@app.callback()
def sim(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Run many possible worlds of a negotiation, and see how they end and why.

    Start with: sim run baseline
    """


@app.command("run")
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
    debug: Debug = False,
    block_size: BlockSize = 2048,
) -> int:
    """Run scenarios: how their worlds end, and why not in an accord.

    All is saved: the same command again reads what is there, adds what is missing, and runs anew
    what is damaged; more worlds are added to it. With --until-se, worlds are added until the share
    of --target is that exact, -n or 2,048 at least.
    """
    from sim.cli.run import Precision, run_command

    if target is not None and until_se is None:
        raise Usage("--target says which share is to be exact: give --until-se SE as well")
    wanted = Precision(until_se, target or "accord")
    common = (scenarios, worlds, seed, jobs, set_, out, json_, quiet, figures, block_size)
    return run_command(*common, wanted, cluster)


@app.command("check")
@guarded
def check(
    scenarios: Scenarios,
    set_: Set,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Validate scenario files: their mistakes at once."""
    from sim.cli.check import check_command

    return check_command(scenarios, set_, json_, quiet)


@app.command("show")
@guarded
def show(
    set_: Set,
    scenario: Annotated[str | None, typer.Argument(metavar="SCENARIO")] = None,
    keys: Annotated[
        list[str] | None,
        typer.Argument(metavar="KEY", help="Names to explain, or beginnings of names."),
    ] = None,
    json_: Json = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema.")] = False,
    debug: Debug = False,
) -> int:
    """Show a resolved scenario with the source of each value.

    With names, such as war.drift, or beginnings of names, such as war: what each means, its value
    or prior in words, mean, unit, range, source, and the place in the file.
    """
    from sim.cli.show import show_command

    if scenario is None and not schema:
        raise Usage("show needs a scenario (or --schema)")
    return show_command(scenario or "baseline", set_, json_, schema, keys)


@app.command("new")
@guarded
def new(
    name: Annotated[str, typer.Argument(help="Name of the new scenario.")],
    extends: Annotated[
        str, typer.Option("--extends", help="Scenario to start from; without it the baseline.")
    ] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="A whole scenario, with the least that is needed.")
    ] = False,
    debug: Debug = False,
) -> int:
    """Write a commented starter file into scenarios/."""
    from sim.cli.new import new_command

    return new_command(name, extends, whole)


@app.command("trace")
@guarded
def trace(
    scenario: OneScenario,
    set_: Set,
    world: World = None,
    median: Median = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="On one page: what is unusual, how it ends, and why.")
    ] = False,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Tell one world's diary, with the numbers behind decisions."""
    from sim.cli.trace import trace_command

    return trace_command(scenario, world, median, worlds, seed, set_, json_, quiet, brief)


@app.command("compare")
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


@app.command("plot")
@guarded
def plot(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="Folder of a saved run, or a scenario that ran.")
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


@app.command("verify")
@guarded
def verify(
    worlds: Worlds = 4000,
    seed: Seed = 1,
    jobs: Jobs = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Hold the model against the signs that theory asks for, on paired worlds.

    At least 200 worlds; 4,000 take about six minutes on two cores. Leaves with 1 where a sign is
    wrong, as one is known to be: docs/verification.md.
    """
    from sim.cli.verify import verify_command

    return verify_command(worlds, seed, jobs, json_, quiet)


@app.command("rivals")
@guarded
def rivals(
    scenario: OneScenario,
    set_: Set,
    worlds: Worlds = 2000,
    seed: Seed = 1,
    jobs: Jobs = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", dir_okay=False, help="Figure to write: .png, .svg, .pdf ..."
        ),
    ] = None,
    json_: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> int:
    """Ask rival theories the same question of the same worlds, on one chart.

    The figure goes into results/ of the project unless -o names a file.
    """
    from sim.cli.rivals import rivals_command

    return rivals_command(scenario, set_, (worlds, seed, jobs), output, json_, quiet)


@app.command("verify-results")
@guarded
def verify_results(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Folder of a saved run.")],
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


def main() -> None:
    """Entry point of the console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    os.environ["MPLBACKEND"] = "agg"  # pictures go into files
    try:
        with command_lock(sys.argv[1:]):
            app(prog_name="sim")
    except OSError as error:  # of the answer itself, where no command stands guard: `--help`
        note(f"error: {error}")
        silence(sys.stdout)
        sys.exit(IO)
    except SameCommandRuns:
        sys.stderr.write("error: the folder is in use: this very command runs; wait for its end\n")
        sys.exit(IN_USE)
