"""What commands cost in two checkouts: ``python -m benchmarks.before_after BEFORE AFTER``.

Each command is run in both, at its default size, one after the other with a results folder of its
own; CPU time of it and of all its processes. Prints a line a command: seconds before and after,
and their ratio. Some ten minutes.
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
    "explain baseline",
    "explain baseline --world 4",
    "range baseline",
    "sweep baseline --vary deadline.credibility=0:1:5",
    "sensitivity baseline",
    "discover baseline --outcome accord",
    "calibrate baseline --anchor market",
    "rivals baseline",
    "report baseline",
    "verify --known",
)


def main() -> None:
    """Time every command in both checkouts, and print a line each."""
    before, after = (Path(name).resolve() for name in sys.argv[1:3])
    print(f"{'command':<52} {'before, s':>10} {'after, s':>10} {'ratio':>6}")
    for command in COMMANDS:
        one, other = (seconds(shlex.split(command), each) for each in (before, after))
        print(f"sim {command:<48} {one:10.2f} {other:10.2f} {other / one:6.2f}", flush=True)


def seconds(words: list[str], checkout: Path) -> float:
    """CPU time of a command and of all its processes."""
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
