"""Running, saving, resuming, extending: nothing but scenario, seed and code decides a bit."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.ensemble import BlockFailed, CodeChanged, block
from sim.ensemble.runner import run
from sim.results import DamagedResults, FolderInUse, Run
from sim.results.files import locked
from sim.scenario import Scenario, load
from tests.ensemble import fake

pytestmark = pytest.mark.usefixtures("fake_model")


def blocks_of(ran: Run) -> list[str]:
    assert ran.path is not None
    names = (path.name.split(".")[0] for path in (ran.path / "blocks").glob("*.parquet"))
    return sorted(set(names))


@pytest.mark.parametrize("size", [1, 7, 64, 100, 2048])
def test_the_block_size_changes_no_bit(baseline: Scenario, size: int) -> None:
    assert run(baseline, 100, block_size=size).digests == run(baseline, 100).digests


def test_another_seed_gives_other_digests(baseline: Scenario) -> None:
    one, two = run(baseline, 100, seed=1), run(baseline, 100, seed=2)
    assert one.digests[0] != two.digests[0]
    assert one.digests[1] != two.digests[1]
    assert one.run_id != two.run_id


def test_a_saved_run_equals_the_one_in_memory(baseline: Scenario, tmp_path: Path) -> None:
    saved, loose = run(baseline, 500, out=tmp_path), run(baseline, 500)
    assert saved.digests == loose.digests
    assert saved.run_id == loose.run_id
    assert loose.path is None
    assert saved.path == tmp_path / saved.run_id
    again = sim.load(tmp_path / saved.run_id)
    assert again.digests == saved.digests
    assert again.outcomes.equals(loose.outcomes)
    assert again.trajectories.equals(loose.trajectories)


def test_an_extended_run_equals_a_long_one(baseline: Scenario, tmp_path: Path) -> None:
    run(baseline, 1000, out=tmp_path / "a", block_size=300)
    extended = run(baseline, 5000, out=tmp_path / "a")
    at_once = run(baseline, 5000, out=tmp_path / "b")
    assert extended.digests == at_once.digests
    assert extended.worlds == 5000
    assert extended.outcomes.index.tolist() == list(range(5000))


def test_a_finished_run_is_read_and_not_run_again(
    baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(baseline, 300, out=tmp_path)
    monkeypatch.setattr(block, "simulate", None)
    assert run(baseline, 300, out=tmp_path).digests == first.digests
    fewer = run(baseline, 100, out=tmp_path)
    assert fewer.worlds == 100
    monkeypatch.undo()


def test_only_missing_blocks_are_run_again(baseline: Scenario, tmp_path: Path) -> None:
    whole = run(baseline, 500, out=tmp_path, block_size=100)
    assert whole.path is not None
    gone = next(p for p in (whole.path / "blocks").glob("000000200-*") if "daily" not in p.name)
    kept = {p.name: p.stat().st_mtime_ns for p in (whole.path / "blocks").iterdir() if p != gone}
    gone.unlink()
    assert run(baseline, 500, out=tmp_path, block_size=100).digests == whole.digests
    now = {p.name: p.stat().st_mtime_ns for p in (whole.path / "blocks").iterdir()}
    assert all(now[name] == time for name, time in kept.items())
    assert gone.name in now


def test_daily_series_are_of_the_first_200_worlds(baseline: Scenario, tmp_path: Path) -> None:
    for size in (64, 2048):
        days = run(baseline, 500, block_size=size).trajectories
        assert days.index.get_level_values("world").unique().tolist() == list(range(200))
        assert len(days) == 200 * (fake.DAYS + 1)
    start = run(baseline, 500, out=tmp_path, block_size=150).trajectories.xs(0, level="day")
    expected = run(baseline, 500).outcomes["km2_changed"].to_numpy()[:200] / 100
    np.testing.assert_allclose(start["held_area"].to_numpy(), expected, rtol=1e-6)


def test_a_changed_byte_is_found(baseline: Scenario, tmp_path: Path) -> None:
    ran = run(baseline, 100, out=tmp_path)
    assert ran.path is not None
    path = next(p for p in (ran.path / "blocks").glob("*.parquet") if "daily" not in p.name)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedResults, match="checksum"):
        sim.load(ran.path)


def test_a_missing_block_of_a_finished_run_is_damage(baseline: Scenario, tmp_path: Path) -> None:
    ran = run(baseline, 200, out=tmp_path, block_size=100)
    assert ran.path is not None
    for path in (ran.path / "blocks").glob("000000100-*"):
        path.unlink()
    with pytest.raises(DamagedResults, match="100 of 200"):
        sim.load(ran.path)


def test_an_interrupted_run_is_kept_and_resumed(
    baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []

    def interrupt(worlds: int) -> None:
        done.append(worlds)
        if sum(done) >= 200:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(baseline, 500, out=tmp_path, block_size=100, progress=interrupt)
    folder = next(tmp_path.iterdir())
    with pytest.warns(UserWarning, match="200 of 500"):
        assert sim.load(folder).worlds == 200
    (folder / "blocks" / ".half.parquet.99.tmp").write_bytes(b"half")
    assert run(baseline, 500, out=tmp_path).digests == run(baseline, 500).digests
    assert not list(folder.rglob("*.tmp"))
    assert json.loads((folder / "manifest.json").read_text())["complete"] is True


def test_a_second_run_in_the_folder_is_refused_at_once(baseline: Scenario, tmp_path: Path) -> None:
    ran = run(baseline, 10, out=tmp_path)
    assert ran.path is not None
    with locked(ran.path), pytest.raises(FolderInUse, match="in use"):
        run(baseline, 20, out=tmp_path)


def test_a_model_that_fails_in_every_world_is_a_bug_and_no_run(
    baseline: Scenario, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(block, "outcomes", fake.fails_at_world_417)
    for _ in range(2):
        for worlds in (1, 300):
            with pytest.raises(BlockFailed, match="of baseline failed: ZeroDivisionError"):
                run(baseline, worlds, block_size=100, out=tmp_path)


def test_a_parameter_that_matters_makes_another_folder_and_a_title_does_not(
    baseline: Scenario, tmp_path: Path
) -> None:
    ids = {run(each, 2).run_id for each in (baseline, load("baseline", {"war.drift": 7}))}
    assert len(ids) == 2
    assert run(load("baseline", ["title=Another"]), 2).run_id in ids


def test_the_manifest_says_where_the_run_came_from(baseline: Scenario, tmp_path: Path) -> None:
    ran = run(baseline, 10, out=tmp_path, command="sim run baseline")
    assert ran.path is not None
    manifest = json.loads((ran.path / "manifest.json").read_text())
    expected = {"versions", "seed", "worlds", "hash", "git_commit", "command", "platform"}
    assert expected | {"warnings", "failures"} <= set(manifest)
    assert manifest["hash"].startswith(ran.path.name.rsplit("-", 1)[1])
    assert load(ran.path / "scenario.yaml").fingerprint() == baseline.fingerprint()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"worlds": 0}, "at least 1"),
        ({"jobs": 0}, "at least 1"),
        ({"block_size": 0}, "at least 1"),
        ({"seed": -1}, "the seed must be"),
        ({"seed": 2**64}, "the seed must be"),
        ({"set": ["a=1"]}, "path or name"),
    ],
)
def test_nonsense_is_refused(baseline: Scenario, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        run(baseline, **wrong)


def test_a_worker_with_other_code_is_refused(baseline: Scenario) -> None:
    with pytest.raises(CodeChanged, match="edited"):
        block.run_block(baseline, 1, range(3), code="of yesterday")


def test_a_script_without_a_main_guard_may_use_several_processes(tmp_path):
    """Workers must not import the script that started them: it would run again in each."""
    script = tmp_path / "script.py"
    script.write_text("import sim\nprint(sim.run('baseline', worlds=64, jobs=2).worlds)\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.returncode) == ("64\n", 0), done.stderr


def test_a_run_in_a_folder_of_another_name_is_resumed_there(tmp_path: Path) -> None:
    """Earlier versions did not say in its name what was set."""
    first = run("baseline", 50, out=tmp_path, set={"war.drift": 7}).path
    assert first is not None
    assert "war.drift=7" in first.name
    old = first.rename(tmp_path / f"baseline-1-{first.name.rsplit('-', 1)[1]}")
    again = run("baseline", 90, out=tmp_path, set={"war.drift": 7})
    assert again.path == old
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert sim.load(old).run_id == old.name


def test_a_run_is_shown_without_what_a_terminal_would_obey() -> None:
    ran = run("baseline", 5)
    hostile = Run(ran.manifest | {"changes": ["title=\x1b[2J\nx"]}, ran.table)
    assert repr(hostile).isprintable()


def test_a_run_in_progress_is_not_called_interrupted(baseline: Scenario, tmp_path: Path) -> None:
    told: list[str] = []

    def look(worlds: int) -> None:
        for folder in tmp_path.glob("*"):
            if list((folder / "blocks").glob("*[0-9a-f].parquet")):
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always")
                    sim.load(folder)
                told.extend(str(each.message) for each in caught)

    run(baseline, 100, out=tmp_path, block_size=50, progress=look)
    assert told
    assert "is still being run: 50 of 100 worlds" in told[0]
