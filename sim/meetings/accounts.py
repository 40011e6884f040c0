"""What happened on a date for talks, as numbers: the text, and each side's account of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

TABLED, MISJUDGED, CLOSED, BARRED = "tabled", "misjudged", "closed", "barred"
"""Why a package that met both demands was not agreed on."""


@dataclass(frozen=True)
class Vote:
    """Support that polls expect, the share needed, and the probability that the vote passes."""

    support: float
    needed: float
    chance: float


@dataclass(frozen=True)
class Veto:
    """The answer of a veto player to what all parties accepted.

    ``worth`` to it, the least that it was thought to ask for (``asks``) and that it asks for
    (``least``) are in utility; ``chance`` is the believed probability of a yes, ``agrees`` the
    answer.
    """

    player: str
    worth: float
    asks: float
    chance: float
    least: float
    agrees: bool


@dataclass(frozen=True)
class Answer:
    """One side's answer to a text; amounts in utility.

    Attributes
    ----------
    party : str
    value, target, war_value : float
        Worth of the text, the least it accepts, and what fighting on is worth.
    parts, war_parts : dict[str, float]
        What value and war value are the sums of. ``issue.*`` stands in both.
    rules : dict[str, str]
        By role, the name of the rule by which it decides; the past has those of its scenario.
    temperature, chance : float
        Noise of its acceptance, and the probability of a yes.
    accepted, offered_itself, backed : bool
        Its answer; whether the text was its own; whether its vote at home passes.
    claim, conceded : float
        Share of the gain in reach it first aims at, and the share of that given up by now.
    outlook : dict[str, float]
        What it expects of processes: of a war the drift of the front on open ground (``expects``,
        km2/day; above zero the holder loses) and its share of the land at stake (``land_share``).
    in_reach : float or None
        Gain over war of the best accord that it thinks the other side could take, if any.
    believed_target, believed_chance : float or None
        The mediator's reading of its target and of the chance of a yes, before the answer.
    vote : Vote or None
        What its vote at home on the text is up against; None without a vote.
    from_seat : bool
        Answered by somebody who plays the party: why is not known, and ``target``, ``chance``,
        ``claim`` and ``conceded`` are what the model has in its place.
    """

    party: str
    value: float
    target: float
    war_value: float
    parts: dict[str, float]
    war_parts: dict[str, float]
    rules: dict[str, str]
    temperature: float
    chance: float
    accepted: bool
    offered_itself: bool
    backed: bool
    claim: float
    conceded: float
    outlook: dict[str, float]
    in_reach: float | None
    believed_target: float | None
    believed_chance: float | None
    vote: Vote | None
    from_seat: bool

    @property
    def short_by(self) -> float:
        """By how much the text misses the side's demand; below zero it has that to spare."""
        return self.target - self.value

    def balance(self) -> dict[str, float]:
        """What the text brings and takes, compared with fighting on; sums to value - war value."""
        names = dict.fromkeys([*self.parts, *self.war_parts])
        return {n: self.parts.get(n, 0.0) - self.war_parts.get(n, 0.0) for n in names}


@dataclass(frozen=True)
class Text:
    """A text on the table, and the answers.

    Attributes
    ----------
    package : int
        Its number, in ``words``.
    proposer : str or None
        The side that offered it; None for the mediator.
    holds : float
        Probability that it would hold for the years that count as durable.
    rungs : tuple[str, ...]
        Rungs of the ladder that were open.
    vetoes : tuple[Veto, ...]
        Answers of veto players, where all parties accepted.
    """

    package: int
    words: str
    proposer: str | None
    holds: float
    rungs: tuple[str, ...]
    answers: tuple[Answer, ...]
    vetoes: tuple[Veto, ...] = ()

    @property
    def signed(self) -> bool:
        """All accepted, every vote at home passed, and no veto was cast."""
        backed = all(answer.accepted and answer.backed for answer in self.answers)
        return backed and all(veto.agrees for veto in self.vetoes)


@dataclass(frozen=True)
class Fragile:
    """A package better than war for both that nobody may sign: it would not hold well enough."""

    package: int
    words: str
    margin: float
    holds: float


@dataclass(frozen=True)
class Missed:
    """A package that met both demands on the day of a round, and was not agreed on.

    Attributes
    ----------
    package : int
        Of all such packages the text itself, else the one with most to spare for the side that
        has less: among those of open rungs, else among those of the ladder, else of all.
    case : str
        ``tabled``: it was the text, and the noise of an answer refused it; ``misjudged``: it
        could be tabled and another was; ``closed``: it could not be tabled; ``barred``: a vote at
        home or a veto player is known to refuse it, as all the others.
    count : int
        How many packages met both demands.
    worth, spare : dict[str, float]
        By party: its worth, and how far that is above the demand (utility).
    rungs : tuple[str, ...]
        Rungs of the ladder that hold it.
    believed : dict[str, float]
        Where misjudged, by party: the demand that the mediator believed in (utility).
    barred_by : tuple[str, ...]
        Where barred: parties whose vote at home, and veto players who, refuse it.
    """

    package: int
    words: str
    case: str
    count: int
    worth: dict[str, float]
    spare: dict[str, float]
    rungs: tuple[str, ...]
    believed: dict[str, float]
    barred_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A date for talks.

    Attributes
    ----------
    day : int
    fate : str
        ``held``, ``not_held`` or ``cancelled``.
    place : str or None
        Where a dated round is held, if it is held there.
    occasion : str
        What the file calls the round that it dates on this day, with place and delay; else empty.
    chance, readiness, attention : float
        Probability that it is held, and what it is the product of.
    alone : bool
        Without a mediator, who has left.
    shock : int or None
        Day of the last shock.
    either_way : bool
        A shock cancelled it, and chance alone would not have had it held either.
    margin : float or None
        Largest gain of the worse-off side over war; None where no package would hold.
    best : int or None
        The package that brings it, ``best_words``, and ``gains`` of both sides with it.
    asked : dict[str, float]
        By party with such a condition: the probability of holding that it insists on.
    fragile : Fragile or None
        Where the range is empty: what would open it if accords did not have to hold.
    agreeable : bool
        Did some package meet both sides' demands?
    text : Text or None
    missed : Missed or None
        After a round in which not both accepted: a package that met both demands, if any did.
    from_seat : bool
        Whoever plays the proposer chose the text, or that there is none.
    """

    day: int
    fate: str
    place: str | None
    occasion: str
    chance: float
    readiness: float
    attention: float
    alone: bool
    shock: int | None
    either_way: bool
    margin: float | None
    best: int | None
    best_words: str
    gains: dict[str, float]
    asked: dict[str, float]
    fragile: Fragile | None
    agreeable: bool
    text: Text | None
    missed: Missed | None
    from_seat: bool

    def facts(self) -> dict[str, Any]:
        """The numbers, for scripts."""
        return asdict(self)
