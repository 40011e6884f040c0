"""Work in portions that are kept as they are finished, so that a kill costs only what was begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.results.files import CodeChanged
from sim.results.fingerprint import code_fingerprint
from sim.results.pieces import Pieces

Work = Callable[[range], tuple[int, bytes]]
"""Plays the portion at the start of a range; gives its place, and what it found."""


@dataclass(frozen=True)
class Portion:
    """A portion of work.

    Attributes
    ----------
    name : str
        Says, together with what the pieces are of, all that it is.
    worlds : int
        How many worlds it plays.
    """

    name: str
    worlds: int


def played_in_portions(
    work: Work,
    portions: Sequence[Portion],
    jobs: int,
    pieces: Pieces | None,
    tell: Callable[[int], None],
) -> list[bytes]:
    """What each portion found: those that are kept as they are, the others played now.

    Parameters
    ----------
    work : callable
        It must survive pickling.
    jobs : int
        Processes.
    pieces : Pieces or None
        Where portions are kept; None: nowhere.
    tell : callable
        Called with the number of worlds that came in since the last call; first of those kept.

    Raises
    ------
    CodeChanged
        If the program was edited while it ran.
    """
    found = {} if pieces is None else pieces.found(each.name for each in portions)
    if found:
        tell(sum(each.worlds for each in portions if each.name in found))

    def done(answer: tuple[int, bytes]) -> None:
        portion = portions[answer[0]]
        if pieces is not None:
            pieces.keep(portion.name, answer[1])
        found[portion.name] = answer[1]
        tell(portion.worlds)

    todo = [range(i, i + 1) for i, each in enumerate(portions) if each.name not in found]
    if todo:
        team = workers_for(min(jobs, len(todo)))
        run_blocks(_OfThisCode(work, code_fingerprint()), todo, team, done)
    return [found[each.name] for each in portions]


@dataclass(frozen=True)
class _OfThisCode:
    """Does the work, unless the program has changed since it began."""

    work: Work
    code: str

    def __call__(self, place: range) -> tuple[int, bytes]:
        if code_fingerprint() != self.code:
            raise CodeChanged("the program was edited while it ran: run the same command again")
        return self.work(place)
