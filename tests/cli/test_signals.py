"""A signal at any moment is one line and the code that says which: never a traceback, never 1."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.test_process import heeds_interrupts

RUN = ["run", "baseline", "-n", "5", "--no-figures", "--quiet", "--out", "out"]
SENT_AT = """
import os, signal, sys

class Sent:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), {number})

sys.meta_path.insert(0, Sent())
sys.argv[0] = "sim"
from sim.__main__ import main
main()
"""
SENT_TO_A_FINALISER = """
import os, signal, sys
import sim.cli.check as check

class Last:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)

def command(*_):
    Last()
    print("went on")

check.check_command = command
sys.argv[:] = ["sim", "check", "baseline"]
from sim.cli import main
main()
"""


def ended(program: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder, capture_output=True, text=True, timeout=60, preexec_fn=heeds_interrupts,
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "module",
    ["numpy", "numpy._core._multiarray_umath", "numpy.linalg", "pyarrow.lib", "sim.ensemble.block"],
)
def test_a_signal_while_a_library_is_imported(
    module: str, number: signal.Signals, tmp_path: Path
) -> None:
    done = ended(SENT_AT.format(module=module, number=int(number)), tmp_path, *RUN)
    assert done.returncode == 128 + number
    told, again = done.stderr.splitlines()
    assert told == "interrupted: finished blocks are kept; resume with:"
    assert again.endswith(" ".join(RUN))


def test_a_signal_before_the_command_line_is_read(tmp_path: Path) -> None:
    done = ended(SENT_AT.format(module="typer", number=int(signal.SIGINT)), tmp_path, *RUN)
    assert (done.returncode, done.stderr) == (130, "interrupted\n")


def test_a_signal_that_a_finaliser_would_swallow_ends_the_command(tmp_path: Path) -> None:
    done = ended(SENT_TO_A_FINALISER, tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (143, "", "interrupted\n")


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no terminal to hang up")
@pytest.mark.parametrize("after", [0.0, 2.5])
def test_a_terminal_that_is_closed_leaves_one_line_of_all_processes(
    tmp_path: Path, after: float
) -> None:
    words = ["run", "baseline", "-n", "40000", "-j", "2", "--block-size", "64", "--out", "out"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words],
        cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=heeds_interrupts,
    )  # fmt: skip
    try:
        while not list(tmp_path.glob("out/*/blocks")):
            assert process.poll() is None
            time.sleep(0.02)
        time.sleep(after)
        os.killpg(process.pid, signal.SIGHUP)
        err = process.communicate(timeout=30)[1]
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 128 + signal.SIGHUP
    said = [line for line in err.splitlines() if not line.startswith("note: ")]
    assert said[0] == "interrupted: finished blocks are kept; resume with:"
    assert len(said) == 2


SWALLOWED = """
import os, signal, sys
import sim.cli.check as check

class Sent:
    def find_spec(self, name, *_):
        if name == "wanted":
            os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Sent())

def command(*_):
    try:
        {deed}
    except BaseException:
        {then}
    print("went on")

check.check_command = command
sys.argv[:] = ["sim", "check", "baseline"]
from sim.cli import main
main()
"""


@pytest.mark.parametrize(
    ("deed", "then"),
    [
        ("import wanted", "pass"),  # as C code does that looks for a module it can do without
        ("os.kill(os.getpid(), signal.SIGTERM)", "raise ImportError('half of a module')"),
    ],
)
def test_a_signal_that_a_library_would_swallow_or_rename_ends_the_command(
    tmp_path: Path, deed: str, then: str
) -> None:
    done = ended(SWALLOWED.format(deed=deed, then=then), tmp_path)
    told = (done.returncode, done.stdout, done.stderr)
    assert told == (128 + signal.SIGTERM, "", "interrupted\n")
