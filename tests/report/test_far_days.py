"""Days beyond the calendar are told, not fatal."""

from __future__ import annotations

from sim.report.diary import diary
from sim.report.diary.words import on, spoken_date
from sim.scenario import load


def test_a_day_beyond_the_calendar_is_told_as_one() -> None:
    baseline = load("baseline")
    assert on(baseline, 7) == "14 Feb 2026 (day 7)"
    assert on(baseline, 10**7) == "a day after the year 9999 (day 10,000,000)"
    assert on(baseline, 10**12).startswith("a day after the year 9999")


def test_a_distraction_that_outlasts_the_calendar_is_told_in_the_diary() -> None:
    changes = {
        "mediator.distraction.length": "{median: 36500, spread: 3}",
        "mediator.distraction.gap": 1,
        "horizon": "2026-07-20",
    }
    told = " ".join(diary(load("baseline", changes), 1, 3).text().split())
    assert "attention until a day after the year 9999" in told


def test_a_day_beyond_the_calendar_is_spoken_of_as_one() -> None:
    baseline = load("baseline")
    assert spoken_date(baseline, 7) == "14 February"
    assert spoken_date(baseline, 10**7) == "a day after the year 9999"
