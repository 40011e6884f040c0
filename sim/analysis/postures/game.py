"""A game in normal form whose payoffs are a sample: best replies, regret, equilibria in pure play.

Nothing here knows of negotiations: a game is an array of payoffs, world by world. All its profiles
were played in the same worlds, so gains are paired by world and luck that they share falls out.

A gain is sought among many: of the largest of several, some is luck. So intervals are simultaneous
(Bonferroni): those of one profile that was chosen beforehand over all ways of leaving it, those by
which profiles are found among all others over all gains of the game.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

from sim.statistics import Estimate, mean, paired_difference, simultaneous
from sim.worlds import Floats

Profile = tuple[int, ...]
"""A strategy of each player, by number."""

IS, IS_NOT, OPEN = "is one", "is not one", "cannot be told"
"""What can be said of a profile: nobody gains by leaving it, somebody surely does, neither."""


def of_profile(values: Floats, profile: Sequence[int]) -> Floats:
    """(worlds, ...): what an array of all profiles, worlds first, has of one."""
    place: tuple[Any, ...] = (slice(None), *profile)
    found: Floats = values[place]
    return found


@dataclass(frozen=True)
class Gain:
    """What a player gains by leaving a profile alone.

    Attributes
    ----------
    player : int
    to : int
        What it plays instead.
    gain : Estimate
        In units of the payoff.
    differ : int
        Worlds in which its payoff is not the same.
    """

    player: int
    to: int
    gain: Estimate
    differ: int


@dataclass(frozen=True)
class Regret:
    """How much more a player could have by its best reply to what the others play.

    Attributes
    ----------
    player : int
    best : int
        The best reply as far as it is known; what it plays, where nothing else looks better.
    regret : Estimate
        At least 0. The value is the largest gain that was seen, so rather too large; the interval
        is that of the largest of all gains, whichever it is.
    """

    player: int
    best: int
    regret: Estimate


@dataclass(frozen=True)
class Game:
    """A game whose payoffs are a sample.

    Attributes
    ----------
    players : tuple of str
    strategies : tuple of tuple of str
        By player.
    payoffs : Floats
        (worlds, strategies of the first player, ..., of the last, players).
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: Floats

    def __post_init__(self) -> None:
        """See that the array is that of these players."""
        shape = (*(len(own) for own in self.strategies), len(self.players))
        if self.payoffs.shape[1:] != shape or len(self.strategies) != len(self.players):
            raise ValueError(f"payoffs of shape {self.payoffs.shape}, not (worlds, {shape})")

    @property
    def worlds(self) -> int:
        """In how many worlds every profile was played."""
        return len(self.payoffs)

    @cached_property
    def means(self) -> Floats:
        """(strategies of each player ..., players): mean payoffs."""
        found: Floats = self.payoffs.mean(axis=0)
        return found

    def profiles(self) -> Iterator[Profile]:
        """All of them, the last player's strategy turning fastest."""
        return product(*(range(len(own)) for own in self.strategies))

    def names(self, profile: Profile) -> tuple[str, ...]:
        """What each player plays, in words."""
        return tuple(own[i] for own, i in zip(self.strategies, profile, strict=True))

    def payoff(self, profile: Profile, player: int) -> Estimate:
        """What a player has in a profile, with a plain 95 % interval."""
        return mean(of_profile(self.payoffs, (*profile, player)))

    def others(self, profile: Profile, player: int) -> list[int]:
        """What a player could play instead."""
        return [i for i in range(len(self.strategies[player])) if i != profile[player]]

    def gain(self, profile: Profile, player: int, to: int, tests: int = 1) -> Gain:
        """What a player gains by leaving a profile alone; ``tests`` intervals hold together."""
        apart = (*profile[:player], to, *profile[player + 1 :])
        before, after = (of_profile(self.payoffs, (*p, player)) for p in (profile, apart))
        gain = simultaneous(paired_difference(before, after), tests)
        return Gain(player, to, gain, int((before != after).sum()))

    def gains(self, profile: Profile, tests: int | None = None) -> list[Gain]:
        """What each player gains by each way of leaving a profile alone.

        ``tests`` intervals hold together; by default these.
        """
        ways = [(i, to) for i in range(len(profile)) for to in self.others(profile, i)]
        return [self.gain(profile, i, to, tests or len(ways)) for i, to in ways]

    @property
    def gains_of_all(self) -> int:
        """How many gains the game has, to and fro counted once."""
        both = sum(len(self.others(p, i)) for p in self.profiles() for i in range(len(p)))
        return both // 2


def regrets(game: Game, profile: Profile) -> list[Regret]:
    """How much more each player could have by its best reply to a profile; all hold together."""
    gains = game.gains(profile)
    return [
        _regret(i, [g for g in gains if g.player == i], profile[i], game.worlds)
        for i in range(len(profile))
    ]


def _regret(player: int, gains: list[Gain], own: int, worlds: int) -> Regret:
    value, low, high = (
        max(0.0, *(getattr(g.gain, end) for g in gains)) if gains else 0.0
        for end in ("value", "low", "high")
    )
    best = max(gains, key=lambda g: g.gain.value).to if value > 0 else own
    return Regret(player, best, Estimate(value, low, high, n_effective=worlds))


def verdict(game: Game, profile: Profile, tolerance: float = 0.0, tests: int | None = None) -> str:
    """Whether a profile is an equilibrium: `IS`, `IS_NOT` or `OPEN`, with 95 % confidence.

    Parameters
    ----------
    tolerance : float
        Gains up to that count as none, in units of the payoff, >= 0.
    tests : int, optional
        So many gains are judged together; by default those of leaving this profile.
    """
    gains = [each.gain for each in game.gains(profile, tests)]
    if any(gain.low > tolerance for gain in gains):
        return IS_NOT
    return IS if all(gain.high <= tolerance for gain in gains) else OPEN


def verdicts(game: Game, tolerance: float = 0.0) -> dict[Profile, str]:
    """Of every profile, whether it is an equilibrium; all that is said holds together."""
    return {p: verdict(game, p, tolerance, game.gains_of_all) for p in game.profiles()}


def dominant(game: Game, player: int) -> int | None:
    """The strategy that is surely better than all others whatever the rest play; None if none is.

    Sure together with all verdicts of the game.
    """
    for own in range(len(game.strategies[player])):
        against = [p for p in game.profiles() if p[player] != own]
        found = (game.gain(p, player, own, game.gains_of_all).gain.low for p in against)
        if against and all(low > 0 for low in found):
            return own
    return None
