"""A date's valuation by the engine and by a fused kernel, on the same arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.rivals.arrays import Arrays, arrays_of
from benchmarks.rivals.date import Date, Valued, by_engine, date_of
from benchmarks.rivals.kernel import Kernel, by_kernel, compiled
from benchmarks.rivals.worlds import SEED, Disagreement
from benchmarks.turns import Part, Row, interleaved, ratios, spread
from sim.scenario import load
from sim.simulation import STORED

TITLE = "The packages of a date valued, and a text chosen"
ENGINE, KERNEL = "engine's valuation", "fused kernel (Numba)"
LEFT_OUT = "fused kernel: left out, since Numba is not installed; pip install numba"
NEAR = 1e-9

_DAY = 30
_CALLS = 4  # a turn is too short for its clock without


def valuation(block: int, rounds: int, run: Kernel | None = None) -> Part:
    """The part of the table; without Numba a line that says how to install it.

    Raises
    ------
    Disagreement
        If the two are further apart than 1e-9, or differ in what may be signed or in a text.
    """
    run = run or compiled()
    date = date_of(load("baseline"), SEED, STORED, block, _DAY)
    arrays = arrays_of(date)
    if run is not None:
        apart(by_engine(date), by_kernel(run, arrays, date))  # compiles it, too
    took = interleaved(_turns(date, arrays, run), rounds)
    worlds = date.rows.size * _CALLS
    a_world = {name: [1e6 * took_ / worlds for took_ in each] for name, each in took.items()}
    rows = [Row(name, "CPU us a world", spread(each)) for name, each in a_world.items()]
    if run is None:
        return Part(TITLE, "", rows, (LEFT_OUT,))
    ratio = ratios(a_world[ENGINE], a_world[KERNEL])
    rows[0] = Row(ENGINE, "CPU us a world", rows[0].value, ratio)
    packages = arrays.shift.shape[1]
    note = f"{date.rows.size} worlds of {packages} packages, all within {NEAR:g} of each other"
    return Part(TITLE, "times the kernel", rows, (note,))


def _turns(date: Date, arrays: Arrays, run: Kernel | None) -> dict[str, Callable[[int], None]]:
    def often(call: Callable[[], list[Valued]]) -> Callable[[int], None]:
        def turn(_: int) -> None:
            for _ in range(_CALLS):
                call()

        return turn

    found = {ENGINE: often(lambda: by_engine(date))}
    if run is not None:
        found[KERNEL] = often(lambda: by_kernel(run, arrays, date))
    return found


def apart(one: Sequence[Valued], other: Sequence[Valued]) -> None:
    """Refuse two answers that differ."""
    for ours, theirs in zip(one, other, strict=True):
        if not np.allclose(ours.gains, theirs.gains, rtol=0.0, atol=NEAR):
            raise Disagreement("the kernel values packages otherwise than the engine")
        if not np.array_equal(ours.signable, theirs.signable):
            raise Disagreement("the kernel would have other packages signed than the engine")
        if not np.array_equal(ours.text, theirs.text):
            raise Disagreement("the kernel tables other texts than the engine")
