"""Options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Scenarios = Annotated[
    list[str], typer.Argument(metavar="SCENARIO...", help="Path, or name in scenarios/.")
]
OneScenario = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="Path, or name in scenarios/.")
]
Worlds = Annotated[int, typer.Option("-n", "--worlds", min=1, help="Worlds to run.")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**64 - 1, help="Seed of the noise.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "-j", "--jobs", min=1, max=1024,
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
        default_factory=list, show_default=False,
    ),
]  # fmt: skip
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", file_okay=False, metavar="DIR",
        help="Folder of the runs. Default: results/ of the project.", show_default=False,
    ),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress and no notes.")]
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
    str,
    typer.Option("--target", metavar="NAME", help="Which share: an ending, or what comes true."),
]
