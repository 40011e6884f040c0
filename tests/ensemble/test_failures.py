"""Worlds that raise and worlds that kill: the others finish, the guilty are named."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.ensemble import BlockFailed, block
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import run
from sim.ensemble.workers import InProcess, Processes
from sim.plots import FIGURES
from sim.results import Run
from sim.results.parts import Part, Parts
from sim.results.run import first_worlds
from sim.scenario import Scenario
from tests.ensemble import fake, planted

ROOT = Path(__file__).parents[2]
WORLDS = 1500


@pytest.fixture(scope="module")
def whole(baseline: Scenario) -> Run:
    """What an undisturbed run gives."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("simulate", "declared", "outcomes"):
            patch.setattr(block, name, getattr(fake, name))
        return run(baseline, WORLDS)


@pytest.fixture
def stumbled(baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run of two processes in which one world raises and one kills its worker."""
    monkeypatch.setattr(block, "save_block", planted.save_with_faults)
    return run(baseline, WORLDS, jobs=2, block_size=256, out=tmp_path)


def test_a_raising_and_a_killing_world_are_named_and_the_others_finish(
    stumbled: Run, whole: Run
) -> None:
    raised, died = stumbled.failures
    assert (raised["world"], raised["kind"], raised["seed"]) == (planted.RAISES, "raised", 1)
    assert "ZeroDivisionError: a rare one (planted.py:" in raised["error"]
    assert (died["world"], died["kind"]) == (planted.KILLS, "died")
    others = [world for world in range(WORLDS) if world not in (planted.RAISES, planted.KILLS)]
    assert stumbled.worlds == WORLDS
    assert stumbled.outcomes.loc[others].equals(whole.outcomes.loc[others])
    assert stumbled.outcomes["outcome"].isna().sum() == 2
    assert stumbled.digests != whole.digests
    assert stumbled.path is not None
    manifest = json.loads((stumbled.path / "manifest.json").read_text())
    assert [each["world"] for each in manifest["failures"]] == [planted.RAISES, planted.KILLS]
    assert sim.load(stumbled.path).digests == stumbled.digests


PLANTED = "from tests.ensemble import planted; planted."


@pytest.mark.parametrize(
    ("stumbling", "calm"),
    [
        ("stumbling_command()", "fake_command()"),
        pytest.param("stumbling_command_of_the_real_model()", "main()", marks=pytest.mark.slow),
    ],
)
def test_in_50000_worlds_the_two_guilty_are_named_and_the_command_leaves_with_1(
    stumbling: str, calm: str, tmp_path: Path
) -> None:
    words = ["run", "baseline", "-n", "50000", "-j", "2", "--no-figures", "--json"]

    def ended(program: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
        out = ["--out", str(tmp_path / program)]
        command = [sys.executable, "-c", PLANTED + program, *words, *out]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        return done, json.loads(done.stdout)["runs"][0]

    (done, found), (undisturbed, truth) = ended(stumbling), ended(calm)
    assert (done.returncode, undisturbed.returncode) == (1, 0)
    assert f"failed:  world {planted.RAISES} (seed 1): ZeroDivisionError" in done.stderr
    assert f"failed:  world {planted.KILLS} (seed 1): its process died" in done.stderr
    assert (found["failed"], found["worlds"]) == (2, 50_000)
    for group in ("outcomes", "by_deadline"):
        for name, each in found[group].items():
            assert each["low"] <= truth[group][name]["share"] <= each["high"]


def test_what_died_is_tried_again_and_what_raised_is_not(
    stumbled: Run, whole: Run, baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "save_block", planted.save_fake)
    again = run(baseline, WORLDS, jobs=2, block_size=256, out=tmp_path)
    assert [each["world"] for each in again.failures] == [planted.RAISES]
    assert again.outcomes.loc[planted.KILLS].equals(whole.outcomes.loc[planted.KILLS])


def test_shares_and_their_bounds_count_failed_worlds(stumbled: Run, whole: Run) -> None:
    numbers, truth = stumbled.summary(), whole.summary()
    assert (numbers["failed"], numbers["worlds"]) == (2, WORLDS)
    total = sum(each["share"] for each in numbers["outcomes"].values())
    assert total == pytest.approx(1 - 2 / WORLDS)
    assert sum(each["share"] for each in numbers["why_no_accord"]["reasons"].values()) == 1
    for group in ("outcomes", "by_deadline"):
        for name, each in numbers[group].items():
            assert each["low"] <= truth[group][name]["low"] + 1e-3
            assert each["low"] <= truth[group][name]["share"] <= each["high"]


@given(st.sets(st.integers(0, 59), max_size=59))
def test_bounds_hold_whatever_the_failed_worlds_would_have_been(whole: Run, lost: set[int]) -> None:
    """Every share of the whole run lies in the bounds of the run that lacks some worlds."""
    parts = [Part(w, w + 1, None if w in lost else partial(_row, whole, w)) for w in range(60)]
    failures = [{"world": w, "seed": 1, "kind": "raised", "error": ""} for w in sorted(lost)]
    lacking = Run(whole.manifest | {"failures": failures}, Parts(parts, whole.parts.schema))
    found, truth = lacking.summary(), first_worlds(whole, 60).summary()
    for group in ("outcomes", "by_deadline"):
        for name, each in found[group].items():
            true = truth[group][name]
            assert each["low"] <= true["low"] + 1e-12
            assert true["high"] <= each["high"] + 1e-12
    for name, each in found["why_no_accord"]["reasons"].items():
        assert each["low"] <= truth["why_no_accord"]["reasons"][name]["share"] <= each["high"]


def _row(whole: Run, world: int, columns: list[str] | None) -> pa.Table:
    row = whole.table.slice(world, 1)
    return row if columns is None else row.select(columns)


def test_a_world_that_fails_in_this_process_is_isolated_too(
    baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted_model = {"simulate": planted.raises_in_one_world}
    for name in ("declared", "outcomes"):
        planted_model[name] = getattr(fake, name)
    for name, function in planted_model.items():
        monkeypatch.setattr(block, name, function)
    saved, loose = run(baseline, 1000, out=tmp_path), run(baseline, 1000, block_size=300)
    assert [each["world"] for each in loose.failures] == [planted.RAISES]
    assert saved.digests == loose.digests
    assert run(baseline, 400, out=tmp_path).failures == []
    longer = run(baseline, 1100, out=tmp_path)
    assert [each["world"] for each in longer.failures] == [planted.RAISES]


@pytest.mark.parametrize("guilty", [set(), {0}, {3, 4}, {63}, {5, 17, 18, 40}, set(range(64))])
def test_exactly_the_guilty_worlds_are_found_by_halving(guilty: set[int]) -> None:
    done, failed, tried = [], [], []

    def work(worlds: range) -> range:
        tried.append(worlds)
        if guilty & set(worlds):
            raise BlockFailed("x", worlds.start, worlds.stop, "planted")
        return worlds

    blocks = [range(0, 32), range(32, 50), range(50, 64)]
    run_blocks(work, blocks, InProcess(), done.append, lambda world, _: failed.append(world))
    assert sorted(failed) == sorted(guilty)
    assert sorted(w for some in done for w in some) == sorted(set(range(64)) - guilty)
    assert len(tried) <= 3 + 2 * 6 * len(guilty)


def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    done: list[int] = []
    blocks = [range(i, i + 10) for i in range(0, 40, 10)]
    run_blocks(partial(planted.dies_once, tmp_path), blocks, Processes(2), done.append)
    assert done == [10] * 4


def test_a_worker_that_dies_within_its_answer_is_no_hang() -> None:
    """The pipe then holds half a result, and nobody will ever write the other half."""
    done: list[bytes] = []
    failed: list[int] = []
    begin = time.perf_counter()
    work, blocks = planted.dies_within_its_answer, [range(2, 4)]
    run_blocks(work, blocks, Processes(1), done.append, lambda world, _: failed.append(world))
    assert (len(done), failed) == (1, [3])
    assert time.perf_counter() - begin < 60


def test_a_run_with_a_failed_world_can_be_drawn_and_compared(
    baseline: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the real model: figures want columns that the fake one does not have."""
    real = block.simulate

    def simulate(scenario: Scenario, seed: int, first: int, worlds: int) -> object:
        if first <= 17 < first + worlds:
            raise ZeroDivisionError
        return real(scenario, seed, first, worlds)

    monkeypatch.setattr(block, "simulate", simulate)
    ran = run(baseline, 40)
    assert [each["world"] for each in ran.failures] == [17]
    for figure in FIGURES.values():
        assert figure(ran).png()
    found = sim.compare(ran, ran)
    assert (found["difference"].dropna() == 0).all()
    assert any("1 world failed" in note for note in found.attrs["notes"])
