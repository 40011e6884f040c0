"""V14. Utility has no zero: a constant on a side's packages and on its war changes nothing.

Von Neumann and Morgenstern; Nash 1950 asks the same of a solution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import pytest

from sim.parties import Parties
from sim.processes import Process
from sim.trajectory import Trajectory
from tests.builders import TO_JUNE, baseline_with, told

WORLDS, SHIFT = 250, 0.4375


@contextmanager
def shifted(side: int, packages: float, war: float) -> Iterator[None]:
    """Constants on all of a side's packages (after fairness) and on what war is worth to it."""
    seat = Parties.weigh_packages

    def weigh(self: Parties, processes: Sequence[Process]) -> None:
        seat(self, processes)
        self.valuer.worths[side].total += packages
        self.sides[side].value_of_waiting = self.sides[side].value_of_waiting + war

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parties, "weigh_packages", weigh)
        yield


def under(side: int, packages: float, war: float) -> Trajectory:
    with shifted(side, packages, war):
        return told.__wrapped__(baseline_with(TO_JUNE), WORLDS)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("shift", [SHIFT, -SHIFT])
def test_a_constant_on_a_sides_packages_and_on_its_war_changes_nothing(
    side: int, shift: float
) -> None:
    """Same dates, texts, answers and accords in every world; margins to 1e-12."""
    plain, moved = told(baseline_with(TO_JUNE), WORLDS), under(side, shift, shift)
    for name in ("phase", "date", "answers", "deals"):
        assert np.array_equal(plain.daily[name], moved.daily[name])
    assert np.array_equal(plain.story["package"], moved.story["package"], equal_nan=True)
    assert np.array_equal(plain.final["package"], moved.final["package"])
    margins = plain.daily["margin"], moved.daily["margin"]
    assert np.allclose(*margins, rtol=0, atol=1e-12, equal_nan=True)
    target = f"target.{plain.parties[side]}"
    assert np.allclose(
        plain.story[target] + shift, moved.story[target], rtol=0, atol=1e-12, equal_nan=True
    )


@pytest.mark.parametrize("side", [0, 1])
def test_a_constant_on_one_of_the_two_alone_does_change_things(side: int) -> None:
    """The shift is large enough to be seen where it ought to be."""
    plain = told(baseline_with(TO_JUNE), WORLDS)
    assert not np.array_equal(plain.final["package"], under(side, 0.0, SHIFT).final["package"])
