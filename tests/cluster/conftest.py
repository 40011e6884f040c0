"""Clusters on this machine, as a user starts them; none outlives its test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import sim
from sim.results import Run
from tests.builders import FEW_DAYS, as_options

WORLDS, BLOCK = 130, 8
WORDS = ["run", "baseline", *as_options(FEW_DAYS)]
"""What a command runs on a cluster."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Peer:
    """Accepts whoever comes, says something, or nothing, and never listens."""

    def __init__(self, says: bytes = b"") -> None:
        self.says, self.socket = says, socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.held: list[socket.socket] = []

    def __enter__(self) -> Peer:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        for each in (self.socket, *self.held):
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.held.append(self.socket.accept()[0])
                self.held[-1].sendall(self.says)


def children(pid: int) -> list[int]:
    """The processes that a process has started, and that still run."""
    found = []
    for each in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            state, parent = (each / "stat").read_text().rsplit(")", 1)[1].split()[:2]
            if int(parent) == pid and state not in "ZX":
                found.append(int(each.name))
    return found


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something that must come."""
    deadline = time.perf_counter() + seconds
    while not condition():
        assert time.perf_counter() < deadline
        time.sleep(0.05)


def exact(run: Run) -> str:
    """Digest of every outcome's every bit."""
    digest: str = run.summary()["digest_exact"]
    return digest


@dataclass
class Machines:
    """A scheduler and its workers, each a process group of its own."""

    folder: Path
    address: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, workers: int) -> Machines:
        """The scheduler first, started[0]; then the workers, each below its nanny."""
        port = free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        here = ["--host", "127.0.0.1"]
        page = ["--dashboard-address", "127.0.0.1:0"]
        self._dask("scheduler", "--port", str(port), *here, *page)
        for _ in range(workers):
            self._dask("worker", self.address, "--nthreads", "1", *here, *page)
        return self

    def _dask(self, what: str, *words: str) -> None:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *words]
        if what == "worker":
            command += ["--local-directory", str(self.folder)]
        quiet = subprocess.DEVNULL
        self.started.append(
            subprocess.Popen(
                command, cwd=self.folder, stdout=quiet, stderr=quiet, start_new_session=True
            )
        )

    def kill(self, which: int) -> None:
        """Kill a whole machine."""
        with suppress(ProcessLookupError):
            os.killpg(self.started[which].pid, signal.SIGKILL)

    def kill_worker(self, which: int) -> None:
        """Kill the worker below a nanny, which starts another."""
        for pid in children(self.started[which].pid):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """Machines, all off at the end."""
    them = Machines(tmp_path)
    yield them
    for which, process in enumerate(them.started):
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGCONT)
        them.kill(which)
        process.wait()


@pytest.fixture(scope="session")
def digest_of_one_process() -> str:
    """What every cluster must give."""
    return exact(sim.run("baseline", worlds=WORLDS, block_size=BLOCK, set=FEW_DAYS))
