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
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import cores
from sim.ensemble.workers import workers_for
from sim.results.files import make_folder, write_atomically

Found = NDArray[np.uint8]
"""(changes, measures, worlds): 1 where a measure comes true."""

_DIGEST = 32  # bytes that follow what is kept


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
    found: dict[int, Found] = {}
    for i, turn in enumerate(turns):
        if keep is not None and (known := _kept(keep / turn.name, turn)) is not None:
            found[i] = known
            tell(turn.worlds)

    def done(played: tuple[int, Found]) -> None:
        i, answer = played
        found[i] = answer
        if keep is not None:
            _keep(keep / turns[i].name, answer)
        tell(turns[i].worlds)

    todo = [range(i, i + 1) for i in range(len(turns)) if i not in found]
    if todo:
        team = workers_for(min(jobs or cores(), len(todo)))
        run_blocks(_Playing(source, seed, tuple(turns)), todo, team, done)
    return [found[i] for i in range(len(turns))]


def are_kept(turns: Sequence[Turn], keep: Path) -> bool:
    """Whether all of them were found before."""
    return all(_kept(keep / turn.name, turn) is not None for turn in turns)


@dataclass(frozen=True)
class _Playing:
    """Plays one of several turns."""

    source: Source
    seed: int
    turns: tuple[Turn, ...]

    def __call__(self, place: range) -> tuple[int, Found]:
        turn = self.turns[place.start]
        worlds = Worlds.of(self.source, self.seed, turn.numbers)
        return place.start, np.array(list(_played(worlds, turn.changes)), dtype=np.uint8)


def _played(worlds: Worlds, changes: Sequence[Change]) -> Iterator[NDArray[np.bool_]]:
    for change in changes:
        yield np.array(list(worlds.measured(change).values()))


def _keep(path: Path, found: Found) -> None:
    make_folder(path.parent)
    content = found.tobytes()
    write_atomically(path, content + hashlib.sha256(content).digest())


def _kept(path: Path, turn: Turn) -> Found | None:
    """What was kept whole; anything else is played again."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(body).digest() != digest:
        return None
    return np.frombuffer(body, np.uint8).reshape(len(turn.changes), -1, len(turn.numbers))
