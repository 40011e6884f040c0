"""A world is the same world alone, in a crowd, in another block, and in another process."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest, norm

from sim.outcomes import outcomes
from sim.simulation import STORED, simulate
from sim.trajectory import Trajectory
from sim.worlds import PER_WORLD, Ints, Noise
from tests.builders import SHORT, arrays, baseline_with, same_bits, told_some

SEEDS = st.integers(0, 2**64 - 1)
WORLD_NUMBERS = st.integers(0, 100_000)
SETTINGS = {
    "baseline": SHORT,
    "brittle": (*SHORT, "talks.break_gap=60", "mediator.walk_away.gap=100", "war.drift=30",
                "war.area=1500"),
    "alternating": (*SHORT, "talks.protocol=alternating"),
}  # fmt: skip


def world_of(trajectory: Trajectory, number: int, numbers: Ints) -> dict[str, bytes]:
    """All bits of one world of a run of the worlds with these numbers."""
    at = int(np.flatnonzero(numbers == number)[0])
    return {name: values[..., at].tobytes() for name, values in arrays(trajectory)}


def crowds(world: int) -> st.SearchStrategy[Ints]:
    """Crowds of 1, 2 and 7 neighbours and scattered ones, each with the world in it."""

    def around(size: int, place: int) -> Ints:
        first = max(0, world - place % size)
        return np.arange(first, first + size)

    scattered = st.sets(st.integers(max(0, world - 300), world + 300), min_size=1, max_size=9)
    return st.one_of(
        st.builds(around, st.sampled_from([1, 2, 7]), st.integers(0, 6)),
        scattered.map(lambda numbers: np.array(sorted(numbers | {world}))),
    )


@pytest.mark.parametrize("setting", SETTINGS)
@settings(max_examples=5, deadline=None, derandomize=True)
@given(data=st.data(), world=WORLD_NUMBERS, seed=SEEDS)
def test_a_world_alone_is_the_same_world_in_a_crowd(
    setting: str, data: st.DataObject, world: int, seed: int
) -> None:
    """Every series, ending and parameter, to the last bit, whoever else is simulated."""
    scenario = baseline_with(*SETTINGS[setting])
    crowd = data.draw(crowds(world))
    alone = world_of(told_some(scenario, seed, np.array([world])), world, np.array([world]))
    assert world_of(told_some(scenario, seed, crowd), world, crowd) == alone


def test_world_417_alone_is_world_417_in_a_block() -> None:
    """Alone, and among 500 others."""
    scenario, everybody = baseline_with(*SHORT), np.arange(500)
    crowd = simulate(scenario, 1, 0, 500, np.ones(500, dtype=bool))
    alone = simulate(scenario, 1, 417, 1, np.ones(1, dtype=bool))
    assert world_of(crowd, 417, everybody) == world_of(alone, 417, np.array([417]))


@pytest.mark.slow
def test_world_417_alone_is_world_417_among_5000() -> None:
    """To the horizon of the baseline."""
    crowd = simulate(baseline_with(), 1, 0, 5000, np.arange(5000) == 417)
    alone = simulate(baseline_with(), 1, 417, 1, np.ones(1, dtype=bool))
    for name, values in arrays(alone):
        ours = dict(arrays(crowd))[name]
        at = 0 if name.startswith("story") else 417
        assert same_bits(ours[..., at], values[..., 0]), name


@pytest.mark.parametrize("cuts", [[30], [1, 2, 7], [4, 29], [13, 14, 15, 16]])
def test_cutting_a_run_into_blocks_changes_nothing(cuts: list[int]) -> None:
    """Thirty worlds in one block and in several, also where a cut splits four that share a draw."""
    scenario = baseline_with(*SHORT)
    whole = dict(arrays(simulate(scenario, 1, 0, 30)))
    edges = sorted({0, *cuts, 30})
    blocks = [dict(arrays(simulate(scenario, 1, lo, hi - lo))) for lo, hi in pairwise(edges)]
    for name, values in whole.items():
        joined = np.concatenate([block[name] for block in blocks], axis=-1)
        assert same_bits(np.ascontiguousarray(joined), np.ascontiguousarray(values)), name


@pytest.mark.parametrize("tile", [1, 2, 7])
def test_how_many_worlds_are_valued_at_a_time_changes_nothing(
    tile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Portions of the table, and of the questions asked afterwards, come back in order."""
    scenario = baseline_with(*SHORT)
    at_once = simulate(scenario, 1, 0, 40)
    answers = outcomes(at_once)
    monkeypatch.setattr("sim.table.TILE", tile)
    portions = simulate(scenario, 1, 0, 40)
    for (name, whole), (_, joined) in zip(arrays(at_once), arrays(portions), strict=True):
        assert same_bits(whole, joined), name
    for name, values in outcomes(portions).items():
        assert same_bits(values, answers[name]), name


def test_a_block_of_several_portions_is_the_same_in_blocks_cut_at_their_edges() -> None:
    """1,100 worlds, whose table is laid in three portions, against cuts about the first."""
    scenario = baseline_with("deadline.date=2026-02-28", "horizon=2026-03-15")
    edges = [0, 511, 512, 513, 1100]
    whole, *blocks = (
        {**dict(arrays(found)), **outcomes(found)}
        for lo, hi in [(0, 1100), *pairwise(edges)]
        for found in [simulate(scenario, 1, lo, hi - lo, np.zeros(hi - lo, dtype=bool))]
    )
    for name, values in whole.items():
        joined = np.concatenate([block[name] for block in blocks], axis=-1)
        assert same_bits(np.ascontiguousarray(joined), np.ascontiguousarray(values)), name


def test_telling_a_story_changes_no_world() -> None:
    """Worlds whose packages are valued every week live as those that are only run."""
    scenario = baseline_with(*SHORT)
    silent = simulate(scenario, 1, 0, 30, np.zeros(30, dtype=bool))
    open_ = simulate(scenario, 1, 0, 30, np.ones(30, dtype=bool))
    for name, values in silent.daily.items():
        watched_only = name == "margin"
        dated = silent.daily["date"] > 0
        ours, theirs = (values[dated], open_.daily[name][dated]) if watched_only else (
            values, open_.daily[name])  # fmt: skip
        assert same_bits(ours, theirs), name
    for name, values in silent.final.items():
        assert same_bits(values, open_.final[name]), name


def test_the_first_two_hundred_worlds_are_traced_by_default() -> None:
    """Whatever block they are in."""
    assert simulate(baseline_with(*SHORT), 1, STORED - 3, 7).traced.tolist() == [0, 1, 2]


def test_another_seed_is_another_world() -> None:
    """Same scenario, same number: other draws, another course."""
    one, other = (simulate(baseline_with(*SHORT), seed, 0, 7) for seed in (1, 2))
    for name, values in one.sampled.items():
        assert (values != other.sampled[name]).all(), name


_DIGEST = """
import hashlib
from sim.simulation import simulate
from tests.builders import SHORT, arrays, baseline_with
digest = hashlib.sha256()
for name, values in arrays(simulate(baseline_with(*SHORT), 1, 0, 7)):
    digest.update(name.encode() + values.tobytes())
print(digest.hexdigest())
"""


def test_the_hash_seed_of_python_changes_nothing() -> None:
    """A process with another hash seed, and this one: the same bits in the same order."""
    other = "0" if os.environ.get("PYTHONHASHSEED") == "4242" else "4242"
    digest = subprocess.run(
        [sys.executable, "-c", _DIGEST],
        env={**os.environ, "PYTHONHASHSEED": other},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    here = hashlib.sha256()
    for name, values in arrays(simulate(baseline_with(*SHORT), 1, 0, 7)):
        here.update(name.encode() + values.tobytes())
    assert digest == here.hexdigest()


# --- the noise itself ---------------------------------------------------------------------------


@given(seed=SEEDS, first=WORLD_NUMBERS, span=st.integers(1, 40), data=st.data())
@settings(max_examples=50, deadline=None)
def test_a_number_is_addressed_by_seed_purpose_day_and_world_alone(
    seed: int, first: int, span: int, data: st.DataObject
) -> None:
    """Any part of any span, in any order of asking, holds the same numbers."""
    some = np.array(data.draw(st.lists(st.integers(0, span - 1), min_size=1, unique=True)))
    whole, part = Noise(seed, first, span), Noise(seed, first, span, some)
    late = whole.uniform("war.front", 300)
    assert same_bits(whole.uniform("war.front", 7)[some], part.uniform("war.front", 7))
    assert same_bits(late[some], part.uniform("war.front", 300))
    alone = Noise(seed, first + int(some[0]), 1)
    assert alone.uniform("war.front", 7)[0] == part.uniform("war.front", 7)[0]


@pytest.mark.parametrize("seed", [1, 2**53, 2**63, 2**64 - 1])
def test_every_bit_of_a_seed_counts(seed: int) -> None:
    """Seeds that differ in their last bit alone draw other numbers for every purpose."""
    for purpose in ("war.front", "a", "b", "c", "d", "e"):  # keys on both sides of 2**63
        numbers = [Noise(s, 0, 7).uniform(purpose, 1) for s in (seed, seed ^ 1)]
        assert not np.intersect1d(*numbers).size


def test_uniform_numbers_are_uniform_and_normal_ones_normal() -> None:
    """Kolmogorov-Smirnov over worlds and over days, at a level of 4 sd (6e-5)."""
    level, noise = 2 * norm.sf(4), Noise(3, 0, 20_000)
    assert kstest(noise.uniform("a", 1), "uniform").pvalue > level
    assert kstest(noise.normal("a", 1), "norm").pvalue > level
    over_days = np.array([Noise(3, 5, 1).uniform("a", day)[0] for day in range(-500, 1500)])
    assert kstest(over_days, "uniform").pvalue > level


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", 1), ("b", 1)),
        (("a", 1), ("a", 2)),
        (("a", -1), ("a", 1)),
        (("a", PER_WORLD), ("a", 0)),
    ],
)
def test_numbers_of_two_addresses_have_nothing_in_common(
    one: tuple[str, int], other: tuple[str, int]
) -> None:
    """Correlation over 20,000 worlds within 4 SE of zero, and no number shared."""
    noise = Noise(3, 0, 20_000)
    first, second = noise.uniform(*one), noise.uniform(*other)
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 / np.sqrt(20_000)
    assert not np.intersect1d(first, second).size


def test_worlds_that_share_a_counter_share_nothing_else() -> None:
    """Neighbours within a Philox block of four are uncorrelated; 4 SE."""
    lanes = Noise(3, 0, 40_000).uniform("a").reshape(-1, 4)
    off_diagonal = np.corrcoef(lanes.T)[~np.eye(4, dtype=bool)]
    assert np.abs(off_diagonal).max() < 4 / np.sqrt(10_000)


def test_a_world_drawn_again_has_another_past_and_the_same_future() -> None:
    """The attempt is part of the address of priors and history, not of what comes after."""
    noise = Noise(3, 0, 7)
    again = noise.drawn_again(np.array([0, 1, 0, 2, 0, 0, 1]))
    changed = again.attempts > 0
    for day in (PER_WORLD, -3):
        assert np.array_equal(noise.uniform("a", day) != again.uniform("a", day), changed)
    assert same_bits(noise.uniform("a", 0), again.uniform("a", 0))
