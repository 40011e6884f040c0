"""Searching: what no point beats, by brute force; a lever with a known effect; points that run."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from pymoo.indicators.hv import HV
from pymoo.problems import get_problem
from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

from sim.analysis.searching import Found, search
from sim.analysis.searching.front import aims_of, non_dominated, spread_out
from sim.analysis.searching.playbook import rules
from sim.analysis.searching.search import _narrowed
from sim.analysis.searching.written import scenario_text
from sim.analysis.sweep.axis import axes_of
from sim.errors import Usage
from sim.plots.search import search_sheet
from sim.report.search import search_json, search_text
from sim.scenario import load
from sim.worlds import Floats

WORLDS = 60


@pytest.fixture(scope="module")
def found() -> Found:
    """What a strike costs the employer, and how many believe in the deadline."""
    levers = ["strike.costs.employer=0:0.05", "deadline.credibility=0:1"]
    aims = ["accord", "rounds:less"]
    return search("wage_round", levers, aims, WORLDS, points=8, beside=["wage_round"])


def beats(a: Floats, b: Floats) -> bool:
    return all(x >= y for x, y in zip(a, b, strict=True)) and any(
        x > y for x, y in zip(a, b, strict=True)
    )


@pytest.mark.parametrize("trial", range(20))
def test_the_front_is_what_nothing_beats(trial: int) -> None:
    scores = np.random.default_rng(trial).integers(0, 5, size=(30, 2 + trial % 3)).astype(float)
    by_hand = [not any(beats(other, own) for other in scores) for own in scores]
    assert non_dominated(scores).tolist() == by_hand


def test_the_front_of_a_known_problem() -> None:
    """ZDT1 (Zitzler, Deb and Thiele 2000): with g = 1 the front is f2 = 1 - sqrt(f1)."""
    x, rest = (
        np.array(each) for each in zip(*product(np.linspace(0, 1, 21), (0, 0.2)), strict=True)
    )
    g = 1 + 9 * rest
    f = np.stack([x, g * (1 - np.sqrt(x / g))], axis=1)
    assert (non_dominated(-f) == (rest == 0)).all()


@pytest.mark.parametrize("problem", ["zdt1", "zdt3", "dtlz2"])
@pytest.mark.parametrize("seed", range(3))
def test_the_front_is_that_of_pymoo(problem: str, seed: int) -> None:
    """Of random points of problems of the field, with ties among them (Blank and Deb 2020)."""
    known = get_problem(problem)
    x = np.random.default_rng(seed).random((300, known.n_var))
    f = np.round(known.evaluate(x), 1)
    ours = np.flatnonzero(non_dominated(-f))
    theirs = NonDominatedSorting().do(f, only_non_dominated_front=True)
    assert ours.tolist() == sorted(theirs)
    assert 1 < len(ours) < 300
    volume = HV(ref_point=f.max(axis=0) + 1.0)
    assert volume(f[ours]) == pytest.approx(volume(f), rel=1e-12)  # the others add nothing
    for each in ours:
        alike = (f == f[each]).all(axis=1)
        assert volume(f[~alike]) < volume(f)  # and each of them something


def test_what_has_no_value_is_beaten() -> None:
    assert non_dominated(np.array([[1.0, np.nan], [1.0, 0.0]])).tolist() == [False, True]


def test_points_that_are_told_lie_far_apart_and_hold_the_best() -> None:
    x = np.linspace(0, 1, 101)
    scores = np.stack([x, 1 - x], axis=1)
    taken = spread_out(scores, 5)
    assert {0, 100} <= set(taken.tolist())
    assert np.diff(np.sort(taken)).min() >= 20
    assert spread_out(scores[:3], 5).tolist() == [0, 1, 2]


def test_the_second_design_lies_about_the_first_front() -> None:
    (axis,) = axes_of(["war.drift=0:20"])
    assert _narrowed(axis, ["10", "12"]) == "war.drift=8:14"
    assert _narrowed(axis, ["0", "20"]) == "war.drift=0:20"
    (words,) = axes_of(["rules.offer=a,b,c"])
    assert _narrowed(words, ["c", "a", "a"]) == "rules.offer=a,c"


def test_the_front_is_judged_in_worlds_that_had_no_part_in_it(found: Found) -> None:
    assert found.seed == found.stages[0].plan.seed + 1
    assert all(stage.plan.seed == found.seed - 1 for stage in found.stages)
    assert [stage.plan.many for stage in found.stages] == [8, 4]
    frame = found.frame
    assert (frame["low"] <= frame["value"]).all()
    base, beside = frame.loc["base"], frame.loc["wage_round"]
    assert base["value"].equals(beside["value"])  # the same scenario in the same worlds
    assert (beside["difference"] == 0).all()


def test_the_more_a_strike_costs_the_more_is_signed(found: Found) -> None:
    known = {(rule.aim.outcome, rule.lever): rule for rule in rules(found.stages[0], found.aims)}
    assert known["accord", "strike.costs.employer"].rank_correlation > 0.5


def test_it_is_told_drawn_and_written(found: Found) -> None:
    told = " ".join(search_text(found).split())
    assert "the front is judged in other worlds, seed 2" in told
    assert "If you want more accord" in told
    assert search_json(found)["base"]["aims"]["accord"]["low"] > 0
    sheet = search_sheet(found)
    assert sheet.png()
    assert "rounds held" in sheet.axes[0].get_ylabel()


def test_a_point_runs_as_it_was_found(found: Found, tmp_path: Path) -> None:
    point = found.front[0]
    path = tmp_path / "point.yaml"
    path.write_text(scenario_text(found, point))
    (tmp_path / "wage_round.yaml").write_text(Path("scenarios/wage_round.yaml").read_text())
    written = load(path)
    for setting in point.settings:
        key, _, value = setting.partition("=")
        assert written.quantities[key].value == pytest.approx(float(value))
        assert written.quantities[key].source.startswith("assumed")


@pytest.mark.parametrize(
    ("aims", "told"),
    [
        (["accord"], "twice or more"),
        (["accord", "accord:less"], "names 'accord' twice"),
        (["accord:les", "killed"], "did you mean 'less'"),
    ],
)
def test_aims_that_make_no_search(aims: list[str], told: str) -> None:
    with pytest.raises(Usage, match=told):
        aims_of(aims)


@pytest.mark.parametrize(
    ("levers", "aims", "points", "told"),
    [
        (["deadline.credibility=0:1"], ["acord", "zone"], 8, "did you mean 'accord'"),
        (["deadline.credibility=0:1"], ["accord", "zone"], 12, "power of two"),
        (["deadline.credibility=1:0"], ["accord", "zone"], 8, "lower end must come first"),
    ],
)
def test_searches_that_cannot_be(
    levers: list[str], aims: list[str], points: int, told: str
) -> None:
    with pytest.raises(Usage, match=told):
        search("baseline", levers, aims, 10, points=points)
