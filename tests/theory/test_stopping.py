"""McCall 1970: what is worth holding out for; and what there is to hold out for.

The search for a job (Quarterly Journal of Economics 84), with dates that come as a Poisson
process: a date more to come changes the share r worth holding out for by
``P E[max(X - r, 0)] - k - p r``, X uniform on [0, b].
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from numpy.polynomial import hermite_e

from sim.theory import reach, stopping
from sim.theory.learning import Normal
from sim.worlds import Bools, Floats
from tests.builders import standard_errors

SEARCHES = 40_000


class Search(NamedTuple):
    """Arguments of ``held_out_for``, in its order."""

    dates: Floats
    last: Floats
    most: Floats
    chance: Floats
    cost: Floats
    impatience: Floats


def one(*numbers: float) -> Search:
    return Search(*(np.array([x]) for x in numbers))


def every(*dates: float) -> Search:
    """All combinations of some values, with those at which the equation loses a term."""
    n, part, b, P, k, p = (
        x.ravel()
        for x in np.meshgrid(
            dates,
            (0.0, 0.35, 1.0),
            (0.05, 0.6, 1.0),
            (0.0, 1e-6, 0.2, 1.0),
            (0.0, 1e-3, 0.1),
            (0.0, 0.01, 0.5),
        )
    )
    return Search(n, part * b, b, P, k, p)


def drawn(n: int = 2000) -> Search:
    """Searches in which everything counts."""
    u = np.random.default_rng(21).random((6, n))
    most = 0.1 + 0.8 * u[2]
    return Search(
        0.5 + 15 * u[0], u[1] * most, most, 0.05 + 0.9 * u[3], 0.001 + 0.05 * u[4], 0.05 * u[5]
    )


def held(search: Search) -> Floats:
    return stopping.held_out_for(*search)


def change_a_date(r: Floats, search: Search) -> Floats:
    """``P E[max(X - r, 0)] - k - p r`` for r in [0, b]."""
    _, _, b, P, k, p = search
    return P * (b - r) ** 2 / (2.0 * b) - k - p * r


def by_backward_induction(search: Search, steps: int = 1000) -> Floats:
    """From what comes last to the first date, in steps of Runge and Kutta; who may, gives up."""
    r, h = search.last, search.dates / steps
    for _ in range(steps):
        a = change_a_date(r, search)
        b = change_a_date(r + h / 2.0 * a, search)
        c = change_a_date(r + h / 2.0 * b, search)
        d = change_a_date(r + h * c, search)
        r = np.maximum(r + h / 6.0 * (a + 2.0 * b + 2.0 * c + d), 0.0)
    return r


def test_the_share_held_out_for_is_that_of_backward_induction() -> None:
    """The Riccati solution against the recursion it solves, whose error is of order h^4."""
    search = every(0.0, 0.3, 4.0, 25.0)
    expected = by_backward_induction(search)
    assert (expected[search.dates > 0] == 0).any()
    assert held(search) == pytest.approx(expected, abs=1e-10)


def test_where_nothing_ever_ends_the_talks_one_date_more_changes_nothing() -> None:
    """A fixed point of the recursion, or nothing where waiting costs more than it can bring."""
    search = every(np.inf)
    share = held(search)
    change = change_a_date(share, search)
    assert change[share > 0] == pytest.approx(0.0, abs=1e-12)
    assert (change[share == 0] <= 0).all()
    assert (share == 0).any()


@pytest.mark.parametrize("most", [0.05, 0.4, 1.0])
@pytest.mark.parametrize("chance", [1e-3, 0.3, 1.0])
@pytest.mark.parametrize("cost", [0.0, 1e-4, 0.01, 0.3])
def test_the_reservation_of_an_endless_search_is_mccalls(
    most: float, chance: float, cost: float
) -> None:
    """``E[max(X - r, 0)] = k / P``: ``r = b - sqrt(2 b k / P)`` of a uniform offer, if positive."""
    expected = max(0.0, most - np.sqrt(2.0 * most * cost / chance))
    share = held(one(np.inf, 0.0, most, chance, cost, 0.0))
    assert share[0] == pytest.approx(expected, abs=1e-9)


def searched(case: Sequence[float], periods: int) -> float:
    """McCall's recursion over periods so short that hardly any has an offer."""
    dates, value, most, chance, cost, impatience = case
    offers = most * (np.arange(4000) + 0.5) / 4000
    h = dates / periods
    for _ in range(periods):
        better = float(np.maximum(offers, value).mean())
        next_one = chance * h * better + (1.0 - chance * h) * value
        value = max(0.0, np.exp(-impatience * h) * next_one - cost * h)
    return value


@pytest.mark.parametrize(
    "case",
    [
        (6.0, 0.0, 0.6, 0.4, 0.005, 0.02),
        (3.0, 0.9, 0.9, 0.8, 0.05, 0.1),
        (10.0, 0.2, 1.0, 0.3, 0.0, 0.0),
    ],
)
def test_a_search_in_short_periods_comes_as_near_as_they_are_short(case: Sequence[float]) -> None:
    """Convergence of first order: half the period, half the error."""
    share = held(one(*case))[0]
    long, short = (searched(case, periods) - share for periods in (400, 800))
    assert abs(long) < 0.01
    assert long / short == pytest.approx(2.0, rel=0.02)


def earned(case: Search, luck: Sequence[Floats], shares: Callable[[Floats], Floats]) -> Floats:
    """(searches,): what a party gets that takes the first offer above ``shares(dates left)``."""
    gaps, offers, u = luck
    k, p = case.cost, case.impatience
    times = gaps.cumsum(axis=1)
    assert (times[:, -1] > case.dates).all()
    left = np.maximum(case.dates - times, 0.0)
    takes = (times < case.dates) & (u < case.chance) & (case.most * offers > shares(left))
    first, some = takes.argmax(axis=1)[:, None], takes.any(axis=1)
    time = np.where(some, np.take_along_axis(times, first, 1)[:, 0], case.dates)
    got = np.where(some, case.most * np.take_along_axis(offers, first, 1)[:, 0], case.last)
    return np.exp(-p * time) * got + k * np.expm1(-p * time) / p


@pytest.mark.parametrize(
    "case",
    [(6.0, 0.05, 0.6, 0.4, 0.005, 0.02), (4.0, 0.8, 0.8, 0.9, 0.001, 0.1)],
    ids=["rising", "falling"],
)
def test_a_party_earns_what_it_holds_out_for_and_less_by_any_other_share(
    case: Sequence[float],
) -> None:
    """Dates by a Poisson process: the mean is the share itself; .05 up or down is worse.

    Within 4 SE of the mean; paired luck, 4 SE.
    """
    search = one(*case)
    rng = np.random.default_rng(22)
    size = SEARCHES, 30
    luck = rng.exponential(size=size), rng.random(size), rng.random(size)

    def shares(left: Floats) -> Floats:
        return held(search._replace(dates=left))

    best = earned(search, luck, shares)
    assert abs(standard_errors(best - held(search))) < 4
    for shift in (-0.05, 0.05):
        other = earned(search, luck, lambda left, shift=shift: shares(left) + shift)
        assert standard_errors(best - other) > 4


@pytest.mark.parametrize(
    ("name", "sign"), [("last", 1), ("most", 1), ("chance", 1), ("cost", -1), ("impatience", -1)]
)
def test_more_is_held_out_for_where_waiting_brings_more_or_costs_less(name: str, sign: int) -> None:
    """Signs of the recursion's derivatives, strict where anything is held out for at all."""
    search = drawn()
    if name == "last":
        search = search._replace(last=0.9 * search.last)
    before = held(search)
    change = sign * (held(search._replace(**{name: 1.05 * getattr(search, name)})) - before)
    assert (change >= 0).all()
    inside = before > 0.01
    assert inside.sum() > 1000
    assert (change[inside] > 0).all()


def test_with_more_dates_to_come_the_share_nears_that_of_an_endless_search() -> None:
    """It rises from below and falls from above, and never passes it."""
    search = drawn()
    endless = held(search._replace(dates=np.full_like(search.dates, np.inf)))
    sooner, later = held(search), held(search._replace(dates=1.05 * search.dates))
    toward = np.sign(endless - search.last)
    assert (toward > 0).sum() > 200
    assert (toward < 0).sum() > 200
    assert (toward * (later - sooner))[sooner > 0].min() > 0
    assert (toward * (endless - later)).min() > -1e-12


def test_with_no_date_to_come_what_comes_last_is_all() -> None:
    search = every(0.0)
    assert held(search) == pytest.approx(search.last, abs=1e-12)


def test_a_share_is_one_of_what_can_be_hoped_for() -> None:
    """In [0, b], however many dates there are and whatever they cost."""
    search = every(0.0, 1e-9, 1.0, 1e9, np.inf)
    for cost in (search.cost, 1e12 * search.cost):
        share = held(search._replace(cost=cost))
        assert (share >= 0).all()
        assert (share <= search.most).all()


def test_without_a_temperament_power_is_what_the_writer_of_the_text_gives() -> None:
    """Odds multiply: even ones change nothing, and which of the two is whose is all one."""
    a, w = (x.ravel() for x in np.meshgrid(np.linspace(0.01, 0.99, 50), np.linspace(0, 1, 51)))
    power = stopping.bargaining_power(a, w)
    assert stopping.bargaining_power(np.full_like(w, 0.5), w) == pytest.approx(w, abs=1e-8)
    assert np.array_equal(power, stopping.bargaining_power(w, a))
    assert power.min() > 0
    assert power.max() < 1
    inside = (w > 0) & (w < 1)
    odds = a / (1 - a) * w / (1 - w + (w == 1))
    assert (power / (1 - power))[inside] == pytest.approx(odds[inside], rel=1e-9)


def test_two_whose_powers_sum_to_more_than_one_are_optimistic() -> None:
    """Yildiz 2003 (Econometrica 71): more exactly where both aspire to more than a half.

    One who aspires to as much more than a half as the other to less leaves the sum at one.
    """
    a, w = (x.ravel() for x in np.meshgrid(np.linspace(0.02, 0.98, 49), np.linspace(0.1, 0.9, 9)))

    def total(first: Floats, second: Floats) -> Floats:
        return stopping.bargaining_power(first, w) + stopping.bargaining_power(second, 1 - w)

    assert total(a, 1 - a) == pytest.approx(1.0, abs=1e-12)
    assert (total(a, a)[a > 0.51] > 1).all()
    assert (total(a, a)[a < 0.49] < 1).all()


class Table(NamedTuple):
    """Arguments of ``in_reach``, in its order."""

    own: Floats
    others: list[Floats]
    going_on: Floats
    needs: list[Normal]
    may: Bools


def table(others: int, rows: int = 60, packages: int = 8) -> Table:
    rng = np.random.default_rng(23)
    return Table(
        rng.normal(size=(rows, packages)),
        [rng.normal(size=(rows, packages)) for _ in range(others)],
        rng.normal(0.5, 0.5, rows),
        [Normal(rng.normal(0.5, 0.5, rows), rng.uniform(0.1, 1.0, rows)) for _ in range(others)],
        rng.random((rows, packages)) < 0.7,
    )


def gain_where(asked: Table, row: int, needed: Sequence[float]) -> float:
    """Of the best package that gives all others what they need: below 0 if none is worth it."""
    gains = [
        own - asked.going_on[row]
        for i, own in enumerate(asked.own[row])
        if asked.may[row, i]
        and all(worth[row, i] >= w for worth, w in zip(asked.others, needed, strict=True))
    ]
    return max(gains, default=-1.0)


@pytest.mark.parametrize("others", [1, 2])
def test_who_knows_what_the_others_need_reaches_for_the_best_that_they_would_sign(
    others: int,
) -> None:
    """``f(w) = max {own(x): others(x) >= w}`` at the one w: what the first package is worth."""
    asked = table(others)
    certain = [Normal(worth[:, 0], np.zeros(len(worth))) for worth in asked.others]
    found = reach.in_reach(*asked._replace(needs=certain))
    gains = np.array(
        [
            gain_where(asked, row, [need.mean[row] for need in certain])
            for row in range(asked.going_on.size)
        ]
    )
    assert 0 < (gains < 0).sum() < gains.size
    assert found.gain == pytest.approx(np.maximum(gains, 0.0), abs=1e-12)
    assert found.chance == pytest.approx(np.where(gains >= 0, 1.0, 0.0), abs=1e-12)


@pytest.mark.parametrize("others", [1, 2])
def test_what_is_in_reach_is_a_mean_over_five_nodes_for_each_of_the_others(others: int) -> None:
    """Gauss and Hermite's quadrature, term by term; beliefs about two are independent."""
    asked = table(others)
    found = reach.in_reach(*asked)
    nodes, weights = hermite_e.hermegauss(5)
    points = list(zip(nodes, weights / np.sqrt(2 * np.pi), strict=True))
    for row in range(asked.going_on.size):
        gain = chance = 0.0
        for grid in product(points, repeat=others):
            needed = [
                need.mean[row] + z * np.sqrt(need.variance[row])
                for need, (z, _) in zip(asked.needs, grid, strict=True)
            ]
            above, weight = gain_where(asked, row, needed), np.prod([w for _, w in grid])
            gain += weight * max(above, 0.0)
            chance += weight * (above >= 0)
        assert found.chance[row] == pytest.approx(chance, abs=1e-12)
        assert found.gain[row] * found.chance[row] == pytest.approx(gain, abs=1e-12)


def test_one_text_is_open_as_often_as_the_nodes_below_it_weigh() -> None:
    """Abramowitz and Stegun 1964, table 25.10: 8/15 in the middle, (7 -+ 2 sqrt(10)) / 60 beside.

    The nodes lie at 0 and at the roots of ``5 -+ sqrt(10)``.
    """
    inner, outer = (7 + 2 * np.sqrt(10)) / 60, (7 - 2 * np.sqrt(10)) / 60
    near, far = np.sqrt(5 - np.sqrt(10)), np.sqrt(5 + np.sqrt(10))
    worth = np.array([-far, -near, 0.0, near, far])
    below = np.concatenate(([0.0], np.cumsum([outer, inner, 8 / 15, inner, outer])))
    margins = np.concatenate((worth - 1e-9, [far + 1e-9]))
    rows = margins.size
    need = Normal(np.full(rows, 0.3), np.full(rows, 0.04))
    text = (0.3 + 0.2 * margins)[:, None]
    own, none, may = np.ones((rows, 1)), np.zeros(rows), np.ones((rows, 1), dtype=bool)
    for others in (1, 2):
        found = reach.in_reach(own, [text] * others, none, [need] * others, may)
        assert found.chance == pytest.approx(below**others, abs=1e-12)
        assert found.gain == pytest.approx(np.where(below > 0, 1.0, 0.0), abs=1e-12)


def test_more_texts_that_may_be_signed_never_leave_less_in_reach() -> None:
    """The chance, and the mean gain with nothing for a closed range, of a set and a larger one."""
    asked = table(2)
    fewer = asked.may & (np.random.default_rng(24).random(asked.may.shape) < 0.6)
    small, large = reach.in_reach(*asked._replace(may=fewer)), reach.in_reach(*asked)
    more = large.gain * large.chance - small.gain * small.chance
    assert more.min() > -1e-12
    assert more.max() > 0.1
    assert (large.chance >= small.chance).all()


def test_where_nothing_may_be_signed_nothing_is_in_reach() -> None:
    asked = table(2)
    found = reach.in_reach(*asked._replace(may=np.zeros_like(asked.may)))
    assert not found.gain.any()
    assert not found.chance.any()
