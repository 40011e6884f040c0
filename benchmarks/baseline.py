"""Time and memory of the baseline: ``python -m benchmarks.baseline [worlds]``.

Prints medians of three rounds. The whole command is timed from outside, with saving and figures;
stages are timed inside one process, on blocks of 2,048 worlds; memory is that of all processes
together, sampled from /proc (Linux). Machines are noisy: read ratios, not seconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from sim import history, model, outcomes, simulation
from sim.scenario import Scenario, load

ROUNDS = 3
BLOCK = 2048


def main() -> None:
    """Run all measurements and print them."""
    worlds = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    whole(worlds)
    stages()
    linear()


def whole(worlds: int) -> None:
    """``sim run baseline`` from start to end, in a folder of its own."""
    for jobs in (1, 2):
        took, peaks = zip(*(measured(worlds, jobs) for _ in range(ROUNDS)), strict=True)
        seconds, peak = statistics.median(took), statistics.median(peaks)
        print(
            f"sim run baseline -n {worlds} -j {jobs}: {seconds:.1f} s, {worlds / seconds:,.0f} "
            f"worlds/s, peak memory of all processes {peak / 2**20:,.0f} MiB"
        )


def measured(worlds: int, jobs: int, *more: str) -> tuple[float, int]:
    """Run the baseline as a command: seconds, and peak memory of its processes in bytes."""
    folder = tempfile.mkdtemp()
    sim = Path(sys.executable).with_name("sim")
    words = ["run", "baseline", "-n", str(worlds), "-j", str(jobs), "--out", folder, *more]
    command = [str(sim), *words]
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _watched(process)
    took = time.perf_counter() - begin
    shutil.rmtree(folder)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return took, peak


def _watched(process: subprocess.Popen[bytes]) -> int:
    """Wait for a process; largest resident memory of it and its descendants, in bytes."""
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, sum(map(_resident, _family(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return peak


def _family(root: int) -> set[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = int(fields[1])
    family, grown = {root}, True
    while grown:
        more = {pid for pid, parent in parents.items() if parent in family} - family
        family, grown = family | more, bool(more)
    return family


def _resident(pid: int) -> int:
    """Proportional resident memory: pages that processes share are counted once."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def stages() -> None:
    """Share of the time of one block, stage by stage."""
    spent: dict[str, float] = defaultdict(float)
    _timed(history, "past", "history", spent, also=simulation)
    _timed(model.NegotiationModel, "__init__", "set-up", spent)
    _timed(model.NegotiationModel, "step", "days", spent)
    _timed(model.NegotiationModel, "_meet", "dates and rounds", spent)
    scenario = load("baseline")
    begin = time.perf_counter()
    for _ in range(ROUNDS):
        trajectory = simulation.simulate(scenario, 1, 0, BLOCK)
        middle = time.perf_counter()
        outcomes.outcomes(trajectory)
        spent["outcomes"] += time.perf_counter() - middle
    total = time.perf_counter() - begin
    # stages that contain others are shown without them
    spent["days"] -= spent["dates and rounds"]
    print(f"one core, blocks of {BLOCK}: {1000 * total / ROUNDS / BLOCK:.2f} ms a world, of it")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:<18} {seconds / total:6.1%}")
    print("  (the history sets its worlds up too: that time is in both)")


def _timed(owner: Any, name: str, stage: str, spent: dict[str, float], also: Any = None) -> None:
    inner: Callable[..., Any] = getattr(owner, name)

    @wraps(inner)
    def outer(*args: Any, **kwargs: Any) -> Any:
        begin = time.perf_counter()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[stage] += time.perf_counter() - begin

    setattr(owner, name, outer)
    if also is not None:
        setattr(also, name, outer)


def linear() -> None:
    """Is the cost linear in worlds and days? Time a world, and a world-day, as either grows."""
    for worlds in (BLOCK, 2 * BLOCK, 4 * BLOCK):
        seconds = _blocks(worlds, "2026-12-31")
        print(f"{worlds:6d} worlds: {1000 * seconds / worlds:.3f} ms a world")
    for horizon in ("2026-12-31", "2027-12-31", "2028-12-31"):
        days = load("baseline", set=[f"horizon={horizon}"]).days
        seconds = _blocks(BLOCK, horizon)
        print(f"to {horizon}: {1e6 * seconds / BLOCK / days:.2f} us a world-day")


def _blocks(worlds: int, horizon: str) -> float:
    scenario = load("baseline", set=[f"horizon={horizon}"])
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        in_blocks(scenario, 0, worlds)
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def in_blocks(scenario: Scenario, first: int, worlds: int, block: int = BLOCK) -> None:
    """Simulate worlds as a run does, block after block, the last as large as is left."""
    for begin in range(first, first + worlds, block):
        simulation.simulate(scenario, 1, begin, min(block, first + worlds - begin))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
