"""The journal of a world: what the model writes down agrees with what it records day by day."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sim.journal import Journal, WorldJournal
from sim.processes.partial_deals.process import DEAL_BITS
from sim.report.diary import Diary, diary
from sim.scenario import load
from sim.simulation import simulate
from sim.trajectory import ACCORD, CANCELLED, FORCE, HELD, NOT_HELD, TALKS, Trajectory

_WORLDS = 10
_BUSY = {
    "shocks.assassination.gap": 40,
    "shocks.back_channel.gap": 30,
    "mediator.distraction.gap": 60,
    "mediator.ladder": ["stands_for", "withdrawal"],
    "mediator.on_request": None,
    "mediator.refusals_to_open": 1,
    "talks.break_gap": 60,
    "talks.resume_gap": 15,
    "deadline.date": "2026-04-15",
    "calendar.readiness": 0.9,
    "partial_deals.short_truce.log_odds": 0,
    "partial_deals.energy_truce.log_odds": 0,
    "partial_deals.corridor.log_odds": 0,
}
_BUSY_BY_CHANCE = {"mediator.walk_away.gap": 200, "shocks.surge.gap": 60}


@pytest.fixture(scope="module")
def busy() -> list[Diary]:
    """Worlds in which everything happens that can."""
    scenario = load("baseline", {**_BUSY, **_BUSY_BY_CHANCE})
    return [diary(scenario, 1, world) for world in range(_WORLDS)]


def turns(series: np.ndarray, first: float) -> list[int]:
    """Days on which a series has another value than the day before."""
    return np.flatnonzero(np.diff(np.concatenate([[first], series])) != 0).tolist()


def days(told: Diary, *what: str) -> list[int]:
    return [r.day for r in told.journal.records if r.what in what and r.day >= 0]


def series_of(told: Diary) -> dict[str, np.ndarray]:
    return {name: values[:, 0] for name, values in told.trajectory.series().items()}


def test_a_date_is_written_down_as_what_became_of_it(busy: list[Diary]) -> None:
    fates = {"held": HELD, "not_held": NOT_HELD, "cancelled": CANCELLED}
    found = Counter[str]()
    for told in busy:
        date = series_of(told)["date"]
        for fate, code in fates.items():
            written = [d for d, m in told.meetings.items() if d >= 0 and m.fate == fate]
            assert written == np.flatnonzero(date == code).tolist()
            found[fate] += len(written)
    assert min(found.values()) > 5


@pytest.mark.parametrize(
    ("what", "series", "first"),
    [
        (("break_off", "resume"), "broken", 0.0),
        (("mediator_leaves",), "mediator_present", 1.0),
    ],
)
def test_what_turns_is_written_down_when_it_turns(
    busy: list[Diary], what: tuple[str, ...], series: str, first: float
) -> None:
    assert any(days(told, *what) for told in busy)
    for told in busy:
        assert days(told, *what) == turns(series_of(told)[series], first)


def test_a_lapse_and_a_new_deadline_are_written_down(busy: list[Diary]) -> None:
    lapses = clocks = 0
    for told in busy:
        lapsed, end = series_of(told)["lapsed"], series_of(told)["deadline_end"]
        first = float(told.scenario.day(told.scenario.file.due))
        risen = [day for day in turns(lapsed, 0.0) if lapsed[day]]
        assert days(told, "lapse") == risen
        assert set(turns(end, first)) <= set(days(told, "new_deadline"))
        lapses, clocks = lapses + len(risen), clocks + len(days(told, "new_deadline"))
    assert min(lapses, clocks) > 2


@pytest.mark.parametrize(
    ("what", "series"),
    [
        ("assassination", "assassinations"),
        ("surge", "surge_waves"),
        ("back_channel", "back_channel"),
    ],
)
def test_shocks_are_written_down_on_their_days(busy: list[Diary], what: str, series: str) -> None:
    found = 0
    for told in busy:
        dated = {r.day for r in told.journal.of("event") if r["type"] == what}
        by_luck = np.flatnonzero(series_of(told)[series] > 0).tolist()
        assert set(by_luck) - dated <= set(days(told, what)) <= set(by_luck)
        found += len(days(told, what))
    assert found > 2


def test_deals_are_written_down_by_kind(busy: list[Diary]) -> None:
    kinds = Counter[str]()
    for told in busy:
        deals = series_of(told)["deals"].astype(int)
        for kind, bit in DEAL_BITS.items():
            written = [r.day for r in told.journal.of("deal") if r["kind"] == kind]
            assert sorted(set(written)) == np.flatnonzero(deals & bit).tolist()
            kinds[kind] += len(written)
        freed = sum(r["freed"] for r in told.journal.of("deal") if "freed" in r.facts)
        assert freed == told.outcomes["prisoners"]
    assert min(kinds.values()) > 1


def test_each_rung_is_written_down_once_it_opens(busy: list[Diary]) -> None:
    opened = 0
    for told in busy:
        rung = series_of(told)["rung"]
        up = np.diff(np.concatenate([[0.0], rung]))
        assert days(told, "rung") == np.flatnonzero(up > 0).tolist()
        assert [r["rung"] for r in told.journal.of("rung")] == rung[up > 0].tolist()
        opened += int((up > 0).sum())
    assert opened > 5


def test_a_distraction_is_written_down_while_the_mediator_is_there(busy: list[Diary]) -> None:
    found = 0
    for told in busy:
        written = told.journal.of("distraction")
        for record in written:
            assert record["until"] > record.day
            assert record["attention"] == series_of(told)["attention"][record.day] > 0
        found += len(written)
    assert found > 3


def test_the_end_of_the_war_is_written_down(busy: list[Diary]) -> None:
    ends = Counter[str]()
    for told in [*busy, *(diary(load("force_of_arms"), 1, world) for world in range(4))]:
        final, last = told.trajectory.final, told.trajectory.daily["phase"][-1, 0]
        forced = [int(final["ended_on"][0])] if last == FORCE else []
        assert days(told, "taken_by_force") == forced
        silent = final["fighting_until"][0] + 1 if last == ACCORD else np.inf
        in_time = silent < told.trajectory.days  # or the run is over before the guns are silent
        assert days(told, "ceasefire") == ([int(silent)] if in_time else [])
        ends[{TALKS: "talks", ACCORD: "accord", FORCE: "force"}[int(last)]] += 1
    assert len(ends) == 3


def test_a_strike_is_written_down_on_its_first_day() -> None:
    begun = 0
    for world in range(4):
        told = diary(load("wage_round"), 1, world)
        struck = np.flatnonzero(series_of(told)["strike_days"] == 1)[:1].tolist()
        assert days(told, "strike") == struck
        begun += len(struck)
    assert begun


def test_a_world_drawn_again_has_each_past_round_once() -> None:
    scenario, drawn_again = load("baseline"), 23
    again = diary(scenario, 1, drawn_again)
    assert again.profile.attempt
    past = [r.day for r in again.journal.of("meeting") if r.day < 0]
    assert past == sorted(scenario.day(r.date) for r in scenario.file.history.rounds.values())


def test_writing_a_journal_changes_nothing() -> None:
    scenario, journal = load("baseline"), WorldJournal()
    with_it = simulate(scenario, 1, 7, 1, journal=journal)
    without = simulate(scenario, 1, 7, 1)
    assert journal.records
    assert _numbers(with_it) == _numbers(without)


def _numbers(trajectory: Trajectory) -> dict[str, bytes]:
    parts = {**trajectory.daily, **trajectory.story, **trajectory.final, **trajectory.sampled}
    return {name: values.tobytes() for name, values in parts.items()}


def test_a_block_of_many_worlds_keeps_no_journal() -> None:
    journal = Journal()
    journal.write(3, "lapse", np.array([True, False]), credibility=np.array([0.2, 0.3]))
    assert not journal.keeps
    assert vars(journal) == {}


def test_facts_are_plain_numbers() -> None:
    journal = WorldJournal()
    journal.write(3, "lapse", np.array([True]), credibility=np.array([0.2]), who="mediator")
    journal.write(4, "lapse", np.array([False]))
    (record,) = journal.records
    assert (record.day, record["credibility"], record["who"]) == (3, 0.2, "mediator")
    assert type(record["credibility"]) is float
    journal.begin_anew()
    assert journal.records == []
