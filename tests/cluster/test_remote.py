"""A scheduler and workers elsewhere, of which any may be lost at any time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sim
from sim.ensemble.cluster import cluster
from sim.ensemble.failure import ClusterLost
from sim.ensemble.pool import run_blocks
from tests.builders import FEW_DAYS
from tests.cluster.conftest import BLOCK, WORDS, WORLDS, Machines, Peer, exact, until
from tests.cluster.work import counts

pytest.importorskip("distributed")


def test_workers_may_be_killed_again_and_again_and_nothing_is_lost(
    tmp_path: Path, machines: Machines, digest_of_one_process: str
) -> None:
    machines.start(workers=2)
    done: list[int] = []

    def kill(worlds: int) -> None:
        if not worlds:
            return
        done.append(worlds)
        if len(done) in {2, 4}:  # nannies start others
            machines.kill_worker(1 + len(done) // 2 % 2)
        if len(done) == 6:
            machines.kill(2)  # with its nanny, for good

    run = sim.run(
        "baseline",
        worlds=WORLDS,
        block_size=BLOCK,
        set=FEW_DAYS,
        out=tmp_path / "out",
        cluster=machines.address,
        progress=kill,
    )
    assert len(done) >= 6
    assert run.manifest["failures"] == []
    assert exact(run) == digest_of_one_process


def test_a_lost_scheduler_is_told_and_the_run_resumes_without_it(
    tmp_path: Path, machines: Machines, digest_of_one_process: str
) -> None:
    machines.start(workers=1)
    words = [*WORDS, "-n", str(WORLDS), "--block-size", str(BLOCK)]
    words += ["--no-figures", "--json", "--out", "out"]
    there = [*words, "--cluster", machines.address]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *there],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    until(lambda: list(tmp_path.glob("out/*/blocks/*.parquet")))
    machines.kill(0)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 5
    assert out == ""
    assert err.startswith("error: lost the cluster")
    assert err.rstrip().endswith("sim " + " ".join(there))
    left = len(list(tmp_path.glob("out/*/blocks/*[0-9].????????????????.parquet")))
    assert 0 < left < WORLDS // BLOCK
    resumed = subprocess.run(
        [sys.executable, "-m", "sim", *words, "-j", "1"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    (run,) = json.loads(resumed.stdout)["runs"]
    assert run["digest_exact"] == digest_of_one_process


def test_a_scheduler_without_workers_or_words_is_given_up(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines.start(workers=0)
    with monkeypatch.context() as patch, cluster(machines.address) as workers:
        patch.setattr("sim.ensemble.cluster._NO_WORKERS", 1.0)
        with pytest.raises(ClusterLost, match="no workers for 1 s"):
            run_blocks(counts, [range(3)], workers, lambda result: None)
    monkeypatch.setattr("sim.ensemble.connection._SILENCE", 2.0)
    with cluster(machines.address) as workers:
        workers.start()
        os.kill(machines.started[0].pid, signal.SIGSTOP)
        start = time.perf_counter()
        with pytest.raises(ClusterLost, match="silent for 2 s"):
            run_blocks(counts, [range(3)], workers, lambda result: None)
    assert time.perf_counter() - start < 15


def test_a_listener_that_never_answers_does_not_keep_sigterm_waiting(tmp_path: Path) -> None:
    with Peer() as peer:
        words = ["run", "baseline", "-n", "5", "--cluster", f"tcp://127.0.0.1:{peer.port}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "sim", *words],
            cwd=tmp_path, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until(lambda: peer.held)
        start = time.perf_counter()
        process.terminate()
        err = process.communicate(timeout=30)[1]
    assert process.returncode == 143
    assert len(err.splitlines()) == 2
    assert time.perf_counter() - start < 8  # some .1 s, unless others use the machine
