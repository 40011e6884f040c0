"""Looking over the shoulder of one world: what its daily series do not tell."""

from __future__ import annotations

import numpy as np

from sim.model import NegotiationModel
from sim.report.diary.accounts import Answer, Dated, Meeting, Text
from sim.report.diary.people import Profile, profile
from sim.report.diary.words import package_words
from sim.scenario.quantity import Quantity
from sim.simulation import Witness
from sim.situation import Situation
from sim.theory import bargaining, durability, learning
from sim.trajectory import CANCELLED, HELD, NOT_HELD
from sim.worlds import Floats

_FATES = {NOT_HELD: "not_held", CANCELLED: "cancelled", HELD: "held"}
_ONLY = np.zeros(1, dtype=np.int64)


class Notes(Witness):
    """Notes on a run of a single world.

    Attributes
    ----------
    profile : Profile
        Who the parties are in this world.
    meetings : dict[int, Meeting]
        By day; those before the start are the past rounds.
    dated : dict[int, list[Dated]]
        Dated events that happened, by day, those of the past included.
    distracted : dict[int, float]
        By day: until when the mediator's attention is elsewhere from now on.
    """

    profile: Profile

    def __init__(self) -> None:
        self.meetings: dict[int, Meeting] = {}
        self.dated: dict[int, list[Dated]] = {}
        self.distracted: dict[int, float] = {}
        self._beliefs: dict[str, tuple[Floats, Floats]] = {}
        self._rung, self._away_until = 0, 0.0

    def before(self, model: NegotiationModel, day: int) -> None:
        """Remember what the day's answers and refusals will change."""
        about = model.mediator.about
        self._beliefs = {name: (b.error.copy(), b.variance.copy()) for name, b in about.items()}
        self._rung = int(model.mediator.rung[0])
        if day == 0:
            self.profile = profile(model)
            for past in (d for d in model.events.by_day if d < 0):
                self._note_events(model, past)

    def after(self, model: NegotiationModel, day: int) -> None:
        """Note the day's date for talks, dated events and distractions."""
        if day < 0:
            self.meetings[day] = self._meeting(model, day, "held")
            return
        fate = int(model.minutes.date[0])
        if fate in _FATES:
            self.meetings[day] = self._meeting(model, day, _FATES[fate])
        self._note_events(model, day)
        until = float(model.mediator.distracted_until[0])
        if until > max(self._away_until, day):
            self.distracted[day] = until
        self._away_until = until

    def _note_events(self, model: NegotiationModel, day: int) -> None:
        for key, event in model.events.by_day.get(day, []):
            if model.events.happens(key, event)[0]:
                sizes = {
                    what: f"{model.draw(q)[0]:g} {q.unit}"
                    for what, q in event
                    if isinstance(q, Quantity) and what != "probability"
                }
                self.dated.setdefault(day, []).append(Dated(key, sizes))

    def _meeting(self, model: NegotiationModel, day: int, fate: str) -> Meeting:
        today, calendar, now = model.minutes, model.calendar, model.situation(day)
        best, margin = int(today.best[0]), float(today.margin[0])
        war = model.war_values(now)
        names = [side.name for side in model.sides]
        mediated = model.setting.file.talks.protocol == "mediated"
        alone = mediated and not model.mediator.present[0]
        drive = model.attention if mediated else np.ones(1)
        share = calendar.alone_chance if alone else drive
        shock = float(model.shocks.last_shock[0])
        return Meeting(
            day=day,
            fate=fate,
            place=_place(model, day),
            chance=float(calendar.chance_of_today[0] * share[0]),
            readiness=float(calendar.chance_of_today[0]),
            attention=float(model.attention[0]),
            alone=alone,
            shock=int(shock) if np.isfinite(shock) else None,
            margin=margin if np.isfinite(margin) else None,
            best=best if best >= 0 else None,
            best_words=package_words(model.parties.packages, best) if best >= 0 else "",
            gains={n: float(today.reachable[i][0] - war[i][0]) for i, n in enumerate(names)}
            if best >= 0
            else {},
            agreeable=bool(today.answers[0] & 4),
            text=self._text(model, now) if fate == "held" and today.package[0] >= 0 else None,
        )

    def _text(self, model: NegotiationModel, now: Situation) -> Text:
        today, packages = model.minutes, model.parties.packages
        package, proposer = int(today.package[0]), int(today.proposer[0])
        years = np.array([model.setting.file.accord.durable_years.value])
        hazard = model.parties.accord.hazard(_ONLY, today.package, now.insistence)
        # the day's answer may open a rung, and a new clock closes them before the text is tabled
        closed = now.day >= 0 and model.clock.begin[0] == now.day > 0
        rung = 0 if closed else self._rung
        return Text(
            package=package,
            words=package_words(packages, package),
            proposer=None if proposer < 0 else model.sides[proposer].name,
            holds=float(durability.holds(hazard, years)[0]),
            asked={s.name: float(s.must_hold[0]) for s in model.sides if s.must_hold[0] > 0},
            rungs=tuple(packages.ladder[: rung + 1]),
            answers=(self._answer(model, now, 0), self._answer(model, now, 1)),
        )

    def _answer(self, model: NegotiationModel, now: Situation, own: int) -> Answer:
        side, today, parties = model.sides[own], model.minutes, model.parties
        value, target, s = today.offered[own], today.target[own], side.temperature
        parts = parties.value_parts(own, today.package, now.resentment)
        war = side.war_value_parts(now)
        land = model.setting.file.war.issue
        issues = {land: war.pop("land"), **side.standing_by_issue}
        del war["standing"]
        vote = side.spec.ratification
        support = None if vote is None else parties.accord.support(vote, _ONLY, today.package)
        mediator = self._reading(side.name, value, target, s) if today.proposer[0] < 0 else None
        return Answer(
            party=side.name,
            value=float(value[0]),
            target=float(target[0]),
            war_value=float(model.war_values(now)[own][0]),
            parts=_numbers(parts),
            war_parts=_numbers({**{f"issue.{j}": x for j, x in issues.items()}, **war}),
            temperature=float(s[0]),
            chance=float(bargaining.acceptance(value, target, s)[0]),
            accepted=bool(today.answers[0] & (1 << own)),
            offered_itself=bool(today.proposer[0] == own),
            backed=bool(today.votes[0] & (1 << own)),
            aspiration=float(side.aspiration[0]),
            conceded=float(side.conceded_share(now)[0]),
            expects=float(side.expected_drift(now.day)[0]),
            land_share=float(issues[land][0] / side.land_weight[0]) if side.land_weight[0] else 0.0,
            believed_target=mediator[0] if mediator else None,
            believed_chance=mediator[1] if mediator else None,
            support=None if support is None else float(support[0]),
            needed=float(model.draw(vote.needs)[0]) if vote else None,
        )

    def _reading(self, side: str, value: Floats, target: Floats, s: Floats) -> tuple[float, float]:
        """What the mediator took the side's target and its chance of a yes to be."""
        error, variance = self._beliefs[side]
        belief = learning.Normal(target + error, variance)
        chance = np.exp(learning.log_acceptance(value, belief, s))
        return float(belief.mean[0]), float(chance[0])


def _place(model: NegotiationModel, day: int) -> str | None:
    """Where a dated round is held, if it is held there."""
    if not model.minutes.at_place[0]:
        return None
    named = (e.place for _, e, happens, on in model.calendar.rounds if happens[0] and on[0] == day)
    return next((place for place in named if place), None)


def _numbers(parts: dict[str, Floats]) -> dict[str, float]:
    return {name: float(np.broadcast_to(part, 1)[0]) for name, part in parts.items()}
