"""A disk that is full, read-only or broken, and a folder that others want too."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

import sim
from benchmarks.kill_storm import SIM, check
from sim.results.verify import verify

Call = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]
FAKE = "from tests.ensemble.planted import fake_command; fake_command()"
SLOW = "from tests.ensemble.planted import slow_command; slow_command()"


def command(program: str, out: Path, *words: object) -> list[str]:
    fixed = ["run", "baseline", "--no-figures", "--json", "--quiet", "--out", str(out)]
    return [sys.executable, "-c", program, *fixed, *map(str, words)]


def ended(words: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        words, cwd=ROOT, capture_output=True, text=True, timeout=120, **options
    )


@pytest.fixture
def here(sim_here: Call) -> Call:
    """The same commands in this process, where nothing needs one of its own."""

    def call(out: Path, *words: object) -> tuple[int, str, str]:
        return sim_here(*command(FAKE, out, *words)[3:])

    return call


@pytest.fixture
def digest(here: Call) -> Callable[..., str]:
    """The digest of a run that ends well, in this process."""

    def of(out: Path, *words: object) -> str:
        code, told, err = here(out, *words)
        assert code == 0, err
        exact: str = json.loads(told)["runs"][0]["digest_exact"]
        return exact

    return of


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a MiB; only the administrator of a machine can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(folder)]
    if sys.platform != "linux" or subprocess.run(made, capture_output=True).returncode:
        pytest.skip("may not mount a disk here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_leaves_with_5_and_whole_blocks_and_is_resumed(
    small_disk: Path, digest: Callable[..., str], jobs: int, tmp_path: Path
) -> None:
    words = ("-n", 10_000, "--block-size", 500)
    done = ended(command(FAKE, small_disk, *words, "-j", jobs))
    assert done.returncode == 5, done.stderr
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    check(small_disk)
    (folder,) = small_disk.iterdir()
    assert 2 <= len(list((folder / "blocks").glob("*.parquet"))) < 20
    assert not list(small_disk.rglob("*.tmp"))
    remount(small_disk, "size=32m")
    assert digest(small_disk, *words) == digest(tmp_path / "calm", "-n", 10_000)
    assert verify(folder).whole


def test_a_folder_that_may_only_be_read_leaves_with_5_and_can_be_read(
    small_disk: Path, here: Call
) -> None:
    assert here(small_disk, "-n", 100)[0] == 0
    remount(small_disk, "ro")
    try:
        done = ended(command(FAKE, small_disk, "-n", 100))
        told = [(done.returncode, done.stdout, done.stderr)]
        told += [here(small_disk, *words) for words in (("-n", 200), ("-n", 100, "--seed", 2))]
        for code, _, err in told:
            assert code == 5, err
            assert "Read-only" in err
            assert "Traceback" not in err
        (folder,) = small_disk.iterdir()
        assert verify(folder).whole
        assert sim.load(folder).worlds == 100
    finally:
        remount(small_disk, "rw")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_without_permission_leaves_with_5(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        done = ended(command(FAKE, tmp_path / "out", "-n", 100))
    finally:
        tmp_path.chmod(0o755)
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_may_not_grow_leaves_with_5_and_whole_blocks(
    tmp_path: Path, digest: Callable[..., str], jobs: int
) -> None:
    """As a quota does, in the parent and in workers."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))

    out, words = tmp_path / "out", ("-n", 2600, "--block-size", 1300)
    done = ended(command(FAKE, out, *words, "-j", jobs), preexec_fn=limit)
    assert done.returncode == 5, done.stderr
    assert "Traceback" not in done.stderr
    check(out)
    assert digest(out, *words) == digest(tmp_path / "calm", "-n", 2600)


@pytest.mark.parametrize("number", [1, 3, 8, 14])
def test_a_broken_disk_leaves_with_5_and_whole_blocks(
    sim_here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    calls, flush = [0], os.fsync

    def broken(handle: int) -> None:
        calls[0] += 1
        if calls[0] >= number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        flush(handle)

    words = ("run", "baseline", "-n", 300, "--block-size", 50, "--no-figures", "--out", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        code, _, err = sim_here(*words)
    assert code == 5
    assert "Input/output error" in err
    check(tmp_path)
    assert sim_here(*words)[0] == 0
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert verify(folder).whole


def test_of_ten_starts_in_one_folder_one_runs_and_the_others_end_with_6_at_once(
    tmp_path: Path,
) -> None:
    """All at the same moment: nobody knows which will be first.

    A refusal costs little more than starting a command line does, measured beside it: a limit in
    seconds would fail where others use the machine.
    """
    words = [*SIM, "run", "baseline", "-n", "300", "--no-figures", "--quiet"]
    words += ["--block-size", "100", "--out", str(tmp_path)]
    quiet = subprocess.DEVNULL
    bare = [sys.executable, "-c", "import sys, typer; sys.exit(77)"]
    spent: dict[int, list[float]] = {0: [], 6: [], 77: []}
    for process in [
        subprocess.Popen(each, cwd=ROOT, stdout=quiet, stderr=quiet) for each in [words, bare] * 10
    ]:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        spent[process.returncode].append(used.ru_utime + used.ru_stime)
    assert len(spent[0]) == 1
    assert len(spent[6]) == 9
    assert np.median(spent[6]) < 2 * np.median(spent[77])


def test_a_start_in_a_folder_in_use_is_refused_at_once(tmp_path: Path) -> None:
    words = [*SIM, "run", "baseline", "-n", "40000", "--block-size", "100", "--out", str(tmp_path)]
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(words, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        deadline = time.perf_counter() + 60
        while not list(tmp_path.glob("*/blocks/*.parquet")):
            assert time.perf_counter() < deadline
            time.sleep(0.05)
        bare = _spent([sys.executable, "-c", "import typer"])
        assert _refused(words) < 3 * bare  # by its words, before anything is loaded
        loaded = _spent([sys.executable, "-c", "import sim.ensemble, sim.scenario"])
        assert _refused([*words, "-n", "30000"]) < 2 * loaded  # at the folder
    finally:
        running.terminate()
        running.wait()


def _refused(words: list[str]) -> float:
    """Seconds of a core that a refusal costs."""
    done, seconds = _timed(words)
    assert done.returncode == 6, done.stderr
    assert "in use" in done.stderr
    assert "Traceback" not in done.stderr
    return seconds


def _spent(words: list[str]) -> float:
    done, seconds = _timed(words)
    assert done.returncode == 0, done.stderr
    return seconds


def _timed(words: list[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = ended(words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
