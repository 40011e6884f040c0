"""One world: without what would it have had an accord?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.analysis.explaining.mechanisms import Mechanism, mechanisms
from sim.analysis.explaining.worlds import Source, Worlds
from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.jobs import cores
from sim.outcomes import declared, ending

Settings = tuple[str, ...]


@dataclass(frozen=True)
class Ended:
    """How a world ends: in words, on which day from the start, and whether by an accord in time."""

    label: str
    day: int
    accord: bool


@dataclass(frozen=True)
class Asked:
    """What one world says.

    Attributes
    ----------
    world : int
    as_it_is : Ended
    alone : list of (Mechanism, Ended)
        Each would have brought an accord in time, had it alone been away.
    together : list of Mechanism
        Where no single one would: some that would together, none of which can be spared. Empty
        where not even all of them would, or where none is needed.
    """

    world: int
    as_it_is: Ended
    alone: list[tuple[Mechanism, Ended]]
    together: list[Mechanism]


def ask(
    source: Source,
    seed: int,
    world: int,
    jobs: int | None = 1,
    tell: Callable[[int], None] = lambda worlds: None,
) -> Asked:
    """Take every mechanism away from one world, one by one; if need be, several together.

    Parameters
    ----------
    source : Source
        Of its scenario.
    seed, world : int
        Which world; any has a number, also beyond those of a run.
    jobs : int or None
        Processes; None: as many as there are cores.
    tell : callable
        Called with the number of worlds played since the last call: `mechanisms` + 2 and, if
        several are needed, as many as there are mechanisms once more.
    """
    found = mechanisms(source.scenario())
    playing = _Playing(Worlds.of(source.to_the_deadline(), seed, range(world, world + 1)))
    every = tuple(s for each in found for s in each.settings)
    settings = [(), every, *(each.settings for each in found)]
    as_it_is, all_gone, *each_gone = playing.all(settings, jobs, tell)
    alone = [(m, e) for m, e in zip(found, each_gone, strict=True) if e.accord]
    several = all_gone.accord and not alone and not as_it_is.accord
    together = playing.needed(found, tell) if several else []
    return Asked(world, as_it_is, [] if as_it_is.accord else alone, together)


@dataclass(frozen=True)
class _Playing:
    """Plays one world with changes."""

    worlds: Worlds
    changes: tuple[Settings, ...] = ()

    def __call__(self, place: range) -> tuple[int, Ended]:
        return place.start, self.ended(self.changes[place.start])

    def all(
        self, changes: list[Settings], jobs: int | None, tell: Callable[[int], None]
    ) -> list[Ended]:
        """How it ends with each of several changes."""
        found: dict[int, Ended] = {}

        def done(played: tuple[int, Ended]) -> None:
            found[played[0]] = played[1]
            tell(1)

        places = [range(i, i + 1) for i in range(len(changes))]
        team = workers_for(min(jobs or cores(), len(places)))
        run_blocks(_Playing(self.worlds, tuple(changes)), places, team, done)
        return [found[i] for i in range(len(changes))]

    def needed(self, found: list[Mechanism], tell: Callable[[int], None]) -> list[Mechanism]:
        """Of mechanisms that together bring an accord, some that still do, and none to spare.

        Those that come late in the list are put back first.
        """
        kept = list(found)
        for each in reversed(found):
            fewer = [other for other in kept if other is not each]
            if self.ended(tuple(s for other in fewer for s in other.settings)).accord:
                kept = fewer
            tell(1)
        return kept

    def ended(self, settings: Settings) -> Ended:
        """How it ends with a change."""
        trajectory = self.worlds.play(settings)
        answers = ending.answers(trajectory)
        labels = next(e for e in declared(trajectory.scenario) if e.name == "outcome").labels
        code, day = int(answers["outcome"][0]), int(answers["outcome_day"][0])
        return Ended(labels[code], day, bool(answers["accord"][0]))
