"""A world from its past to its horizon: the order of a day (ODD 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.twin import calendar, clock, sanctions, shocks, war, winter
from tests.twin.beliefs import learn
from tests.twin.chance import Chance, lognormal
from tests.twin.dated import dawn
from tests.twin.diary import evening, nothing_yet
from tests.twin.packages import Package
from tests.twin.parameters import Drawn
from tests.twin.past import origin, play, remember
from tests.twin.reasons import why_refused
from tests.twin.state import ACCORD, World
from tests.twin.table import Table, lay, today
from tests.twin.talks import answers, offering, others_agree, text, votes

BARRED = {"not_ratified": 1.0, "vetoed": 2.0}
"""How the model's series of a day tells who is known to refuse all that meets both targets."""


@dataclass
class Held:
    """A date that was due, and what came of it."""

    day: int
    table: Table
    cancelled: bool
    held: bool
    both_accepted: bool = False
    failed_at_home: bool = False


def simulated(scenario: Any, packages: dict[str, list[Package]], seed: int, number: int) -> World:
    """The world with this number, at the end of its horizon."""
    attempt, past = play(origin(scenario).file, packages["origin"], seed, number)
    chance = Chance(seed, number, attempt)
    world = World(Drawn(scenario.file, chance), chance, packages["own"])
    remember(world, past)
    for day in range(scenario.days + 1):
        step(world, day)
    return world


def step(w: World, day: int) -> None:
    """One day."""
    with_mediator = w.present
    w.seen = nothing_yet()
    dawn(w, day)
    clock.step(w, day)
    if with_mediator and not w.present:
        calendar.draw_anew(w, day)
    blows = shocks.step(w, day)
    w.seen.update(assassinations=blows.assassinations, back_channel=blows.meetings)
    winter.step(w, day, blows)
    war.step(w, day)
    sanctions.count(w, day)
    calendar.break_off_or_resume(w, day)
    if w.open and not w.broken_off:
        _date(w, day)
    if day == 0:
        w.first_evening = lay(w, today(w, 0))
    w.diary.append(evening(w, day))


def _date(w: World, day: int) -> None:
    date = calendar.date(w, day)
    if date is None:
        return
    due = Held(day, lay(w, today(w, day)), date.cancelled, date.held)
    w.dates.append(due)
    w.seen.update(date=_became(due), at_place=float(date.at_place))
    w.seen["answers"] = 4.0 * bool(due.table.agreeable())
    w.seen.update(due.table.figures([side.key for side in w.sides]))
    if due.held:
        _round(w, due)
    if not due.both_accepted:
        w.seen["barred"] = BARRED.get(why_refused(due.table), 0.0)


def _became(due: Held) -> float:
    """What became of the date, as the model numbers it."""
    return 2.0 if due.cancelled else 3.0 if due.held else 1.0


def _round(w: World, due: Held) -> None:
    x = text(w, due.table, due.table.tabled)
    w.seen["package"] = -1 if x is None else x
    w.seen["proposer"] = -1 if w.present else w.turn
    accepted = answers(w, due.table, x, offering(w))
    w.seen["answers"] += accepted[0] + 2.0 * accepted[1]
    if x is not None:
        learn(w, due.table.gains(x), accepted, offering(w))
        w.said = accepted
    w.near_accord = any(accepted)
    due.both_accepted = all(accepted)
    if not w.present:
        w.turn = 1 - w.turn
    if x is not None:
        passes = votes(w, x)
        w.seen["votes"] = passes[0] + 2.0 * passes[1]
        due.failed_at_home = not all(passes)
    if x is not None and all(accepted) and others_agree(w, x):
        _sign(w, due, x)
        return
    shocks.deals_of_a_round(w, due.day)
    if w.present:
        _count_refusal(w)


def _sign(w: World, due: Held, x: int) -> None:
    w.phase, w.day_ended, w.package = ACCORD, due.day, x
    w.signing = due.table
    w.hazard, w.settles = due.table.hazards[x], due.table.settling[x]
    w.last_fighting = due.day + _fighting_goes_on(w, due.day, x)


def _fighting_goes_on(w: World, day: int, x: int) -> float:
    """Days from the signing to the ceasefire: one number for all options that bring some."""
    z, days = w.chance.normal("accord.fighting", day), 0.0
    for name, issue in w.p.issues.items():
        option = (issue.options or {}).get(w.packages[x].options[name])
        if option is not None and option.fighting_goes_on is not None:
            goes_on = option.fighting_goes_on
            days += lognormal(z, goes_on.median, goes_on.spread)
    return days


def _count_refusal(w: World) -> None:
    w.refusals += 1
    if w.refusals >= w.p.mediator.refusals_to_open:
        w.rung = min(w.rung + 1, len(w.p.mediator.ladder) - 1)
        w.refusals = 0
