"""Dated events are told under their labels; numbers of one thing are singular."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.journal import Entry
from sim.report.diary import Diary, diary
from sim.report.diary.plain import story
from sim.scenario import load
from tests.builders import SHORT, baseline_with
from tests.report.conftest import SEED, Crowd

_LABEL = "the round offered in Florida"
_ONE = "{type: prisoner_exchange, date: 2026-02-20, people: 1, source: 'assumed: what if'}"


def of_the_round(told: Diary) -> list[Entry]:
    return [entry for entry in told.entries if _LABEL in entry.title]


def test_a_dated_round_is_told_under_its_label_where_and_when(diaries: list[Diary]) -> None:
    for told in diaries:
        announced, held = of_the_round(told)
        assert announced.day == 0
        assert announced.title == f"announced: {_LABEL}, for 14 Feb 2026 (day 7)"
        (due,) = told.journal.of("announced")
        assert due["planned"] == 7
        meeting = told.meetings.get(held.day)
        assert meeting is not None or "does not take place" in held.title
        late = f"{held.day - 7} day" in held.title
        assert meeting is None or late == (held.day > 7)


def test_a_dated_round_is_told_to_be_held_at_its_place_only_where_it_is() -> None:
    places = set()
    for world in range(12):
        told = diary(baseline_with(*SHORT), SEED, world)
        held = of_the_round(told)[-1]
        there = told.meetings[held.day].place
        assert there in (None, "Miami, United States")
        assert ("Miami, United States" in held.title) == (there is not None)
        assert ("elsewhere" in held.title) == (there is None)
        places.add(there)
    assert len(places) == 2


def test_a_dated_round_during_a_break_is_said_not_to_take_place() -> None:
    off = "{type: break_off, date: 2026-02-08, source: 'assumed: what if'}"
    changes = [f"events.off={off}", "talks.resume_gap=100000"]
    held = of_the_round(diary(load("baseline", changes), SEED, 0))[-1]
    assert held.title == f"{_LABEL} does not take place: talks are broken off"


def test_a_dated_round_after_an_accord_is_said_not_to_take_place(crowd: Crowd) -> None:
    world = int(np.flatnonzero(crowd.outcomes["accord"])[0])
    late = "{type: round, date: 2026-12-20, label: a late round, source: 'assumed: what if'}"
    change = "events.late=" + late.replace("date", "announced: 2026-12-20, date", 1)
    told = diary(load("baseline", [change]), SEED, world)
    (entry,) = [entry for entry in told.entries if "a late round" in entry.title]
    assert entry.title == "a late round does not take place: the talks are over"


def test_every_dated_event_of_a_world_is_told_by_its_label(diaries: list[Diary]) -> None:
    for told in diaries:
        titles = " ".join(entry.title for entry in told.entries)
        for event in told.scenario.file.events.values():
            assert event.label is not None
            assert event.label in titles


def test_levels_of_packages_have_words(diaries: list[Diary]) -> None:
    words = " ".join(text for told in diaries for text in told.packages.values())
    assert "guarantees: 0.75 = three quarters of the most" in words
    assert not re.search(r": 0\.\d+(,|$)", words)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (["accord.durable_years=1"], "1 year "),
        (["shocks.surge.waves=1", "shocks.surge.gap=20"], "a surge of strikes: 1 wave in a day"),
        ([f"events.x={_ONE}"], "1 prisoner freed on each side"),
    ],
)
def test_one_of_anything_is_singular(changes: list[str], wanted: str) -> None:
    text = " ".join(diary(load("baseline", changes), SEED, 3).text().lower().split())
    assert wanted.lower() in text
    assert not re.search(r"(?<![\d.,])1 (years|waves|prisoners|people|days|hours)\b", text)


_ON_A_DAY = "date: 2026-02-20, source: 'assumed: what if'"
_TURN = f"{{type: turn, {_ON_A_DAY}, of: ukraine, times: 1.23456, label: a vote}}"
_ARMS = f"{{type: arms, {_ON_A_DAY}, helps: russia, pace: -2.5, label: no shells}}"
_MEANS = (
    "Ukraine is 1.2 times as likely as before to have to give way, as both believe",
    "the pace of the front changes by 2.5 km2 a day against Russia",
)


def test_what_an_event_of_the_war_means_is_told() -> None:
    told = diary(load("baseline", [f"events.a={_TURN}", f"events.b={_ARMS}"]), SEED, 4)
    titles = {e.title: e.body for e in told.entries if e.facts.get("event") in ("a", "b")}
    assert list(titles) == [
        "a vote (dated event: turn, times 1.235)",
        "no shells (dated event: arms, pace -2.5 km2/day)",
    ]
    page = " ".join(story(told).text().split())
    assert f'On 20 February: "a vote" ({_MEANS[0]}) and "no shells" ({_MEANS[1]}).' in page
    for text, means in zip(titles.values(), _MEANS, strict=True):
        assert means[1:] in " ".join(text)  # a sentence there


def test_an_event_that_comes_too_late_is_said_to_or_not_told(crowd: Crowd) -> None:
    """The page leaves it out; what does not need talks is told: here a cold spell."""
    world = int(np.flatnonzero(crowd.outcomes["accord"])[0])
    late = [
        f"events.{name}={{type: {kind}, date: 2026-12-20, label: {name}, source: 'assumed: x'}}"
        for name, kind in (
            ("vote", "turn, of: russia, times: 3"),
            ("town", "front_shift, area: 100"),
            ("swap", "prisoner_exchange, people: 5"),
            ("frost", "cold_spell, anomaly: -9"),
        )
    ]
    told = diary(load("baseline", late), SEED, world)
    too_late = {
        e.facts["event"] for e in told.entries if e.body == ["Without effect: the talks are over."]
    }
    assert too_late == {"vote", "town", "swap"}
    page = story(told).text()
    assert '"frost"' in page
    assert not any(f'"{name}"' in page for name in too_late)


def test_what_repeats_is_told_once_and_everything_in_its_order() -> None:
    again = (
        "{type: distraction, date: 2026-02-10, through: 2026-12-31, repeats: true, days: 0, "
        "if: {mediator: true, accord: false}, label: again, source: 'assumed: x'}"
    )
    page = story(diary(load("baseline", [f"events.again={again}"]), SEED, 4)).text()
    said = " ".join(page.split())
    assert said.count('"again"') == 1
    assert re.search(r'On 10 February and \d+ times more until \d+ \w+: "again"\.', said)
    went = said[said.index("How it went") : said.index("What was on the table")]
    assert went.index('"two power plants') < went.index('"again"') < went.index("came to nothing")
