"""Who the parties are in one world: what was drawn for it, and how that ranks among all worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from sim.model import NegotiationModel
from sim.report.diary.words import name, share
from sim.scenario.quantity import Quantity

_TRAITS = {
    "cost_of_war": "what fighting on costs it, over all the time it reckons to fight",
    "war_horizon": "how long it reckons to fight on without an accord",
    "optimism": "how wrong it is about the front's pace (+: too much against the holder)",
    "value_of_waiting": "what it hopes that waiting may yet bring",
    "hardship": "what blackouts add to the worth of fighting on, were all power out",
    "firmness": "size of its red lines",
    "must_hold.probability": "it signs only what holds with at least this probability",
    "fairness": "loss for each unit by which it concedes more than the other side",
    "exclusion": "loss on a text born behind its back",
    "pressure": "what the mediator's full pressure takes from fighting on",
    "aspiration": "share of the gain it thinks in reach that it first aims at",
    "concession_curve": "how early it gives way (1: evenly; less: late)",
    "patience": "time after which it has conceded all it will, left to itself",
    "misjudges": "how far it may misread what the other side needs",
}
_REST = {
    "war.drift": "pace at which the land is lost on open ground (below zero: regained)",
    "war.volatility": "day-to-day noise of the front",
    "war.belt.area": "land within and behind the fortified belt, where the front slows",
    "deadline.credibility": "how far the sides believe in the deadline",
    "deadline.binds": "probability that a missed deadline has its consequence",
    "mediator.bias": "weight of {leans} in the mediator's compromise (0.5: even-handed)",
    "mediator.misjudges": "how far the mediator may misread what each side needs",
    "calendar.readiness": "probability that a date is held, at the mediator's full attention",
    "accord.war_again": "hazard of renewed war with nothing in the accord's favour",
}


@dataclass(frozen=True)
class Trait:
    """One parameter of a world.

    Attributes
    ----------
    key : str
        Its dotted name in the file; for a party's, what follows ``parties.NAME.``.
    parameter : str
        Its whole dotted name.
    meaning, unit : str
    value : float
        In ``unit``.
    rank : float or None
        Share of worlds where it is lower; None where it is the same in all.
    """

    key: str
    parameter: str
    meaning: str
    unit: str
    value: float
    rank: float | None


@dataclass(frozen=True)
class Profile:
    """Traits of both sides, by party, and of everything else; backers in a sentence each.

    ``attempt`` counts how often the world was drawn again because it contradicted the past.
    """

    parties: dict[str, list[Trait]]
    world: list[Trait]
    backers: list[str]
    attempt: int


def profile(model: NegotiationModel) -> Profile:
    """What was drawn for the model's only world."""
    file = model.setting.file
    parties = {
        key: [
            *_weights(model, key),
            *(_trait(model, _at(party, at), at, meaning) for at, meaning in _TRAITS.items()),
            *_limits(model, key),
        ]
        for key, party in file.parties.items()
    }
    leans = file.parties[file.mediator.leans_to].label
    world = [
        _trait(model, _at(file, key), key, meaning.format(leans=leans))
        for key, meaning in _REST.items()
    ]
    return Profile(parties, world, _backers(model), int(model.noise.attempts[0]))


def _at(section: object, dotted: str) -> Quantity:
    found: object = reduce(getattr, dotted.split("."), section)
    assert isinstance(found, Quantity)
    return found


def _trait(model: NegotiationModel, q: Quantity, key: str, meaning: str) -> Trait:
    rank = None if q.fixed else float(model.noise.coordinate(q.name)[0])
    return Trait(key, q.name, meaning, q.unit, float(model.draw(q)[0]), rank)


def _weights(model: NegotiationModel, party: str) -> list[Trait]:
    """Drawn shares; a share has no rank of its own, since all are scaled together."""
    spec = model.setting.file.parties[party].weights
    weights = model.draw.weights(spec)
    labels = {key: issue.label for key, issue in model.setting.file.issues.items()}
    return [
        _weight(f"weights.shares.{j}", spec.shares[j].name, labels[j], float(w[0]))
        for j, w in weights.items()
    ]


def _weight(key: str, parameter: str, label: str, weight: float) -> Trait:
    return Trait(key, parameter, f"weight of {label}", "-", weight, None)


def _limits(model: NegotiationModel, party: str) -> list[Trait]:
    """Where the red lines on levels are drawn."""
    limits = []
    for key, line in model.setting.file.parties[party].red_lines.items():
        for word, q in (("below", line.below), ("above", line.above)):
            if q is not None:
                meaning = f"its red line is crossed by {name(line.issue)} {word} this"
                limits.append(_trait(model, q, f"red_lines.{key}.{word}", meaning))
    return limits


def _backers(model: NegotiationModel) -> list[str]:
    said = []
    for backer in model.parties.backers:
        label = model.setting.file.backers[backer.name].label
        helped = model.setting.file.parties[backer.helps].label
        if backer.cap[0] > 0:
            willing = "is willing" if backer.willing[0] else "is not willing"
            said.append(f"{label} {willing} to help {helped} with {backer.cap[0]:g} GW.")
        if backer.relief[0] > 0:
            said.append(f"{label} carries {share(backer.relief[0])} of {helped}'s cost of war.")
    return said
