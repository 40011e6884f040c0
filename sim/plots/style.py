"""How figures look: colours, hatches, fonts, and text that is shown exactly as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.colors import to_rgb

from sim.words import counted as counted_words
from sim.words import percent as share_words

if TYPE_CHECKING:
    from sim.results import Run

# Okabe and Ito's colours, which most colour-blind readers tell apart.
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILLION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"
DARK, GREY, PALE = "#4D4D4D", "#7F7F7F", "#E3E3E3"

FONT = "DejaVu Sans"  # comes with Matplotlib: the same letters on every machine
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_SETTINGS: dict[Any, Any] = {
    "font.family": [FONT],
    "font.size": 9.0,
    "axes.titlesize": 10.0,
    "axes.titlelocation": "left",
    "axes.labelsize": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.facecolor": "white",
    "axes.labelcolor": BLACK,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "text.color": BLACK,
    "text.usetex": False,
    "text.parse_math": True,
    "figure.facecolor": "white",
    "savefig.facecolor": "auto",
    "savefig.bbox": None,
    "legend.frameon": False,
    "legend.fontsize": 8.0,
    "hatch.linewidth": 0.6,
    "lines.linewidth": 1.6,
    "svg.hashsalt": "negotiation-sim",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Look:
    """Colour, hatch, marker and dashes of one thing, so that colour is never the only cue.

    The label is as the scenario has it: draw it through `plain`, `short` or `wrapped`.
    """

    label: str
    colour: str
    hatch: str = ""
    marker: str = "o"
    dashes: str = "-"


_ACCORDS = ((SKY, ""), (GREEN, "//"), (PURPLE, ".."), (YELLOW, "xx"))
MOST_ACCORDS = 12
"""So many classes of accord are drawn at most: a reader tells no more apart, and each further
lap of hatches costs as much more to draw as it is denser."""
_OTHERS = ("#D9C7A6", "++")
_STATUSES = {
    "taken_by_force": (BLACK, ""),
    "collapsed": (ORANGE, "\\\\"),
    "mediator_left": (GREY, "--"),
    "talks_go_on": (PALE, ""),
}
_SIDES = ((BLUE, "///", "o", "-"), (VERMILLION, "\\\\\\", "s", "-"))
OPEN_ENDINGS = ("mediator_left", "collapsed", "talks_go_on")
"""Endings that are only known at the horizon; all others happen on a day."""


@contextmanager
def settings() -> Iterator[None]:
    """Our settings of Matplotlib while figures are made; the caller's are left as they were."""
    with mpl.rc_context(_SETTINGS):
        yield


def accords_shown(run: Run) -> list[str]:
    """Classes of accord that figures draw one by one, in the order of the scenario.

    All of them, or of more than ``MOST_ACCORDS`` the most frequent, with room for the others.
    """
    names = run.outcome("outcome").categories
    accords = [name for name in names if name not in _STATUSES]
    if len(accords) <= MOST_ACCORDS:
        return accords
    counts = dict(zip(names, run.tally.counts["outcome"], strict=True))
    often = sorted(accords, key=lambda name: -counts[name])[: MOST_ACCORDS - 1]
    return [name for name in accords if name in often and counts[name]]


def outcome_looks(run: Run) -> dict[str, Look]:
    """The look of each ending, accords first: by place in the scenario, never by name.

    Accords that are not drawn one by one all look the same.
    """
    outcome, shown = run.outcome("outcome"), accords_shown(run)
    looks = {}
    for name, label in zip(outcome.categories, outcome.labels, strict=True):
        if name in _STATUSES:
            colour, hatch = _STATUSES[name]
        elif name in shown:
            lap, place = divmod(shown.index(name), len(_ACCORDS))
            colour, hatch = _ACCORDS[place]
            hatch += "o" * lap
        else:
            colour, hatch = _OTHERS
        looks[name] = Look(label, colour, hatch)
    return looks


def side_looks(run: Run) -> dict[str, Look]:
    """The look of each belligerent, by its place in the scenario."""
    parties = run.scenario.file.parties.items()
    return {
        name: Look(party.label, *look) for (name, party), look in zip(parties, _SIDES, strict=True)
    }


def plain(text: str) -> str:
    """Text from a file as it is: no mathematics, nothing a font cannot show, on one line.

    A dollar sign would start a formula, and a missing glyph a warning.
    """
    shown = (c if _is_shown(c) else _UNKNOWN for c in " ".join(text.split()))
    return "".join(shown).replace("$", r"\$")


def short(text: str, width: int) -> str:
    """Plain text cut to about ``width`` characters, between words where it can be."""
    text = " ".join(text.split())
    cut = shorten(text, width, placeholder=" …") if " " in text[:width] else text
    return plain(cut if len(cut) <= width else cut[: width - 1] + "…")


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Plain text on at most so many lines of about ``width`` characters."""
    raw = " ".join(text.split())
    broken = wrap(raw, width, max_lines=lines, placeholder=" …", break_long_words=True)
    return "\n".join(plain(line) for line in broken)


counted = counted_words


def percent(share: float) -> str:
    """A share as a reader wants it: whole per cent, below one per cent a decimal."""
    return share_words(share, 1 if 0 < share < 0.00995 else 0)


def lighter(colour: str, white: float) -> tuple[float, float, float]:
    """A colour mixed with a share of white, in [0, 1]; opaque, so that legends match."""
    red, green, blue = (c + (1.0 - c) * white for c in to_rgb(colour))
    return red, green, blue


@cache
def _is_shown(character: str) -> bool:
    font = font_manager.get_font(font_manager.findfont(FONT))
    return character.isprintable() and font.get_char_index(ord(character)) != 0
