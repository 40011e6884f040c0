"""The work: worlds, and the changes that they are played with one after the other.

What a turn found is kept in the folder of the run, under a name made of all that it was asked; so
whoever is interrupted goes on where it ended, and who asks again is answered at once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.analysis.explaining.worlds import Change, Source, Worlds
from sim.ensemble.identity import Identity
from sim.ensemble.portions import Portion, played_in_portions
from sim.jobs import cores
from sim.results.pieces import Pieces, packed, unpacked

Found = NDArray[np.uint8]
"""(changes, measures, worlds): 1 where a measure comes true."""


@dataclass(frozen=True)
class Turn:
    """A piece of work.

    Attributes
    ----------
    numbers : range
        Worlds, neighbours.
    changes : tuple of Change
        The worlds are played with each.
    """

    numbers: range
    changes: tuple[Change, ...]

    @property
    def worlds(self) -> int:
        """How many worlds are played, each as often as it is."""
        return len(self.numbers) * len(self.changes)

    @property
    def name(self) -> str:
        """All that is asked, in 32 letters."""
        asked = repr((self.numbers.start, self.numbers.stop, self.changes))
        return hashlib.sha256(asked.encode()).hexdigest()[:32]


def play(
    source: Source,
    seed: int,
    turns: Sequence[Turn],
    jobs: int | None,
    keep: Path | None,
    tell: Callable[[int], None],
) -> list[Found]:
    """What each turn found.

    Parameters
    ----------
    keep : Path or None
        Folder in which it is kept, that of a run of this scenario, seed and program.
    tell : callable
        Called with the number of worlds played since the last call.
    """
    pieces = None if keep is None else _pieces(source, seed, keep)
    portions = [Portion(turn.name, turn.worlds) for turn in turns]
    work = _Playing(source, seed, tuple(turns))
    found = played_in_portions(work, portions, jobs or cores(), pieces, tell)
    return [unpacked(content)[0] for content in found]


def _pieces(source: Source, seed: int, keep: Path) -> Pieces:
    return Pieces(keep, Identity(source.scenario(), seed).full_hash, "npy")


def are_kept(source: Source, seed: int, turns: Sequence[Turn], keep: Path) -> bool:
    """Whether all of them were found before."""
    names = {turn.name for turn in turns}
    return _pieces(source, seed, keep).count(names) == len(names)


@dataclass(frozen=True)
class _Playing:
    """Plays one of several turns."""

    source: Source
    seed: int
    turns: tuple[Turn, ...]

    def __call__(self, place: range) -> tuple[int, bytes]:
        turn = self.turns[place.start]
        worlds = Worlds.of(self.source, self.seed, turn.numbers)
        return place.start, packed(np.array(list(_played(worlds, turn.changes)), dtype=np.uint8))


def _played(worlds: Worlds, changes: Sequence[Change]) -> Iterator[NDArray[np.bool_]]:
    for change in changes:
        yield np.array(list(worlds.measured(change).values()))
