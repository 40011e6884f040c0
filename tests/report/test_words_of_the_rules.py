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


def answers(one: Diary) -> list[Answer]:
    """Answers to texts of others."""
    texts = [m.text for m in one.meetings.values() if m.day >= 0 and m.text]
    return [a for text in texts for a in text.answers if not a.offered_itself]


def test_an_answer_by_the_logit_has_a_chance() -> None:
    one, text = told()
    assert answers(one)
    assert "a yes had a chance of" in text
    assert "accepts exactly what is worth its demand" not in text
    assert "it signs a text worth as much, give or take some noise." in text


def test_an_answer_by_the_threshold_has_none() -> None:
    """Its chance is one or zero."""
    one, text = told("rules.acceptance=threshold")
    assert answers(one)
    for answer in answers(one):
        assert answer.chance == answer.accepted == (answer.short_by <= 0)
    assert "it accepts exactly what is worth its demand" in text
    assert "some noise" not in text


def test_who_holds_out_for_nothing_is_not_said_to_see_nothing_in_reach() -> None:
    one, text = told("rules.reservation=fearon", "parties.ukraine.cost_of_war=0.5")
    found = answers(one)
    assert any(answer.in_reach for answer in found)
    assert all(answer.target == answer.war_value for answer in found)
    assert "holds out for +0.000" in text
    assert "it claims none of that" in text


def test_the_past_is_told_by_the_rules_it_was_played_by() -> None:
    """Those of the scenario that plays the history, whatever a lever changes."""
    one, text = told("rules.acceptance=threshold", "rules.reservation=fearon")
    tabled = [meeting for meeting in one.meetings.values() if meeting.text]
    past, now = (
        {a.rules["acceptance"] for m in tabled if (m.day < 0) == early for a in m.text.answers}
        for early in (True, False)
    )
    assert (past, now) == ({"logit"}, {"threshold"})
    assert "a yes had a chance of" in text
    assert "it accepts exactly what is worth its demand" in text
