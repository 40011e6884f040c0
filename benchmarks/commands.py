"""What the commands cost from outside: start-up, memory, and a second core."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.baseline import measured
from benchmarks.turns import Part, Row, Spread, interleaved, ratios, spread

START_UP = (("--help",), ("trace", "baseline", "--world", "3"))
WHOLE = 40_000


def start_up(rounds: int) -> Part:
    """CPU seconds of commands that are wanted at once, once Python has compiled the program."""
    for words in START_UP:
        _quietly(words)
    took = interleaved(
        {_name(words): partial(_turn, words) for words in START_UP},
        rounds,
        clock=_seconds_of_children,
    )
    rows = [Row(name, "CPU s", spread(each)) for name, each in took.items()]
    return Part("Start-up", "", rows)


def memory(worlds: int) -> Part:
    """The most memory of all processes of a run together (Linux; nothing elsewhere)."""
    if not Path("/proc/self/smaps_rollup").exists():
        return Part("Memory", "", [], ("left out: it is read from /proc, on Linux alone",))
    _, peak = measured(worlds, 1, "--no-figures")
    name = f"sim run baseline -n {worlds} -j 1 --no-figures"
    return Part("Memory", "", [_peak(name, peak)])


def whole(worlds: int = WHOLE, rounds: int = 2) -> Part:
    """The second core: a whole run by the wall clock, in one process and in two.

    Nobody watches its memory meanwhile, which would take a good part of a core.
    """
    names = {jobs: f"sim run baseline -n {worlds} -j {jobs} --no-figures" for jobs in (1, 2)}
    one, two = (partial(_run_whole, worlds, jobs) for jobs in (1, 2))
    turns: dict[str, Callable[[int], None]] = {names[1]: one, names[2]: two}
    took = interleaved(turns, rounds, clock=time.perf_counter)
    faster = ratios(took[names[1]], took[names[2]])
    rows = [
        Row(names[1], "wall s", spread(took[names[1]])),
        Row(names[2], "wall s", spread(took[names[2]]), faster),
    ]
    note = "by the wall clock: read it only where nobody else uses the cores"
    return Part("The second core", "times as fast", rows, (note,))


def _run_whole(worlds: int, jobs: int, _: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _quietly(("run", "baseline", "-n", str(worlds), "-j", str(jobs), "--no-figures",
                  "--quiet", "--out", folder))  # fmt: skip


def _peak(name: str, peak: int) -> Row:
    return Row(f"{name}, memory", "peak MiB", _once(peak / 2**20))


def _once(value: float) -> Spread:
    return Spread(value, value, value)


def _name(words: tuple[str, ...]) -> str:
    return " ".join(("sim", *words))


def _quietly(words: tuple[str, ...]) -> None:
    subprocess.run([sys.executable, "-m", "sim", *words], stdout=subprocess.DEVNULL, check=True)


def _turn(words: tuple[str, ...], _: int) -> None:
    _quietly(words)


def _seconds_of_children() -> float:
    """CPU time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
