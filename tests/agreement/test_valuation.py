"""One valuation: parts that add up, what may be signed, the margin, and all that without a term."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.agreement.accord import Condition
from sim.agreement.valuation import MUST_HOLD, Valuation, Valuer
from sim.agreement.worth import Worth
from sim.model import NegotiationModel
from sim.theory import bargaining, durability
from sim.worlds import Floats
from tests.builders import baseline_with, model_of, same_bits

WORLDS = 7


@pytest.fixture(scope="module")
def model() -> NegotiationModel:
    return model_of(baseline_with("parties.russia.must_hold={probability: 0.3, years: 5}"), WORLDS)


@pytest.fixture(scope="module")
def valuation(model: NegotiationModel) -> Valuation:
    """Five worlds on a day of much pressure and some resentment."""
    rows = np.array([0, 2, 3, 5, 6])
    war = tuple(value[rows] for value in model.going_on.worth(model.situation(0)))
    there = np.ones(5, dtype=bool)
    return model.parties.valuer.on(rows, np.full(5, 0.4), np.full(5, 0.7), war, there)


def test_the_parts_of_a_worth_add_up_to_it(valuation: Valuation) -> None:
    """For every package and both parties, to 1e-12; each kind of part is among them."""
    for party, worth in enumerate(valuation.worth):
        found = np.zeros_like(worth)
        for package in range(worth.shape[1]):
            parts = valuation.parts_of(party, np.full(valuation.rows.size, package))
            found[:, package] = sum(parts.values())
            assert {name.partition(".")[0] for name in parts} == {
                "issue", "fairness", "red_line", "exclusion"
            }  # fmt: skip
        assert np.abs(found - worth).max() < 1e-12


def test_without_a_part_a_worth_lacks_that_part_and_nothing_else_changes(
    valuation: Valuation,
) -> None:
    for own, worth in enumerate(valuation.valuer.worths):
        for name in worth.names():
            eased = valuation.without(f"{worth.party}.{name}")
            part = worth.part(name, valuation.rows, valuation.resentment)
            assert same_bits(eased.worth[own], valuation.worth[own] - part)
            assert eased.worth[1 - own] is valuation.worth[1 - own]
            assert np.array_equal(eased.signable, valuation.signable)


def test_resentment_takes_its_share_of_what_full_resentment_would(valuation: Valuation) -> None:
    """``exclusion`` times resentment, the same from every package, to 1e-12."""
    for worth in valuation.valuer.worths:
        felt, calm = (worth.at(valuation.rows, np.full(5, x)) for x in (0.4, 0.0))
        lost = 0.4 * worth.exclusion[valuation.rows][:, None]
        assert np.abs(calm - felt - lost).max() < 1e-12
    assert (valuation.valuer.worths[0].exclusion > 0).any()


def test_terms_taken_away_one_after_the_other_are_all_gone(valuation: Valuation) -> None:
    """Without every part a package is worth nothing, to 1e-12."""
    bare, worth = valuation, valuation.valuer.worths[0]
    for name in worth.names():
        bare = bare.without(f"{worth.party}.{name}")
    assert np.abs(bare.worth[0]).max() < 1e-12


def test_without_the_condition_to_hold_anything_may_be_signed(valuation: Valuation) -> None:
    """Without one party's condition, what the other's lets through."""
    assert not valuation.signable.all()
    assert valuation.without(MUST_HOLD).signable.all()
    reduction = valuation.valuer.accord.hazard_reduction[valuation.rows]
    for own, worth in enumerate(valuation.valuer.worths):
        alone = valuation.without(f"{worth.party}.{MUST_HOLD}").signable
        assert np.array_equal(alone, reduction >= valuation.needed[1 - own][:, None])


def test_what_may_be_signed_holds_long_enough_for_everybody(valuation: Valuation) -> None:
    """Exactly the packages that survive each party's years with its probability."""
    for package in range(valuation.signable.shape[1]):
        chosen = np.full(valuation.rows.size, package)
        enough = np.ones(valuation.rows.size, dtype=bool)
        for asks in valuation.valuer.conditions:
            years = asks.years[valuation.rows]
            holds = durability.survival(valuation.hazard_of(chosen), years)
            enough &= holds >= asks.probability[valuation.rows]
        assert np.array_equal(valuation.signable[:, package], enough)


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
    dearer = valuation.with_going_on(tuple(on + 0.25 for on in valuation.going_on))
    assert np.allclose(dearer.margin(), valuation.margin() - 0.25, rtol=0, atol=1e-12)


def test_some_rows_of_a_valuation_are_the_valuation_of_those_rows(valuation: Valuation) -> None:
    which = np.array([True, False, True, True, False])
    some, rows = valuation.some(which), valuation.rows[which]
    again = valuation.valuer.on(
        rows,
        valuation.resentment[which],
        np.full(3, 0.7),
        tuple(on[which] for on in valuation.going_on),
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
    return valuer.on(np.array([0]), zeros(), zeros(), (zeros(), zeros(), zeros()), there)


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
