"""What is offered under uncertainty: a trade-off of risk and return, an expected Nash product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from sim.theory.learning import Normal, log_acceptance
from sim.theory.proposal import ExpectedNash, RiskReturn, Texts
from sim.worlds import Bools, Floats, Ints
from tests.builders import SHORT, baseline_with, told

ROWS, PACKAGES = 300, 6


class Asked(NamedTuple):
    """Arguments of an offer, but for the chances; ``chances`` (rows, packages) by other party."""

    own: Floats
    others: list[Floats]
    demand: Floats
    may: Bools
    chances: list[Floats]

    def log_yes(self, row: Ints, package: Ints) -> list[Floats]:
        with np.errstate(divide="ignore"):
            return [np.log(chance[row, package]) for chance in self.chances]


def asked(others: int) -> Asked:
    rng = np.random.default_rng(41)
    size = ROWS, PACKAGES
    return Asked(
        rng.normal(size=size),
        [rng.normal(size=size) for _ in range(others)],
        rng.normal(0.5, 0.8, ROWS),
        rng.random(size) < 0.7,
        [rng.random(size) * (rng.random(size) < 0.8) for _ in range(others)],
    )


def offered(table: Asked) -> Ints:
    return RiskReturn().choose(table.own, table.others, table.demand, table.log_yes, table.may)


@pytest.mark.parametrize("others", [1, 2])
def test_an_offer_is_worth_most_over_the_demand_times_the_chance_of_every_yes(others: int) -> None:
    """Written a second time, text by text; -1 where nothing is to be had by any of them."""
    table = asked(others)
    for row, found in enumerate(offered(table)):
        most, best = 0.0, -1
        for package in np.flatnonzero(table.may[row]):
            gain = table.own[row, package] - table.demand[row]
            expected = gain * np.prod([chance[row, package] for chance in table.chances])
            if gain > 0 and expected > most:
                most, best = expected, package
        assert found == best


def test_nobody_offers_less_than_it_demands_and_nothing_where_nothing_meets_that() -> None:
    table = asked(1)
    found = offered(table)
    row = np.flatnonzero(found >= 0)
    assert table.may[row, found[row]].all()
    assert (table.own[row, found[row]] > table.demand[row]).all()
    too_much = table._replace(demand=np.where(table.may, table.own, -np.inf).max(axis=1) + 1e-9)
    assert (offered(too_much) == -1).all()
    assert 0 < row.size < ROWS


def test_nothing_is_offered_that_would_surely_be_refused() -> None:
    table = asked(1)
    assert (offered(table._replace(chances=[np.zeros((ROWS, PACKAGES))])) == -1).all()


SHARES = np.linspace(0.0, 1.0, 20_001)
"""Of a pie, for who offers."""


def share_asked(mean: float, sd: float, demand: float) -> float:
    """What is asked of one who is believed to need the rest of a pie, about so much of it."""

    def log_yes(row: Ints, package: Ints) -> list[Floats]:
        need = Normal(np.array([mean]), np.array([sd**2]))
        return [log_acceptance(1.0 - SHARES[package], need, np.zeros(1), row)]

    own, others = SHARES[None, :], [1.0 - SHARES[None, :]]
    everything = np.ones_like(own, dtype=bool)
    choice = RiskReturn().choose(own, others, np.array([demand]), log_yes, everything)
    return float(SHARES[choice[0]])


@pytest.mark.parametrize("mean", [0.1, 0.4, 0.7])
@pytest.mark.parametrize("sd", [0.01, 0.1, 0.4])
@pytest.mark.parametrize("demand", [0.0, 0.25])
def test_what_is_asked_of_a_pie_trades_off_risk_and_return(
    mean: float, sd: float, demand: float
) -> None:
    """Fearon 1995: where one unit more is worth what it risks, to a step of the grid.

    The first-order condition of ``(s - d) Phi((1 - s - m) / sd)``, whose log is concave:
    ``1 / (s - d) = n(z) / (sd Phi(z))`` with ``z = (1 - s - m) / sd``.
    """

    def marginal(share: float) -> float:
        z = (1.0 - share - mean) / sd
        return 1.0 / (share - demand) - float(np.exp(norm.logpdf(z) - norm.logcdf(z))) / sd

    expected = brentq(marginal, demand + 1e-9, 2.0)
    assert demand < expected < 1
    assert abs(share_asked(mean, sd, demand) - expected) <= SHARES[1]


def test_the_more_certain_it_is_the_less_it_leaves_above_what_the_other_needs() -> None:
    """Down to nothing: a take-it-or-leave-it offer to one whose reservation is known."""
    left = [1.0 - share_asked(0.4, sd, 0.0) - 0.4 for sd in (0.1, 0.03, 0.01, 0.003, 0.0)]
    assert (np.diff(left) < 0).all()
    assert left[-1] == pytest.approx(0.0, abs=SHARES[1])


def test_who_demands_more_asks_for_more() -> None:
    """And risks war more often for it."""
    shares = [share_asked(0.4, 0.1, demand) for demand in (0.0, 0.2, 0.4, 0.55)]
    assert (np.diff(shares) > 0).all()


def test_alone_at_the_table_no_side_offers_less_than_it_demands() -> None:
    """In the model, in every offer; a side may have nothing to offer."""
    run = told(
        baseline_with(
            *SHORT,
            "events.gone={type: mediator_leaves, date: 2026-02-08}",
            "calendar.alone={pace: 1, chance: 1}",
            "rules.offer=risk_return",
            "rules.reservation=faratin",
        ),
        100,
    )
    for own, name in enumerate(run.parties):
        offers = (run.story["proposer"] == own) & (run.story["package"] >= 0)
        gain = run.story[f"offered.{name}"] - run.story[f"target.{name}"]
        assert offers.sum() > 10
        assert (gain[offers] > 0).all()
    assert ((run.story["proposer"] >= 0) & (run.story["package"] == -1)).any()


class Tabled(NamedTuple):
    """A mediator's texts, all of which may be tabled; arrays (rows, packages) but for the needs."""

    worth: list[Floats]
    needs: list[Floats]
    weights: list[Floats]
    taste: Floats
    chances: list[Floats]
    allowed: list[Floats]


def tabled(parties: int) -> Tabled:
    rng = np.random.default_rng(42)
    size = ROWS, PACKAGES
    weights = rng.dirichlet(np.ones(parties), ROWS).T
    return Tabled(
        [rng.normal(0.5, 0.5, size) for _ in range(parties)],
        [rng.normal(0.0, 0.3, ROWS) for _ in range(parties)],
        list(weights),
        rng.normal(0.0, 0.2, size),
        [rng.random(size) * (rng.random(size) < 0.7) for _ in range(parties)],
        [rng.random(size)],
    )


def texts(table: Tabled) -> Texts:
    row, package = (each.ravel() for each in np.indices((ROWS, PACKAGES)))

    def logs(chances: list[Floats]) -> Callable[[Ints], Sequence[Floats]]:
        with np.errstate(divide="ignore"):
            told = [np.log(chance.ravel()) for chance in chances]
        return lambda some: [each[some] for each in told]

    return Texts(
        row=row,
        package=package,
        shape=(ROWS, PACKAGES),
        worth=[worth.ravel() for worth in table.worth],
        targets=[np.full(ROWS, np.nan) for _ in table.worth],
        needs=table.needs,
        weights=table.weights,
        taste=table.taste.ravel(),
        log_yes=logs(table.chances),
        log_allowed=logs(table.allowed),
    )


def believed(chance: float) -> float:
    """A mediator errs once in twenty."""
    return 0.05 + 0.95 * chance


def counted(gain: float) -> float:
    """A gain in the product; from .01 down its logarithm falls in a straight line, as steeply."""
    return gain if gain > 0.01 else 0.01 * float(np.exp(gain / 0.01 - 1.0))


@pytest.mark.parametrize("parties", [2, 3])
def test_a_mediator_tables_the_largest_expected_nash_product(parties: int) -> None:
    """Written a second time, text by text: every chance of a yes, and gains by their weights.

    Whoever must allow it counts by its chance, and not by any gain.
    """
    table = tabled(parties)
    found = ExpectedNash().choose(texts(table))
    for row in range(ROWS):
        scores = []
        for package in range(PACKAGES):
            score = np.exp(table.taste[row, package])
            score *= believed(table.allowed[0][row, package])
            for i in range(parties):
                gain = table.worth[i][row, package] - table.needs[i][row]
                score *= believed(table.chances[i][row, package])
                score *= counted(gain) ** table.weights[i][row]
            scores.append(score)
        assert found[row] == np.argmax(scores)


@pytest.mark.parametrize("parties", [2, 3])
def test_who_is_certain_tables_the_nash_solution_of_what_all_accept(parties: int) -> None:
    """Nash 1950, with Kalai's weights, among gains from .2 to 1.

    A text that one refuses counts a twentieth, and its product is at most five times as large.
    """
    table, rng = tabled(parties), np.random.default_rng(43)
    size = parties, ROWS, PACKAGES
    gains, yes = rng.uniform(0.2, 1.0, size), rng.random(size) < 0.7
    certain = table._replace(
        worth=[need[:, None] + gain for need, gain in zip(table.needs, gains, strict=True)],
        taste=np.zeros((ROWS, PACKAGES)),
        allowed=[],
        chances=list(yes.astype(np.float64)),
    )
    product = np.prod(gains ** np.array(table.weights)[:, :, None], axis=0)
    product[~yes.all(axis=0)] = 0.0
    some = yes.all(axis=0).any(axis=1)
    assert some.sum() > 100
    found = ExpectedNash().choose(texts(certain))
    assert np.array_equal(found[some], product.argmax(axis=1)[some])


def test_a_text_that_is_believed_to_be_refused_is_not_kept_from_the_table_for_ever() -> None:
    """Doubt: a twentieth of a large enough gain is more than all of a small one."""
    table = tabled(2)
    nobody = table._replace(chances=[np.zeros((ROWS, PACKAGES)) for _ in range(2)])
    assert (ExpectedNash().choose(texts(nobody)) >= 0).all()
    gains = np.full((ROWS, PACKAGES), 0.01)
    gains[:, 4] = 2.0
    all_but_it = (np.arange(PACKAGES) != 4) * np.ones((ROWS, 1))
    one_refuses = table._replace(
        worth=[need[:, None] + gains for need in table.needs],
        taste=np.zeros((ROWS, PACKAGES)),
        allowed=[],
        chances=[all_but_it, np.ones((ROWS, PACKAGES))],
    )
    assert (ExpectedNash().choose(texts(one_refuses)) == 4).all()
    both_refuse = one_refuses._replace(chances=[all_but_it, all_but_it])
    assert (ExpectedNash().choose(texts(both_refuse)) != 4).all()
