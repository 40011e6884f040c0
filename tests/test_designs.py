"""Designs: where worlds lie in the unit cube, and what that leaves alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.compare import Unpaired
from sim.designs import ImpossibleDesign, LatinHypercube, Sobol, Table, design_of
from sim.outcomes import outcomes
from sim.results import load as load_run
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.worlds import PER_WORLD, Design, Floats, Noise
from tests.builders import FEW_DAYS, SHORT, baseline_with

NAMES = ("war.drift", "deadline.credibility", "parties.russia.firmness")
WORLDS = 64


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return baseline_with(*SHORT)


def column(design: Design, name: str, first: int = 0, end: int = WORLDS) -> Floats:
    return design.coordinate(name, np.arange(first, end))


def test_a_latin_hypercube_has_exactly_one_world_in_each_stratum_of_each_parameter() -> None:
    design = LatinHypercube(1, WORLDS)
    for name in NAMES:
        strata = np.floor(column(design, name) * WORLDS).astype(int)
        assert sorted(strata) == list(range(WORLDS))
    first, second = (column(design, name) for name in NAMES[:2])
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(WORLDS)


def test_a_drawn_parameter_has_one_world_in_each_stratum_of_its_prior(baseline: Scenario) -> None:
    drift = baseline.quantities["war.drift"]
    drawn = simulate(baseline, 1, 0, WORLDS, design=LatinHypercube(1, WORLDS)).sampled["war.drift"]
    edges = drift.ppf(np.arange(WORLDS + 1) / WORLDS)
    counts, _ = np.histogram(drawn, edges)
    assert (counts == 1).all()


@pytest.mark.parametrize("axes", [1, 2])
def test_a_sobol_sequence_is_balanced_in_each_parameter_and_in_pairs(axes: int) -> None:
    """Of 64 points of the first axes, each of 64 boxes of equal size holds one."""
    design = Sobol(1, NAMES)
    boxes = [np.floor(column(design, name) * WORLDS ** (1 / axes)) for name in NAMES[:axes]]
    assert len(set(zip(*boxes, strict=True))) == WORLDS


def test_sobol_draws_are_balanced_after_the_inverse_distribution_function(
    baseline: Scenario,
) -> None:
    design = design_of("sobol", baseline, 1, WORLDS)
    sampled = simulate(baseline, 1, 0, WORLDS, design=design).sampled
    some = [name for name in baseline.coordinates if name in baseline.quantities][:20]
    for name in some:
        quantity = baseline.quantities[name]
        if not quantity.fixed:
            edges = quantity.ppf(np.arange(WORLDS + 1) / WORLDS)
            if np.unique(edges).size == edges.size:
                assert (np.histogram(sampled[name], edges)[0] == 1).all(), name


@pytest.mark.parametrize("design", [LatinHypercube(3, 50), Sobol(3, NAMES)])
@pytest.mark.filterwarnings("error")
def test_a_block_sees_the_same_coordinates_as_the_whole(design: Design) -> None:
    for name in NAMES:
        whole = column(design, name, 0, 50)
        assert ((whole > 0) & (whole < 1)).all()
        parts = [column(design, name, a, b) for a, b in ((0, 1), (1, 7), (7, 33), (33, 50))]
        assert (np.concatenate(parts) == whole).all()


def test_another_seed_gives_another_design() -> None:
    for one, other in (
        (LatinHypercube(1, 9), LatinHypercube(2, 9)),
        (Sobol(1, NAMES), Sobol(2, NAMES)),
    ):
        assert (column(one, NAMES[0], 0, 9) != column(other, NAMES[0], 0, 9)).any()


def test_the_noise_inside_a_world_is_unchanged_bit_for_bit() -> None:
    plain, designed = Noise(4, 8, 40), Noise(4, 8, 40, design=LatinHypercube(4, 48))
    for purpose, day in (("war.front", 3), ("weather", 0), ("round.noise", -40)):
        assert (plain.uniform(purpose, day) == designed.uniform(purpose, day)).all()
    assert (plain.coordinate(NAMES[0]) != designed.coordinate(NAMES[0])).all()
    some = designed.only(np.array([1, 5]), np.array([0, 0]))
    assert (some.coordinate(NAMES[0]) == designed.coordinate(NAMES[0])[[1, 5]]).all()


def test_worlds_at_their_own_coordinates_are_the_worlds_of_noise_bit_for_bit(
    baseline: Scenario,
) -> None:
    """Hence nothing but parameters is designed; only worlds drawn again differ."""
    noise = Noise(1, 0, WORLDS)
    names = {*baseline.coordinates, *baseline.origin.coordinates}
    table = {name: noise.uniform(f"prior:{name}", PER_WORLD) for name in names}
    plain = simulate(baseline, 1, 0, WORLDS)
    designed = simulate(baseline, 1, 0, WORLDS, design=Table(table))
    assert designed.weights is not None
    there = designed.weights == 1
    for name, values in outcomes(plain).items():
        np.testing.assert_array_equal(values[there], outcomes(designed)[name][there], name)
    for name, values in plain.series().items():
        np.testing.assert_array_equal(values[:, there], designed.series()[name][:, there], name)
    assert plain.weights is None
    assert not there.all()


def test_worlds_that_contradict_the_past_weigh_nothing_and_the_others_one(
    baseline: Scenario,
) -> None:
    noise = Noise(1, 0, WORLDS)
    table = {name: noise.uniform(f"prior:{name}", PER_WORLD) for name in baseline.coordinates}
    redrawn = simulate(baseline, 1, 0, WORLDS).sampled["war.drift"]
    designed = simulate(baseline, 1, 0, WORLDS, design=Table(table))
    again = redrawn != designed.sampled["war.drift"]
    assert designed.weights is not None
    assert (designed.weights == np.where(again, 0, 1)).all()


def test_a_given_table_is_used_exactly_and_noise_places_the_rest() -> None:
    given = pd.DataFrame({"war.drift": np.linspace(0.01, 0.99, 30)})
    baseline = baseline_with("past_of=nobody")  # or worlds would be drawn again
    run = sim.run(baseline, 30, design=given)
    expected = baseline.quantities["war.drift"].ppf(given["war.drift"].to_numpy())
    assert (run.column("war.drift") == expected).all()
    plain = sim.run(baseline, 30)
    assert (run.column("deadline.credibility") == plain.column("deadline.credibility")).all()


@pytest.fixture(scope="module")
def designed(baseline: Scenario) -> sim.results.Run:
    return sim.run(baseline, 128, design="sobol")


def test_estimates_leave_out_the_worlds_that_weigh_nothing(designed: sim.results.Run) -> None:
    frame, numbers = designed.outcomes, designed.summary()
    there = frame[frame["weight"] > 0]
    assert 0 < len(there) < 128 == numbers["worlds"]
    accord = numbers["by_deadline"]["accord"]
    assert accord["share"] == pytest.approx(there["accord"].mean(), abs=1e-15)
    assert accord["n_effective"] == len(there)
    land = numbers["measures"]["km2_changed"]
    assert land["mean"] == pytest.approx(there["km2_changed"].mean())
    assert land["q50"] == pytest.approx(there["km2_changed"].median())
    assert land["n"] == land["n_effective"] == len(there)
    why = numbers["why_no_accord"]
    assert why["n"] == (~there["accord"]).sum()
    assert sum(each["share"] for each in why["reasons"].values()) == pytest.approx(1)


def test_comparisons_leave_them_out_too(designed: sim.results.Run) -> None:
    changed = sim.run(baseline_with(*SHORT, "war.drift=0"), 128, design="sobol")
    table = sim.compare(designed, changed)
    a, b = designed.outcomes, changed.outcomes
    there = a["weight"] > 0
    assert (a["weight"] == b["weight"]).all()  # one past for both
    row = table.loc[("by_deadline", "accord")]
    change = (b["accord"].astype(float) - a["accord"])[there]
    assert row["difference"] == pytest.approx(change.mean())
    assert row["standard_error"] == pytest.approx(change.sem())
    assert row["n_effective_a"] == row["n_a"] == there.sum()


def test_runs_of_different_designs_are_not_paired(
    baseline: Scenario, designed: sim.results.Run
) -> None:
    with pytest.raises(Unpaired, match="design"):
        sim.compare(designed, sim.run(baseline, 128))


def test_a_run_without_a_design_has_no_weights(baseline: Scenario) -> None:
    run = sim.run(baseline, 10)
    assert "weight" not in run.outcomes
    assert "weight" not in run.parameters
    assert run.weights is None
    assert "n_effective" not in run.summary()["by_deadline"]["accord"]


def test_blocks_and_resumed_runs_see_the_same_design(baseline: Scenario, tmp_path: Path) -> None:
    whole = sim.run(baseline, 40, design="lhs")
    blocks = sim.run(baseline, 40, design="lhs", out=tmp_path, block_size=9)
    assert blocks.digests == whole.digests
    stored = sorted((tmp_path / blocks.run_id / "blocks").glob("*.parquet"))
    for path in stored[1:3]:
        path.unlink()
    resumed = sim.run(baseline, 40, design="lhs", out=tmp_path, block_size=14)
    assert resumed.digests == whole.digests
    assert (resumed.column("weight") == whole.column("weight")).all()
    assert load_run(tmp_path / blocks.run_id).design == "lhs:40"


def test_the_name_of_a_run_depends_on_its_design() -> None:
    table = {"war.drift": np.full(5, 0.5)}
    other = {"war.drift": np.full(5, 0.25)}
    asked = [None, "lhs", "sobol", table, other]
    assert len({sim.run(baseline_with(*FEW_DAYS), 5, design=each).run_id for each in asked}) == len(
        asked
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("latin", "lhs, sobol"),
        ({"war.drif": np.full(9, 0.5)}, "did you mean 'war.drift'"),
        ({"war.drift": np.full(3, 0.5)}, "need as many rows"),
        ({"war.drift": np.array([0.5, 1.0, 0.5, 0.5, 0.5])}, "is 1 in row 1"),
        ({"war.drift": np.array([0.5, np.nan, 0.5, 0.5, 0.5])}, "is nan in row 1"),
    ],
)
def test_what_is_no_design_of_the_scenario_is_refused(
    baseline: Scenario, asked: object, told: str
) -> None:
    with pytest.raises(ImpossibleDesign, match=told):
        sim.run(baseline, 5, design=asked)


def test_a_design_cannot_grow_until_a_share_is_exact(baseline: Scenario) -> None:
    with pytest.raises(ValueError, match="until_se"):
        sim.run(baseline, 5, design="lhs", until_se=0.01)
