"""Looking over the shoulder of one world: what its daily series do not tell."""

from __future__ import annotations

from sim.model import NegotiationModel
from sim.processes.talks import Relations
from sim.report.diary.accounts import Meeting
from sim.report.diary.dated import Dated, dated_on
from sim.report.diary.dated_rounds import DatedRound, dated_rounds
from sim.report.diary.dates import meeting_on
from sim.report.diary.people import Profile, profile
from sim.report.diary.texts import Before
from sim.simulation import Witness
from sim.theory import chance
from sim.trajectory import CANCELLED, HELD, NOT_HELD

_FATES = {NOT_HELD: "not_held", CANCELLED: "cancelled", HELD: "held"}


class Notes(Witness):
    """Notes on a run of a single world.

    Attributes
    ----------
    profile : Profile
        Who the parties are in this world.
    rounds : list[DatedRound]
        Rounds that the file dates and that happen.
    meetings : dict[int, Meeting]
        By day; those before the start are the past rounds.
    dated : dict[int, list[Dated]]
        Dated events that happened, by day, those of the past included.
    distracted : dict[int, float]
        By day: until when the mediator's attention is elsewhere from now on.
    turns : dict[int, float]
        By day on which talks break off or resume: the chance that they would on that day.
    """

    profile: Profile
    rounds: list[DatedRound]

    def __init__(self) -> None:
        self.meetings: dict[int, Meeting] = {}
        self.dated: dict[int, list[Dated]] = {}
        self.distracted: dict[int, float] = {}
        self.turns: dict[int, float] = {}
        self._before, self._away_until, self._broken = Before({}, 0), 0.0, False

    def before(self, model: NegotiationModel, day: int) -> None:
        """Remember what the day's answers and refusals will change."""
        about = model.mediator.about
        beliefs = {name: belief.copy() for name, belief in about.items()}
        self._before = Before(beliefs, int(model.mediator.rung[0]))
        if day == 0:
            self.profile, self.rounds = profile(model), dated_rounds(model)
            for past in (d for d in model.events.by_day if d < 0):
                self._note_events(model, past)

    def after(self, model: NegotiationModel, day: int) -> None:
        """Note the day's date for talks, dated events and distractions."""
        if day < 0:
            self.meetings[day] = meeting_on(model, day, "held", self._before)
            return
        fate = int(model.minutes.date[0])
        if fate in _FATES:
            self.meetings[day] = meeting_on(model, day, _FATES[fate], self._before)
        self._note_events(model, day)
        self._note_turns(model, day)
        until = float(model.mediator.distracted_until[0])
        if until > max(self._away_until, day):
            self.distracted[day] = until
        self._away_until = until

    def _note_events(self, model: NegotiationModel, day: int) -> None:
        if found := dated_on(model, day):
            self.dated[day] = found

    def _note_turns(self, model: NegotiationModel, day: int) -> None:
        """What chance there was that talks break off or resume, on a day when they do."""
        relations = model.process(Relations)
        if relations is None or relations.broken[0] == self._broken:
            return
        self._broken = bool(relations.broken[0])
        rate = relations.break_rate() if self._broken else relations.resume_rate
        self.turns[day] = float(chance.within_a_day(rate)[0])
