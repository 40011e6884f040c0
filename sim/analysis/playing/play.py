"""Play one seat of one world, and hold it against the model's own play of the same world."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.playing.moves import MODEL, Made, Move
from sim.analysis.playing.seat import MEDIATOR, Decide, Sitting
from sim.analysis.playing.situation import Situation
from sim.analysis.postures.payoffs import brought
from sim.errors import Usage, not_among
from sim.journal import WorldJournal
from sim.outcomes import declared, outcomes
from sim.scenario import Scenario, load
from sim.simulation import Observer, simulate
from sim.trajectory import Trajectory

if TYPE_CHECKING:
    import pandas as pd

    from sim.report.diary import Diary
    from sim.report.diary.plain import Parting, Story

_ONLY = np.array([True])


@dataclass(frozen=True)
class Result:
    """How a world ended.

    Attributes
    ----------
    outcome : str
        By its name, such as ``zone`` or ``talks_go_on``; ``label`` in words.
    date : datetime.date
        On which it ended, or the last day.
    accord : bool
        Is there an accord by the deadline?
    worth : Mapping[str, float]
        By party: what it had on a mean day, as a share of all that is at stake for it
        (`sim.analysis.postures.payoffs`).
    durable_peace : float
        Chance that there is an accord by the deadline and that it holds, in [0, 1].
    """

    outcome: str
    label: str
    date: Any
    accord: bool
    worth: Mapping[str, float]
    durable_peace: float

    def to_dict(self) -> dict[str, Any]:
        """For scripts."""
        return {**vars(self), "date": self.date.isoformat(), "worth": dict(self.worth)}


@dataclass(frozen=True)
class Played:
    """A world in which somebody sat in a seat.

    Attributes
    ----------
    scenario : Scenario
    name : str
        The scenario as it was asked for.
    changes : tuple of str
    seat : str
    seed, world : int
    made : tuple of Made
        The moves with their dates; ``moves`` without.
    outcome, model : Result
        How it ended, and how it ends when the model plays this seat too.
    trajectory, by_model : Trajectory
        Both courses of the world.
    """

    scenario: Scenario
    name: str
    changes: tuple[str, ...]
    seat: str
    seed: int
    world: int
    made: tuple[Made, ...]
    outcome: Result
    model: Result
    trajectory: Trajectory = field(repr=False)
    by_model: Trajectory = field(repr=False)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What was done, in order."""
        return tuple(each.move for each in self.made)

    @property
    def frame(self) -> pd.DataFrame:
        """A row a measure: ``measure``, ``unit``, ``played``, ``model``, ``difference``.

        One world: no interval belongs to it.
        """
        import pandas as pd

        rows = [
            (f"worth.{party}", "share of all at stake", worth, self.model.worth[party])
            for party, worth in self.outcome.worth.items()
        ]
        for name, unit in (("accord", "yes or no"), ("durable_peace", "chance")):
            own, model = (float(getattr(each, name)) for each in (self.outcome, self.model))
            rows.append((name, unit, own, model))
        frame = pd.DataFrame(rows, columns=["measure", "unit", "played", "model"])
        return frame.assign(difference=frame["played"] - frame["model"])

    @property
    def story(self) -> Story:
        """The diary of the world on a page."""
        from sim.report.diary.plain import story

        told = story(self.diary)
        label = seats(self.scenario)[self.seat]
        own = f"{label} was played: of what was decided from its seat the page gives no reasons."
        model = f"The model's own course of this world: {self.command('trace', '--brief')}"
        notes = [told.page.notes[0], own, model]
        return replace(told, page=replace(told.page, notes=notes))

    @property
    def parting(self) -> Parting:
        """Where this world and the model's own parted."""
        from sim.report.diary import diary
        from sim.report.diary.plain import parting

        own = diary(self.scenario, self.seed, self.world, self.command("trace"))
        return parting(self.diary, own, called=("with you", "by the model"))

    @cached_property
    def diary(self) -> Diary:
        """The diary in full."""
        from sim.report.diary import diary

        again = Sitting(self.seat, replayed(self.made))
        return diary(self.scenario, self.seed, self.world, self.command("trace"), again)

    def command(self, verb: str = "play", *more: str) -> str:
        """What plays, or traces, the same world on the command line."""
        return command(verb, self.name, self.seat, self.seed, self.world, self.changes, *more)


def command(
    verb: str, name: str, seat: str, seed: int, world: int, changes: Iterable[str], *more: str
) -> str:
    """The command line for a world."""
    place = ["--seat", seat] if verb == "play" else []
    words = ["sim", verb, name, *place, "--world", str(world), "--seed", str(seed)]
    return shlex.join([*words, *(w for each in changes for w in ("-s", each)), *more])


def replayed(made: Iterable[Made]) -> Decide:
    """Decides as it was decided before."""
    moves = iter(made)

    def decide(_: Situation) -> Move:
        return next(moves).move

    return decide


def play(
    scenario: str | Path | Scenario,
    seat: str,
    decide: Decide | None = None,
    world: int = 0,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
) -> Played:
    """Play one seat of one world; everybody else decides as in the model.

    Parameters
    ----------
    scenario : str, Path or Scenario
    seat : str
        A party by its name in the file, or ``mediator``.
    decide : Callable, optional
        Of a `Situation`, the move: a `Move`, its name (``yes``, ``no``, ``nothing``, ``model``),
        or a text to table, as a `Text` or as issue -> option. By default all is left to the model,
        and the world is the model's own, bit for bit.
    world : int
        Its number, >= 0: the same world, with the same luck, as in any run with that seed.
    seed : int
        0 <= seed < 2**64.
    set : Mapping or Sequence
        Changes: ``{"war.drift": 12}`` or ``["war.drift=12"]``.

    Raises
    ------
    Usage
        If there is no such seat or world, or a move does not fit.
    """
    read = _read(scenario, set)
    if index(world) < 0:
        raise Usage(f"worlds are numbered from 0: there is no world {world}")
    who = seat_of(read, seat)
    sitting = Sitting(who, decide or (lambda _: MODEL))
    his, own = (_course(read, seed, world, observer) for observer in (sitting, None))
    return Played(
        scenario=read,
        name=read.name if isinstance(scenario, Scenario) else str(scenario),
        changes=tuple(read.changes),
        seat=who,
        seed=seed,
        world=world,
        made=tuple(sitting.made),
        outcome=_result(his),
        model=_result(own),
        trajectory=his,
        by_model=own,
    )


def _read(scenario: str | Path | Scenario, set: Mapping[str, object] | Sequence[str]) -> Scenario:
    if not isinstance(scenario, Scenario):
        return load(scenario, set)
    if set:
        raise Usage("set= changes a scenario while it is read: give its path or name")
    return scenario


def seats(scenario: Scenario) -> dict[str, str]:
    """What can be played: the name of each seat, and its label."""
    file = scenario.file
    found = {name: party.label for name, party in file.parties.items()}
    if file.mediator is not None and file.mediated:
        found[MEDIATOR] = file.mediator.label
    return found


def seat_of(scenario: Scenario, said: str) -> str:
    """The seat of that name or label.

    Raises
    ------
    Usage
        If there is none; says which was probably meant.
    """
    known, file = seats(scenario), scenario.file
    by_label = {label.casefold(): name for name, label in known.items()}
    if not said.strip():
        raise Usage(f"say which seat is yours: {', '.join(known)}")
    wanted = said.strip().casefold()
    found = wanted if wanted in known else by_label.get(wanted)
    if found is not None:
        return found
    if wanted in file.vetoes or wanted in file.backers:
        seats_ = ", ".join(known)
        raise Usage(f"{said} does not bargain, and cannot be played; there are: {seats_}")
    if wanted == MEDIATOR:
        raise Usage(f"nobody mediates in {scenario.name}; there are: {', '.join(known)}")
    near = difflib.get_close_matches(wanted, by_label, n=1)
    if near and by_label[near[0]] not in difflib.get_close_matches(wanted, known, n=1):
        raise Usage(f"no seat {said!r}: did you mean {by_label[near[0]]!r}?")
    raise Usage(not_among("seat", said, known))


def _course(scenario: Scenario, seed: int, world: int, observer: Observer | None) -> Trajectory:
    return simulate(scenario, seed, world, 1, _ONLY, observer=observer, journal=WorldJournal())


def _result(trajectory: Trajectory) -> Result:
    """How the only world ended."""
    scenario, answers, came = trajectory.scenario, outcomes(trajectory), brought(trajectory)
    ending = next(each for each in declared(scenario) if each.name == "outcome")
    at = int(answers["outcome"][0])
    return Result(
        outcome=ending.categories[at],
        label=ending.labels[at],
        date=scenario.date(int(answers["outcome_day"][0])),
        accord=bool(answers["accord"][0]),
        worth={
            name: float(each[0]) for name, each in zip(trajectory.parties, came.sides, strict=True)
        },
        durable_peace=float(came.durable_peace[0]),
    )
