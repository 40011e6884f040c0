"""Contestants take turns, and their times come as medians with their spread.

A machine's speed drifts while it is used by others. What takes turns with what it is compared with
meets the same machine; a ratio is taken within each round, and the median is over rounds.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Spread(NamedTuple):
    """A median over rounds, with the smallest and the largest."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes
    ----------
    name, unit : str
    value : Spread
        In that unit.
    ratio : Spread or None
        What the part of the table says its last column is; None for what it is compared with.
    """

    name: str
    unit: str
    value: Spread
    ratio: Spread | None = None


@dataclass(frozen=True)
class Part:
    """A part of the table: its title, what its ratios are, its rows, and lines below them."""

    title: str
    ratio: str
    rows: list[Row]
    notes: tuple[str, ...] = ()


def spread(values: Iterable[float]) -> Spread:
    """Median, smallest and largest."""
    found = list(values)
    return Spread(statistics.median(found), min(found), max(found))


def ratios(values: Iterable[float], base: Iterable[float]) -> Spread:
    """The same of ratios, each taken within its round."""
    return spread(value / of for value, of in zip(values, base, strict=True))


def interleaved(
    turns: Mapping[str, Callable[[int], T]],
    rounds: int,
    look: Callable[[str, int, T], None] = lambda name, number, came: None,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, list[float]]:
    """Seconds of each contestant in each round; another one begins every round.

    ``turns`` are called with the number of the round; ``look`` sees what came of a turn, after its
    clock was read. By default time is the CPU time of this process, all its threads.
    """
    took: dict[str, list[float]] = {name: [] for name in turns}
    names = list(turns)
    for number in range(rounds):
        begin = number % len(names)
        for name in names[begin:] + names[:begin]:
            gc.collect()
            began = clock()
            came = turns[name](number)
            took[name].append(clock() - began)
            look(name, number, came)
    return took
