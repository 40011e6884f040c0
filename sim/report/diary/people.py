"""Who the parties are in one world: what was drawn for it, and how that ranks among all worlds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from sim.model import NegotiationModel
from sim.processes.words import Trait as Told
from sim.quantities.quantity import Quantity
from sim.report.diary.words import Names, name, share

_TRAITS = (
    Told(40, "value_of_waiting", "what it hopes that waiting may yet bring"),
    Told(45, "turn_for", "chance that the other side gives way within a year, as it believes"),
    Told(46, "turn_against", "chance that it must give way itself within a year, likewise"),
    Told(60, "firmness", "size of its red lines"),
    Told(80, "fairness", "loss for each unit by which it concedes more than the other side"),
    Told(110, "aspiration", "share of the gain it thinks in reach that it first aims at"),
    Told(140, "misjudges", "how far it may misread what the other side needs"),
)
_WITH_RULE = {
    "faratin": (
        Told(120, "concession_curve", "how early it gives way (1: evenly; less: late)"),
        Told(130, "patience", "time after which it has conceded all it will, left to itself"),
    ),
    "stopping": (
        Told(130, "patience", "time in which an accord yet to come is worth less by 1/e"),
    ),
}
"""By the rule of reservation that uses them."""
_WITH_DEADLINE = (Told(100, "pressure", "what the mediator's full pressure takes from {doing}"),)
_WITH_ACCORD = (
    Told(70, "must_hold.probability", "it signs only what holds with at least this probability"),
)
_SIZE = "size of this red line, times firmness"
_REST = {
    "deadline": (
        Told(40, "deadline.credibility", "how far the sides believe in the deadline"),
        Told(50, "deadline.binds", "probability that a missed deadline has its consequence"),
    ),
    "mediator": (
        Told(
            60,
            "mediator.bias",
            "weight of {leans} in the mediator's compromise (0.5: even-handed)",
        ),
        Told(70, "mediator.misjudges", "how far the mediator may misread what each side needs"),
    ),
    "calendar": (
        Told(
            80,
            "calendar.readiness",
            "probability that a date is held, at the mediator's full attention",
        ),
    ),
    "accord": (
        Told(90, "accord.war_again", "hazard of renewed war with nothing in the accord's favour"),
    ),
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
    """Traits of both sides, by party, and of everything else; others in a sentence each.

    The others are backers and veto players.

    ``attempt`` counts how often the world was drawn again because it contradicted the past.
    """

    parties: dict[str, list[Trait]]
    world: list[Trait]
    backers: list[str]
    attempt: int


def profile(model: NegotiationModel) -> Profile:
    """What was drawn for the model's only world."""
    file, names = model.setting.file, Names(model.setting)
    parties = {
        key: [
            *_weights(model, key),
            *(_trait(model, _at(party, at), at, meaning) for _, at, meaning in _traits(names)),
            *_limits(model, key),
        ]
        for key, party in file.parties.items()
    }
    leans = file.parties[file.mediator.leans_to].label if file.mediator else ""
    world = [
        _trait(model, _at(file, key), key, meaning.format(leans=leans))
        for _, key, meaning in _of_the_world(names)
    ]
    others = [*_backers(model), *_vetoes(model)]
    return Profile(parties, world, others, int(model.noise.attempts[0]))


def _traits(names: Names) -> list[Told]:
    """What is told of every party."""
    found = [*_TRAITS, *_WITH_RULE.get(names.file.rules.reservation, ())]
    found += [*(trait for words in names.words for trait in words.traits)]
    if "deadline" in names.file.sections:
        found += [t._replace(meaning=t.meaning.format(doing=names.doing)) for t in _WITH_DEADLINE]
    if "accord" in names.file.sections:
        found += _WITH_ACCORD
    return sorted(found)


def _of_the_world(names: Names) -> list[Told]:
    """What is told of the world."""
    found = [trait for words in names.words for trait in words.world]
    for section, traits in _REST.items():
        if section in names.file.sections:
            found += traits
    return sorted(found)


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
    """How much each red line takes, where that is drawn, and where those on levels are drawn."""
    limits = []
    for key, line in model.setting.file.parties[party].red_lines.items():
        if not line.size.fixed:
            limits.append(_trait(model, line.size, f"red_lines.{key}.size", _SIZE))
        for word, q in (("below", line.below), ("above", line.above)):
            if q is not None:
                meaning = f"its red line is crossed by {name(line.issue)} {word} this"
                limits.append(_trait(model, q, f"red_lines.{key}.{word}", meaning))
    return limits


def _vetoes(model: NegotiationModel) -> list[str]:
    file = model.setting.file
    return [
        f"{file.vetoes[player.name].label} must agree to an accord, and scores options as "
        f"{file.parties[file.vetoes[player.name].scores_as].label} does: it asks for a worth of "
        f"{player.least[0]:.2f} (others expect {player.asks[0]:.2f})."
        for player in model.parties.vetoes
    ]


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
        if backer.slows_front[0] > 0:
            moved = f"{backer.slows_front[0]:.1f} km2 a day"
            said.append(f"{label}'s arms move the front {moved} in {helped}'s favour.")
        if backer.steadies[0] > 0:
            lower = share(backer.steadies[0])
            said.append(f"{label} lowers the chance that {helped} must give way by {lower}.")
    return said
