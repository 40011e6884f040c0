"""A benchmark anyone can repeat: ``python -m benchmarks [--quick] [--out FILE] [--figure FILE]``.

Prints what a world costs the engine and what it costs those that people would use instead, in one
run in which they take turns; medians with the smallest and the largest of the rounds, and ratios
taken within each round. Time is CPU time, since machines are shared. ``docs/benchmarks.md`` tells
what is compared, and what cannot be. Ends with 1 if anybody tells a world otherwise than the
engine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import memory, start_up, whole
from benchmarks.costs import costs
from benchmarks.figure import FORMATS, draw
from benchmarks.rivals.games import games
from benchmarks.rivals.valuation import valuation
from benchmarks.rivals.worlds import Contest, Disagreement, same_worlds
from benchmarks.told import as_json, machine, table
from benchmarks.turns import Part


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes
    ----------
    contest, games : Contest
    worlds : tuple[int, ...]
        Numbers of worlds by which the cost of one is told.
    in_memory : int
        Worlds of the run whose memory is watched.
    rounds, fewer : int
        Of the contests; of all else.
    """

    contest: Contest
    games: Contest
    worlds: tuple[int, ...]
    in_memory: int
    rounds: int
    fewer: int


FULL = Sizes(Contest(2048, 8), Contest(2048, 100), (512, 2048, 8192), 4096, rounds=5, fewer=3)
QUICK = Sizes(Contest(1024, 2), Contest(1024, 20), (128, 256, 512), 1024, rounds=3, fewer=1)


def main(arguments: Sequence[str] | None = None, quick: Sizes = QUICK) -> int:
    """Measure, and print part by part."""
    options = _options(arguments)
    sizes = quick if options.quick else FULL
    print("on", ", ".join(str(value) for value in machine().values()), "(system to cores)\n")
    parts = []
    try:
        for measure in measures(sizes, options.whole):
            parts.append(measure())
            print(table(parts[-1]), flush=True)
    except Disagreement as mistake:
        print(f"benchmarks: {mistake}", file=sys.stderr)
        return 1
    if options.out:
        options.out.write_text(json.dumps(as_json(parts), indent=1) + "\n")
    if options.figure:
        draw(parts[:3], options.figure)
    return 0


def measures(sizes: Sizes, with_whole: bool) -> Iterator[Callable[[], Part]]:
    """The parts of the table, the figure's first."""
    yield lambda: same_worlds(sizes.contest, sizes.rounds)
    yield lambda: valuation(sizes.contest.block, 2 * sizes.rounds)
    yield lambda: games(sizes.games, sizes.rounds)
    yield lambda: costs(sizes.worlds, sizes.fewer)
    yield lambda: start_up(sizes.fewer)
    yield lambda: memory(sizes.in_memory)
    if with_whole:
        yield whole


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="about a minute instead of five")
    parser.add_argument("--whole", action="store_true", help="40,000 worlds on one core and on two")
    parser.add_argument("--out", type=_writable, metavar="FILE", help="all numbers, as JSON")
    parser.add_argument("--figure", type=_drawable, metavar="FILE", help="what a world costs whom")
    return parser.parse_args(arguments)


def _writable(name: str) -> Path:
    """A file in a folder that exists: what is wrong is told before minutes of measuring."""
    path = Path(name)
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"cannot write {name}: name a file in a folder of yours")
    return path


def _drawable(name: str) -> Path:
    path = _writable(name)
    if path.suffix not in FORMATS:
        raise argparse.ArgumentTypeError(f"{name} should end in one of {', '.join(FORMATS)}")
    return path


if __name__ == "__main__":
    sys.exit(main())
