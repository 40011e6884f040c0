"""Sobol's indices and Morris's effects: known functions, luck, and others' implementations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris

from sim.analysis.sensitivity.factors import LUCK
from sim.analysis.sensitivity.morris import LEVELS, STEP, Morris, screened
from sim.analysis.sensitivity.playing import Tables
from sim.analysis.sensitivity.saltelli import Indices, Saltelli, indices
from sim.worlds import Floats, Ints

A, B = 7.0, 0.1
NAMES = ("x1", "x2", "x3")
# Ishigami and Homma (1990): variances in closed form
V1, V2 = 0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8
V13 = B**2 * np.pi**8 * (1 / 18 - 1 / 50)
FIRST = np.array([V1, V2, 0.0]) / (V1 + V2 + V13)
TOTAL = np.array([V1 + V13, V2, V13]) / (V1 + V2 + V13)

Play = Callable[[dict[str, Floats], Ints], Floats]


def ishigami(at: dict[str, Floats], worlds: Ints) -> Floats:
    x1, x2, x3 = (np.pi * (2 * at[name] - 1) for name in NAMES)
    return np.asarray(np.sin(x1) + A * np.sin(x2) ** 2 + B * x3**4 * np.sin(x1))


def play(tables: Tables, model: Play) -> list[Floats]:
    """As `played` does: world k of every table has the luck of its number."""
    return [model(tables.table(i), np.arange(n)) for i, n in enumerate(tables.sizes)]


def alone(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


def found(design: Saltelli, model: Play) -> Indices:
    return indices(*design.values(play(design, model)))


def test_ishigami_within_two_hundredths() -> None:
    """First and total order; nothing is luck."""
    answer = found(Saltelli(alone(NAMES), 4096, 1), ishigami)
    assert [e.value for e in answer.first] == pytest.approx([*FIRST, 0], abs=0.02)
    assert [e.value for e in answer.total] == pytest.approx([*TOTAL, 0], abs=0.02)


def test_a_group_explains_what_its_members_and_their_interaction_do() -> None:
    design = Saltelli({"one and three": ("x1", "x3"), "two": ("x2",)}, 4096, 2)
    answer = found(design, ishigami)
    assert [e.value for e in answer.first] == pytest.approx([TOTAL[0], FIRST[1], 0], abs=0.02)
    assert [e.value for e in answer.total] == pytest.approx([TOTAL[0], FIRST[1], 0], abs=0.02)


def luck_of(worlds: Ints) -> Floats:
    """A standard normal a world's number, the same in every table."""
    return np.random.default_rng(5).normal(size=100_000)[worlds]


def test_luck_is_an_input_like_the_others() -> None:
    """Of x + y + 2 z, luck z standard normal, x and y uniform: 4 / (4 + 1/12 + 1/12); and x z."""

    def added(at: dict[str, Floats], worlds: Ints) -> Floats:
        return at["x"] + at["y"] + 0.5 * luck_of(worlds)

    def multiplied(at: dict[str, Floats], worlds: Ints) -> Floats:
        return np.asarray((2 * at["x"] - 1) * luck_of(worlds) + 0 * at["y"])

    design = Saltelli(alone(("x", "y")), 8192, 3)
    whole = 2 / 12 + 0.25
    answer = found(design, added)
    assert design.factors[-1] == LUCK
    expected = [1 / 12 / whole, 1 / 12 / whole, 0.25 / whole]
    assert [e.value for e in answer.first] == pytest.approx(expected, abs=0.03)
    assert [e.value for e in answer.total] == pytest.approx(expected, abs=0.03)
    answer = found(design, multiplied)
    assert [e.value for e in answer.first] == pytest.approx([0, 0, 0], abs=0.05)
    assert [e.value for e in answer.total] == pytest.approx([1, 0, 1], abs=0.05)


@pytest.mark.slow
def test_intervals_cover_what_is_known() -> None:
    """Ninety-five of a hundred, less a little that a small sample of tries may miss."""
    covered = np.zeros((2, 3))
    for seed in range(200):
        answer = found(Saltelli(alone(NAMES), 512, seed), ishigami)
        for row, each, known in ((0, answer.first, FIRST), (1, answer.total, TOTAL)):
            covered[row] += [e.low <= k <= e.high for e, k in zip(each, known, strict=False)]
    assert (covered / 200 > 0.9).all(), covered / 200


def test_elementary_effects_are_those_of_salib() -> None:
    design = Morris(NAMES, 40, 4)
    played = play(design, ishigami)
    x = design.levels.reshape(-1, 3)
    y = np.array(played).T.reshape(-1)  # trajectory by trajectory
    problem = {"num_vars": 3, "names": list(NAMES), "bounds": [[0, 1]] * 3}
    theirs = salib_morris.analyze(problem, x, y, num_levels=LEVELS, seed=1)
    ours = [screened(each) for each in design.effects(played)]
    assert [e.mu.value for e in ours] == pytest.approx(theirs["mu"], rel=1e-9)
    assert [e.mu_star.value for e in ours] == pytest.approx(theirs["mu_star"], rel=1e-9)
    assert [e.sigma for e in ours] == pytest.approx(theirs["sigma"], rel=1e-9)


def test_a_trajectory_moves_every_parameter_once_and_nothing_else() -> None:
    levels = Morris(("a", "b", "c", "d"), 30, 9).levels
    steps = np.diff(levels, axis=1)
    assert np.allclose(np.abs(steps).sum(axis=2), STEP)
    assert np.allclose(np.abs(steps).sum(axis=1), STEP)
    assert ((levels > -1e-12) & (levels < 1 + 1e-12)).all()
    assert 0.3 < (steps.sum(axis=1) > 0).mean() < 0.7  # up and down
    assert np.allclose(levels * (LEVELS - 1), np.round(levels * (LEVELS - 1)))


def test_of_a_straight_line_the_effect_is_the_slope_and_of_nothing_it_is_nothing() -> None:
    def line(at: dict[str, Floats], worlds: Ints) -> Floats:
        return np.asarray(3 * at["x1"] - 2 * at["x2"] + luck_of(worlds))

    design = Morris(NAMES, 25, 1)
    ours = [screened(each) for each in design.effects(play(design, line))]
    way = (LEVELS - 1) / LEVELS  # from the 12.5 % to the 87.5 % point
    assert [e.mu.value for e in ours] == pytest.approx([3 * way, -2 * way, 0], abs=1e-12)
    assert [e.mu_star.value for e in ours] == pytest.approx([3 * way, 2 * way, 0], abs=1e-12)
    assert [e.sigma for e in ours] == pytest.approx([0, 0, 0], abs=1e-12)
