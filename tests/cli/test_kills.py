"""Killed at any moment and started again: nothing lost, nothing half, the same bits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.kill_storm import finish, storm

ROOT = Path(__file__).parents[2]
SLOW = (sys.executable, "-c", "from tests.ensemble.planted import slow_command; slow_command()")
linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@linux
def test_a_storm_of_kills_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parent, workers and whole groups are killed at random; see benchmarks/kill_storm.py."""
    monkeypatch.chdir(ROOT)
    words = ["run", "baseline", "-n", "4000", "-j", "2", "--block-size", "20", "--no-figures"]
    command = [*SLOW, *words, "--json", "--quiet"]
    done, digest = storm(command, tmp_path / "storm", kills=6, seed=3, longest=1.6)
    assert done.total() == 6
    assert set(done) == {"parent", "worker", "group"}
    calm = finish([*command, "--out", str(tmp_path / "calm"), "--block-size", "500"])
    assert digest == calm
    assert not list(tmp_path.rglob("*.tmp"))


@linux
def test_a_kill_at_any_file_operation_leaves_whole_blocks_and_the_same_digest(
    tmp_path: Path,
) -> None:
    """Forks die before, within and after each write, flush, rename and deletion."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ensemble.dying", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) > 60
    shutil.rmtree(tmp_path)
