"""The numbers behind each answer: they add up, and they reproduce the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import truncnorm

from sim.meetings.accounts import Answer, Meeting
from sim.report.diary import Diary
from sim.worlds import Noise


def _texts(diaries: list[Diary]) -> Iterator[tuple[Diary, Meeting, Answer]]:
    for told in diaries:
        for meeting in told.rounds:
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


def test_every_answer_without_noise_follows_from_worth_and_demand(diaries: list[Diary]) -> None:
    said: Counter[bool] = Counter()
    for _, _, answer in _texts(diaries):
        assert answer.rules["acceptance"] == "threshold"
        meets = answer.value >= answer.target
        assert answer.chance == meets
        assert answer.accepted == (meets or answer.offered_itself)
        said[answer.accepted] += 1
    assert min(said[True], said[False]) > 30


def test_every_answer_with_noise_follows_from_worth_demand_noise_and_luck(
    noisy: list[Diary],
) -> None:
    """The past is played by the baseline's rules, that is without noise."""
    refusals = against_the_odds = 0
    for told, meeting, answer in _texts(noisy):
        assert answer.rules["acceptance"] == ("threshold" if meeting.day < 0 else "logit")
        if meeting.day < 0:
            continue
        chance = expit((answer.value - answer.target) / answer.temperature)
        assert answer.chance == pytest.approx(chance, abs=1e-12)
        luck = Noise(told.seed, told.world, 1).uniform(f"answer.{answer.party}", meeting.day)[0]
        assert answer.accepted == (luck < chance or answer.offered_itself)
        refusals += not answer.accepted
        against_the_odds += answer.accepted != (chance >= 0.5)
    assert refusals > 30
    assert against_the_odds > 5


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
    """Or leaves claims open: nothing is asked of such a text."""
    texts: Counter[bool] = Counter()
    for told in diaries:
        for meeting in told.rounds:
            if meeting.text:
                claims_open = bool(told.trajectory.packages.claims_open[meeting.text.package])
                asked = 0.0 if claims_open else max(meeting.asked.values(), default=0.0)
                assert meeting.text.holds >= asked - 1e-12
                texts[claims_open] += 1
    assert min(texts[True], texts[False]) > 10


def test_a_fragile_package_is_below_what_is_asked(diaries: list[Diary]) -> None:
    fragile = [m for told in diaries for m in told.rounds if m.fragile]
    assert fragile
    for meeting in fragile:
        assert meeting.fragile is not None
        assert meeting.fragile.margin >= 0 > (meeting.margin or -1.0)
        assert meeting.fragile.holds < max(meeting.asked.values())


def _mediated(told: Diary) -> Iterator[tuple[Meeting, tuple[Answer, ...]]]:
    """The mediator's texts, in their order, and the answers to them."""
    for meeting in told.rounds:
        if meeting.text and meeting.text.proposer is None:
            yield meeting, meeting.text.answers


def _error(answer: Answer) -> float:
    """By how much the mediator takes a demand to be off."""
    assert answer.believed_target is not None
    return answer.believed_target - answer.target


def test_the_mediator_takes_a_demand_to_be_off_by_what_earlier_answers_leave_of_its_error(
    diaries: list[Diary],
) -> None:
    """By the mean of a normal law between the highest no and the lowest yes before this one."""
    moved = 0
    for told in diaries:
        spread = next(t.value for t in told.profile.world if t.parameter == "mediator.misjudges")
        first: dict[str, float] = {}
        bounds: dict[str, tuple[float, float]] = {}
        for _, answers in _mediated(told):
            for answer in answers:
                mean = first.setdefault(answer.party, _error(answer))
                above, below = bounds.get(answer.party, (-np.inf, np.inf))
                expected = truncnorm.mean(
                    (above - mean) / spread, (below - mean) / spread, mean, spread
                )
                assert _error(answer) == pytest.approx(expected, abs=1e-6 * spread)
                moved += abs(expected - mean) > 1e-6
                spare = answer.value - answer.target
                bounds[answer.party] = (
                    (above, min(below, spare)) if answer.accepted else (max(above, spare), below)
                )
    assert moved > 30


def test_by_the_probit_a_refusal_moves_the_next_reading_up_and_a_yes_teaches_nothing(
    noisy: list[Diary],
) -> None:
    """Never the reading of the demand that it answers."""
    moved = 0
    for told in noisy:
        since = [answers for meeting, answers in _mediated(told) if meeting.day >= 0]
        for before, after in pairwise(since):
            for then, now in zip(before, after, strict=True):
                change = _error(now) - _error(then)
                if then.accepted:
                    assert change == pytest.approx(0.0, abs=1e-12)
                else:
                    assert change >= -1e-12
                    moved += change > 1e-6
    assert moved > 10
