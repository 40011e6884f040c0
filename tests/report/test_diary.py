"""The story agrees with the outcomes, reads as text, and travels as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

import sim.report.diary as package
from sim.outcomes import declared
from sim.report.diary import Diary, diary
from sim.report.diary.layout import clean, paragraph
from sim.report.diary.words import amount, counted, listed, share, signed
from sim.scenario import load
from tests.report.conftest import Crowd

SCENARIOS = sorted(path.stem for path in Path("scenarios").glob("*.yaml"))


def test_a_world_told_is_the_same_world_in_a_crowd(crowd: Crowd, diaries: list[Diary]) -> None:
    for told in diaries:
        for outcome in declared(crowd.scenario):
            value = crowd.outcomes[outcome.name][told.world]
            said = told.outcomes[outcome.name]
            if outcome.kind == "class":
                assert said == (outcome.categories[value] if value >= 0 else None)
            elif said is None:
                assert not np.isfinite(value)
            else:
                assert said == value  # the same bits


def test_every_date_has_its_entry(diaries: list[Diary]) -> None:
    for told in diaries:
        dates = [e for e in told.entries if e.day >= 0 and e.kind in ("round", "date_missed")]
        assert len(dates) == told.outcomes["dates"]
        assert sum(e.kind == "round" for e in dates) == told.outcomes["rounds"]


def test_prisoners_of_the_entries_are_those_of_the_outcome(diaries: list[Diary]) -> None:
    for told in diaries:
        freed = sum(e.facts.get("prisoners", 0) for e in told.entries if e.kind == "deal")
        assert freed == told.outcomes["prisoners"]
    assert any(told.outcomes["prisoners"] for told in diaries)


def test_the_dead_of_all_months_are_those_of_the_outcome(diaries: list[Diary]) -> None:
    for told in diaries:
        if told.outcomes["outcome"] == "taken_by_force":
            continue  # the diary ends with the talks, the count goes on to the horizon
        months = [e.facts for e in told.entries if e.kind == "month"]
        dead = sum(v for facts in months for k, v in facts.items() if k.startswith("killed."))
        assert dead == pytest.approx(told.outcomes["killed"], rel=1e-12)


def test_an_accord_is_signed_in_the_last_round_on_its_day(diaries: list[Diary]) -> None:
    accords = [told for told in diaries if told.outcomes["package"] >= 0]
    assert accords
    for told in accords:
        last = [e for e in told.entries if e.kind == "round"][-1]
        assert last.day == told.outcomes["outcome_day"]
        assert last.title.endswith("signed")
        assert last.facts["text"]["package"] == told.outcomes["package"]
        assert last.facts["text"]["holds"] == pytest.approx(told.outcomes["p_hold"], abs=1e-12)


def test_without_an_accord_no_round_is_signed(diaries: list[Diary]) -> None:
    for told in diaries:
        signed_ = [e for e in told.entries if e.kind == "round" and e.title.endswith("signed")]
        assert len(signed_) == (told.outcomes["package"] >= 0)


def test_force_ends_the_diary() -> None:
    scenario = load("baseline", ["war.drift=40"])
    told = diary(scenario, 1, 0)
    fall = [e for e in told.entries if e.kind == "force"]
    assert told.outcomes["outcome"] == "taken_by_force"
    assert [e.day for e in fall] == [told.outcomes["outcome_day"]]
    assert told.entries[-1].day == fall[0].day


def test_a_mediator_who_left_is_told_to_leave_once(diaries: list[Diary]) -> None:
    for told in diaries:
        leaves = sum(e.kind == "mediator_leaves" for e in told.entries)
        assert leaves == (not told.trajectory.final["mediator_present"][0])


def test_breaks_and_resumptions_alternate_to_the_final_state(diaries: list[Diary]) -> None:
    for told in diaries:
        turns = [e.kind for e in told.entries if e.kind in ("break_off", "resume")]
        assert turns == (["break_off", "resume"] * len(turns))[: len(turns)]
        assert (len(turns) % 2 == 1) == bool(told.trajectory.final["broken"][0])


def test_every_refusal_says_who_by_how_much_and_because_of_what(diaries: list[Diary]) -> None:
    for told in diaries:
        for entry in (e for e in told.entries if e.kind == "round" and e.facts["text"]):
            text = " ".join(entry.body)
            for answer in entry.facts["text"]["answers"]:
                if answer["accepted"]:
                    continue
                label = told.scenario.file.parties[answer["party"]].label
                worth, target = amount(answer["value"]), amount(answer["target"])
                assert f"{label} refuses: worth {worth} to it, it demands {target}" in text
                assert f"Fighting on is worth {amount(answer['war_value'])} to it" in text
                gain = signed(answer["value"] - answer["war_value"])
                assert f"in all {gain}." in text


def test_the_reason_follows_from_the_margins(diaries: list[Diary]) -> None:
    closed = 0
    for told in diaries:
        why = told.why
        assert (why is None) == told.outcomes["accord"]
        if why is None or why["day"] is None:
            continue
        margins = why["margin_if"]
        best = told.outcomes["best_margin"]
        if best is None or best >= 0:
            continue
        closed += 1
        lines = {k[len("red_line.") :]: m for k, m in margins.items() if k.startswith("red_line.")}
        assert margins["as_it_was"] == best
        assert (why["reason"] == "not_deterred") == (margins["any_may_be_signed"] >= 0)
        if why["reason"] == "empty_range":
            assert margins["beliefs_shared"] < 0
            assert lines[why["red_line"]] == max(lines.values())
        if why["reason"] == "beliefs":
            assert margins["beliefs_shared"] >= 0
        fragile = told.meetings[why["day"]].fragile
        assert (fragile.margin if fragile else None) == (
            margins["any_may_be_signed"] if margins["any_may_be_signed"] >= 0 else None
        )
    assert closed > 2


@pytest.mark.parametrize("width", [60, 92, 100])
def test_no_line_is_wider_than_asked(diaries: list[Diary], width: int) -> None:
    for told in diaries[:4]:
        assert max(map(len, told.text(width).splitlines())) <= width


def test_the_text_does_not_depend_on_the_process_that_writes_it(diaries: list[Diary]) -> None:
    told = diaries[0]
    again = diary(told.scenario, told.seed, told.world)
    assert again.text() == told.text()


def test_json_carries_the_same_story(diaries: list[Diary]) -> None:
    for told in diaries:
        read = json.loads(json.dumps(told.to_dict(), allow_nan=False))
        assert len(read["entries"]) == len(told.entries)
        assert read["outcomes"]["outcome"] == told.outcomes["outcome"]
        assert {e["date"] for e in read["entries"]} >= {"2026-02-07"}
        assert read["entries"] == sorted(read["entries"], key=lambda e: e["day"])


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_shipped_scenario_can_be_told(name: str) -> None:
    told = diary(load(name), 2, 3)
    assert told.text().startswith(f"World 3 of {name}, seed 2\n")
    json.dumps(told.to_dict(), allow_nan=False)


def test_without_a_mediator_the_sides_offer_in_turn() -> None:
    scenario = load("baseline", ["talks.protocol=alternating", "calendar.readiness=1"])
    rounds, offered = 0, set()
    for world in range(4):
        told = diary(scenario, 1, world)
        held = [m for m in told.rounds if m.day >= 0 and m.fate == "held"]
        past = [m.text for m in told.rounds if m.day < 0 and m.text]
        assert past
        assert all(text.proposer is None for text in past)  # the history was mediated
        for turn, meeting in enumerate(held):  # who finds nothing to offer lets the turn pass
            if meeting.text is None:
                continue
            assert meeting.text.proposer == told.trajectory.parties[turn % 2]
            own = next(a for a in meeting.text.answers if a.party == meeting.text.proposer)
            assert own.accepted
            assert own.believed_target is None
            offered.add(meeting.text.proposer)
            rounds += 1
        assert not [e for e in told.entries if e.kind in ("rung", "mediator_leaves")]
    assert rounds > 4
    assert offered == {"ukraine", "russia"}


@pytest.mark.parametrize(
    ("on_lapse", "kinds", "said"),
    [
        ("leave", ["deadline", "mediator_leaves"], "carries out its threat"),
        ("cost", ["deadline"], "keeps up its full pressure"),
        ("extend", ["deadline", "new_deadline"], "the deadline is extended"),
    ],
)
def test_a_deadline_that_binds_has_its_consequence(
    on_lapse: str, kinds: list[str], said: str, crowd: Crowd
) -> None:
    changes = ["deadline.binds=1", f"deadline.on_lapse={on_lapse}", "mediator.walk_away.gap=1e9"]
    scenario = load("baseline", changes)
    world = int(crowd.where("outcome", "talks_go_on")[0])
    told = diary(scenario, 1, world)
    day = scenario.day(scenario.file.deadline.date) + 1
    entries = [e for e in told.entries if e.day == day]
    assert [e.kind for e in entries][: len(kinds)] == kinds
    assert said in " ".join(line for e in entries for line in e.body)


def test_a_changed_scenario_says_whose_numbers_play_the_past() -> None:
    told = diary(load("baseline", ["war.drift=12"]), 1, 0)
    assert "played by baseline as it is" in told.text().replace("\n", " ")


def test_the_diary_names_no_party_and_no_place_of_its_own() -> None:
    names = re.compile("ukrain|russia|kyiv|moscow|washington|united states|donetsk|poland", re.I)
    for file in Path(package.__file__).parent.glob("*.py"):
        assert not names.search(file.read_text(encoding="utf-8")), file.name


def test_control_characters_of_a_label_do_not_reach_the_terminal() -> None:
    assert clean(["a \x1b[31mred\x07 title"]) == "a  [31mred  title"


def test_a_number_stays_with_its_unit() -> None:
    lines = paragraph("aaaa bbbb 12 % cccc 1,200 km2 dddd", 12)
    assert [line for line in lines if line.endswith(("12", "1,200"))] == []


def test_words_of_numbers() -> None:
    assert [amount(-0.0001), signed(-0.0001), signed(0.0514)] == ["0.000", "+0.000", "+0.051"]
    assert [share(0.001), share(0.999), share(0.5)] == ["under 1 %", "over 99 %", "50 %"]
    assert [share(0.0), share(1.0)] == ["0 %", "100 %"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert [counted(1, "day"), counted(1200, "day")] == ["1 day", "1,200 days"]


def test_a_text_of_the_past_that_would_not_have_held_is_not_said_to_be_missing(
    diaries: list[Diary],
) -> None:
    """It was tabled, whatever came of it; that nothing could be is said of later rounds alone."""
    told = [e for one in diaries for e in one.entries if e.title.endswith("not have held")]
    assert told
    assert all(entry.day < 0 for entry in told)
    missing = [e for one in diaries for e in one.entries if e.title.endswith("nothing to table")]
    assert all(entry.day >= 0 for entry in missing)
