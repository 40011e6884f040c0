"""A date for talks as it was: held or not, and whether there was anything to agree on."""

from __future__ import annotations

import numpy as np

from sim.agreement.seats import ByParty
from sim.agreement.valuation import MUST_HOLD
from sim.model import NegotiationModel
from sim.report.diary.accounts import Fragile, Meeting
from sim.report.diary.dated_rounds import dated_rounds
from sim.report.diary.missed import missed_on
from sim.report.diary.texts import ONLY, Before, holding, text_of
from sim.report.diary.words import listed, package_words
from sim.situation import Situation


def meeting_on(model: NegotiationModel, day: int, fate: str, before: Before) -> Meeting:
    """The date of the model's last day; what it said and did is in the day's minutes."""
    today, calendar, now = model.minutes, model.calendar, model.situation(day)
    best, margin = int(today.best[0]), float(today.margin[0])
    war = model.war_values(now)
    names = [side.name for side in model.sides]
    mediated = model.setting.file.mediated
    alone = mediated and not model.mediator.present[0]
    drive = model.attention if mediated else np.ones(1)
    share = calendar.alone_chance if alone else drive
    shock = float(model.today.get("last_shock", [-np.inf])[0])
    due, at_place = [r for r in dated_rounds(model) if r.day == day], bool(today.at_place[0])
    failed = fate == "held" and not today.accepted[:, 0].all()
    return Meeting(
        day=day,
        fate=fate,
        place=next((r.place for r in due if at_place and r.place), None),
        occasion=listed([r.words(at_place) for r in due]),
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
        asked={
            s.name: float(s.condition.probability[0])
            for s in model.sides
            if s.condition.probability[0] > 0
        },
        fragile=None if margin >= 0 else _fragile(model, now, war),
        agreeable=bool(today.agreeable[0]),
        text=text_of(model, now, before) if fate == "held" and today.package[0] >= 0 else None,
        missed=missed_on(model, now, before) if failed else None,
    )


def _fragile(model: NegotiationModel, now: Situation, war: ByParty) -> Fragile | None:
    """The best package for all if accords did not have to hold, if it beats war."""
    freely = model.valuation(ONLY, now, war).without(MUST_HOLD)
    best, margin = freely.best(), freely.margin()
    if margin[0] < 0:
        return None
    words = package_words(model.parties.packages, int(best[0]))
    return Fragile(int(best[0]), words, float(margin[0]), holding(model, now, best))
