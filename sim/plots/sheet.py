"""A figure on its own sheet: what it shows, of which scenario, and what it is not."""

from __future__ import annotations

import io
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.plots.style import DARK, counted, settings, short

if TYPE_CHECKING:
    from sim.results import Run

DPI = 150
NOT_A_FORECAST = "Conditional scenario, not a forecast; intervals are sampling error only."
_UNDATED: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
}
_CHARACTERS_PER_INCH = 16.0  # of the caption


class Sheet(Figure):
    """A figure outside pyplot's care: nothing to close, and notebooks show it as it is."""

    def __init__(self) -> None:
        super().__init__(figsize=(8.4, 5.0), dpi=DPI)
        _Canvas(self)

    def _repr_png_(self) -> bytes:
        return self.png()

    def png(self) -> bytes:
        """The picture, the same bytes each time on one machine."""
        memory = io.BytesIO()
        self.savefig(memory, format="png")
        return memory.getvalue()

    def savefig(self, fname: Any, **options: Any) -> None:
        """Save as Matplotlib does, in our settings and without a date in the file."""
        kind = options.get("format") or Path(str(fname)).suffix[1:].lower() or "png"
        undated = {"metadata": _UNDATED[kind]} if kind in _UNDATED else {}
        options = {"dpi": DPI} | undated | options
        super().savefig(fname, **options)


class _Canvas(FigureCanvasAgg):
    """Lays a sheet out whoever prints it: a notebook in which pyplot is at work does so itself."""

    def print_figure(self, *args: Any, **options: Any) -> Any:
        """Print as Matplotlib does, in our settings."""
        # not the figure's own engine: Matplotlib would then draw all of it twice to save it once
        engine = ConstrainedLayoutEngine(w_pad=0.08, h_pad=0.08)
        with settings():  # ticks are made when they are drawn
            engine.execute(self.figure)
            return super().print_figure(*args, **options)


def caption(run: Run, width: float, note: str = "") -> str:
    """Scenario, worlds, seed, and what the figure is not, for a sheet ``width`` inches wide."""
    worlds = run.tally.all
    equal = f" (by weight, as good as {worlds.n_effective:,.0f} alike)" if worlds.weighted else ""
    first = f"{short(run.heading, 110)} | {counted(run.worlds, 'world')}{equal}, seed {run.seed}"
    per_line = int(_CHARACTERS_PER_INCH * width)
    parts = [f"{first} | {note}" if note else first, NOT_A_FORECAST]
    return "\n".join(fill(part, per_line) for part in parts)


def add_caption(sheet: Figure, run: Run, note: str = "") -> None:
    """Put the caption below everything."""
    _write(sheet, caption(run, float(sheet.get_size_inches()[0]), note))


def write_caption(sheet: Figure, text: str) -> None:
    """The same for a figure of something else than a run; ``text`` says of what."""
    per_line = int(_CHARACTERS_PER_INCH * float(sheet.get_size_inches()[0]))
    _write(sheet, "\n".join(fill(part, per_line) for part in (text, NOT_A_FORECAST)))


def _write(sheet: Figure, text: str) -> None:
    sheet.supxlabel(text, x=0.012, ha="left", fontsize=7.5, color=DARK, linespacing=1.4)
