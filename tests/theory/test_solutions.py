"""Nash 1950 and Kalai and Smorodinsky 1975: which point of a set of bargains a solution picks.

Sets whose solutions are known on paper, in steps fine enough to hit them.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.theory import bargaining
from sim.worlds import Floats

STEPS = 600
X = np.arange(STEPS + 1) / STEPS


def linear() -> tuple[Floats, Floats]:
    """A pie: what one has, the other has not."""
    return X[None, :], 1.0 - X[None, :]


def kinked() -> tuple[Floats, Floats]:
    """The second side has all it can have until the first asks for more than a half."""
    return X[None, :], np.minimum(1.0, 2.0 * (1.0 - X))[None, :]


def nash(gains: tuple[Floats, Floats], weight_2: float = 0.5) -> float:
    score = bargaining.log_nash_product(gains, [1.0 - weight_2, weight_2])
    return float(X[bargaining.best(score, np.ones(score.shape, dtype=bool))[0][0]])


def kalai_smorodinsky(gains: tuple[Floats, Floats]) -> float:
    inside = (gains[0] > 0) & (gains[1] > 0)
    score = bargaining.kalai_smorodinsky(gains, inside)
    return float(X[bargaining.best(score, inside)[0][0]])


def egalitarian(gains: tuple[Floats, Floats]) -> float:
    score = bargaining.smaller_gain(*gains)
    return float(X[bargaining.best(score, np.ones(score.shape, dtype=bool))[0][0]])


@pytest.mark.parametrize("weight", [0.2, 0.5, 0.75])
def test_the_nash_point_of_a_pie_gives_each_side_its_weight(weight: float) -> None:
    """``max (1 - w) log x + w log(1 - x)`` at ``x = 1 - w``."""
    assert nash(linear(), weight) == pytest.approx(1.0 - weight)


def test_the_three_points_of_a_kinked_set_are_those_on_paper() -> None:
    """Nash 1/2, where ``2x(1 - x)`` begins to fall; the others 2/3, where ``x = 2(1 - x)``."""
    assert nash(kinked()) == pytest.approx(1 / 2)
    assert kalai_smorodinsky(kinked()) == pytest.approx(2 / 3)
    assert egalitarian(kinked()) == pytest.approx(2 / 3)


def test_only_the_egalitarian_point_depends_on_the_units_of_utility() -> None:
    """The second side's utility times three: its solutions ask for ``x = 6(1 - x)``."""
    first, second = kinked()
    scaled = first, 3.0 * second
    assert nash(scaled) == nash(kinked())
    assert kalai_smorodinsky(scaled) == kalai_smorodinsky(kinked())
    assert egalitarian(scaled) == pytest.approx(6 / 7, abs=1 / STEPS)


def test_no_point_lies_where_a_side_would_rather_fight() -> None:
    """Gains of nothing or less have no product; a set without others has no point."""
    gains = np.array([[-1.0, 0.0, 0.2]]), np.array([[-1.0, 5.0, 0.1]])
    score = bargaining.log_nash_product(gains, [0.5, 0.5])
    assert np.isneginf(score[0, :2]).all()
    assert np.isfinite(score[0, 2])
    nothing = bargaining.best(score, np.array([[True, True, False]]))
    assert nothing[0].tolist() == [-1]
