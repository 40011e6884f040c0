"""One valuation: parts that add up, what may be signed, the margin, and all that without a term."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.agreement.accord import Condition
from sim.agreement.seats import ByParty
from sim.agreement.standing import Standing
from sim.agreement.valuation import MUST_HOLD, Valuation, Valuer
from sim.agreement.worth import Worth
from sim.model import NegotiationModel
from sim.theory import bargaining, durability
from sim.worlds import Bools, Floats
from tests.builders import baseline_with, model_of, same_bits

WORLDS = 7


@pytest.fixture(scope="module", params=["chosen", "by itself"])
def model(request: pytest.FixtureRequest) -> NegotiationModel:
    """War that is renewed because a side chooses it, or by itself, whoever would gain by it."""
    by_itself = [] if request.param == "chosen" else ["accord.renewal=null"]
    asks = "parties.russia.must_hold={probability: 0.3, years: 5}"
    return model_of(baseline_with(asks, *by_itself), WORLDS)


@pytest.fixture(scope="module")
def valuation(model: NegotiationModel) -> Valuation:
    """Five worlds on a day of much pressure and some resentment."""
    rows = np.array([0, 2, 3, 5, 6])
    standing = model.going_on.standing(model.situation(0)).at(rows)
    there = np.ones(5, dtype=bool)
    return model.parties.valuer.on(rows, np.full(5, 0.4), np.full(5, 0.7), standing, there)


def temptation(valuation: Valuation, plain: ByParty) -> tuple[Floats, ByParty]:
    """Hazard, and what packages are worth that are worth ``plain`` as long as they hold.

    Written a second time, for war renewed by choice.
    """
    accord, rows = valuation.valuer.accord, valuation.rows
    assert accord.renewal is not None
    shift = accord.renewal.kinds.spread(accord.renewal.shift[rows])
    assert accord.renewal.ceded is not None
    ceded = accord.renewal.kinds.spread(accord.renewal.ceded[rows])
    after = [
        (on + full[rows] * valuation.pressure)[:, None] + sign * shift + ceded * line[:, None]
        for sign, on, line, full in zip(
            (-1.0, 1.0), *valuation.standing, valuation.valuer.pressures, strict=True
        )
    ]
    tempted = [
        np.exp(np.clip(accord.renewal.temptation[rows][:, None] * (war - own), -6.0, 6.0))
        for war, own in zip(after, plain, strict=True)
    ]
    calm = accord.war_again[rows][:, None] * np.exp(-accord.hazard_reduction[rows])
    hazard = calm * (tempted[0] + tempted[1]) / 2.0
    lost = hazard / (hazard + accord.renewal.discount[rows][:, None])
    worth = tuple(own + lost * (war - own) for war, own in zip(after, plain, strict=True))
    return hazard, worth


def test_the_parts_of_a_worth_add_up_to_it(valuation: Valuation) -> None:
    """For every package and both parties, to 1e-12; each kind of part is among them."""
    chosen = {"renewed_war"} if valuation.valuer.accord.renewal else set()
    for party, worth in enumerate(valuation.worth):
        found = np.zeros_like(worth)
        for package in range(worth.shape[1]):
            parts = valuation.parts_of(party, np.full(valuation.rows.size, package))
            found[:, package] = sum(parts.values())
            assert {name.partition(".")[0] for name in parts} == {
                "issue", "fairness", "red_line", "exclusion", *chosen
            }  # fmt: skip
        assert np.abs(found - worth).max() < 1e-12


def test_without_a_part_a_worth_lacks_that_part_and_nothing_else_changes(
    valuation: Valuation,
) -> None:
    """As long as an accord holds; what is tempted by it follows (the next test)."""
    for own, worth in enumerate(valuation.valuer.worths):
        for name in worth.names():
            eased = valuation.without(f"{worth.party}.{name}")
            part = worth.part(name, valuation.rows, valuation.resentment)
            assert same_bits(eased.plain[own], valuation.plain[own] - part)
            assert eased.plain[1 - own] is valuation.plain[1 - own]
            if valuation.valuer.accord.renewal is None:
                assert eased.worth == eased.plain
                assert np.array_equal(eased.signable, valuation.signable)


def test_what_renewed_war_takes_is_worked_out_anew_without_a_part(valuation: Valuation) -> None:
    """Who gets more by an accord is tempted less to break it: its hazard falls, to 1e-12."""
    if valuation.valuer.accord.renewal is None:
        assert valuation.worth == valuation.plain
        return
    for own, worth in enumerate(valuation.valuer.worths):
        for name in worth.names():
            eased = valuation.without(f"{worth.party}.{name}")
            hazard, worths = temptation(valuation, eased.plain)
            assert np.allclose(eased.hazard, hazard, rtol=1e-12, atol=0)
            for found, expected in zip(eased.worth, worths, strict=True):
                assert np.abs(found - expected).max() < 1e-12
            gained = eased.plain[own] >= valuation.plain[own]
            assert (eased.hazard[gained] <= valuation.hazard[gained] * (1 + 1e-12)).all()


def test_resentment_takes_its_share_of_what_full_resentment_would(valuation: Valuation) -> None:
    """``exclusion`` times resentment, the same from every package, to 1e-12."""
    for worth in valuation.valuer.worths:
        felt, calm = (worth.at(valuation.rows, np.full(5, x)) for x in (0.4, 0.0))
        lost = 0.4 * worth.exclusion[valuation.rows][:, None]
        assert np.abs(calm - felt - lost).max() < 1e-12
    assert (valuation.valuer.worths[0].exclusion > 0).any()


def test_terms_taken_away_one_after_the_other_are_all_gone(valuation: Valuation) -> None:
    """Without every part a package is worth nothing as long as it holds, to 1e-12.

    Then it is worth its share of the war that follows, if a side chooses that.
    """
    bare, worth = valuation, valuation.valuer.worths[0]
    for name in worth.names():
        bare = bare.without(f"{worth.party}.{name}")
    assert np.abs(bare.plain[0]).max() < 1e-12
    if valuation.valuer.accord.renewal is None:
        assert np.abs(bare.worth[0]).max() < 1e-12
    else:
        _, worth_of_war = temptation(valuation, (np.zeros_like(bare.plain[0]), bare.plain[1]))
        assert np.abs(bare.worth[0] - worth_of_war[0]).max() < 1e-12


def test_without_the_condition_to_hold_anything_may_be_signed(valuation: Valuation) -> None:
    """Without one party's condition, what the other's lets through."""
    assert not valuation.signable.all()
    assert valuation.without(MUST_HOLD).signable.all()
    conditions = valuation.valuer.conditions
    for own, worth in enumerate(valuation.valuer.worths):
        alone = valuation.without(f"{worth.party}.{MUST_HOLD}").signable
        assert np.array_equal(alone, survives(valuation, conditions[1 - own]))
        assert (alone | ~valuation.signable).all()


def survives(valuation: Valuation, asks: Condition) -> Bools:
    """(rows, packages): likely enough to hold for a party, or without anything to hold."""
    years, least = (x[valuation.rows][:, None] for x in (asks.years, asks.probability))
    held: Bools = durability.survival(valuation.hazard, years) >= least
    return held | valuation.valuer.accord.claims_open


def test_what_may_be_signed_holds_long_enough_for_everybody(valuation: Valuation) -> None:
    """Exactly the packages that survive each party's years with its probability.

    And those that leave claims open: they give nothing up that would have to be held.
    """
    claims_open = valuation.valuer.accord.claims_open
    assert claims_open.any()
    assert not claims_open.all()
    for package in range(valuation.signable.shape[1]):
        chosen = np.full(valuation.rows.size, package)
        enough = np.ones(valuation.rows.size, dtype=bool)
        for asks in valuation.valuer.conditions:
            years = asks.years[valuation.rows]
            holds = durability.survival(valuation.hazard_of(chosen), years)
            enough &= holds >= asks.probability[valuation.rows]
        assert np.array_equal(valuation.signable[:, package], enough | claims_open[package])


def test_the_margin_is_the_largest_gain_of_the_worst_off_among_what_may_be_signed(
    valuation: Valuation,
) -> None:
    """Written a second time, package by package."""
    for row in range(valuation.rows.size):
        most, best = -np.inf, -1
        for package in np.flatnonzero(valuation.signable[row]):
            gains = (
                w[row, package] - on[row]
                for w, on in zip(valuation.worth, valuation.going_on, strict=True)
            )
            if (least := min(gains)) > most:
                most, best = least, package
        assert (valuation.margin()[row], valuation.best()[row]) == (most, best)


def test_what_going_on_gains_the_margin_loses(valuation: Valuation) -> None:
    """All of it, where war comes back by itself; where it is chosen it gains as much as going on.

    Then an accord tempts more, and ends in a war that is worth more.
    """
    dearer = valuation.with_standing(
        valuation.standing._replace(worth=tuple(on + 0.25 for on in valuation.going_on))
    )
    if valuation.valuer.accord.renewal is None:
        assert np.allclose(dearer.margin(), valuation.margin() - 0.25, rtol=0, atol=1e-12)
        return
    hazard, worth = temptation(dearer, valuation.plain)
    assert np.allclose(dearer.hazard, hazard, rtol=1e-12, atol=0)
    assert (dearer.hazard >= valuation.hazard).all()
    assert (dearer.signable <= valuation.signable).all()
    gains = [w - (on + 0.25)[:, None] for w, on in zip(worth, valuation.going_on, strict=True)]
    least = np.where(dearer.signable, np.minimum(*gains), -np.inf).max(axis=1)
    assert np.allclose(dearer.margin(), least, rtol=0, atol=1e-12)
    assert (dearer.margin() < valuation.margin()).all()


def test_some_rows_of_a_valuation_are_the_valuation_of_those_rows(valuation: Valuation) -> None:
    which = np.array([True, False, True, True, False])
    some, rows = valuation.some(which), valuation.rows[which]
    again = valuation.valuer.on(
        rows,
        valuation.resentment[which],
        np.full(3, 0.7),
        valuation.standing.at(which),
        np.ones(3, dtype=bool),
    )
    assert np.array_equal(some.rows, rows)
    assert same_bits(some.margin(), again.margin())
    eased = "russia.red_line.zone"
    assert same_bits(some.without(eased).margin(), again.without(eased).margin())
    assert np.array_equal(some.signable, again.signable)
    for one, other in zip(some.worth, again.worth, strict=True):
        assert same_bits(one, other)


def three(worths: list[list[float]], needed: list[float]) -> Valuation:
    """One world, three parties and as many packages as each has worths; going on is worth 0."""
    accord: Any = SimpleNamespace(
        reduction=lambda rows, mediated: np.array([[0.0, 1.0, 2.0]]),
        renewal=None,
        settles=None,
        claims_open=np.zeros(3, dtype=bool),
        hazard_reduction_needed=lambda asks, rows, pressure: asks.years[rows],
    )
    valuer = Valuer(
        tuple(
            Worth(name, {}, zeros(), np.array([w])) for name, w in zip("abc", worths, strict=True)
        ),
        tuple(Condition(zeros(), np.array([float(least)])) for least in needed),
        accord,
        (zeros(), zeros(), zeros()),
    )
    there = np.ones(1, dtype=bool)
    return valuer.on(np.array([0]), zeros(), zeros(), Standing.here((zeros(),) * 3), there)


def zeros() -> Floats:
    return np.zeros(1)


def test_where_three_must_say_yes_the_worst_off_of_all_three_counts() -> None:
    valuation = three([[3, 2, 9], [3, 2, 9], [-1, 1, 0.5]], [0, 0, 0])
    assert (valuation.margin()[0], valuation.best()[0]) == (1, 1)
    assert valuation.without(MUST_HOLD).best()[0] == 1


def test_where_three_must_say_yes_the_strictest_condition_counts() -> None:
    valuation = three([[3, 2, 1], [3, 2, 1], [3, 2, 1]], [0, 0.5, 1.5])
    assert valuation.signable.tolist() == [[False, False, True]]
    assert valuation.without(f"c.{MUST_HOLD}").signable.tolist() == [[False, True, True]]
    assert valuation.without(MUST_HOLD).best()[0] == 0


def test_envy_of_several_others_is_the_mean_over_them() -> None:
    """Fehr and Schmidt 1999: the sum over the others, over their number."""
    own, others = np.array([0.5]), (np.array([0.1]), np.array([0.9]), np.array([0.3]))
    assert bargaining.unequal_concession(own, *others)[0] == pytest.approx((0.4 + 0.2) / 3)
