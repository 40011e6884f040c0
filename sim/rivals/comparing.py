"""Every theory on the same worlds: what each finds, and how it differs from the full model.

Each plays a past of its own: worlds in which it would have had an accord before the start are drawn
again. With the full model's past, a theory would meet worlds that all refused by other rules, many
of them by little, and most of what it then found would be the surprise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import nan
from pathlib import Path

import numpy as np

from sim.ensemble import run
from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.jobs import cores
from sim.results import Run
from sim.rivals import base_rate
from sim.rivals.contest import class_of, contest_of
from sim.rivals.expected_utility import forecast
from sim.rivals.theories import BASE_RATE, FULL, THEORIES, Theory
from sim.scenario import ScenarioError, load
from sim.statistics import Estimate, paired_shares, wilson
from sim.worlds import Bools, Floats, Ints


@dataclass(frozen=True)
class Course:
    """Share of worlds with an accord by the end of each day, (days,), with its 95 % interval."""

    share: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Found:
    """What a theory finds.

    Attributes
    ----------
    share : Estimate or None
        Share of worlds with an accord by the deadline; None if it knows no dates.
    difference : Estimate or None
        From the full model, over the same worlds; None where worlds cannot be paired.
    classes : dict of str to Estimate
        By label: share of worlds with an accord of that class by the deadline (of a theory without
        dates: at last).
    median_day : float
        Of the accords by the deadline, from the start; NaN if there are none.
    course : Course or None
        Day by day; None if it knows no dates.
    settings : tuple[str, ...]
        What it changed in the scenario.
    """

    theory: Theory
    share: Estimate | None
    difference: Estimate | None
    classes: Mapping[str, Estimate]
    median_day: float = nan
    course: Course | None = None
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A theory that has nothing to say of a scenario, and why, as a sentence."""

    theory: Theory
    why: str


@dataclass(frozen=True)
class Asked:
    """What every theory is asked: a scenario with changes, so many worlds, a seed."""

    scenario: str | Path
    set: tuple[str, ...] = ()
    worlds: int = 2000
    seed: int = 1


@dataclass
class Rivals:
    """What all theories find, and the run of the full model that they are compared with."""

    run: Run
    found: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class _Signed:
    """Of every world, (worlds,): is there an accord, on what day, of which class."""

    accord: Bools
    day: Ints
    code: Ints

    def by(self, day: int) -> Bools:
        """Where one was signed by the end of that day."""
        return self.accord & (self.day <= day)


def rivals(
    asked: Asked, jobs: int | None = 1, tell: Callable[[int], None] = lambda worlds: None
) -> Rivals:
    """Ask every theory that speaks of a scenario; the full model first.

    Parameters
    ----------
    jobs : int or None
        Processes; None: as many as there are cores. It changes no number.
    tell : callable
        Called with the number of worlds played since the last call.

    Raises
    ------
    ScenarioError
        If the scenario, or a change to it, is invalid.
    """
    scenario = load(asked.scenario, asked.set)
    objections = {each: each.objection(scenario) for each in THEORIES}
    own_past = ("past_of=own",) if scenario.file.past_of == "parent" else ()
    of_itself = () if scenario.origin is scenario else own_past
    full = run(asked.scenario, asked.worlds, asked.seed, (*asked.set, *of_itself))
    tell(asked.worlds)
    played = [each for each in THEORIES[1:] if each.changes and not objections[each]]
    settings = {each: (*each.changes(scenario), *own_past) for each in played if each.changes}
    signed = {FULL: _signed(full)}
    for theory, found in _play(asked, settings, jobs, tell).items():
        if isinstance(found, str):
            objections[theory] = found
        else:
            signed[theory] = found
    answer = Rivals(full, left_out=[LeftOut(e, why) for e, why in objections.items() if why])
    for theory in THEORIES:
        if theory in signed:
            own = _compared(theory, signed, full, settings.get(theory, ()))
            answer.found.append(own)
        elif not objections[theory]:
            answer.found.append((_counted if theory is BASE_RATE else _contested)(theory, full))
    return answer


@dataclass(frozen=True)
class _Playing:
    """Plays the worlds of one of several theories, or says why they cannot be played."""

    asked: Asked
    settings: tuple[tuple[str, ...], ...]

    def __call__(self, place: range) -> tuple[int, _Signed | str]:
        asked, changes = self.asked, (*self.asked.set, *self.settings[place.start])
        load(asked.scenario, changes)  # what is wrong with a setting is told as such
        try:
            return place.start, _signed(run(asked.scenario, asked.worlds, asked.seed, changes))
        except ScenarioError as error:
            return place.start, error.mistakes[0].message


def _play(
    asked: Asked,
    settings: Mapping[Theory, tuple[str, ...]],
    jobs: int | None,
    tell: Callable[[int], None],
) -> dict[Theory, _Signed | str]:
    """The worlds of every theory that is a scenario, or why they cannot be played."""
    theories, found = list(settings), dict[Theory, _Signed | str]()

    def done(played: tuple[int, _Signed | str]) -> None:
        found[theories[played[0]]] = played[1]
        tell(asked.worlds)

    team = workers_for(min(jobs or cores(), len(theories)))
    one_by_one = [range(i, i + 1) for i in range(len(theories))]
    run_blocks(_Playing(asked, tuple(settings.values())), one_by_one, team, done)
    return found


def _signed(played: Run) -> _Signed:
    columns = (played.column(name) for name in ("package", "outcome_day", "outcome"))
    package, day, code = (column.astype(np.int64) for column in columns)
    return _Signed(package >= 0, day, code)


def _compared(
    theory: Theory, signed: Mapping[Theory, _Signed], full: Run, settings: tuple[str, ...]
) -> Found:
    """A theory's accords by the deadline, beside those of the full model."""
    own, last = signed[theory], (full.deadline - full.start).days
    a, b = (each.by(last).astype(np.float64) for each in (signed[FULL], own))
    in_time = own.by(last)
    return Found(
        theory,
        wilson(int(in_time.sum()), in_time.size),
        None if theory is FULL else paired_shares(a, b),
        _classes(full, own.code[in_time], in_time.size),
        float(np.median(own.day[in_time])) if in_time.any() else nan,
        _course(own, (full.horizon - full.start).days + 1),
        settings,
    )


def _classes(full: Run, codes: Ints, worlds: int) -> dict[str, Estimate]:
    """By label, of so many worlds those with each code; endings that never came are not told."""
    outcome = full.outcome("outcome")
    counts = np.bincount(codes, minlength=len(outcome.labels))
    named = zip(outcome.labels, counts, strict=True)
    return {label.removeprefix("accord: "): wilson(int(n), worlds) for label, n in named if n}


def _course(own: _Signed, days: int) -> Course:
    counts = np.bincount(own.day[own.accord], minlength=days)[:days].cumsum()
    shares = [wilson(int(n), own.accord.size) for n in counts]
    found = (np.array([getattr(e, end) for e in shares]) for end in ("value", "low", "high"))
    return Course(*found)


def _counted(theory: Theory, full: Run) -> Found:
    """The base rate: no world is played, and none can be paired."""
    hazard = base_rate.ends_by_ceasefire()
    days, last = (full.horizon - full.start).days + 1, (full.deadline - full.start).days
    course = Course(*(base_rate.by_day(x, days) for x in (hazard.value, hazard.low, hazard.high)))
    share = Estimate(*(float(each[min(last, days - 1)]) for each in vars(course).values()))
    half = int((course.share >= share.value / 2).argmax())
    return Found(theory, share, None, {}, half, course)


def _contested(theory: Theory, full: Run) -> Found:
    """The expected utility model: where every world ends, without a date."""
    codes = class_of(full.scenario, forecast(contest_of(full)))
    return Found(theory, None, None, _classes(full, codes, full.worlds))
