"""What happened in one world, as marks on rows: dates for talks, strikes, shocks, deals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.plots.axes import date_axis
from sim.plots.data import Numbers, as_dates
from sim.plots.style import BLACK, BLUE, DARK, GREEN, ORANGE, PURPLE, SKY, VERMILLION
from sim.processes.partial_deals.process import DEAL_BITS
from sim.processes.partial_deals.section import PartialDeals
from sim.trajectory import CANCELLED, HELD, NOT_HELD

if TYPE_CHECKING:
    from sim.results import Run


@dataclass(frozen=True)
class Marks:
    """Marks on one row of a strip: days, and how they look; sizes in points."""

    row: str
    days: NDArray[np.int64]
    marker: str
    colour: str
    filled: bool = True
    size: float = 6.0


ROUNDS = (
    ("round held", HELD, "o", GREEN, True),
    ("round not held", NOT_HELD, "o", DARK, False),
    ("round cancelled by a shock", CANCELLED, "x", VERMILLION, True),
)
_SHOCKS = (
    ("assassination", "assassinations", "X", BLACK),
    ("surge of strikes", "surge_waves", "P", VERMILLION),
    ("meeting behind a back", "back_channel", "d", PURPLE),
)
_DEALS = {
    "prisoner_exchange": ("exchange of prisoners", "s", BLUE),
    "energy_truce": ("truce of strikes on energy", "D", SKY),
    "short_truce": ("short truce", "D", GREEN),
    "corridor": ("corridor", "^", ORANGE),
}


def round_marks(world: Mapping[str, Numbers]) -> list[Marks]:
    """Dates for talks, a row for each thing that may become of them where the scenario has it."""
    return [
        Marks(row, np.flatnonzero(world["date"] == code), marker, colour, filled)
        for row, code, marker, colour, filled in ROUNDS
        if code != CANCELLED or "assassinations" in world
    ]


def strike_marks(world: Mapping[str, Numbers]) -> list[Marks]:
    """Days with waves of strikes; nothing where there is no grid."""
    if "strikes" not in world:
        return []
    return [
        Marks("strikes on the grid", np.flatnonzero(world["strikes"] > 0), "|", VERMILLION, size=9)
    ]


def shock_marks(world: Mapping[str, Numbers]) -> list[Marks]:
    """Shocks, and meetings of the mediator with one side."""
    return [
        Marks(row, np.flatnonzero(world[name] > 0), marker, colour)
        for row, name, marker, colour in _SHOCKS
        if name in world
    ]


def deal_marks(run: Run, world: Mapping[str, Numbers]) -> list[Marks]:
    """Deals beside the accord, of the kinds that the scenario knows or dates."""
    if "deals" not in world:
        return []
    file = run.scenario.file
    known = {name for name, deal in file.of(PartialDeals) or () if deal is not None}
    known |= {event.type for event in file.events.values()}
    bits = world["deals"].astype(np.int64)
    return [
        Marks(row, np.flatnonzero(bits & DEAL_BITS[name]), marker, colour)
        for name, (row, marker, colour) in _DEALS.items()
        if name in known
    ]


def draw_marks(axes: Axes, run: Run, marks: list[Marks]) -> Axes:
    """Draw rows of marks from the top down; the row's name says what they are."""
    for place, row in enumerate(marks):
        axes.axhline(place, color="#DDDDDD", linewidth=0.6, zorder=0)
        (drawn,) = axes.plot(
            as_dates(run, row.days),
            np.full(row.days.size, place),
            linestyle="none",
            marker=row.marker,
            markersize=row.size,
            color=row.colour,
            markerfacecolor=row.colour if row.filled else "white",
            clip_on=False,
            zorder=4.8,  # whole, also on the day a world ends
        )
        drawn.set_in_layout(False)  # a row without marks has no extent to lay out
    axes.set_yticks(range(len(marks)), [row.row for row in marks], fontsize=8)
    axes.set_ylim(len(marks) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    date_axis(axes, run)
    return axes
