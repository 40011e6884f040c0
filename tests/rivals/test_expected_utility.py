"""The expected utility model: what can be worked out by hand, and the published example."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rivals.expected_utility import (
    Actors,
    expected_utility,
    forecast,
    mean,
    median,
    moved,
    prevails,
    risk_exponents,
)

# Years until emission standards for medium cars, as the members of the EC wanted them: Bueno de
# Mesquita 1994, table 1 in Scholz, Calbert and Smith 2011. Netherlands, Belgium, Luxembourg,
# Germany, France, Italy, UK, Ireland, Denmark, Greece.
YEARS = [4, 7, 4, 4, 10, 10, 10, 7, 4, 7]
CAPABILITY = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
SALIENCE = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]
GERMANY, UK = 3, 6
FIRST_PUBLISHED, LAST_PUBLISHED = 8.35, 9.9
"""Years: the least and the largest early forecast of Bueno de Mesquita and of Scholz et al."""


def actors(*rows: tuple[list[float], list[float], list[float]]) -> Actors:
    return Actors(*(np.array(each, dtype=float) for each in zip(*rows, strict=True)))


EMISSIONS = actors((YEARS, CAPABILITY, SALIENCE))  # type: ignore[arg-type]


def drawn(worlds: int, many: int = 5) -> Actors:
    luck = np.random.default_rng(3)
    return Actors(*(luck.uniform(0.05, 1.0, (worlds, many)) for _ in range(3)))


def test_votes_on_emission_standards_are_counted_by_hand() -> None:
    """.248 for 4 years, .093 for 7, .336 for 10: the median is 7, the mean 5.003 / .677."""
    assert median(EMISSIONS)[0] == 7.0
    assert mean(EMISSIONS)[0] == pytest.approx(5.003 / 0.677)


def test_germany_prevails_over_the_uk_by_the_votes_on_either_side() -> None:
    """Those at 7 are as far from both: .248 of .584."""
    p = prevails(EMISSIONS)
    assert p[0, GERMANY, UK] == pytest.approx(0.248 / 0.584)
    assert p[0, UK, GERMANY] == pytest.approx(0.336 / 0.584)


def test_one_prevails_or_the_other() -> None:
    p = prevails(drawn(20))
    assert np.allclose(p + p.swapaxes(1, 2), 1.0)


def test_a_challenge_between_two_is_worked_out_by_hand() -> None:
    """At r = 1 success is worth 2, failure -2, the status quo 0; three votes against one."""
    two = actors(([0.0, 1.0], [0.6, 0.4], [1.0, 0.5]))
    e = expected_utility(two, np.ones((1, 2)))[0]
    assert e[0, 1] == pytest.approx(0.5 * (0.75 * 2 - 0.25 * 2) + 0.5 * 2)
    assert e[1, 0] == pytest.approx(1.0 * (0.25 * 2 - 0.75 * 2))
    assert e[0, 0] == e[1, 1] == 0.0


def test_risk_exponents_span_one_half_to_two_and_who_is_most_challenged_has_the_least() -> None:
    some = drawn(20)
    r = risk_exponents(some)
    assert np.allclose(r.min(axis=1), 0.5)
    assert np.allclose(r.max(axis=1), 2.0)
    challenged = expected_utility(some, np.ones_like(r)).sum(axis=1)
    assert np.array_equal(r.argmin(axis=1), challenged.argmax(axis=1))


def test_who_seeks_risks_expects_more_of_the_same_challenge() -> None:
    """At 1/2 a gain weighs more than the loss, at 2 less: even odds are worth it or not."""
    even = actors(([0.0, 1.0], [0.5, 0.5], [1.0, 1.0]))
    bold, shy = (expected_utility(even, np.full((1, 2), r))[0, 0, 1] for r in (0.5, 2.0))
    assert shy < 0.0 < bold


def test_half_way_apart_risk_bends_success_and_failure_alike() -> None:
    """2 - 4 (.25)^r and 2 - 4 (.75)^r against 2 - 4 (.5)^r, of one who resists for certain."""
    three = actors(([0.0, 0.5, 1.0], [0.5, 0.5, 0.2], [1.0, 1.0, 1.0]))
    p = prevails(three)[0, 0, 1]
    for r in (0.5, 2.0):
        success, failure, stays = (2 - 4 * share**r for share in (0.25, 0.75, 0.5))
        found = expected_utility(three, np.full((1, 3), r))[0, 0, 1]
        assert found == pytest.approx(p * success + (1 - p) * failure - stays)


def test_the_weaker_of_two_yields_and_the_stronger_stays() -> None:
    two = actors(([0.0, 1.0], [0.9, 0.1], [1.0, 1.0]))
    after = moved(two)[0]
    assert after[0] == 0.0
    assert after[1] < 1.0


def test_nobody_leaves_the_positions_there_are_and_the_agreed_do_not_move() -> None:
    some = drawn(50)
    after = moved(some)
    assert (after >= some.x.min(axis=1, keepdims=True) - 1e-12).all()
    assert (after <= some.x.max(axis=1, keepdims=True) + 1e-12).all()
    assert (after != some.x).any()
    one = some._replace(x=np.full_like(some.x, 0.4))
    assert np.array_equal(moved(one), one.x)


@pytest.mark.parametrize("conflict_moves", [False, True])
def test_neither_the_unit_of_the_issue_nor_that_of_power_matters(conflict_moves: bool) -> None:
    some = drawn(50)
    plain = forecast(some, conflict_moves=conflict_moves)
    scaled = some._replace(x=3.0 + 7.0 * some.x, c=100.0 * some.c)
    again = forecast(scaled, conflict_moves=conflict_moves)
    assert np.allclose(again, 3.0 + 7.0 * plain)


def test_the_order_of_actors_does_not_matter_and_worlds_do_not_touch() -> None:
    some = drawn(7)
    turned = Actors(*(each[:, ::-1] for each in some))
    assert np.allclose(forecast(turned), forecast(some))
    alone = Actors(*(each[3:4] for each in some))
    assert forecast(alone)[0] == forecast(some)[3]


def test_standards_come_later_than_the_first_median_as_published() -> None:
    """From 7 years up: 8.35, later 9.05 (Bueno de Mesquita 1994), 8.4, then 9.9 (Scholz et al.).

    The description does not settle who yields to which offer, and no reading that was tried gives
    the published path; ours has 9.53 for three rounds. See docs/rivals.md.
    """
    path = [forecast(EMISSIONS, rounds)[0] for rounds in (1, 2, 3)]
    assert path == pytest.approx([9.53] * 3, abs=0.01)
    assert all(FIRST_PUBLISHED <= years <= LAST_PUBLISHED for years in path)
