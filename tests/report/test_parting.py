"""One world under two scenarios: the same luck, and the first day on which something differs."""

from __future__ import annotations

import json

import pytest

import sim
from sim.cli.trace import Form, trace_command
from sim.errors import Usage
from sim.report.diary import diary
from sim.report.diary.plain import Parting, parting
from sim.scenario import load
from tests.report.conftest import SEED

WORLD = 4


def parted(other: str, *changes: str, world: int = WORLD) -> Parting:
    mine, theirs = load("baseline"), load(other, changes)
    return parting(diary(mine, SEED, world), diary(theirs, SEED, world))


def test_a_world_does_not_part_from_itself() -> None:
    found = parted("baseline")
    assert found.day is None
    assert "Nothing that can be seen differs" in found.text()
    assert found.endings[0] == found.endings[1]
    assert found.page.table is not None
    assert {row[2] for row in found.page.table.rows} == {"the same"}


def test_it_parts_on_the_day_of_what_was_changed() -> None:
    event = "events.more={type: strike, label: a port is hit, date: 2026-03-10, damage: 1 GW, "
    found = parted("baseline", event + 'source: "assumed: x"}')
    assert found.date == "2026-03-10"
    assert found.first == ([], ['"a port is hit"'])
    text = " ".join(found.text().split())
    assert "Up to 10 March nothing that can be seen differs." in text
    assert 'On 10 March, Towards June (second): "a port is hit".' in text


def test_an_event_without_a_label_is_told_by_what_it_brought() -> None:
    leaves = 'events.gone={type: mediator_leaves, date: 2026-03-10, source: "assumed: x"}'
    assert parted("baseline", leaves).first[1] == ["the United States left the talks for good"]
    strike = "events.more_strikes={type: strike, date: 2026-03-10, damage: 1 GW, "
    assert parted("baseline", strike + 'source: "assumed: x"}').first[1] == ['"more strikes"']


def test_what_comes_before_is_the_same_in_both() -> None:
    found = parted("energy_truce")
    assert found.date == "2026-02-15"
    assert any("a truce of strikes on power began" in said for said in found.first[1])
    both = [set(diary(load(s), SEED, WORLD).meetings) for s in ("baseline", "energy_truce")]
    assert found.day is not None
    before = [{day for day in days if day < found.day} for days in both]
    assert before[0] == before[1]


def test_scenarios_that_start_on_other_days_are_refused() -> None:
    with pytest.raises(Usage, match=r"wage_round starts on 2 March 2026, baseline on 7 February"):
        trace_command("wage_round", 2, None, 10, SEED, [], False, form=Form(other="baseline"))


def test_worlds_that_do_not_share_their_luck_are_refused() -> None:
    mine, theirs = load("baseline"), load("baseline", ["past_of=nobody"])
    worlds = (
        (a, b)
        for world in range(40)
        if (a := diary(mine, SEED, world)).profile.attempt
        != (b := diary(theirs, SEED, world)).profile.attempt
    )
    with pytest.raises(Usage, match="share no luck"):
        parting(*next(worlds))


def test_all_forms(capsys: pytest.CaptureFixture[str]) -> None:
    form = Form(other="energy_truce")
    trace_command("baseline", WORLD, None, 10, SEED, [], True, form=form)
    said = json.loads(capsys.readouterr().out)
    assert said["scenarios"] == ["baseline", "energy_truce"]
    assert said["parts_on"] == "2026-02-15"
    found = parted("energy_truce")
    assert found.html().count('scope="col"') == 3
    assert "| Date |" in found.markdown()


def test_runs_tell_the_same() -> None:
    short = {"horizon": "2026-04-10", "deadline.date": "2026-03-20"}
    a, b = (sim.run(name, worlds=2, set=short, save=False) for name in ("baseline", "energy_truce"))
    assert a.parting(b, 1).day == 8
    page = a.story(1)
    assert str(page) == page.text()
    assert a.diary(1, brief=True) == page.text()
    assert "What is unusual" in a.diary(1, brief=True, numbers=True)
