"""The command as a process: how fast, what it imports, how it ends."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from tests.builders import FEW_DAYS, SHORT, TO_JUNE, as_options

Shell = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
QUICK = " ".join(["run baseline -n 5 --no-figures", *as_options(FEW_DAYS)])
HEAVY = {"mesa", "pandas", "matplotlib", "scipy", "numpy", "pyarrow", "pydantic"}


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys\nfrom sim.cli import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        f"print('HEAVY', sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "HEAVY []" in done.stdout
    assert "compare" in done.stdout


def test_help_answers_at_once(shell: Shell) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        assert shell("--help").returncode == 0
        return time.perf_counter() - start

    # about 0.1 s; others may use the machine
    assert any(seconds() < 0.6 for _ in range(5))


def test_commands_that_do_not_exist_are_not_offered(shell: Shell) -> None:
    offered = shell("--help").stdout.split("Run scenarios, and")[1]
    names = {
        line.split()[0] for line in offered.splitlines() if line.startswith("  ") and line[2] != " "
    }
    assert names == {
        "run", "check", "show", "list", "new", "trace", "play", "compare", "condition", "explain",
        "plot", "report", "verify", "rivals", "verify-results", "crate", "seal", "score", "sweep",
        "sensitivity", "range", "discover", "search", "postures", "calibrate",
    }  # fmt: skip


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell("--version").stdout.startswith("negotiation-sim ")


@pytest.mark.parametrize(
    ("number", "code", "jobs"),
    [(signal.SIGINT, 130, 1), (signal.SIGINT, 130, 2), (signal.SIGTERM, 143, 2)],
)
def test_an_interrupted_run_ends_at_once_and_can_be_resumed(
    tmp_path: Path, number: signal.Signals, code: int, jobs: int
) -> None:
    words = ["run", "baseline", "-n", "40000", "-j", str(jobs), "--block-size", "256"]

    def seconds(attempt: int) -> float:
        return _interrupted(tmp_path, [*words, "--out", f"out-{attempt}"], number, code)

    assert any(seconds(attempt) < 2 for attempt in range(3))  # others may use the machine


def heeds_interrupts() -> None:
    """As in a terminal: a shell tells what it starts in the background to ignore Ctrl-C.

    And `nohup` tells what it starts to ignore the end of a terminal.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _interrupted(tmp_path: Path, words: list[str], number: signal.Signals, code: int) -> float:
    """Interrupt a run after its first block; seconds until all its processes are gone."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeds_interrupts,
    )
    try:
        _wait_for_a_block(tmp_path / words[-1], process)
        start = time.perf_counter()
        # A terminal sends Ctrl-C to the whole group; `kill` sends SIGTERM to one process.
        (os.killpg if number is signal.SIGINT else os.kill)(process.pid, number)
        out, err = process.communicate(timeout=20)
        took = time.perf_counter() - start
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == code
    assert out == ""
    assert "Traceback" not in err
    assert err.rstrip().endswith("sim " + " ".join(words))
    assert not list(tmp_path.rglob("*.tmp"))
    return took


def _wait_for_a_block(folder: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.perf_counter() + 120
    while not list(folder.glob("*/blocks/*.parquet")):
        assert process.poll() is None
        assert time.perf_counter() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("after", [0.0, 0.7, 2.0])
def test_ctrl_c_while_a_run_is_starting_is_one_line(tmp_path: Path, after: float) -> None:
    """Libraries are being imported, the server that forks workers, or the workers themselves."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", "run", "baseline", "-n", "40000", "-j", "2", "--out", "out"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heeds_interrupts,
    )
    while not (tmp_path / "out").exists():
        time.sleep(0.02)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    err = process.communicate(timeout=20)[1]
    assert process.returncode == 130
    said = [line for line in err.splitlines() if not line.startswith("note: ")]  # of its cost
    assert said[0] == "interrupted: finished blocks are kept; resume with:"
    assert len(said) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("check baseline >&-", 0),
        ("check baseline 2>&-", 0),
        ("check nope 2>&-", 3),
        (f"{QUICK} --out out >&- 2>&-", 0),
        (f"{QUICK} --out out 2>/dev/full", 0),
        ("check baseline > /dev/full", 5),
        ("--help > /dev/full", 5),
        ("run --help > /dev/full", 5),
    ],
)
def test_streams_that_are_closed_or_full_are_no_bug(tmp_path: Path, words: str, code: int) -> None:
    command = f"{sys.executable} -m sim {words}"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "bug" not in done.stderr + done.stdout
    assert "error:" not in done.stdout


@pytest.mark.parametrize(("words", "code"), [("--version", 0), ("check baseline", 5)])
def test_a_folder_that_is_gone_is_no_traceback(tmp_path: Path, words: str, code: int) -> None:
    command = (
        f"rmdir {tmp_path}; exec {sys.executable} -c 'from sim.cli import main; main()' {words}"
    )
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert code == 0 or "the folder that this was started in is gone" in done.stderr


def test_an_installation_that_is_broken_is_one_line_and_70(tmp_path: Path) -> None:
    """What tells of it must not need what is broken."""
    program = "import sys; sys.modules['numpy'] = None\nfrom sim.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "baseline"],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 70
    assert "numpy" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m sim {QUICK} --quiet --json | head -c 1"
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""


def test_a_terminal_sees_a_progress_bar_and_a_pipe_none(tmp_path: Path) -> None:
    slow = "from tests.ensemble.planted import slow_command; slow_command()"
    words = [sys.executable, "-c", slow, "run", "baseline", "-n", "90", "--no-figures"]
    words += ["--block-size", "30", "--out", str(tmp_path)]
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    )
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 4096):
            seen += part
    except OSError:  # Linux reports the closed end of a terminal as an error
        pass
    assert process.wait() == 0
    assert "90" in seen.decode()
    assert "━" in seen.decode()
    words += ["--seed", "2"]
    piped = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "━" not in piped.stderr
    assert "\x1b" not in piped.stderr + piped.stdout


def test_a_killed_run_is_resumed_without_a_trace_of_the_kill(tmp_path: Path, shell: Shell) -> None:
    words = ["run", "baseline", "-n", "60", "--block-size", "10", *as_options(SHORT)]
    words += ["--no-figures", "--json", "--quiet", "--out"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words, "out", "-j", "2"],
        cwd=tmp_path,
        start_new_session=True,
    )
    _wait_for_a_block(tmp_path / "out", process)
    process.kill()
    process.wait()
    resumed = shell(*words, "out")
    assert resumed.returncode == 0
    (told,) = json.loads(resumed.stdout)["runs"]
    whole = sim.run("baseline", worlds=60, set=SHORT, block_size=10)
    assert told["digest_exact"] == whole.summary()["digest_exact"]


def _here(*words: object) -> str:
    """What a command prints that needs no process of its own."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_trace_tells_the_world_that_the_run_counted() -> None:
    row = sim.run("baseline", worlds=450, set=SHORT).outcomes.loc[417]
    told = json.loads(_here("trace", "baseline", "--world", 417, "--json", *as_options(SHORT)))
    assert told["world"] == 417
    assert told["outcomes"]["outcome"] == row["outcome"]
    for name in ("outcome_day", "rounds", "km2_changed", "killed"):
        assert told["outcomes"][name] == row[name], name  # to the last bit


def test_trace_finds_the_median_world_of_an_outcome() -> None:
    told = _here("trace", "baseline", "--median", "zone", "-n", 60, "--json", "-s", TO_JUNE)
    assert json.loads(told)["outcomes"]["outcome"] == "zone"


def test_reading_a_run_starts_no_thread(tmp_path: Path) -> None:
    """A pool of threads that has just started can abort a process that ends at once."""
    sim.run("baseline", worlds=5, set=FEW_DAYS, out=tmp_path)
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    program = (
        "import os, sim, sim.results, pandas\n"
        "count = lambda: len(os.listdir('/proc/self/task'))\n"
        f"before = count(); run = sim.load({str(folder)!r})\n"
        "run.outcomes, run.trajectories, run.summary()\n"
        "print(count() - before)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "0"
