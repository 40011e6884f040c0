"""A cluster on this machine: the same answers, nothing heard outside, nobody left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.ensemble.cluster import cluster
from sim.ensemble.failure import ClusterLost
from sim.ensemble.greeting import greet
from sim.ensemble.local_cluster import LocalCluster
from sim.ensemble.pool import run_blocks
from tests.builders import FEW_DAYS
from tests.cli.test_process import heeds_interrupts
from tests.cluster.conftest import BLOCK, WORDS, WORLDS, children, exact, until
from tests.cluster.work import KILLS, dies, raises

pytest.importorskip("distributed")
pytest.importorskip("cryptography")


def test_a_local_cluster_gives_the_same_bits_and_listens_on_loopback_only(
    tmp_path: Path, digest_of_one_process: str
) -> None:
    heard: list[str] = []

    def look(worlds: int) -> None:
        if not heard and worlds and shutil.which("ss"):
            heard.extend(_listening(_descendants(os.getpid())))

    run = sim.run(
        "baseline",
        worlds=WORLDS,
        block_size=BLOCK,
        set=FEW_DAYS,
        out=tmp_path,
        cluster="local:2",
        progress=look,
    )
    assert exact(run) == digest_of_one_process
    if shutil.which("ss"):
        assert len(heard) >= 3  # the scheduler and two workers
        assert {address.rsplit(":", 1)[0] for address in heard} == {"127.0.0.1"}
    assert not children_of_clusters()


def test_nobody_without_its_key_can_give_tasks_to_a_local_cluster() -> None:
    """Every user of a machine reaches its loopback, and a task is code."""
    from distributed import Client
    from distributed.security import Security

    with LocalCluster(1) as there:
        port = there.address.rsplit(":", 1)[1]
        for scheme, key in (("tcp", None), ("tls", Security.temporary())):
            with pytest.raises(ClusterLost, match="no scheduler answers"):
                greet(f"{scheme}://127.0.0.1:{port}", key, 3.0)
        with Client(there.address, timeout=10, security=there.security) as owner:
            assert owner.submit(os.getpid, pure=False).result(10) in _descendants(there.process.pid)


def test_a_world_that_kills_its_workers_is_found_and_no_other_is_blamed() -> None:
    done: list[range] = []
    failed: list[int] = []
    blocks = [range(first, first + 2) for first in range(0, 12, 2)]
    with cluster("local:2") as workers:
        run_blocks(dies, blocks, workers, done.append, lambda world, error: failed.append(world))
    assert failed == [KILLS]
    assert sorted(world for block in done for world in block) == [
        world for world in range(12) if world != KILLS
    ]


def test_a_cluster_gives_back_what_is_not_saved_and_what_is_raised() -> None:
    alone = sim.run("baseline", worlds=50, set=FEW_DAYS)
    with cluster("local:1") as workers:
        assert exact(sim.run("baseline", worlds=50, set=FEW_DAYS, workers=workers)) == exact(alone)
        with pytest.raises(ZeroDivisionError, match="on a worker"):
            run_blocks(raises, [range(3)], workers, lambda result: None)


def test_an_interrupted_run_ends_at_once_and_its_cluster_with_it(tmp_path: Path) -> None:
    words = [*WORDS, "-n", "40000", "--block-size", "32", "--cluster", "local:2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words, "--out", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heeds_interrupts,
    )
    try:
        until(lambda: list(tmp_path.glob("out/*/blocks/*.parquet")))
        below = _descendants(process.pid)
        assert len(below) >= 3
        start = time.perf_counter()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        took = time.perf_counter() - start
    finally:
        process.kill()
    assert process.returncode == 130
    assert took < 10  # some .3 s, unless others use the machine
    assert "Traceback" not in err
    _are_gone(below)


def test_a_cluster_ends_with_a_process_that_is_killed() -> None:
    program = (
        "from sim.ensemble.local_cluster import LocalCluster\n"
        "cluster = LocalCluster(1); print(flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    below = _descendants(process.pid)
    assert len(below) >= 2
    process.kill()
    process.communicate()
    _are_gone(below)


def _are_gone(pids: set[int]) -> None:
    until(lambda: not [pid for pid in pids if Path(f"/proc/{pid}").exists()], seconds=10)


def test_jobs_and_a_cluster_are_two_answers_to_one_question(tmp_path: Path) -> None:
    words = ["run", "baseline", "-n", "5", "--out", str(tmp_path), "--json"]
    both = CliRunner().invoke(app, [*words, "--cluster", "local:2", "-j", "2"])
    assert both.exit_code == 2
    assert "--jobs" in both.stderr
    none = CliRunner().invoke(app, [*words, "--cluster", "nowhere"])
    assert none.exit_code == 2
    assert "local:N" in none.stderr
    assert not list(tmp_path.iterdir())


def children_of_clusters() -> list[int]:
    """Processes of ours that belong to a local cluster."""
    ours = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(os.getpid())]
    return [n for n, line in enumerate(ours) if b"local_cluster" in line]


def _descendants(pid: int) -> set[int]:
    below = children(pid)
    return {*below, *(each for child in below for each in _descendants(child))}


def _listening(pids: set[int]) -> list[str]:
    """Addresses on which one of these processes listens."""
    said = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout
    return [
        line.split()[3]
        for line in said.splitlines()
        if {int(pid) for pid in re.findall(r"pid=(\d+)", line)} & pids
    ]
