"""The diary tells answers and demands by the rules that the scenario chose."""

from __future__ import annotations

from sim.meetings.accounts import Answer
from sim.report.diary import Diary, diary
from sim.scenario import load

SOON = ("horizon=2026-04-30", "deadline.date=2026-04-01", "calendar.readiness=1")


def told(*changes: str) -> tuple[Diary, str]:
    """A diary, and its text in one line."""
    one = diary(load("baseline", [*SOON, *changes]), 1, 3)
    return one, " ".join(one.text().split())


def since_the_start(one: Diary) -> str:
    """What the diary says of the days, without the past that the baseline's rules play."""
    return " ".join(line for entry in one.entries if entry.day >= 0 for line in entry.body)


def answers(one: Diary) -> list[Answer]:
    """Answers to texts of others."""
    texts = [m.text for m in one.meetings.values() if m.day >= 0 and m.text]
    return [a for text in texts for a in text.answers if not a.offered_itself]


def test_an_answer_by_the_logit_has_a_chance() -> None:
    one, text = told("rules.acceptance=logit")
    assert answers(one)
    assert "a yes had a chance of" in since_the_start(one)
    assert "accepts exactly what is worth its demand" not in since_the_start(one)
    assert "it signs a text worth as much, give or take some noise." in text


def test_an_answer_by_the_threshold_has_none() -> None:
    """Its chance is one or zero."""
    one, text = told()
    assert answers(one)
    assert {answer.accepted for answer in answers(one)} == {True, False}
    for answer in answers(one):
        assert answer.chance == answer.accepted == (answer.short_by <= 0)
    assert "it accepts exactly what is worth its demand" in text
    assert "some noise" not in text


def test_who_holds_out_for_nothing_is_not_said_to_see_nothing_in_reach() -> None:
    """A withdrawal is all that is tabled, and refused by who sees better in reach."""
    one, _ = told(
        "rules.reservation=fearon", "mediator.ladder=[withdrawal]", "mediator.on_request=null"
    )
    found = answers(one)
    assert any(answer.in_reach for answer in found if not answer.accepted)
    assert all(answer.target == answer.war_value for answer in found)
    assert "holds out for +0.000" in since_the_start(one)
    assert "it claims none of that" in since_the_start(one)


def test_the_past_is_told_by_the_rules_it_was_played_by() -> None:
    """Those of the scenario that plays the history, whatever a lever changes."""
    one, whole = told("rules.acceptance=logit", "rules.reservation=fearon")
    tabled = [(meeting.day < 0, meeting.text) for meeting in one.rounds if meeting.text]
    past, now = (
        {a.rules["acceptance"] for when, text in tabled if when == early for a in text.answers}
        for early in (True, False)
    )
    assert (past, now) == ({"threshold"}, {"logit"})
    assert "a yes had a chance of" in since_the_start(one)
    assert "it accepts exactly what is worth its demand" not in since_the_start(one)
    assert "it accepts exactly what is worth its demand" in whole
