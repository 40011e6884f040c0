"""Events that happen on a condition, or on a day that differs between worlds."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from sim.model import NegotiationModel
from sim.processes.dated import Events
from sim.scenario import Scenario, load
from sim.simulation import Observer, simulate
from sim.trajectory import ACCORD, HELD, TALKS, Trajectory
from sim.worlds import Bools, Ints
from tests.builders import arrays, baseline_with, model_of, planted, same_bits, told

WORLDS = 60
SOURCE = "source: 'assumed: a test'"
NO_PAST = ("past_of=nobody",)
"""Nothing is drawn again, which takes long where worlds are watched one by one."""


class _Watch(Observer):
    """Notes in which worlds an event happened on each day, and when the next date was due."""

    def __init__(self) -> None:
        self.happened: list[Bools] = []
        self.next_date: list[Ints] = []

    def before(self, model: NegotiationModel, day: int) -> None:
        if day >= 0:
            self.next_date.append(model.calendar.next_date.copy())

    def after(self, model: NegotiationModel, day: int) -> None:
        if day >= 0:
            self.happened.append(model.events.today("event").copy())


@lru_cache(maxsize=32)
def _played(event: str, *changes: str) -> tuple[Trajectory, Bools, Ints]:
    """The trajectory, when the event happened and when the next date was due: (days, worlds)."""
    given = f"events.event={{{event}, {SOURCE}}}"
    watch = _Watch()
    scenario = baseline_with(given, "horizon=2026-06-30", *(changes or NO_PAST))
    trajectory = simulate(scenario, 1, 0, WORLDS, np.ones(WORLDS, dtype=bool), watch)
    return trajectory, np.array(watch.happened), np.array(watch.next_date)


def _first(happened: Bools) -> Ints:
    """(worlds,): the first day; -1 where it never happened."""
    return np.where(happened.any(axis=0), happened.argmax(axis=0), -1)


def _day(month: int, day: int) -> int:
    return baseline_with().day(baseline_with().file.start.replace(month=month, day=day))


def test_without_an_if_an_event_happens_on_its_date_everywhere() -> None:
    _, happened, _ = _played("type: surge, date: 2026-03-01")
    assert np.array_equal(np.flatnonzero(happened.any(axis=1)), [_day(3, 1)])
    assert happened[_day(3, 1)].all()


def test_a_prior_on_the_date_spreads_it_and_is_a_parameter() -> None:
    trajectory, happened, _ = _played("type: surge, date: 2026-03-01, later: {uniform: [-40, 40]}")
    later = trajectory.sampled["events.event.later"]
    assert np.array_equal(_first(happened), np.maximum(_day(3, 1) + np.rint(later), 0))
    assert (happened.sum(axis=0) == 1).all()
    assert (_first(happened) == 0).any()  # never before the start
    assert np.unique(_first(happened)).size > 30


def test_it_happens_once_on_the_first_day_that_its_condition_holds() -> None:
    asked = "if: {below: {series: trust, than: -0.5}}"
    event = f"type: surge, date: 2026-02-20, through: 2026-06-30, {asked}"
    trajectory, happened, _ = _played(event)
    low = trajectory.story["trust"][:-1] < -0.5
    window = np.zeros_like(low)
    window[_day(2, 20) - 1 : _day(6, 30)] = True  # yesterday's evening is asked
    expected = np.where((low & window).any(axis=0), (low & window).argmax(axis=0) + 1, -1)
    assert np.array_equal(_first(happened), expected)
    assert 5 < (expected >= 0).sum() < WORLDS
    assert (happened.sum(axis=0) <= 1).all()


def test_a_series_of_a_belligerent_is_asked_by_its_name() -> None:
    event = (
        "type: surge, date: 2026-02-07, through: 2026-06-30, "
        "if: {above: {series: killed, of: russia, than: 60000}}"
    )
    trajectory, happened, _ = _played(event)
    above = trajectory.story["killed.russia"] > 60_000
    expected = np.where(above[:-1].any(axis=0), above.argmax(axis=0) + 1, -1)
    assert np.array_equal(_first(happened), expected)
    assert (expected > 0).any()


def test_nothing_is_recorded_on_the_first_morning() -> None:
    event = "type: surge, date: 2026-02-07, if: {above: {series: trust, than: -9}}"
    assert not _played(event)[1].any()


def test_it_may_come_again_while_a_round_is_near() -> None:
    event = (
        "type: short_truce, date: 2026-02-20, through: 2026-06-30, repeats: true, days: 1, "
        "if: {round_within: 3}"
    )
    trajectory, happened, next_date = _played(event, *NO_PAST, "events.florida_round=null")
    days = np.arange(happened.shape[0])[:, None]
    evening = np.vstack([trajectory.daily["phase"][:1] * 0, trajectory.daily["phase"][:-1]])
    broken = np.vstack([trajectory.story["broken"][:1] * 0, trajectory.story["broken"][:-1]])
    meeting = (evening == TALKS) & (broken == 0)
    expected = meeting & (np.maximum(next_date - days, 0) <= 3) & (days >= _day(2, 20))
    assert np.array_equal(happened, expected)
    assert happened.sum() > 1000


def test_an_announced_round_is_the_next_date() -> None:
    """Nothing regular comes before Florida, so that no round is near until it is."""
    at = "events.florida_round={type: round, date: 2026-03-20, announced: 2026-02-07, slips: 0}"
    event = "type: surge, date: 2026-02-07, through: 2026-04-30, if: {round_within: 2}"
    _, happened, _ = _played(event, *NO_PAST, at, "events.florida_round.at_place=1")
    talking = _first(happened)
    assert (talking == _day(3, 18)).sum() > 0.8 * WORLDS
    assert (talking >= _day(3, 18)).sum() + (talking == -1).sum() == WORLDS


def test_near_and_far_are_each_others_opposite() -> None:
    near = "type: surge, date: 2026-03-10, if: {round_within: 4}"
    far = "type: surge, date: 2026-03-10, if: {no_round_within: 4}"
    one, other = _played(near)[1][_day(3, 10)], _played(far)[1][_day(3, 10)]
    assert np.array_equal(one, ~other)
    assert 5 < one.sum() < WORLDS - 5


@pytest.mark.parametrize("party", ["ukraine", "russia"])
def test_it_hears_who_refused_the_last_text(party: str) -> None:
    event = f"type: surge, date: 2026-05-01, if: {{refused_by: [{party}]}}"
    trajectory, happened, _ = _played(event)
    bit = 1 << trajectory.parties.index(party)
    until = slice(0, _day(5, 1))
    asked = (trajectory.daily["date"] == HELD)[until] & (trajectory.story["package"] >= 0)[until]
    no = asked & ((trajectory.daily["answers"][until] & bit) == 0)
    last = asked.shape[0] - 1 - asked[::-1].argmax(axis=0)
    met = asked.any(axis=0)
    assert np.array_equal(happened[_day(5, 1)][met], no[last, np.arange(WORLDS)][met])
    assert 5 < no[last, np.arange(WORLDS)][met].sum() < met.sum()


def test_before_the_first_round_the_past_speaks() -> None:
    """The last round before the start brought no accord: somebody had refused."""
    for party in ("ukraine", "russia"):
        event, short = "type: surge, date: 2026-02-07", "horizon=2026-06-30"
        _, happened, _ = _played(f"{event}, if: {{refused_by: [{party}]}}", short)
        _, accepted, _ = _played(f"{event}, if: {{accepted_by: [{party}]}}", short)
        assert (happened[0] ^ accepted[0]).sum() > 0.9 * WORLDS


def test_an_ultimatum_unless_there_is_an_accord() -> None:
    event = "type: mediator_leaves, date: 2026-05-01, if: {accord: false}"
    trajectory, happened, _ = _played(event)
    signed = trajectory.daily["phase"][_day(4, 30)] == ACCORD
    assert np.array_equal(happened[_day(5, 1)], ~signed)
    assert 0 < signed.sum() < WORLDS
    left = trajectory.story["mediator_present"][_day(5, 1)] == 0
    assert left[~signed].all()


def test_what_follows_a_lapse_waits_for_it() -> None:
    event = "type: surge, date: 2026-04-01, through: 2026-06-30, if: {deadline_lapsed: true}"
    trajectory, happened, _ = _played(
        event, *NO_PAST, "deadline.date=2026-05-01", "deadline.binds=0"
    )
    lapsed = trajectory.story["lapsed"] > 0
    expected = np.where(lapsed[:-1].any(axis=0), lapsed.argmax(axis=0) + 1, -1)
    assert np.array_equal(_first(happened), expected)
    assert (expected == _day(5, 3)).any()


def test_the_last_days_before_the_deadline() -> None:
    event = "type: surge, date: 2026-02-10, through: 2026-06-30, if: {deadline_within: 10}"
    _, happened, _ = _played(event)
    assert (_first(happened) == _day(6, 20)).sum() > 0.9 * WORLDS


def test_a_round_on_a_condition_is_a_date_that_nobody_foresaw() -> None:
    event = "type: round, date: 2026-06-10, held: 1, if: {accord: false, broken_off: false}"
    trajectory, happened, _ = _played(event, *NO_PAST)
    plain = told(baseline_with("horizon=2026-06-30", *NO_PAST), WORLDS)
    day = _day(6, 10)
    assert (trajectory.daily["date"][day][happened[day]] > 0).all()
    assert np.array_equal(trajectory.daily["date"][:day], plain.daily["date"][:day])
    assert (plain.daily["date"][day] > 0).sum() < happened[day].sum()


def test_a_condition_that_always_holds_changes_nothing() -> None:
    event = "type: cold_spell, date: 2026-03-01, anomaly: -8"
    one, other = (
        _played(event)[0],
        _played(f"{event}, if: {{above: {{series: trust, than: -9}}}}")[0],
    )
    for (name, plain), (_, asked) in zip(arrays(one), arrays(other), strict=True):
        assert same_bits(plain, asked), name


def test_worlds_do_not_depend_on_their_company() -> None:
    scenario = load("terms_for_staying")
    whole = simulate(scenario, 5, 0, 24, np.ones(24, dtype=bool))
    parts = [simulate(scenario, 5, first, 8, np.ones(8, dtype=bool)) for first in (0, 8, 16)]
    for name in whole.daily:
        joined = np.concatenate([part.daily[name] for part in parts], axis=-1)
        assert np.array_equal(joined, whole.daily[name], equal_nan=True), name


def test_a_condition_that_is_never_asked_is_noticed() -> None:
    """The planted fault: every condition holds."""
    event = "type: surge, date: 2026-03-10, if: {round_within: 4}"
    _played.cache_clear()
    with planted((Events, "_happens_now", _always)):
        happened = _played(event)[1][_day(3, 10)]
    _played.cache_clear()
    assert happened.all()
    assert not _played(event)[1][_day(3, 10)].all()


def _always(self: Events, name: str, event: object, day: int, known: object) -> Bools:
    return np.full(self.draw.worlds, day == _day(3, 10))


def _valid(event: str) -> Scenario:
    return baseline_with(f"events.event={{{event}, {SOURCE}}}")


def test_the_threshold_and_the_days_are_parameters() -> None:
    scenario = _valid(
        "type: surge, date: 2026-03-10, if: {round_within: {uniform: [1, 5]}, "
        "below: {series: held_area, than: {normal: [5000, 100]}}}"
    )
    names = [name for name in scenario.quantities if name.startswith("events.event.if.")]
    assert names == ["events.event.if.round_within", "events.event.if.below.than"]


def test_what_came_before_the_start_stays_on_its_date() -> None:
    """It was marked on day 0 of a world's figure, as if it came with the start."""
    events = model_of(baseline_with(), 3).events
    shot, struck = (events.all[each] for each in ("general_shot", "strikes_of_7_february"))
    assert events.first_day(shot).tolist() == [-1] * 3
    assert events.first_day(struck).tolist() == [0] * 3
