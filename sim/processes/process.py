"""What a process is to the model: one room with its section, events, state, step and terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from numpy.typing import NDArray

from sim.journal import Journal
from sim.outcome import Ending, Outcome
from sim.processes.dated import Dated, Events
from sim.processes.day import Day
from sim.processes.words import Words
from sim.quantities.base import Section
from sim.quantities.draw import Draw
from sim.series import Series
from sim.worlds import Bools, Floats, Noise


class Helper(Protocol):
    """A third party that can help one side. Arrays: (worlds,)."""

    helps: str
    relief: Floats
    slows_front: Floats
    steadies: Floats

    def is_asked(self, asking: NDArray[Any], day: int) -> None:
        """Take a request."""

    def is_released(self, where: NDArray[Any]) -> None:
        """The need is over."""

    def help(self, day: int) -> Floats:
        """Power it can send today (GW)."""


@dataclass(frozen=True)
class Setting:
    """What processes are built from.

    Attributes
    ----------
    start : date
        Day 0.
    parties : Mapping[str, Any]
        By name, the parties' sections of the file.
    day_of : Callable[[date], int]
        The day of a date.
    deadline : int
        Day of the scenario's deadline, or of its horizon.
    journal : Journal
        Where a process writes what happens.
    """

    start: dt.date
    draw: Draw
    noise: Noise
    events: Events
    parties: Mapping[str, Any]
    helpers: Sequence[Helper]
    day_of: Callable[[dt.date], int]
    deadline: int
    journal: Journal = field(default_factory=Journal)


class Process:
    """Something that happens from day to day without a decider.

    A section left out of the file is a process that is not there: the model never builds it. A
    process says what differs from the answers here, which are those of one that does nothing.

    Attributes
    ----------
    name : str
        Key of its section in the scenario file.
    section : type[Section]
        What that section holds.
    refers : Mapping[str, str]
        Keys of its section whose values (or the keys below them) name what is declared in another:
        ``{"of": "parties"}``.
    dated : tuple[type[Dated], ...]
        Events that the file may put on a day for it.
    outcomes : tuple[Outcome, ...]
        What is asked of every world about it.
    endings : tuple[Ending, ...]
        Ways to end without an accord that it brings.
    labels : Mapping[str, Series]
        Its daily series by name, without the party's.
    drawn : tuple[str, ...]
        Those that the figure `processes` shows; ``name.*`` has a panel for each party.
    followed : tuple[str, ...]
        Those that have a figure of their own, and that a report shows beside them.
    words : Words
        How it is told.
    """

    name: ClassVar[str]
    section: ClassVar[type[Section]]
    refers: ClassVar[Mapping[str, str]] = {}
    dated: ClassVar[tuple[type[Dated], ...]] = ()
    outcomes: ClassVar[tuple[Outcome, ...]] = ()
    endings: ClassVar[tuple[Ending, ...]] = ()
    labels: ClassVar[Mapping[str, Series]] = {}
    drawn: ClassVar[tuple[str, ...]] = ()
    followed: ClassVar[tuple[str, ...]] = ()
    words: ClassVar[Words] = Words()

    def __init__(self, spec: Any, setting: Setting) -> None:
        """Start in every world."""

    def step(self, today: Day) -> None:
        """One day of every world: read the day so far, add to it."""

    def remember(self, today: Day) -> None:
        """A day before the start."""

    def after_round(self, today: Day, refused: Bools) -> None:
        """A round brought no accord in those worlds."""

    def after_past_round(self, today: Day, exchanged: Floats) -> None:
        """A round before the start, which freed so many prisoners on each side (worlds,)."""

    def scores(self, party: str, day: int, alike: bool = False) -> dict[str, Floats]:
        """Scores (worlds,) of the issues it decides, as the party expects them without an accord.

        ``alike``: as they would be if all sides read the process by their mean belief.
        """
        return {}

    def scores_today(self, party: str) -> dict[str, Floats]:
        """The same as things stand at the start."""
        return {}

    def terms(self, party: str, day: int) -> dict[str, Floats]:
        """What it adds to a party's worth of going on without an accord (utility), by name."""
        return {}

    def turns(self, party: str) -> tuple[Floats, Floats] | None:
        """Probabilities (worlds,), as a party believes, that by going on it gets all, or nothing.

        None where going on cannot end so.
        """
        return None

    def cost_a_day(self, party: str, day: int) -> Floats | float:
        """What a day of it costs a party now (utility/day, >= 0)."""
        return 0.0

    def outlook(self, party: str, day: int) -> dict[str, Floats]:
        """What the party expects of it, by name, for whoever explains its worth of going on."""
        return {}

    def parts(self) -> tuple[object, ...]:
        """Further objects that hold its state."""
        return ()

    def daily(self, today: Day) -> dict[str, NDArray[Any]]:
        """Series of all worlds that its outcomes need, (worlds,) each."""
        return {}

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Series of the worlds traced alone, (worlds,) each; a party's own end with ``.party``."""
        return {}

    def final(self) -> dict[str, NDArray[Any]]:
        """How it stands in the end, for its outcomes, (worlds,) each."""
        return {}
