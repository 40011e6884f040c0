"""`sim plot`: one figure of a saved run."""

from __future__ import annotations

from pathlib import Path

from sim.cli.compare import saved
from sim.cli.errors import Usage
from sim.cli.output import say


def plot_command(run: str, figure: str, output: Path | None, out: Path | None) -> int:
    """Draw a figure into the run's folder, or into the file named."""
    from sim.plots import FIGURES
    from sim.results import load

    if figure not in FIGURES:
        raise Usage(f"no figure '{figure}'; there are: {', '.join(FIGURES)}")
    folder = saved(run, out)
    if folder is None:
        raise Usage(f"no saved run '{run}': give the folder that `sim run` names")
    path = output or folder / "figures" / f"{figure}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    FIGURES[figure](load(folder)).figure.savefig(path)
    say(str(path))
    return 0
