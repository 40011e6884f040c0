"""Mutated scenario files: ``python -m benchmarks.fuzz [--files 50000] [--seed 1] [--keep DIR]``.

Each is accepted, or refused with located mistakes; anything else is a fault, and its file is kept.
Time is the processor's, and what takes more than a second is read twice more, so that a busy
machine does not count; memory is that of this process, Python, its libraries and all files read
before included. Ends with 1 if there was any fault.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

from tests.hostile.guard import peak_mib, read_quickly
from tests.hostile.mutator import mutant, seeds

MOST_MIB = 300.0
_LOOKED_AFTER = 200  # files between two looks for memory to free
_BACK = 10  # of so many accepted files one is written out and read back


def main() -> None:
    """Read the mutants and print a table by kind of change."""
    options = _options()
    rng, texts = Random(options.seed), seeds()
    counts, slowest = defaultdict[str, Counter[str]](Counter), defaultdict[str, float](float)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.yaml"
        for number in range(options.files):
            kind, raw = mutant(rng, texts)
            path.write_bytes(raw)
            came = read_quickly(path, again=number % _BACK == 0)
            if number % _LOOKED_AFTER == 0:
                gc.collect()  # `read` freezes what is there, so nobody else looks
            counts[kind]["accepted" if came.accepted else "refused"] += 1
            counts[kind]["faults"] += bool(came.faults)
            slowest[kind] = max(slowest[kind], came.seconds)
            if came.faults:
                _keep(options.keep, number, raw, came.faults)
    _table(counts, slowest)
    took = time.perf_counter() - began
    print(f"{options.files:,} files, seed {options.seed}, {took:,.0f} s; peak {peak_mib():.0f} MiB")
    sys.exit(bool(sum(each["faults"] for each in counts.values())) or peak_mib() > MOST_MIB)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-faults"))
    return parser.parse_args()


def _keep(folder: Path, number: int, raw: bytes, faults: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number}.yaml").write_bytes(raw)
    print(f"fault in file {number}: {'; '.join(faults)}", flush=True)


def _table(counts: dict[str, Counter[str]], slowest: dict[str, float]) -> None:
    print(
        f"{'last change':20} {'files':>8} {'accepted':>9} {'refused':>9} {'faults':>7} {'max s':>6}"
    )
    for kind, each in [*sorted(counts.items()), ("all", sum(counts.values(), Counter[str]()))]:
        files = each["accepted"] + each["refused"]
        longest = max(slowest.values()) if kind == "all" else slowest[kind]
        print(
            f"{kind:20} {files:8,} {each['accepted']:9,} {each['refused']:9,} "
            f"{each['faults']:7,} {longest:6.2f}"
        )


if __name__ == "__main__":
    main()
