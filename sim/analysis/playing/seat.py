"""A seat: asked whenever the model would decide in its place, in the only world of a block."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sim.agreement.packages import at
from sim.analysis.playing.beliefs import Seen
from sim.analysis.playing.moves import ANSWERS, TEXTS, Made, Move, chosen
from sim.analysis.playing.situation import ANSWER, TEXT, Round, Situation, Text
from sim.analysis.playing.view import View
from sim.deciders import Decider, Decision, decided_here, left_to_the_model
from sim.errors import Usage, not_among
from sim.meetings import Meeting
from sim.model import NegotiationModel
from sim.simulation import Observer
from sim.table import Table
from sim.worlds import Bools, Ints

MEDIATOR = "mediator"
Decide = Callable[[Situation], "Move | str | Mapping[str, str] | Text"]
"""A move, its name, or a text to table."""


class Sitting(Observer):
    """Seats somebody before the first day; the past is as it is.

    Parameters
    ----------
    seat : str
        A party's name, or ``mediator``.
    decide : Callable
        Of a `Situation`, the move.

    Attributes
    ----------
    made : list of Made
        The moves so far.
    """

    def __init__(self, seat: str, decide: Decide) -> None:
        self.seat, self.decide = seat, decide
        self.made: list[Made] = []

    def before(self, model: NegotiationModel, day: int) -> None:
        """Sit down."""
        if day == 0:
            model.talks.decider = Seat(model, self.seat, self._asked)

    def _asked(self, situation: Situation) -> Move:
        move = as_move(self.decide(situation), situation)
        self.made.append(Made(situation.date, move))
        return move


class Seat(Decider):
    """Decides where the model would, if it is asked to.

    Parameters
    ----------
    model : NegotiationModel
        Of one world.
    seat : str
    ask : Callable
        Of a `Situation`, the `Move`.
    """

    def __init__(
        self, model: NegotiationModel, seat: str, ask: Callable[[Situation], Move]
    ) -> None:
        names = [side.name for side in model.sides]
        self.model, self.seat, self.ask = model, seat, ask
        self.own = None if seat == MEDIATOR else names.index(seat)
        self._told = 0  # records of the journal that this seat has been told
        self._seen: Seen | None = None  # what it believed when it last decided

    def text(
        self, table: Table, package: Ints, proposer: Ints, may: Callable[[], Bools]
    ) -> Decision[Ints]:
        """The text that this seat tables, where it is its turn and something may be tabled."""
        if int(proposer[0]) != (-1 if self.own is None else self.own):
            return left_to_the_model(package)
        allowed = may()[0]
        if not allowed.any():
            return left_to_the_model(package)
        move = self.ask(self._to_table(table, int(package[0]), allowed))
        if move.kind == "model":
            return left_to_the_model(package)
        view = View(self.model, table, self.own)
        said = -1 if move.text is None else view.find(move.text, -1, allowed)
        return decided_here(np.full_like(package, said))

    def answer(
        self, own: int, table: Table, package: Ints, proposer: Ints, says_yes: Bools
    ) -> Decision[Bools]:
        """The answer of this seat to a text that it did not table itself."""
        asked = package[0] >= 0 and at(table.valuation.signable, package)[0]
        if own != self.own or proposer[0] == own or not asked:
            return left_to_the_model(says_yes)
        move = self.ask(self._to_answer(table, int(package[0]), int(proposer[0])))
        if move.kind == "model":
            return left_to_the_model(says_yes)
        return decided_here(np.full_like(says_yes, move.kind == "yes"))

    # --- what is known ------------------------------------------------------------------------

    def _to_answer(self, table: Table, package: int, proposer: int) -> Situation:
        view = View(self.model, table, self.own, self._seen)
        who = None if proposer < 0 else self.model.sides[proposer].name
        return self._situation(view, ANSWER, text=view.text(package), proposer=who)

    def _to_table(self, table: Table, package: int, may: Bools) -> Situation:
        view = View(self.model, table, self.own, self._seen)
        return self._situation(
            view,
            TEXT,
            advice=view.text(package) if package >= 0 else None,
            candidates=view.candidates(may, self._last()),
            count=int(may.sum()),
            _look=lambda choice, near: view.text(
                view.find(choice, package if near is None else near, may)
            ),
        )

    def _situation(self, view: View, asks: str, **more: object) -> Situation:
        model, day = self.model, self.model.now.day
        clock, runs = model.clock, bool(model.clock.runs(day)[0])
        records = model.journal.records  # type: ignore[attr-defined]
        news, self._told = records[self._told :], len(records)
        self._seen = view.seen
        about: dict[str, object] = {"text": None, "proposer": None, "advice": None, **more}
        return Situation(
            scenario=model.setting,
            seat=self.seat,
            asks=asks,
            day=day,
            going_on=view.going_on,
            asks_for=view.asks_for,
            going_on_parts=view.going_on_parts(self.own),
            days_to_deadline=int(clock.end[0]) - day if runs else None,
            belief=float(clock.credibility[0]) if runs else 0.0,
            rounds=[self._round(meeting) for meeting in self._meetings()],
            news=[each for each in news if each.what != "meeting" and each.day >= 0],
            **about,  # type: ignore[arg-type]
        )

    def _meetings(self) -> list[Meeting]:
        records = self.model.journal.records  # type: ignore[attr-defined]
        return [each["meeting"] for each in records if each.what == "meeting"]

    def _last(self) -> int:
        """The last text of this scenario's own days; -1 if there was none."""
        texts = [each.text for each in self._meetings() if each.day >= 0 and each.text]
        return texts[-1].package if texts else -1

    def _round(self, meeting: Meeting) -> Round:
        text = meeting.text
        all_accept = text is not None and all(each.accepted for each in text.answers)
        answers = text.answers if text and all_accept else ()
        return Round(
            date=self.model.setting.date(meeting.day),
            fate=meeting.fate,
            package=text.package if text and self._is_ours(meeting) else -1,
            words=text.words if text else "",
            proposer=text.proposer if text else None,
            accepted={each.party: each.accepted for each in text.answers} if text else {},
            refused_at_home=tuple(each.party for each in answers if not each.backed),
            vetoed_by=tuple(each.player for each in text.vetoes if not each.agrees) if text else (),
        )

    def _is_ours(self, meeting: Meeting) -> bool:
        """Are its packages numbered as in this scenario?"""
        return meeting.day >= 0 or self.model.setting.origin is self.model.setting


def as_move(said: Move | str | Mapping[str, str] | Text, situation: Situation) -> Move:
    """What was decided, as a move that fits the situation.

    Raises
    ------
    Usage
        If it does not fit, or the text may not be tabled.
    """
    if isinstance(said, Text):
        said = said.choice
    if isinstance(said, Mapping):
        said = Move("table", said)
    if isinstance(said, str):
        kind, _, rest = said.strip().partition(" ")
        said = Move(kind, chosen(rest) if kind == "table" else None)
    known = ANSWERS if situation.asks == ANSWER else TEXTS
    if said.kind not in known:
        raise Usage(f"{not_among('move', said.kind, known)} (on {situation.date.isoformat()})")
    if said.kind == "table":
        return Move("table", dict(situation.look(said.text or {}).choice))
    return said
