"""Rules of proposal: which text a mediator tables, and which a party offers itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Protocol

import numpy as np

from sim.theory import bargaining
from sim.worlds import Bools, Floats, Ints


@dataclass(frozen=True)
class Texts:
    """Texts that a mediator may table, listed, and what it believes of the parties.

    Attributes
    ----------
    row, package : Ints
        (texts,): the row and the package of each; ``shape`` is (rows, packages).
    worth : Sequence of Floats
        (texts,): what they are worth, by party.
    targets, needs : Sequence of Floats
        (rows,): believed target and believed worth of going on, by party.
    weights : Sequence of Floats
        (rows,): of each party; they sum to one.
    taste : Floats
        (texts,): what the mediator likes to see.
    log_yes : Callable
        Of some texts (indices), by party, the log of the believed probability of a yes.
    log_allowed : Callable
        The same by vote or veto player, once all parties accepted.
    """

    row: Ints
    package: Ints
    shape: tuple[int, ...]
    worth: Sequence[Floats]
    targets: Sequence[Floats]
    needs: Sequence[Floats]
    weights: Sequence[Floats]
    taste: Floats
    log_yes: Callable[[Ints], Sequence[Floats]]
    log_allowed: Callable[[Ints], Sequence[Floats]]

    def gains(self, over: Sequence[Floats]) -> list[Floats]:
        """(texts,): gain of each party over what is given by row."""
        return [w - least[self.row] for w, least in zip(self.worth, over, strict=True)]

    def best(self, score: Floats, some: Ints) -> Ints:
        """(rows,): the package of the best of some texts; -1 where there is none."""
        return bargaining.best_of(score, self.row[some], self.package[some], self.shape)


class Proposal(Protocol):
    """Which text a mediator tables."""

    def choose(self, texts: Texts) -> Ints:
        """(rows,): its package; -1 where there is none."""


class _Compromise:
    """A compromise where one is believed to be open, else the text likeliest to be accepted."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """Of texts that bring each party a gain over its target; -inf where one gains nothing.

        ``gains`` and ``weights``, which sum to one, are given by party.
        """
        raise NotImplementedError

    def choose(self, texts: Texts) -> Ints:
        """The best compromise, and where none is believed to be open a guess."""
        weights = [w[texts.row] for w in texts.weights]
        score = self.score(texts.gains(texts.targets), weights) + texts.taste
        choice = texts.best(score, np.arange(texts.row.size))
        gropes = np.flatnonzero(choice[texts.row] < 0)
        chances = texts.log_yes(gropes)
        weighted = (w[gropes] * chance for w, chance in zip(weights, chances, strict=True))
        likely = reduce(np.add, weighted) + texts.taste[gropes]
        return np.where(choice >= 0, choice, texts.best(likely, gropes))


class Nash(_Compromise):
    """The largest weighted product of gains: Nash 1950; Kalai 1977 for the weights."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """Log of the product."""
        return bargaining.log_nash_product(gains, weights)


class Egalitarian(_Compromise):
    """Gains in proportion to the weights, as large as can be: Kalai 1977 (Econometrica 45)."""

    def score(self, gains: Sequence[Floats], weights: Sequence[Floats]) -> Floats:
        """The smallest gain, each in units of its party's weight."""
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = [gain / weight for gain, weight in zip(gains, weights, strict=True)]
        inside = reduce(np.logical_and, (gain > 0 for gain in gains))
        return np.where(inside, bargaining.smaller_gain(*relative), bargaining.NOTHING)


class ExpectedNash:
    """The largest expected Nash product: how likely all accept, times what they then gain.

    Nash 1950, with Kalai's weights on gains over going on, under uncertainty about what the
    parties accept. A mediator doubts its own reading: with a small chance an answer is not what it
    believes, else a single mistaken certainty would keep a text from the table for ever.
    """

    doubt = 0.05
    least_gain = 0.01  # utility: below, what is gained or lost counts in a straight line

    def choose(self, texts: Texts) -> Ints:
        """The largest log of that product, and of the mediator's taste."""
        everything = np.arange(texts.row.size)
        score = texts.taste
        for chance in (*texts.log_yes(everything), *texts.log_allowed(everything)):
            score = score + np.log(self.doubt + (1.0 - self.doubt) * np.exp(chance))
        for gain, weight in zip(texts.gains(texts.needs), texts.weights, strict=True):
            score = score + weight[texts.row] * _log_or_line(gain, self.least_gain)
        return texts.best(score, everything)


def _log_or_line(gain: Floats, least: float) -> Floats:
    """The logarithm of a gain, and below the least its tangent there: a loss counts by its size."""
    line = np.minimum(gain, least)
    return np.log(np.maximum(gain, least)) + (line / least - 1.0)


PROPOSAL: dict[str, Proposal] = {
    "nash": Nash(),
    "egalitarian": Egalitarian(),
    "expected_nash": ExpectedNash(),
}
"""By the name a scenario chooses them with."""


LogYes = Callable[[Ints, Ints], Sequence[Floats]]


class Offer(Protocol):
    """What a party offers itself."""

    def choose(
        self, own: Floats, others: Sequence[Floats], demand: Floats, log_yes: LogYes, may: Bools
    ) -> Ints:
        """(rows,): the package it offers; -1 where it offers none.

        ``own`` and ``others`` are worths of shape (rows, packages), ``demand`` (rows,) the least
        it accepts; ``log_yes`` gives of listed texts (row, package), by whoever else must say
        yes, the log of the probability that it does, as the party believes; ``may`` (rows,
        packages) is what may be offered.
        """


class TradeOff:
    """Among what meets its target, what the others like most.

    Faratin, Sierra and Jennings 2002 (Artificial Intelligence 142), with the others' values known;
    where nothing meets its target, what it likes most itself.
    """

    def choose(
        self, own: Floats, others: Sequence[Floats], demand: Floats, log_yes: LogYes, may: Bools
    ) -> Ints:
        """By the others' values."""
        meets = may & (own >= demand[:, None])
        kind, _ = bargaining.best(bargaining.smaller_gain(*others), meets)
        wish, _ = bargaining.best(own, may)
        return np.where(kind >= 0, kind, wish)


class RiskReturn:
    """What is worth most to it over its demand, times the chance that the others accept.

    The trade-off of risk and return (Fearon 1995, International Organization 49; Powell 1999, *In
    the Shadow of Power*): asking for more is better if accepted, and accepted less often. Nothing
    below its own demand is ever offered.
    """

    def choose(
        self, own: Floats, others: Sequence[Floats], demand: Floats, log_yes: LogYes, may: Bools
    ) -> Ints:
        """By expected gain."""
        row, package = np.nonzero(may & (own >= demand[:, None]))
        gain = own[row, package] - demand[row]
        with np.errstate(divide="ignore"):
            score = np.log(gain) + reduce(np.add, log_yes(row, package))
        return bargaining.best_of(score, row, package, may.shape)


OFFER: dict[str, Offer] = {"trade_off": TradeOff(), "risk_return": RiskReturn()}
"""By the name a scenario chooses them with."""
