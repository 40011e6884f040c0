"""The numbers behind each answer: they add up, and they reproduce the answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit

from sim.meetings.accounts import Answer, Meeting
from sim.report.diary import Diary
from sim.worlds import Noise


def _texts(diaries: list[Diary]) -> Iterator[tuple[Diary, Meeting, Answer]]:
    for told in diaries:
        for meeting in told.meetings.values():
            for answer in meeting.text.answers if meeting.text else ():
                yield told, meeting, answer


def test_the_parts_of_a_package_sum_to_its_worth(diaries: list[Diary]) -> None:
    for _, _, answer in _texts(diaries):
        assert sum(answer.parts.values()) == pytest.approx(answer.value, abs=1e-12)


def test_the_parts_of_the_war_value_sum_to_it(diaries: list[Diary]) -> None:
    for _, _, answer in _texts(diaries):
        assert sum(answer.war_parts.values()) == pytest.approx(answer.war_value, abs=1e-12)


def test_the_balance_is_worth_less_war_value(diaries: list[Diary]) -> None:
    for _, _, answer in _texts(diaries):
        gain = answer.value - answer.war_value
        assert sum(answer.balance().values()) == pytest.approx(gain, abs=1e-12)


def test_the_war_value_of_an_answer_is_that_of_the_trajectory(diaries: list[Diary]) -> None:
    for told, meeting, answer in _texts(diaries):
        if meeting.day >= 0:
            war = told.trajectory.daily[f"war_value.{answer.party}"][meeting.day, 0]
            assert answer.war_value == war


def test_every_answer_follows_from_worth_demand_noise_and_luck(diaries: list[Diary]) -> None:
    refusals = 0
    for told, meeting, answer in _texts(diaries):
        chance = expit((answer.value - answer.target) / answer.temperature)
        assert answer.chance == pytest.approx(chance, abs=1e-12)
        attempts = np.array([told.profile.attempt])
        noise = Noise(told.seed, told.world, 1).drawn_again(attempts)
        luck = noise.uniform(f"answer.{answer.party}", meeting.day)[0]
        assert answer.accepted == (luck < chance or answer.offered_itself)
        refusals += not answer.accepted
    assert refusals > 30


def test_a_demand_is_war_value_plus_what_is_claimed_of_the_gain_in_reach(
    diaries: list[Diary],
) -> None:
    claims = 0
    for _, _, answer in _texts(diaries):
        claimed = answer.claim * (1.0 - answer.conceded) * (answer.in_reach or 0.0)
        assert answer.target == pytest.approx(answer.war_value + claimed, abs=1e-12)
        claims += answer.in_reach is not None
    assert claims > 10


def test_a_text_holds_at_least_as_well_as_both_sides_ask(diaries: list[Diary]) -> None:
    for told in diaries:
        for meeting in told.meetings.values():
            if meeting.text:
                assert meeting.text.holds >= max(meeting.asked.values(), default=0.0) - 1e-12


def test_a_fragile_package_is_below_what_is_asked(diaries: list[Diary]) -> None:
    fragile = [m for told in diaries for m in told.meetings.values() if m.fragile]
    assert fragile
    for meeting in fragile:
        assert meeting.fragile is not None
        assert meeting.fragile.margin >= 0 > (meeting.margin or -1.0)
        assert meeting.fragile.holds < max(meeting.asked.values())


def test_the_mediator_takes_a_demand_to_be_off_by_its_error_before_the_answer(
    diaries: list[Diary],
) -> None:
    """A refusal moves the next reading of that side's demand up, never the reading it answers."""
    moved = 0
    for told in diaries:
        held = [m for m in told.meetings.values() if m.text and m.text.proposer is None]
        for before, after in pairwise(held):
            for then, now in zip(before.text.answers, after.text.answers, strict=True):  # type: ignore[union-attr]
                assert then.believed_target is not None
                assert now.believed_target is not None
                if before.day < 0 <= after.day and told.scenario.origin is not told.scenario:
                    continue
                change = (now.believed_target - now.target) - (then.believed_target - then.target)
                if then.accepted:
                    assert change == pytest.approx(0.0, abs=1e-12)
                else:
                    assert change >= -1e-12
                    moved += change > 1e-6
    assert moved > 10
