"""A million worlds of the baseline: ``python -m benchmarks.million`` (Linux; half an hour).

Prints time, worlds a second, and the peak memory of all processes together (pages they share are
counted once) for a hundred thousand worlds and for a million: memory is bounded by the block.
Ends with 1 if the million takes more than 1.5 GiB, or a tenth more than the hundred thousand.
"""

from __future__ import annotations

import os
import sys

from benchmarks.baseline import measured

MOST_MIB, MOST_GROWTH = 1536.0, 1.1


def main() -> None:
    """Run both, and print a line for each."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count() or 1
    peaks = []
    for worlds in (100_000, 1_000_000):
        seconds, peak = measured(worlds, jobs, "--json")
        peaks.append(peak / 2**20)
        print(
            f"{worlds:9,} worlds, -j {jobs}: {seconds:,.0f} s, {worlds / seconds:,.0f} worlds/s, "
            f"peak memory of all processes {peaks[-1]:,.0f} MiB",
            flush=True,
        )
    sys.exit(peaks[1] > min(MOST_MIB, MOST_GROWTH * peaks[0]))


if __name__ == "__main__":
    main()
