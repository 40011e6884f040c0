"""What whoever sits in a seat knows when it must decide: of itself all, of others its beliefs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sim.analysis.playing.moves import MODEL, NO, NOTHING, YES, Move
from sim.journal import Record
from sim.scenario import Scenario

ANSWER, TEXT = "answer", "text"
"""What is asked: an answer to a text, or a text to be tabled."""


HEARD, WORTH, GOING_ON, HOLDS_OUT = "heard", "worth", "going_on", "holds_out"
"""What moved a chance: answers heard, the text's worth, that of going on, the gain asked for."""


@dataclass(frozen=True)
class Moved:
    """Why the chance of a yes is far from what it was when the seat last decided.

    Attributes
    ----------
    since : datetime.date
        When that was.
    chance : float
        What it then was for the same text, tabled or not, in [0, 1].
    because : str
        What moved it most: answers that were ``heard`` since, what the text is ``worth`` to whoever
        answers, what ``going_on`` is worth to it, or how much more than that it ``holds_out`` for.
    part : str or None
        The part of the worth of going on that moved most.
    grown : bool
        Is what moved larger than it was? False for answers heard.
    """

    since: dt.date
    chance: float
    because: str
    part: str | None
    grown: bool


@dataclass(frozen=True)
class Reading:
    """How the mediator reads somebody who must say yes to a text.

    Attributes
    ----------
    brings, asks : float
        To a party: what the text brings it over going on, and the least gain that it asks for
        (utility). Of a vote at home: the support that polls expect, and that is thought needed
        (shares). To a veto player: worth, and the least worth (utility).
    unsure : float
        Standard deviation of the difference, as the mediator believes.
    parts : Mapping[str, float]
        To a party: by what the text is more, or less, than going on. They are the text's own; the
        mediator errs about what is asked for.
    """

    brings: float
    asks: float
    unsure: float
    parts: Mapping[str, float]


@dataclass(frozen=True)
class Text:
    """A text, as the seat sees it. Amounts are utility: 1 is the best on every issue.

    Attributes
    ----------
    package : int
        Its number in this scenario.
    choice : Mapping[str, str]
        Issue -> option, by the scenario's keys; ``-`` where an issue is not raised.
    worth, gain : float or None
        What it is worth to the seat, and by how much that is more than going on without an
        accord. None to the mediator, who has no share in it.
    parts : Mapping[str, float]
        By what it is more, or less, than going on: the sum is ``gain``. Empty for the mediator.
    chances : Mapping[str, float]
        Of a yes, in [0, 1], as the seat believes: of every other party, and of whoever else must
        say yes once all parties have (a vote at home by its party's name, ``vote.NAME``).
    gains : Mapping[str, float]
        To the mediator alone: what each party gains over going on, as the mediator believes.
    holds : float
        Probability that it holds for the years that count as durable; 1 where none are told.
    moved : Mapping[str, Moved]
        Of the chances, those far from what they were when the seat last decided.
    readings : Mapping[str, Reading]
        To the mediator alone: what each of the chances rests on.
    """

    package: int
    choice: Mapping[str, str]
    worth: float | None
    gain: float | None
    parts: Mapping[str, float]
    chances: Mapping[str, float]
    gains: Mapping[str, float]
    holds: float
    moved: Mapping[str, Moved] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @property
    def chance(self) -> float:
        """Of a yes from everybody else, in [0, 1], taking their answers for independent."""
        chance = 1.0
        for each in self.chances.values():
            chance *= each
        return chance


@dataclass(frozen=True)
class Round:
    """A date for talks that has passed, as everybody saw it.

    Attributes
    ----------
    date : datetime.date
    fate : str
        ``held``, ``not_held`` or ``cancelled``.
    package : int
        The text's number in this scenario; -1 where none was tabled, or the past is another's.
    words : str
        The text in words; empty where none was tabled.
    proposer : str or None
        The party that tabled it; None for the mediator, or where nothing was.
    accepted : Mapping[str, bool]
        By party, its answer.
    refused_at_home, vetoed_by : tuple of str
        Where all accepted: parties whose vote at home failed; players that cast a veto.
    """

    date: dt.date
    fate: str
    package: int
    words: str
    proposer: str | None
    accepted: Mapping[str, bool]
    refused_at_home: tuple[str, ...] = ()
    vetoed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Situation:
    """The moment of a decision.

    Attributes
    ----------
    scenario : Scenario
    seat : str
        A party's name, or ``mediator``.
    asks : str
        ``answer``: there is a ``text`` to say yes or no to; ``text``: one may be tabled.
    day : int
        Days from the start; ``date`` is its date.
    text : Text or None
        To be answered; ``proposer`` tabled it (None: the mediator).
    advice : Text or None
        Where a text may be tabled: what the model would table in this seat; None for nothing.
    going_on, asks_for : float or None
        What going on without an accord is worth to the seat, and the least that the model would
        accept in it (utility). None to the mediator.
    going_on_parts : Mapping[str, float]
        What the worth of going on is the sum of.
    days_to_deadline : int or None
        None where no deadline runs; ``belief`` is the belief in it, in [0, 1].
    rounds : Sequence of Round
        All dates for talks so far.
    news : Sequence of Record
        What else has happened since this seat last decided.
    candidates : Mapping[str, Text]
        Where a text may be tabled, some worth a look, by what speaks for them.
    count : int
        How many texts may be tabled.
    """

    scenario: Scenario
    seat: str
    asks: str
    day: int
    text: Text | None
    proposer: str | None
    advice: Text | None
    going_on: float | None
    asks_for: float | None
    going_on_parts: Mapping[str, float]
    days_to_deadline: int | None
    belief: float
    rounds: Sequence[Round]
    news: Sequence[Record]
    candidates: Mapping[str, Text] = field(default_factory=dict)
    count: int = 0
    _look: Callable[[Mapping[str, str], int | None], Text] | None = field(default=None, repr=False)

    @property
    def date(self) -> dt.date:
        """Of the decision."""
        return self.scenario.date(self.day)

    @property
    def moves(self) -> dict[str, Move]:
        """What may be done without a text of one's own, by name."""
        here = (YES, NO, MODEL) if self.asks == ANSWER else (NOTHING, MODEL)
        return {move.kind: move for move in here}

    def look(self, choice: Mapping[str, str], near: Text | None = None) -> Text:
        """A text that may be tabled, as the seat sees it; while the decision is open.

        Parameters
        ----------
        choice : Mapping[str, str]
            Issue -> option.
        near : Text, optional
            Issues left out are as in this text, as far as that goes; by default in ``advice``.

        Raises
        ------
        Usage
            If there is no such issue or option, or it may not be tabled.
        """
        assert self._look is not None
        return self._look(choice, near.package if near else None)
