"""V4. Fearon 1995 (Rationalist Explanations for War): when two who can fight have a deal.

Russia's share x of a pie; side i believes that war gives Russia the share p_i and costs c_i. Both
prefer a peaceful x to war if and only if ``p_R - c_R <= x <= p_U + c_U``: a range of width
``c_U + c_R - (p_R - p_U)``. The model's pie comes in steps, so every statement holds up to a step.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from sim.trajectory import Trajectory
from sim.worlds import Floats
from tests.builders import pie_with, run, share_accord, standard_errors, told

WORLDS, STEP, HORIZON = 250, 0.025, 300
DRIFT, VOLATILITY = 8.0, 15.0


def believed_share(run: Trajectory, side: str, day: int) -> Floats:
    """p_i: the share of the remaining land that a side expects Russia to take, as an integral.

    The displacement after the war horizon is normal and cannot take less than nothing nor more
    than all.
    """
    optimism = run.sampled[f"parties.{side}.optimism"]
    sd = VOLATILITY * np.sqrt(HORIZON)
    means, lands = (DRIFT + optimism) * HORIZON, run.story["held_area"][day]
    return np.array([_share(mean, sd, land) for mean, land in zip(means, lands, strict=True)])


def _share(mean: float, sd: float, land: float) -> float:
    inside, _ = quad(lambda x: x / land * norm.pdf(x, mean, sd), 0.0, land, points=[mean])
    return inside + float(norm.sf(land, mean, sd))


def cost(run: Trajectory, side: str) -> Floats:
    return run.sampled[f"parties.{side}.cost_of_war"]


def ends_of_the_range(run: Trajectory) -> tuple[Floats, Floats]:
    """(worlds,): least and largest share for Russia that both prefer to war, on the first day."""
    least = believed_share(run, "russia", 0) - cost(run, "russia")
    most = believed_share(run, "ukraine", 0) + cost(run, "ukraine")
    return least, most


def test_there_is_a_range_exactly_where_optimism_costs_less_than_war() -> None:
    """Non-empty iff ``p_R - p_U <= c_R + c_U``: the margin is half the range's width.

    In the interior the best compromise leaves each side half the width, less at most half a step.
    """
    pie = told(pie_with(), WORLDS)
    least, most = ends_of_the_range(pie)
    width, middle = most - least, (least + most) / 2.0
    margin = pie.daily["margin"][0]
    inside = (middle > STEP) & (middle < 1.0 - STEP)
    assert inside.sum() > WORLDS / 2
    short = (width / 2.0 - margin)[inside]
    assert short.min() > -1e-9
    assert short.max() < STEP / 2.0 + 1e-9
    assert (margin[inside & (width >= STEP)] >= 0).all()
    assert (margin[width < -1e-9] < 0).all()
    assert (width < 0).sum() > 25
    assert (width >= STEP).sum() > 25


def test_the_range_is_as_wide_as_both_costs_of_one_expected_war() -> None:
    """Width ``c_R + c_U`` at equal beliefs: as many steps fit into it, give or take one."""
    pie = told(pie_with("parties.ukraine.optimism=0", "parties.russia.optimism=0"), WORLDS)
    assert pie.valuer is not None
    gains = [
        worth.total - pie.daily[f"war_value.{worth.party}"][0][:, None]
        for worth in pie.valuer.worths
    ]
    steps = ((gains[0] >= 0) & (gains[1] >= 0)).sum(axis=1)
    width = cost(pie, "ukraine") + cost(pie, "russia")
    interior = pie.daily["war_value.ukraine"][0] > 0
    assert interior.sum() > WORLDS / 2
    assert (np.abs(steps * STEP - width)[interior] <= STEP + 1e-9).all()


@pytest.mark.parametrize("side", ["ukraine", "russia"])
def test_a_costlier_war_never_closes_the_range_and_brings_more_accords(side: str) -> None:
    """Range: monotone in c in every world. P(accord): rises from step to step, paired, 3 SE."""
    costs = (0.0, 0.15, 0.30, 0.45)
    pies = [run(pie_with(f"parties.{side}.cost_of_war={c}"), 800) for c in costs]
    for cheap, costly in pairwise(pies):
        both = np.isfinite(cheap.daily["margin"]) & np.isfinite(costly.daily["margin"])
        assert (costly.daily["margin"][both] >= cheap.daily["margin"][both] - 1e-12).all()
        assert standard_errors(share_accord(costly) - share_accord(cheap)) > 3


def test_without_optimism_there_is_always_something_to_agree_on() -> None:
    """A costly war and one common belief about it: the range is open in every world."""
    pie = told(
        pie_with(
            "parties.ukraine.optimism=0",
            "parties.russia.optimism=0",
            f"parties.ukraine.cost_of_war={STEP}",
            "parties.russia.cost_of_war=0",
        ),
        WORLDS,
    )
    assert (pie.daily["margin"][0] >= -1e-9).all()
