"""All profiles of postures, played in the same worlds with the same past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from sim.analysis.explaining.worlds import Source, Worlds
from sim.analysis.postures.game import Profile
from sim.analysis.postures.payoffs import Brought, Ledger, Truth
from sim.analysis.postures.posture import MEDIATOR, Posture
from sim.ensemble.portions import Portion, played_in_portions
from sim.ensemble.runner import even_size
from sim.jobs import cores
from sim.results.pieces import Pieces, packed, unpacked
from sim.worlds import Floats, Noise

BLOCK = 512
"""Worlds that a process plays together."""

Settings = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Who plays what, of which scenario.

    Attributes
    ----------
    source : Source
    seed : int
    postures : tuple of tuple of Posture
        By player: the sides in the order of the file, then the mediator if it has several.
    common : bool
        Whether payoffs read what happens by the sides' mean belief.
    aim : str
        What the mediator wants: an attribute of `Brought` that is a share of worlds.
    """

    source: Source
    seed: int
    postures: tuple[tuple[Posture, ...], ...]
    common: bool = False
    aim: str = "accord"

    @property
    def profiles(self) -> list[Profile]:
        """The last player's posture turns fastest."""
        return list(product(*(range(len(own)) for own in self.postures)))

    def settings(self, profile: Profile) -> tuple[Settings, Settings]:
        """What a profile sets, and what of it is the mediator's, and so true."""
        chosen = [own[i] for own, i in zip(self.postures, profile, strict=True)]
        every = tuple(s for posture in chosen for s in posture.settings)
        done = tuple(s for p in chosen if p.party == MEDIATOR for s in p.settings)
        return every, done

    def of_players(self, brought: Brought) -> Floats:
        """(worlds, players): what worlds brought each."""
        aims = {"accord": brought.accord, "durable_peace": brought.durable_peace}
        players = len(self.postures)
        return np.column_stack([*brought.sides, aims[self.aim]])[:, :players]


@dataclass(frozen=True)
class Played:
    """What all profiles brought in the same worlds.

    Attributes
    ----------
    payoffs : Floats
        (worlds, postures of each player ..., players).
    accords : Floats
        (worlds, postures of each player ...): 1 where there is an accord by the deadline.
    """

    payoffs: Floats
    accords: Floats


def played(
    table: Table,
    worlds: int,
    jobs: int | None = 1,
    tell: Callable[[int], None] = lambda worlds: None,
    pieces: Pieces | None = None,
) -> Played:
    """Play every profile in the worlds 0, 1, ...

    Parameters
    ----------
    jobs : int or None
        Processes; None: as many as there are cores.
    tell : callable
        Called with the number of worlds played since the last call: worlds x profiles in all.
    pieces : Pieces, optional
        Where turns are kept.
    """
    turns = turns_of(table, worlds)
    shape = worlds, *(len(own) for own in table.postures)
    found = Played(np.empty((*shape, len(table.postures))), np.empty(shape))
    portions = [Portion(turn.name, len(turn.numbers)) for turn in turns]
    work = _Playing(table, tuple(turns))
    contents = played_in_portions(work, portions, jobs or cores(), pieces, tell)
    for turn, content in zip(turns, contents, strict=True):
        place: tuple[Any, ...] = (slice(turn.numbers.start, turn.numbers.stop), *turn.profile)
        found.payoffs[place], found.accords[place] = unpacked(content)
    return found


@dataclass(frozen=True)
class Turn:
    """Worlds that are played in a profile."""

    numbers: range
    profile: Profile

    @property
    def name(self) -> str:
        """What it is kept as."""
        told = "-".join(map(str, self.profile))
        return f"{self.numbers.start:09d}-{self.numbers.stop - 1:09d}_{told}"


def turns_of(table: Table, worlds: int) -> list[Turn]:
    """All that is played, neighbours with the same past."""
    size = even_size(worlds, BLOCK, 1)
    return [
        Turn(range(first, min(first + size, worlds)), profile)
        for first in range(0, worlds, size)
        for profile in sorted(table.profiles, key=lambda p: p[::-1])
    ]


@dataclass(frozen=True)
class _Playing:
    """Plays one of several turns."""

    table: Table
    turns: tuple[Turn, ...]

    def __call__(self, place: range) -> tuple[int, bytes]:
        table, turn = self.table, self.turns[place.start]
        settings, done = table.settings(turn.profile)
        worlds = _worlds(table.source, table.seed, turn.numbers)
        brought = play(worlds, settings, _truth(worlds, done, table.common))
        return place.start, packed(table.of_players(brought), brought.accord)


def play(worlds: Worlds, settings: Sequence[str], truth: Truth) -> Brought:
    """What worlds brought in which a profile is played."""
    ledger = Ledger(truth)
    return ledger.brought(worlds.play(tuple(settings), ledger))


def truth_of(worlds: Worlds, done: Settings = (), common: bool = False) -> Truth:
    """Those who claim nothing in these worlds, where the mediator has done something."""
    noise = Noise(worlds.seed, worlds.numbers.start, worlds.count)
    scenario = worlds.source.scenario(*done)
    return Truth(scenario, noise.drawn_again(worlds.past.attempts), common)


@lru_cache(maxsize=1)
def _worlds(source: Source, seed: int, numbers: range) -> Worlds:
    """Their past is found out once for all profiles."""
    return Worlds.of(source, seed, numbers)


@lru_cache(maxsize=1)
def _truth_cached(source: Source, seed: int, numbers: range, done: Settings, common: bool) -> Truth:
    return truth_of(_worlds(source, seed, numbers), done, common)


def _truth(worlds: Worlds, done: Settings, common: bool) -> Truth:
    return _truth_cached(worlds.source, worlds.seed, worlds.numbers, done, common)
