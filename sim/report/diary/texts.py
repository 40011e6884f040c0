"""What was tabled and answered on a day, with the numbers behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.agents.belief import TargetBelief
from sim.model import NegotiationModel
from sim.report.diary.accounts import Answer, Text, Vote
from sim.report.diary.words import package_words
from sim.scenario.schema.parties import Ratification
from sim.situation import Situation
from sim.theory import learning
from sim.worlds import Floats, Ints

_DECIDED = "decided."
ONLY = np.zeros(1, dtype=np.int64)
"""The one world of a run that is told."""


@dataclass(frozen=True)
class Before:
    """What a day's answers change: the mediator's beliefs about errors by side, and its rung."""

    beliefs: dict[str, TargetBelief]
    rung: int


def text_of(model: NegotiationModel, now: Situation, before: Before) -> Text:
    """The text of the day and its answers."""
    today, packages = model.minutes, model.parties.packages
    package, proposer = int(today.package[0]), int(today.proposer[0])
    rung = open_rung(model, now.day, before)
    return Text(
        package=package,
        words=package_words(packages, package),
        proposer=None if proposer < 0 else model.sides[proposer].name,
        holds=holding(model, now, today.package),
        rungs=tuple(packages.ladder[: rung + 1]),
        answers=tuple(_answer(model, now, own, before) for own in range(len(model.sides))),
    )


def open_rung(model: NegotiationModel, day: int, before: Before) -> int:
    """How many rungs below the first were open when the day's text was chosen."""
    # the day's answer may open a rung, and a new clock closes them before the text is tabled
    closed = day >= 0 and model.clock.begins(day)
    return 0 if closed else before.rung


def holding(model: NegotiationModel, now: Situation, package: Ints) -> float:
    """Probability that a package signed today holds for the years that count as durable."""
    spec, accord = model.setting.file.accord, model.parties.accord
    if spec is None:
        return 1.0
    years = np.array([spec.durable_years.value])
    return float(accord.survival(ONLY, package, now.effective_pressure, years)[0])


def _answer(model: NegotiationModel, now: Situation, own: int, before: Before) -> Answer:
    side, today = model.sides[own], model.minutes
    value, target, s = today.offered[own], today.target[own], side.acceptance_noise
    war_values = model.war_values(now)
    valuation = model.valuation(ONLY, now, war_values)
    parts = valuation.parts_of(own, today.package)
    war = model.war_value_parts(side, now)
    decided = {k.removeprefix(_DECIDED): v for k, v in war.items() if k.startswith(_DECIDED)}
    issues = {**decided, **side.status_quo_by_issue}
    added = {k: v for k, v in war.items() if k != "status_quo" and not k.startswith(_DECIDED)}
    vote = side.spec.ratification
    acceptance = side.rules.acceptance
    believed = before.beliefs.get(side.name) if today.proposer[0] < 0 else None
    reading = believed.about(target, ONLY) if believed else None
    return Answer(
        party=side.name,
        value=float(value[0]),
        target=float(target[0]),
        war_value=float(war_values[own][0]),
        parts=_numbers(parts),
        war_parts=_numbers({**{f"issue.{j}": x for j, x in issues.items()}, **added}),
        rules=dict(model.setting.file.rules),
        temperature=float(s[0]),
        chance=float(acceptance.chance(value, target, s)[0]),
        accepted=bool(today.accepted[own][0]),
        offered_itself=bool(today.proposer[0] == own),
        backed=bool(today.backed[own][0]),
        aspiration=float(side.aspiration[0]),
        conceded=float(side.conceded_share(now)[0]),
        outlook=_numbers(_outlook(model, side.name, now.day)),
        in_reach=_in_reach(float(today.reach[own][0]), float(war_values[own][0])),
        believed_target=float(reading.mean[0]) if reading else None,
        believed_chance=_chance(reading, value, acceptance.blur(s)) if reading else None,
        vote=_vote(model, vote, today.package) if vote else None,
    )


def _outlook(model: NegotiationModel, party: str, day: int) -> dict[str, Floats]:
    """What a party expects of the processes."""
    return {k: v for p in model.processes for k, v in p.outlook(party, day).items()}


def _in_reach(best: float, war: float) -> float | None:
    """Gain over war of the best accord in reach, if it is one."""
    return best - war if best > war else None


def _chance(reading: learning.Normal, value: Floats, blur: Floats) -> float:
    """The chance of a yes by a reading of the target."""
    return float(np.exp(learning.log_acceptance(value, reading, blur))[0])


def _vote(model: NegotiationModel, vote: Ratification, package: Ints) -> Vote:
    accord = model.parties.accord
    support, chance = (ask(vote, ONLY, package) for ask in (accord.support, accord.passes))
    return Vote(float(support[0]), float(model.draw(vote.needs)[0]), float(chance[0]))


def _numbers(parts: dict[str, Floats]) -> dict[str, float]:
    return {name: float(np.broadcast_to(part, 1)[0]) for name, part in parts.items()}
