"""A mediator that tells a side what the other needs, and is believed as far as it leans that way.

Kydd 2003 (American Journal of Political Science 47): only a mediator on one's own side is believed
when it says that the other will not give way.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.agents.mediator import Mediator
from sim.model import NegotiationModel
from sim.theory.learning import Normal, told
from tests.builders import baseline_with, model_of, same_bits

WORLDS = 400
MANY = 200_000


def seated(bias: float, informs: float = 1.0, *changes: str) -> NegotiationModel:
    """The baseline with a mediator that leans so far to Russia, which it tells so much."""
    leaning = f"mediator.bias={bias}", f"mediator.informs={informs}"
    return model_of(baseline_with(*leaning, *changes), WORLDS)


def read(model: NegotiationModel) -> tuple[Normal, Normal]:
    """What each side makes of the other, before any answer."""
    first, second = model.sides
    return first.about[second.name].mind.first, second.about[first.name].mind.first


def normal(mean: float, variance: float) -> Normal:
    return Normal(np.array([mean]), np.array([variance]))


def test_two_readings_count_by_their_precision() -> None:
    """Bayes' rule for readings with errors of their own."""
    own, report = normal(0.3, 0.04), normal(0.1, 0.01)
    both = told(own, report, np.ones(1))
    assert both.variance == pytest.approx(1 / (1 / 0.04 + 1 / 0.01))
    assert both.mean == pytest.approx((0.3 / 0.04 + 0.1 / 0.01) / (1 / 0.04 + 1 / 0.01))


@pytest.mark.parametrize("believed", [0.3, 1.0])
def test_who_believes_in_part_is_no_surer_than_it_is_right(believed: float) -> None:
    """Believed wholly, a reading is as sure as it is right; in part, it is right more often."""
    z = np.random.default_rng(8).normal(size=(2, MANY))
    own = Normal(0.2 * z[0], np.full(MANY, 0.04))
    report = Normal(0.1 * z[1], np.full(MANY, 0.01))
    both = told(own, report, np.full(MANY, believed))
    square = both.mean**2 / both.variance
    error = square.std() / np.sqrt(MANY)
    assert square.mean() < 1.0 + 4.0 * error
    assert (square.mean() > 1.0 - 4.0 * error) == (believed == 1.0)


def test_who_is_sure_or_does_not_believe_hears_nothing() -> None:
    doubtful, sure, known = normal(0.3, 0.04), normal(0.0, 0.0), normal(0.0, 0.0)
    assert same_bits(told(doubtful, known, np.zeros(1)).mean, doubtful.mean)
    assert told(doubtful, known, np.ones(1)).mean.tolist() == [0.0]  # a mediator that knows
    assert told(doubtful, known, np.ones(1)).variance.tolist() == [0.0]
    assert same_bits(told(sure, normal(0.2, 0.01), np.ones(1)).mean, sure.mean)


@pytest.mark.parametrize(("bias", "hears"), [(0.9, 1), (0.1, 0)])
def test_only_the_side_that_it_leans_to_learns_from_it(bias: float, hears: int) -> None:
    silent, speaking = read(seated(bias, 0.0)), read(seated(bias, 1.0))
    assert same_bits(speaking[1 - hears].mean, silent[1 - hears].mean)
    assert (speaking[hears].variance < silent[hears].variance).all()
    assert (speaking[hears].mean ** 2).mean() < 0.9 * (silent[hears].mean ** 2).mean()


def test_an_even_handed_mediator_is_believed_by_nobody() -> None:
    for silent, speaking in zip(read(seated(0.5, 0.0)), read(seated(0.5, 1.0)), strict=True):
        assert same_bits(silent.mean, speaking.mean)
        assert same_bits(silent.variance, speaking.variance)


def test_the_further_it_leans_the_more_it_is_believed() -> None:
    variances = [read(seated(bias))[1].variance for bias in (0.5, 0.6, 0.8, 1.0)]
    assert (np.diff(variances, axis=0) < 0).all()
    half = read(seated(1.0, 0.5))[1].variance
    assert (half > variances[-1]).all()
    assert (half < variances[0]).all()


def test_one_that_minds_no_other_side_is_believed_like_a_reading_of_ones_own() -> None:
    model = seated(1.0)
    assert isinstance(model.mediator, Mediator)
    own, report = model.sides[1].target_error_sd ** 2, model.mediator.target_error_sd**2
    assert read(model)[1].variance == pytest.approx(1.0 / (1.0 / own + 1.0 / report), rel=1e-9)


def test_nobody_is_told_anything_where_nobody_mediates() -> None:
    alone = "talks.protocol=alternating"
    for silent, speaking in zip(
        read(seated(0.9, 0.0, alone)), read(seated(0.9, 1.0, alone)), strict=True
    ):
        assert same_bits(silent.mean, speaking.mean)
