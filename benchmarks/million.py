"""A million worlds of the baseline: ``python -m benchmarks.million`` (Linux; half an hour).

Prints time, worlds a second, and the peak memory of all processes together (pages they share are
counted once) for ten thousand worlds, a hundred thousand and a million: time grows as the worlds
do, and memory is bounded by the block. Ends with 1 if the million takes more than 1.5 GiB. (The
peak is the largest of a series that goes up and down with the blocks: the longer the run, the
larger the largest.)
"""

from __future__ import annotations

import os
import sys

from benchmarks.baseline import measured

MOST_MIB = 1536.0


def main() -> None:
    """Run the three, and print a line for each."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count() or 1
    for worlds in (10_000, 100_000, 1_000_000):
        seconds, peak = measured(worlds, jobs, "--json")
        mib = peak / 2**20
        print(
            f"{worlds:9,} worlds, -j {jobs}: {seconds:,.0f} s, {worlds / seconds:,.0f} worlds/s, "
            f"peak memory of all processes {mib:,.0f} MiB",
            flush=True,
        )
    sys.exit(mib > MOST_MIB)


if __name__ == "__main__":
    main()
