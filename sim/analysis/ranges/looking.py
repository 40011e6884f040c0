"""Looks on while worlds are played: the packages on one day, the range week by week."""

from __future__ import annotations

import numpy as np

from sim.agents.mediator import Mediator
from sim.agreement.valuation import Valuation
from sim.analysis.ranges.snapshot import Snapshot
from sim.analysis.ranges.views import AS_IT_IS, Errors, View, errors_of, views_of
from sim.model import NegotiationModel
from sim.processes.day import FORCE, TALKS
from sim.simulation import Observer
from sim.table import tiles
from sim.theory.learning import Mind
from sim.worlds import Bools, Floats, Ints

WEEK = 7


class RangeWatch(Observer):
    """Takes a snapshot on one day, and the margin of every view each week.

    What is believed is noted before the day, since answers move it; what the day brings is read
    after it.

    Parameters
    ----------
    day : int
        Day of the snapshot, from the start.
    weekly : bool
        Whether to watch the weeks.

    Attributes
    ----------
    snapshot : Snapshot or None
        None if no world still talked.
    margins : dict[str, list of Floats]
        By view, (worlds,) a week: the margin; NaN where it is over, or nobody sees it so.
    rows : Ints
        Positions in the block of the worlds of the snapshot.
    texts : list of (int, Ints)
        Day, and by world the package on the table of a round held then (-1: none), from the start
        to the day of the snapshot.
    """

    def __init__(self, day: int, weekly: bool = True) -> None:
        self.day, self.weekly = day, weekly
        self.snapshot: Snapshot | None = None
        self.margins: dict[str, list[Floats]] = {}
        self.texts: list[tuple[int, Ints]] = []

    def before(self, model: NegotiationModel, day: int) -> None:
        """Note what is believed before anybody answers."""
        if self._looks(day):
            self._talked = model.phase == TALKS
            self._errors: Errors = errors_of(model.sides, model.mediator.about)
            everywhere = np.arange(model.noise.worlds)
            self._minds: dict[str, Mind] = {
                name: belief.mind.at(everywhere) for name, belief in model.mediator.about.items()
            }

    def after(self, model: NegotiationModel, day: int) -> None:
        """Value all packages as they were valued on the day."""
        if 0 <= day <= self.day and (model.minutes.package >= 0).any():
            self.texts.append((day, model.minutes.package))
        if not self._looks(day):
            return
        talk = self._talked & (model.phase != FORCE)  # who signed today talked today
        if self.weekly and day % WEEK == 0:
            self._take_margins(model, talk)
        if day == self.day and talk.any():
            self.rows = np.flatnonzero(talk)
            self.snapshot = self._snapshot(model, self.rows)

    def _looks(self, day: int) -> bool:
        return day >= 0 and (day == self.day or (self.weekly and day % WEEK == 0))

    def _take_margins(self, model: NegotiationModel, talk: Bools) -> None:
        week: dict[str, Floats] = {}
        for rows in tiles(np.flatnonzero(talk)):
            valuation, views = self._seen(model, rows)
            for view in views:
                values = week.setdefault(view.name, np.full(talk.shape, np.nan))
                values[rows] = np.where(view.there, view.margin(valuation), np.nan)
        for name in (AS_IT_IS, *self._errors):
            found = week.get(name, np.full(talk.shape, np.nan))
            self.margins.setdefault(name, []).append(found)

    def _seen(self, model: NegotiationModel, rows: Ints) -> tuple[Valuation, tuple[View, ...]]:
        valuation = model.valuation(rows, model.now, model.standing)
        parties = [side.name for side in model.sides]
        going_on, mediated = valuation.going_on, valuation.mediated
        return valuation, views_of(parties, going_on, self._errors, rows, mediated)

    def _snapshot(self, model: NegotiationModel, rows: Ints) -> Snapshot:
        valuation, views = self._seen(model, rows)
        mediator = model.mediator
        return Snapshot(
            parties=tuple(side.name for side in model.sides),
            worlds=model.noise.numbers[rows],
            valuation=valuation,
            views=views,
            alike=model.going_on.standing(model.now, alike=True).at(rows),
            mediator=mediator if isinstance(mediator, Mediator) else None,
            minds={name: mind.at(rows) for name, mind in self._minds.items()},
        )
