"""What a reader can look up and count: names, packages, dates, breaks, deals; the short form."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.report.diary import Diary, diary
from sim.report.diary.tally import broken_spells
from sim.scenario import load
from tests.report.conftest import SEED, Crowd

_TRUCE = "{type: short_truce, date: 2026-02-20, days: 3, source: 'assumed: what if'}"
_EXCHANGE = "{type: prisoner_exchange, date: 2026-02-20, people: 300, source: 'assumed: what if'}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_every_number_of_the_parties_can_be_looked_up(diaries: list[Diary]) -> None:
    told = diaries[0]
    known, who = told.scenario.quantities, told.profile
    text = _flat(told.text())
    for party, traits in who.parties.items():
        assert {t.parameter for t in traits} <= set(known)
        for trait in traits:
            assert trait.parameter == f"parties.{party}.{trait.key}"
            assert trait.value == 0 or f"{trait.key}: {trait.meaning}" in text
    for trait in who.world:
        assert trait.parameter in known
        assert f"{trait.parameter}: {trait.meaning}" in text


def _by_number(told: Diary) -> str:
    """What tells packages by the numbers of the list: all but another scenario's past."""
    if told.scenario.origin is told.scenario:
        return told.text()
    days = [line for entry in told.entries if entry.day >= 0 for line in entry.body]
    why = told.to_dict()["why_no_accord"]
    return " ".join([*days, *told.to_dict()["ending"], *(why["text"] if why else [])])


def test_every_package_named_is_listed_in_full(crowd: Crowd, reasons: list[Diary]) -> None:
    fragile = crowd.where("reason", "not_deterred")[:4]
    named = 0
    for told in [*reasons, *(diary(crowd.scenario, SEED, int(world)) for world in fragile)]:
        numbers = {int(n) for n in re.findall(r"[Pp]ackage (\d+)", _flat(_by_number(told)))}
        assert numbers <= set(told.packages)
        listed = told.text().partition("Packages named above")[2]
        assert {int(n) for n in re.findall(r"^(\d+):", listed, re.M)} == set(told.packages)
        named += len(numbers)
    assert named > 50


def test_a_package_is_described_once_until_the_end(diaries: list[Diary]) -> None:
    found = 0
    for told in diaries:
        days = " ".join(line for e in told.entries if e.day >= 0 for line in e.body)
        described = re.findall(r"ackage (\d+) \([a-z]", days)
        assert len(described) == len(set(described))
        found += len(described)
    assert found


def test_the_closing_lines_count_dates_as_the_entries_do(diaries: list[Diary]) -> None:
    for told in diaries:
        held, missed, cancelled = (
            sum(m.fate == fate and m.day >= 0 for m in told.meetings.values())
            for fate in ("held", "not_held", "cancelled")
        )
        assert f"{held} held, {missed} not held, {cancelled} cancelled" in _flat(told.text())


def test_days_lost_to_a_break_are_those_of_the_daily_series(crowd: Crowd) -> None:
    lost = 0
    for world in crowd.where("outcome", "collapsed")[:3]:
        told = diary(crowd.scenario, SEED, int(world))
        spells = broken_spells(told.trajectory, told.trajectory.days - 1)
        days = sum(last - first + 1 for first, last in spells)
        assert days == told.trajectory.story["broken"].sum()
        assert [e.day for e in told.entries if e.kind == "break_off"] == [s[0] for s in spells]
        assert f"On {days} day{'' if days == 1 else 's'} talks were broken off" in _flat(
            told.text()
        )
        lost += days
    assert lost


def test_a_break_tells_its_chance_at_the_trust_of_the_day() -> None:
    told = diary(load("baseline", ["talks.break_gap=40", "talks.trust_calms=2"]), 1, 0)
    breaks = [e for e in told.entries if e.kind == "break_off"]
    assert breaks
    for entry in breaks:
        chance = 1.0 - np.exp(-np.exp(-2.0 * entry.facts["trust"]) / 40.0)
        assert entry.facts["chance"] == pytest.approx(chance, rel=1e-9)
        assert f"{100 * chance:.2g} % a day" in entry.body[0]


def test_a_dated_deal_is_told_once_with_what_it_brought() -> None:
    told = diary(load("baseline", [f"events.t={_TRUCE}", f"events.x={_EXCHANGE}"]), 1, 3)
    day = told.scenario.day(told.scenario.file.events["t"].date)
    entries = [e for e in told.entries if e.day == day]
    assert [e.title for e in entries] == [
        "t (dated event: short truce, 3 days)",
        "x (dated event: prisoner exchange, 300 persons)",
    ]
    assert entries[0].body == ["A truce of all fighting until 22 Feb 2026 (day 15)."]
    assert entries[1].facts["prisoners"] == 600
    freed = sum(e.facts.get("prisoners", 0) for e in told.entries)
    assert freed == told.outcomes["prisoners"]


def test_a_dated_deal_after_the_talks_is_said_to_change_nothing(crowd: Crowd) -> None:
    accord = np.flatnonzero(crowd.outcomes["accord"])[0]
    truce = _TRUCE.replace("2026-02-20", "2026-12-20")
    told = diary(load("baseline", [f"events.t={truce}"]), SEED, int(accord))
    event = next(e for e in told.entries if e.facts.get("event") == "t")
    assert event.body == ["Without effect: the talks are over."]


def test_red_lines_that_raise_the_margin_by_nothing_are_left_out(diaries: list[Diary]) -> None:
    shown = 0
    for told in diaries:
        text = told.to_dict()["why_no_accord"]
        lines = " ".join(text["text"]) if text else ""
        assert "up by 0.000" not in lines
        assert "It would have been" not in lines
        shown += "(up by 0." in lines
    assert shown


@pytest.mark.parametrize("width", [60, 92])
def test_the_short_form_has_the_end_and_the_reason_and_no_days(
    diaries: list[Diary], width: int
) -> None:
    for told in diaries:
        brief, whole = told.text(width, brief=True), told.text(width)
        assert len(brief.splitlines()) < 90 < len(whole.splitlines())
        assert max(map(len, brief.splitlines())) <= width
        for heading in ("How it ends", "Why no accord by"):
            assert (heading in brief) == (heading in whole)
        assert "Packages named above" not in brief
        assert "February 2026\n=" not in brief


def test_the_short_form_names_what_few_worlds_have(diaries: list[Diary]) -> None:
    for told in diaries:
        who = told.profile
        drawn = [t for traits in (*who.parties.values(), who.world) for t in traits]
        far = [t for t in drawn if t.rank is not None and not 0.1 < t.rank < 0.9]
        text = _flat(told.text(brief=True))
        assert text.count(" = ") >= len(far) > 0
        assert all(f"{trait.parameter} = " in text for trait in far)
