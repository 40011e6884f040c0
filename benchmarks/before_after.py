"""What commands cost in two checkouts: ``python -m benchmarks.before_after BEFORE AFTER``.

Each command is run in both, at its default size and in one process, one after the other, with a
results folder of its own. Prints a line a command: CPU seconds before and after, and their ratio.
Some fifteen minutes.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

COMMANDS = (
    "--help",
    "check baseline",
    "show baseline",
    "list",
    "run baseline",
    "run baseline -s talks.protocol=alternating",
    "trace baseline --world 3",
    "trace baseline --world 3 --brief --why",
    "compare baseline strong_guarantees",
    "explain baseline --world 4 -j 1",
    "range baseline -j 1",
    "sweep baseline --vary deadline.credibility=0:1:5 -j 1",
    "sensitivity baseline -j 1",
    "discover baseline --outcome accord -j 1",
    "calibrate baseline --anchor market -j 1",
    "rivals baseline -j 1",
    "report baseline -j 1",
    "verify --known",
    "explain baseline -j 1",
)


def main() -> None:
    """Time every command in both checkouts, and print a line each."""
    before, after = (Path(name).resolve() for name in sys.argv[1:3])
    print(f"{'command':<52} {'before, s':>10} {'after, s':>10} {'ratio':>6}")
    for command in COMMANDS:
        one, other = (seconds(shlex.split(command), each) for each in (before, after))
        print(f"sim {command:<48} {one:10.2f} {other:10.2f} {other / one:6.2f}", flush=True)


def seconds(words: list[str], checkout: Path) -> float:
    """CPU time of a command."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "MPLBACKEND": "agg"}
    begin = os.times()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "sim", *words],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=True,
        )  # fmt: skip
    end = os.times()
    return end.children_user - begin.children_user + end.children_system - begin.children_system


if __name__ == "__main__":
    main()
