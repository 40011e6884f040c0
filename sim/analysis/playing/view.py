"""How texts look from a seat: its own worths, and its beliefs about everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce

import numpy as np

from sim.agents.mediator import Mediator
from sim.agents.veto import VetoPlayer
from sim.agreement.seats import others
from sim.analysis.playing.beliefs import Belief, Seen, moved
from sim.analysis.playing.situation import Reading, Text
from sim.errors import Usage, not_among
from sim.model import NegotiationModel
from sim.scenario.combinations import NO_OPTION, options_of
from sim.table import Table
from sim.worlds import Bools, Floats, Ints

_HARDLY = 1e-6  # what decides between texts that one party is as likely to accept


class View:
    """The table of the only world, from one seat.

    Parameters
    ----------
    model : NegotiationModel
    table : Table
    own : int or None
        The side's position; None for the mediator.
    then : Seen, optional
        What this seat saw when it last decided.
    """

    def __init__(
        self, model: NegotiationModel, table: Table, own: int | None, then: Seen | None = None
    ) -> None:
        self.model, self.table, self.own, self.then = model, table, own, then
        self.packages = model.parties.packages
        seats = list(range(len(model.sides)))
        self.asked = seats if own is None else others(seats, own)
        self.about = self._mediator.about if own is None else model.sides[own].about

    @property
    def _mediator(self) -> Mediator:
        assert isinstance(self.model.mediator, Mediator)
        return self.model.mediator

    # --- one text -----------------------------------------------------------------------------

    def text(self, package: int) -> Text:
        """A package as the seat sees it."""
        listed = np.array([package])
        worth = None if self.own is None else float(self.worth(self.own)[package])
        going_on = self.going_on
        return Text(
            package=package,
            choice=self.packages.all[package].choice,
            worth=worth,
            gain=None if worth is None or going_on is None else worth - going_on,
            parts=self._parts(self.own, package),
            chances={name: float(each[0]) for name, each in self.chances(listed).items()},
            gains={} if self.own is not None else self._gains(package),
            holds=self.model.writer.holds(self.table.valuation, listed),
            moved=moved(self.then, self.seen, package),
            readings={} if self.own is not None else self._readings(listed),
        )

    @cached_property
    def seen(self) -> Seen:
        """What the seat believes now of every text."""
        every = np.arange(len(self.packages))
        return Seen(self.model.setting.date(self.model.now.day), self.chances(every), self.beliefs)

    @cached_property
    def beliefs(self) -> dict[str, Belief]:
        """What the chances of the other parties rest on, by party."""
        return {self.model.sides[seat].name: self._belief(seat) for seat in self.asked}

    def _belief(self, seat: int) -> Belief:
        side, rows = self.model.sides[seat], self.table.rows
        return Belief(
            learning=side.rules.learning,
            mind=self.about[side.name].mind.at(rows),
            blur=side.blur(rows),
            worth=self.worth(seat),
            target=self.table.targets[seat],
            going_on=self.table.valuation.going_on[seat],
            parts=self.going_on_parts(seat),
        )

    def worth(self, seat: int) -> Floats:
        """(packages,): what they are worth to a party."""
        worth: Floats = self.table.valuation.worth[seat][0]
        return worth

    @property
    def going_on(self) -> float | None:
        """What going on without an accord is worth to the seat."""
        return None if self.own is None else float(self.table.valuation.going_on[self.own][0])

    @property
    def asks_for(self) -> float | None:
        """The least that the model would accept in this seat."""
        return None if self.own is None else float(self.table.targets[self.own][0])

    def going_on_parts(self, seat: int | None) -> dict[str, float]:
        """What the worth of going on is the sum of, to a party."""
        if seat is None:
            return {}
        parts = self.model.going_on.parts_by_issue(self.model.sides[seat], self.model.now)
        return _numbers(parts)

    def _parts(self, seat: int | None, package: int) -> dict[str, float]:
        """By what a text is more, or less, than going on, to a party."""
        if seat is None:
            return {}
        text = _numbers(self.table.valuation.parts_of(seat, np.array([package])))
        going_on = self.going_on_parts(seat)
        names = dict.fromkeys([*text, *going_on])
        return {name: text.get(name, 0.0) - going_on.get(name, 0.0) for name in names}

    def _gains(self, package: int) -> dict[str, float]:
        return {
            self.model.sides[seat].name: float(each[0])
            for seat, each in self.believed_gains(np.array([package])).items()
        }

    def _readings(self, package: Ints) -> dict[str, Reading]:
        """What the mediator's chances rest on."""
        found, gains = {}, self._gains(int(package[0]))
        for seat in self.asked:
            name = self.model.sides[seat].name
            belief, parts = self.beliefs[name], self._parts(seat, int(package[0]))
            asks = float((belief.target - belief.going_on)[0])
            found[name] = Reading(gains[name], asks, belief.spread, parts)
        for name, player in self._players().items():
            law = player.about.about(player.least, self.table.rows)
            support = float(player.worth_of(self.table.rows, package)[0])
            unsure = float(np.sqrt(law.variance[0]))
            found[name] = Reading(support, float(law.mean[0]), unsure, {})
        return found

    def _players(self) -> dict[str, VetoPlayer]:
        """Who else must say yes, votes at home by ``vote.NAME``."""
        votes = {f"vote.{vote.name}": vote for vote in self.model.parties.votes if vote}
        return votes | {player.name: player for player in self.model.parties.vetoes}

    # --- many texts ---------------------------------------------------------------------------

    def chances(self, package: Ints) -> dict[str, Floats]:
        """(texts,): believed chance of a yes, by whoever else must say yes."""
        row, rows = np.zeros_like(package), self.table.rows
        found = {name: belief.chances(package) for name, belief in self.beliefs.items()}
        for name, player in self._players().items():
            found[name] = np.exp(player.log_yes(rows, row, package))
        return found

    def believed_gains(self, package: Ints) -> dict[int, Floats]:
        """(texts,): what the parties gain over going on, as the mediator believes; by seat."""
        valuation = self.table.valuation
        return {
            seat: self.worth(seat)[package]
            - valuation.going_on[seat]
            - self.about[self.model.sides[seat].name].mind.at(self.table.rows).error
            for seat in self.asked
        }

    def candidates(self, may: Bools, last: int) -> dict[str, Text]:
        """Some texts worth a look, by what speaks for them; ``last`` is the last one tabled."""
        package = np.flatnonzero(may)
        if not package.size:
            return {}
        chances = self.chances(package)
        sure = reduce(np.multiply, chances.values(), np.ones(package.size))
        scores = {"sure": sure, **self._scores(package, sure)}
        if self.own is None:
            names = [side.name for side in self.model.sides]
            scores |= {f"yes.{name}": chances[name] + _HARDLY * sure for name in names}
        found = {name: int(package[score.argmax()]) for name, score in scores.items()}
        if last >= 0 and may[last]:
            found["again"] = last
        return {name: self.text(each) for name, each in found.items()}

    def _scores(self, package: Ints, sure: Floats) -> dict[str, Floats]:
        if self.own is not None:
            gain = self.worth(self.own)[package] - (self.going_on or 0.0)
            return {"own": gain, "bet": np.maximum(gain, 0.0) * sure}
        gains = list(self.believed_gains(package).values())
        return {"even": reduce(np.minimum, gains)}

    # --- a text of one's own ------------------------------------------------------------------

    def find(self, choice: Mapping[str, str], base: int, may: Bools) -> int:
        """The package with the options of a choice that is nearest to ``base`` (-1: the first).

        Raises
        ------
        Usage
            If there is no such issue, option or package, or none of them may be tabled.
        """
        wanted = np.ones(len(self.packages), dtype=bool)
        for issue, option in choice.items():
            position = self._position(self._issue(issue), option)
            wanted = wanted & (self.packages.option[issue] == position)
        if not wanted.any():
            raise Usage("no such text can be written: those options do not go together")
        fits = np.flatnonzero(wanted & may)
        if not fits.size:
            raise Usage(self._why_not(int(wanted.argmax())))
        return int(fits[self._apart(fits, base).argmin()])

    def _apart(self, package: Ints, base: int) -> Ints:
        """(packages,): in how many issues they differ from another."""
        if base < 0:
            return np.zeros_like(package)
        differs = (each[package] != each[base] for each in self.packages.option.values())
        return reduce(np.add, (each.astype(np.int64) for each in differs))

    def _issue(self, issue: str) -> str:
        if issue not in self.packages.issues:
            raise Usage(not_among("issue", issue, self.packages.issues))
        return issue

    def _position(self, issue: str, option: str) -> int:
        """An option's place among those of its issue; -1 where that is not raised."""
        known = options_of(self.packages.issues[issue])
        if option == NO_OPTION:
            return -1
        if option not in known:
            raise Usage(not_among(f"option of {issue}", option, known))
        return known.index(option)

    def _why_not(self, package: int) -> str:
        """Why a text may not be tabled."""
        if not self.table.tabled[0, package]:
            return "that text may not be tabled yet: the mediator's ladder does not reach it"
        if not self.table.valuation.signable[0, package]:
            return "that text may not be tabled: it is not likely enough to hold for all to sign it"
        return "that text may not be tabled again: a vote at home or a veto player refuses it"


def _numbers(parts: Mapping[str, Floats]) -> dict[str, float]:
    return {name: float(np.broadcast_to(part, 1)[0]) for name, part in parts.items()}
