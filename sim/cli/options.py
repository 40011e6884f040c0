"""Options that commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from sim.cli import completion

_MANY = 2**53  # numbers that a double, and so JSON, still holds one by one
_WORLDS = 10**9  # some terabytes


def whole(first: int, last: int = _MANY) -> Callable[[str | int], int]:
    """Reads a whole number as it is written: neither 2.000 nor 2e3 nor 2_000, which may mean two.

    Parameters
    ----------
    first, last : int
        Least and largest.
    """

    def number(text: str | int) -> int:
        digits = str(text).strip()
        if not re.fullmatch(r"[-+]?[0-9]+", digits):
            raise typer.BadParameter(f"'{digits}' is no whole number: digits only, as in 2000")
        if len(digits) > len(str(last)) + 1 or not first <= int(digits) <= last:
            raise typer.BadParameter(f"{digits} is not between {first} and {last}")
        return int(digits)

    return number


Scenarios = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO...",
        help="Path, or name in scenarios/.",
        autocompletion=completion.scenarios,
    ),
]
OneScenario = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="Path, or name in scenarios/.", autocompletion=completion.scenarios
    ),
]
Worlds = Annotated[
    int,
    typer.Option("-n", "--worlds", parser=whole(1, _WORLDS), metavar="N", help="Worlds to run."),
]
Seed = Annotated[
    int,
    typer.Option("--seed", parser=whole(0, 2**64 - 1), metavar="N", help="Seed of the noise."),
]
MaybeWorlds = Annotated[
    int | None,
    typer.Option(
        "-n", "--worlds", parser=whole(1, _WORLDS), metavar="N", show_default=False,
        help="plain: worlds to run (2000). sobol: worlds of each of its two sets, a power of two "
        "(1024). morris: trajectories (100).",
    ),
]  # fmt: skip
MaybeSeed = Annotated[
    int | None,
    typer.Option(
        "--seed", parser=whole(0, 2**64 - 1), metavar="N", show_default=False,
        help="Seed of the noise, of a scenario. Default: 1.",
    ),
]  # fmt: skip
World = Annotated[
    int | None,
    typer.Option(
        "--world", parser=whole(0), metavar="K", show_default=False,
        help="Number of the world; any can be told, also beyond those of a run.",
    ),
]  # fmt: skip
OfRun = Annotated[
    int | None,
    typer.Option(
        "--world", parser=whole(0), metavar="K", show_default=False,
        help="The world that world_timeline and grid_and_weather show. Default: of the first 200, "
        "that of the median accord.",
    ),
]  # fmt: skip
Median = Annotated[
    str | None,
    typer.Option(
        "--median", metavar="OUTCOME", show_default=False,
        help="The world of that outcome's median day: a class of accord the scenario declares "
        "(ceasefire, zone, freeze, withdrawal), taken_by_force, collapsed, mediator_left, "
        "talks_go_on, or what came true: accord, comprehensive, durable_peace, "
        "prisoner_exchange, truce.",
    ),
]  # fmt: skip
FigureName = Annotated[
    str,
    typer.Option(
        "--figure", metavar="NAME", autocompletion=completion.figures,
        help="outcomes_over_time, why_no_accord, package_mix, bargaining_range, front_fan, "
        "grid_and_weather, processes or world_timeline.",
    ),
]  # fmt: skip
Jobs = Annotated[
    int | None,
    typer.Option(
        "-j", "--jobs", parser=whole(1, 1024), metavar="N",
        help="Processes. Default: 1 below 20,000 worlds, else one a core.", show_default=False,
    ),
]  # fmt: skip
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="ADDRESS",
        help="Run on a Dask cluster: tcp://HOST:PORT of its scheduler, or local:N.",
        show_default=False,
    ),
]  # fmt: skip
Set = Annotated[
    list[str],
    typer.Option(
        "-s", "--set", metavar="KEY=VALUE", help="Change a parameter (repeatable).",
        autocompletion=completion.parameters,
        default_factory=list, show_default=False,
    ),
]  # fmt: skip
Vary = Annotated[
    list[str],
    typer.Option(
        "--vary", metavar="KEY=LO:HI[:N] | KEY=a,b,c",
        help="Vary a parameter (repeatable): N values from LO to HI (numbers with or without a "
        "unit, or dates; N is 5), or those listed: numbers, dates, words, priors.",
        default_factory=list, show_default=False,
    ),
]  # fmt: skip
Points = Annotated[
    int | None,
    typer.Option(
        "--points", parser=whole(2, 100_000), metavar="N", show_default=False,
        help="Points of a design: 64, or so many; of sobol a power of two.",
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", file_okay=False, metavar="DIR",
        help="Folder of the runs. Default: results/ of the project.", show_default=False,
    ),
]  # fmt: skip
FigureFile = Annotated[
    Path | None,
    typer.Option("-o", "--output", dir_okay=False, help="Figure to write: .png, .svg, .pdf ..."),
]
IfRunWorlds = Annotated[
    int | None,
    typer.Option(
        "-n", "--worlds", parser=whole(1, _WORLDS), metavar="N", show_default=False,
        help="Worlds to run of a scenario. Default: 2000.",
    ),
]  # fmt: skip
ManyWorlds = Annotated[
    int | None,
    typer.Option(
        "-n", "--worlds", parser=whole(1, _WORLDS), metavar="N", show_default=False,
        help="Worlds to run of a scenario. Default: 10000.",
    ),
]  # fmt: skip
Questions = Annotated[
    Path,
    typer.Option("--questions", metavar="FILE", help="Questions and, once known, their answers."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no notes.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would run and how long; run nothing.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
BlockSize = Annotated[int, typer.Option("--block-size", min=1, hidden=True)]
UntilSe = Annotated[
    float | None,
    typer.Option(
        "--until-se", min=0.0001, max=0.5, metavar="SE",
        help="Add worlds until the standard error of the target's share is at most this.",
        show_default=False,
    ),
]  # fmt: skip
Target = Annotated[
    str | None,
    typer.Option(
        "--target", metavar="NAME", show_default=False,
        help="Which share --until-se means: an ending, or what comes true. Default: accord.",
    ),
]  # fmt: skip
