"""What the commands cost from outside: start-up, memory, and a second core."""

from __future__ import annotations

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.baseline import measured
from benchmarks.turns import Part, Row, Spread, interleaved, spread

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


def whole(worlds: int = WHOLE) -> Part:
    """The second core: a whole run by the wall clock, in one process and in two."""
    rows, took = list[Row](), list[float]()
    for jobs in (1, 2):
        name = f"sim run baseline -n {worlds} -j {jobs} --no-figures"
        seconds, peak = measured(worlds, jobs, "--no-figures")
        took.append(seconds)
        ratio = _once(seconds / took[0]) if jobs > 1 else None
        rows += [Row(name, "wall s", _once(seconds), ratio), _peak(name, peak)]
    note = "once each, by the wall clock: read it only where nobody else uses the cores"
    return Part("The second core", "times -j 1", rows, (note,))


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
