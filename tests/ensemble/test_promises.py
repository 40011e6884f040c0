"""The real model on several processes: jobs, blocks, order and hash seed change no bit."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from sim.ensemble.block import run_block
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import run
from sim.ensemble.workers import Processes
from sim.results import Run
from sim.scenario import Scenario
from tests.builders import SHORT, as_options, baseline_with

WORLDS = 240
"""Some forty more than are told in full."""


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    """A quarter of its days: enough for talks, accords and a lapse."""
    return baseline_with(*SHORT)


@pytest.fixture(scope="module", params=[1200, pytest.param(5000, marks=pytest.mark.slow)])
def many(
    baseline: Scenario, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Run:
    """Many worlds at once."""
    return run(baseline, request.param, out=tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="module")
def few(baseline: Scenario) -> Run:
    return run(baseline, WORLDS)


@pytest.mark.parametrize(("jobs", "size"), [(1, 64), (2, 50), (3, 128), (2, 2048)])
def test_jobs_and_block_sizes_change_no_bit(
    baseline: Scenario, few: Run, jobs: int, size: int
) -> None:
    ran = run(baseline, WORLDS, jobs=jobs, block_size=size)
    assert ran.digests == few.digests
    assert ran.outcomes.equals(few.outcomes)  # sampled parameters too
    assert ran.trajectories.equals(few.trajectories)


def test_another_seed_gives_another_digest(baseline: Scenario, few: Run) -> None:
    assert set(run(baseline, WORLDS, seed=2).digests).isdisjoint(few.digests)


def digests_with(
    environment: dict[str, str], worlds: int, out: Path, *changes: str
) -> tuple[str, str]:
    """What `sim run` prints as a process of its own in that environment."""
    words = ["run", "baseline", "-n", str(worlds), "--json", "--quiet", "--no-figures"]
    words += as_options(changes)
    done = subprocess.run(
        [sys.executable, "-m", "sim", *words, "--out", str(out)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    (told,) = json.loads(done.stdout)["runs"]
    return told["digest"], told["digest_exact"]


def test_the_hash_seed_changes_no_bit(few: Run, tmp_path: Path) -> None:
    here = os.environ.get("PYTHONHASHSEED")
    other = {"PYTHONHASHSEED": "2" if here == "1" else "1"}
    assert digests_with(other, WORLDS, tmp_path, *SHORT) == few.digests


def an_older_processor() -> dict[str, str]:
    """Switches off what numpy, and the C library, pick by the processor they run on."""
    config = np.show_config(mode="dicts")
    assert isinstance(config, dict)
    found = config["SIMD Extensions"].get("found", [])
    extras = ("AVX2", "AVX", "FMA", "FMA4", "BMI2", "AVX512F", "ERMS")
    return {
        "NPY_DISABLE_CPU_FEATURES": " ".join(found),
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join(f"-{extra}" for extra in extras),
    }


def test_an_older_processor_gives_the_same_discrete_outcomes(tmp_path: Path) -> None:
    """Its last bits differ, the longer the more; 10,000 worlds in the slow form."""
    here = run(baseline_with(), WORLDS)
    assert digests_with(an_older_processor(), WORLDS, tmp_path)[0] == here.digests[0]


@pytest.mark.slow
def test_an_older_processor_gives_the_same_discrete_outcomes_in_10000_worlds(
    tmp_path: Path,
) -> None:
    here = run(baseline_with(), 10_000, jobs=2)
    assert digests_with(an_older_processor(), 10_000, tmp_path)[0] == here.digests[0]


def test_world_417_alone_is_world_417_of_many(baseline: Scenario, many: Run) -> None:
    alone = run_block(baseline, 1, range(417, 418)).outcomes
    assert alone.column_names == many.table.column_names
    for name in alone.column_names:
        one, crowd = alone[name].to_numpy(), many.column(name)[417:418]
        assert one.tobytes() == crowd.tobytes(), name


def test_a_run_extended_is_the_longer_run_at_once(
    baseline: Scenario, many: Run, tmp_path: Path
) -> None:
    run(baseline, many.worlds // 5, out=tmp_path)
    extended = run(baseline, many.worlds, out=tmp_path, jobs=2)
    assert extended.digests == many.digests
    assert extended.outcomes.equals(many.outcomes)


def test_worlds_are_not_copies_of_each_other(few: Run) -> None:
    assert np.unique(few.column("km2_changed")).size == WORLDS


def slow(worlds: range) -> int:
    time.sleep(30)
    return len(worlds)


def fails(worlds: range) -> int:
    if 3 in worlds:
        raise ZeroDivisionError
    return len(worlds)


def test_a_failing_block_ends_the_others_at_once() -> None:
    blocks = [range(i, i + 1) for i in range(20)]
    with pytest.raises(ZeroDivisionError):
        run_blocks(fails, blocks, Processes(2), lambda _: None)


def test_workers_die_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    program = (
        "from sim.ensemble.workers import Processes\n"
        "from sim.ensemble.pool import run_blocks\n"
        "from tests.ensemble.test_promises import slow\n"
        "if __name__ == '__main__':\n"
        "    import multiprocessing, threading, time\n"
        "    def tell():\n"
        "        while len(multiprocessing.active_children()) < 2: time.sleep(0.05)\n"
        "        time.sleep(1)\n"
        "        print(*(p.pid for p in multiprocessing.active_children()), flush=True)\n"
        "    threading.Thread(target=tell, daemon=True).start()\n"
        "    run_blocks(slow, [range(1), range(1, 2)], Processes(2), print)\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(program)
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    workers = [int(word) for word in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    deadline = time.perf_counter() + 10
    while any(_alive(pid) for pid in workers) and time.perf_counter() < deadline:
        time.sleep(0.1)
    assert len(workers) == 2
    assert not any(_alive(pid) for pid in workers)
    parent.stdout.close()


def _alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] != "Z"


def fails_beside_one_at_work(worlds: range) -> int:
    """The first block lasts; the second fails once the first has long begun."""
    time.sleep(60 if worlds.start == 0 else 1)
    raise ZeroDivisionError


def test_a_failing_block_ends_those_that_are_at_work() -> None:
    before = time.perf_counter()
    with pytest.raises(ZeroDivisionError):
        run_blocks(fails_beside_one_at_work, [range(1), range(1, 2)], Processes(2), print)
    assert not multiprocessing.active_children()
    assert time.perf_counter() - before < 20
