"""Processes that work on blocks: what they need of the machine, and how they end."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import sim
from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import Processes

ROOT = Path(__file__).parents[2]
BLOCKS = [range(i, i + 10) for i in range(0, 40, 10)]


def private_names(path: Path) -> list[str]:
    """Where a file reaches into what another keeps for itself."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            name, of = node.attr, node.value
            own = isinstance(of, ast.Name) and of.id in ("self", "cls")
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
            name, own = getattr(node.args[1], "value", ""), False
        else:
            continue
        if name.startswith("_") and not name.endswith("__") and not own and name != "_exit":
            found.append(f"{path.name}:{node.lineno}: {name}")
    return found


def test_nothing_private_of_a_library_is_relied_upon() -> None:
    folder = Path(sim.__file__).parent / "ensemble"
    assert [name for path in folder.glob("*.py") for name in private_names(path)] == []


def kills_the_server_too(marks: Path, worlds: range) -> int:
    """The first worker takes along the process that others are forked from."""
    mark = marks / str(worlds.start)
    if worlds.start == 0 and not mark.exists():
        mark.touch()
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return len(worlds)


def test_the_process_that_workers_are_forked_from_may_be_killed(tmp_path: Path) -> None:
    done: list[int] = []
    run_blocks(partial(kills_the_server_too, tmp_path), BLOCKS, Processes(2), done.append)
    assert sum(done) == 40


def raises(worlds: range) -> int:
    raise ZeroDivisionError(f"in {worlds}")


def gives_back_what_cannot_be_sent(worlds: range) -> object:
    return lambda: worlds


def test_an_error_tells_where_in_the_worker_it_was_raised() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run_blocks(raises, BLOCKS, Processes(2), print)
    assert "in raises" in "".join(caught.value.__notes__)


def test_what_cannot_be_sent_back_is_an_error_and_no_hang() -> None:
    with pytest.raises(TypeError, match="a result of type function cannot be sent"):
        run_blocks(gives_back_what_cannot_be_sent, BLOCKS, Processes(2), print)


def ended(program: str, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
    fixed = ["run", "baseline", "-n", "40", "-j", "2", "--no-figures", *words]
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", program, *fixed],
        cwd=ROOT, capture_output=True, text=True, timeout=120, **options,
    )  # fmt: skip


FAKE = "from tests.ensemble.planted import fake_command; fake_command()"


def test_workers_need_no_shared_memory(tmp_path: Path) -> None:
    """Containers may have none that can be written."""
    without = (
        "import _multiprocessing\n"
        "class Refused(_multiprocessing.SemLock):\n"
        "    def __new__(cls, *_): raise OSError(30, 'Read-only file system')\n"
        "_multiprocessing.SemLock = Refused\n"
    )
    done = ended(without + FAKE, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_a_temporary_folder_with_too_long_a_name_is_told_and_what_to_do(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 100)
    long.mkdir()
    done = ended(FAKE, "--out", str(tmp_path), env=os.environ | {"TMPDIR": str(long)})
    assert done.returncode == 5
    assert "set TMPDIR" in done.stderr
    assert "Traceback" not in done.stderr
