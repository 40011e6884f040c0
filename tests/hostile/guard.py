"""Reading a hostile file under guard: what it costs, what it opens, and what is said of it."""

from __future__ import annotations

import gc
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.scenario import ScenarioError, load
from sim.scenario.files import RESOLVED, shipped_folder

MOST_SECONDS = 1.0  # of processor
_HANGS = 20.0  # seconds on the clock
_WITHOUT_PLACE = ("is too big", "is not a regular file", "cannot read", "no scenario ")


@dataclass
class Read:
    """What came of reading one file: seconds of processor, mistakes, and faults of the program.

    Writing it out and reading that back is not in the seconds.
    """

    seconds: float = 0.0
    told: str = ""
    accepted: bool = False
    faults: list[str] = field(default_factory=list)


class Opened:
    """Files opened while it watches; Python can add such a watch to a process but never remove."""

    def __init__(self) -> None:
        self.watching, self.seen = False, list[tuple[str, Any]]()
        sys.addaudithook(self._note)

    def _note(self, event: str, args: tuple[Any, ...]) -> None:
        if self.watching and event in {"open", "os.remove", "os.rename", "os.mkdir", "os.system"}:
            self.seen.append((event, args))

    @contextmanager
    def watch(self) -> Iterator[list[tuple[str, Any]]]:
        """What is opened inside the block."""
        self.seen, self.watching = [], True
        try:
            yield self.seen
        finally:
            self.watching = False


_OPENED = Opened()


def read(path: Path, again: bool = False) -> Read:
    """Read a scenario; anything but acceptance or located mistakes is a fault.

    `again`: what is accepted is also written out resolved and read back.
    """
    gc.freeze()  # a large process must not be charged for what others keep in it
    came, began = Read(), time.process_time()
    try:
        with _OPENED.watch() as opened, _alarm():
            scenario = load(path)
        came.seconds, came.accepted = time.process_time() - began, True
        if again:
            came.faults += _read_back(scenario, path)
    except ScenarioError as error:
        came.told = str(error)
        came.faults += _faults_of(error)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        came.faults.append(f"{type(error).__name__}: {error}"[:300])
    came.seconds = came.seconds or time.process_time() - began
    gc.unfreeze()
    came.faults += _outside(opened, path)
    return came


def read_quickly(path: Path, again: bool = False) -> Read:
    """The same, and a second is a fault, if it is one three times: others may use the machine."""
    came = read(path, again)
    for _ in range(2):
        if came.seconds > MOST_SECONDS:
            came.seconds = min(came.seconds, read(path).seconds)
    if came.seconds > MOST_SECONDS:
        came.faults.append(f"{came.seconds:.2f} s")
    return came


def _read_back(scenario: Any, path: Path) -> list[str]:
    resolved = path.with_name("resolved.yaml")
    resolved.write_text(scenario.resolved_yaml(), encoding="utf-8")
    same = load(resolved, limits=RESOLVED).fingerprint() == scenario.fingerprint()
    return [] if same else ["reads back as another scenario"]


def _faults_of(error: ScenarioError) -> list[str]:
    """A refusal must say something, where, in characters that a terminal shows."""
    told = str(error)
    faults = [] if error.mistakes else ["refused without a word"]
    if not all(c.isprintable() or c == "\n" for c in told):
        faults.append(f"unprintable characters in {told[:200]!r}")
    if len(told) > 100_000:
        faults.append(f"{len(told)} characters of message")
    faults += [
        f"no place: {m.message[:200]}"
        for m in error.mistakes
        if m.place is None and not any(known in m.message for known in _WITHOUT_PLACE)
    ]
    return faults


def _outside(opened: list[tuple[str, Any]], path: Path) -> list[str]:
    """Whatever was opened elsewhere, or to be written."""
    folders = {str(path.parent), str(path.parent.resolve()), str(shipped_folder())}
    python = (sys.prefix, sys.base_prefix, str(Path(__file__).parents[2] / "sim"))
    faults = []
    for event, args in opened:
        if isinstance(args[0], int):  # a file that is open already
            continue
        name = str(args[0])
        inside = str(Path(name).parent) in folders or name.startswith(python)
        # a mode for open(), None for os.open(), whose flags come third
        writes = bool(set(str(args[1] or "")) & set("wax+")) or bool(int(args[2] or 0) & 3)
        if event != "open" or not inside or writes:
            faults.append(f"{event} {args!r}"[:200])
    return faults


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError(f"still reading after {_HANGS:.0f} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, _HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peak_mib() -> float:
    """Peak memory of this process so far, MiB (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
