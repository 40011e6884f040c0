"""What a failed round missed: the package that met both demands, and why it was not signed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sim.agreement.packages import packages_of
from sim.meetings.accounts import BARRED, CLOSED, MISJUDGED, TABLED, Meeting, Missed, Text
from sim.report.diary import Diary, diary
from sim.scenario import load

_GONE = "{type: mediator_leaves, date: 2026-02-08, source: 'assumed: what if'}"
_OFTEN = ("calendar.alone.pace=1", "calendar.alone.chance=1")


def _missed(diaries: list[Diary]) -> Iterator[tuple[Diary, Meeting, Missed]]:
    for told in diaries:
        for meeting in told.rounds:
            if meeting.missed is not None:
                yield told, meeting, meeting.missed


def test_a_round_missed_something_where_some_package_met_both_demands(
    reasons: list[Diary],
) -> None:
    failed = 0
    for told in reasons:
        for meeting in told.rounds:
            if meeting.fate != "held" or meeting.text is None:
                assert meeting.fate == "held" or meeting.missed is None
                continue
            agreed = all(answer.accepted for answer in meeting.text.answers)
            assert (meeting.missed is not None) == (meeting.agreeable and not agreed)
            failed += not agreed
    assert failed > 30


def test_the_package_missed_was_worth_both_demands_and_would_have_held(
    reasons: list[Diary],
) -> None:
    found = 0
    for _, meeting, missed in _missed(reasons):
        assert min(missed.spare.values()) >= 0
        for answer in meeting.text.answers if meeting.text else ():
            spare = missed.worth[answer.party] - answer.target
            assert missed.spare[answer.party] == spare
            found += 1
    assert found > 20


def test_each_case_is_what_it_says(reasons: list[Diary]) -> None:
    cases, by_nash = set(), 0
    for told, meeting, missed in _missed(reasons):
        text = meeting.text
        assert text is not None
        cases.add(missed.case)
        open_now = set(missed.rungs) & set(text.rungs)
        if missed.case == TABLED:
            assert missed.package == text.package
            assert all(a.accepted or a.chance >= 0.5 for a in text.answers)
        elif missed.case == MISJUDGED:
            assert text.proposer is None
            assert open_now or _on_request(told, meeting, missed)
            assert missed.package != text.package
            assert set(missed.believed) == {a.party for a in text.answers}
            if meeting.day < 0 or text.answers[0].rules["proposal"] != "nash":
                continue  # the past says what was tabled; other rules weigh a text they think fails
            believed = [missed.worth[p] - t for p, t in missed.believed.items()]
            taken_in = [a.value - (a.believed_target or 0.0) for a in text.answers]
            # it would have tabled it unless it thought it refused, or the text as good for both
            assert min(believed) <= 0 or min(taken_in) > 0
            by_nash += 1
        elif missed.case == BARRED:
            assert missed.barred_by == ("ukraine",)
            assert _has_failed_at_home(told, meeting)
        else:
            assert missed.case == CLOSED
            assert not open_now
            of_the_past = packages_of(told.scenario.origin)
            ladder = told.trajectory.packages if meeting.day >= 0 else of_the_past
            on_it = [r for r in ladder.ladder if ladder.rungs[r][missed.package]]
            assert on_it == list(missed.rungs)
    assert cases == {TABLED, MISJUDGED, CLOSED, BARRED}
    assert by_nash > 10


def _has_failed_at_home(told: Diary, meeting: Meeting) -> bool:
    """Did a vote at home fail before?"""
    before = [m.text for m in told.rounds if m.text and m.day < meeting.day]
    return any(not a.backed for text in before for a in text.answers if _all_accept(text))


def _all_accept(text: Text) -> bool:
    return all(answer.accepted for answer in text.answers)


def _on_request(told: Diary, meeting: Meeting, missed: Missed) -> bool:
    """Is it something that may be tabled where a side asks for it?"""
    scenario = told.scenario.origin if meeting.day < 0 else told.scenario
    mediator = scenario.file.mediator
    asked = mediator.on_request if mediator else None
    return bool(asked and packages_of(scenario).rungs[asked.rung][missed.package])


def _body(told: Diary, meeting: Meeting) -> str:
    """What the diary says of a date."""
    return " ".join(next(e for e in told.entries if e.facts == meeting.facts()).body)


def test_the_diary_names_the_package_missed_and_why(reasons: list[Diary]) -> None:
    said = {
        TABLED: "noise made",
        MISJUDGED: "The mediator misjudged it",
        CLOSED: "It could not be tabled: ",
        BARRED: "the vote at home in Ukraine had refused it",
    }
    for told, meeting, missed in _missed(reasons):
        body = _body(told, meeting)
        thought_so = "The mediator thought so too" in body
        assert said[missed.case].lower() in body.lower() or (
            thought_so and missed.case == MISJUDGED
        )
        assert missed.case == TABLED or f"package {missed.package}" in body


def test_why_there_was_no_accord_says_which_case_it_was(reasons: list[Diary]) -> None:
    for told in reasons:
        assert told.why is not None
        missed = told.meetings[told.why["day"]].missed
        text = told.to_dict()["why_no_accord"]["text"]
        barred = missed is not None and missed.case == BARRED
        assert (missed is not None) == (told.outcomes["reason"] == "not_tabled" or barred)
        if told.outcomes["reason"] == "not_ratified":
            assert "the vote at home" in text[0]
        elif missed and missed.case == TABLED:
            assert text[0] == "a text met both demands and was refused by the noise of an answer."
        elif missed and missed.case == CLOSED and not missed.rungs:
            assert "no rung of the ladder allows it" in text[0]


def test_only_who_held_out_is_said_to(reasons: list[Diary]) -> None:
    alone = 0
    for told in reasons:
        if told.outcomes["reason"] != "aspiration" or told.why is None:
            continue
        text = told.meetings[told.why["day"]].text
        assert text is not None
        labels = {p: spec.label for p, spec in told.scenario.file.parties.items()}
        refused = [labels[a.party] for a in text.answers if not a.accepted]
        first = told.to_dict()["why_no_accord"]["text"][0]
        if len(refused) > 1:
            assert first == "each held out for more than the other would give."
        elif first.startswith(refused[0]):
            alone += 1
            assert f"{refused[0]} held out for more than " in first
    assert alone


@pytest.mark.parametrize("change", ["talks.protocol=alternating", "events.gone={GONE}"])
def test_without_a_mediator_it_is_who_offers_that_passes_a_package_over(change: str) -> None:
    """Nobody misjudges for them, and no ladder is in their way: they may offer anything."""
    scenario = load("baseline", [change.format(GONE=_GONE), "calendar.readiness=1", *_OFTEN])
    passed_over = 0
    for told, meeting, missed in _missed([diary(scenario, 1, world) for world in range(8)]):
        if meeting.day < 0 or missed.case in (TABLED, BARRED):
            continue
        body = _body(told, meeting)
        assert f"package {missed.package}" in body
        assert "isjudged it" not in body
        assert "the ladder" not in body
        assert "The mediator" not in body
        text = meeting.text
        if text is None:
            assert "saw nothing to gain by offering it" in body
        else:
            assert text.proposer is not None
            assert f"could have offered it, but thought package {text.package} the better" in body
            assert missed.package != text.package
        passed_over += 1
    assert passed_over > 1
