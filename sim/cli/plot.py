"""`sim plot`: one figure of a saved run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import saved
from sim.cli.errors import Usage
from sim.cli.output import say
from sim.errors import not_among

if TYPE_CHECKING:
    from sim.results import Run


def plot_command(
    run: str, figure: str, world: int | None, output: Path | None, out: Path | None
) -> int:
    """Draw a figure into the run's folder, or into the file named."""
    from sim.plots import FIGURES, ONE_WORLD, figures_of

    if figure not in FIGURES:
        raise Usage(not_among("figure", figure, FIGURES))
    if world is not None and figure not in ONE_WORLD:
        raise Usage(f"'{figure}' shows all worlds; --world is for {' and '.join(ONE_WORLD)}")
    read = _stored(run, out)
    assert read.path is not None
    name = figure if world is None else f"{figure}_{world}"
    if figure not in (there := figures_of(read.scenario)):
        raise Usage(f"'{figure}' has nothing to show here; there are: {', '.join(there)}")
    path = output or read.path / "figures" / f"{name}.png"
    check_type(path)
    try:
        sheet = FIGURES[figure](read) if world is None else FIGURES[figure](read, world=world)
    except ValueError as error:  # there is no such world, or the code has changed
        raise Usage(str(error)) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    sheet.figure.savefig(path)
    say(str(path))
    return 0


def _stored(what: str, out: Path | None) -> Run:
    """A saved run, or that of a scenario as it is now, with seed 1 and nothing set."""
    from sim.results import load

    folder = saved(what, out) or _folder_of_scenario(what, out)
    if not (folder / "manifest.json").is_file():
        raise Usage(f"'{what}' has not been run as it is now: first sim run {what}")
    return load(folder)


def _folder_of_scenario(what: str, out: Path | None) -> Path:
    from sim.ensemble.identity import Identity
    from sim.folders import default_out
    from sim.scenario import ScenarioNotFoundError, load

    try:
        return Identity(load(what), 1).folder(out or default_out())
    except ScenarioNotFoundError as error:
        problem = f"no saved run '{what}': give the folder that `sim run` names, or a scenario"
        raise Usage(problem) from error


def check_type(path: Path) -> None:
    """Refuse a file type that no figure can have, before anything is drawn."""
    from matplotlib.figure import Figure

    types = set(Figure().canvas.get_supported_filetypes()) - {"pgf"}  # that one needs LaTeX
    if path.suffix[1:].lower() not in types:
        known = ", ".join(f".{each}" for each in sorted(types))
        raise Usage(f"'{path.name}' names no type of picture; there are: {known}")
