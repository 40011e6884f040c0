"""Worlds valued in portions: the range week by week, and what accords bring, come back in order."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.explaining.worlds import Source, Worlds
from sim.analysis.postures.payoffs import brought
from sim.analysis.ranges.looking import RangeWatch
from sim.outcomes import ending
from sim.simulation import simulate
from sim.trajectory import ACCORD
from tests.builders import FEW_DAYS, SHORT, baseline_with


def test_in_how_many_portions_the_range_is_watched_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def watched() -> RangeWatch:
        watch = RangeWatch(7)
        simulate(baseline_with(*FEW_DAYS), 1, 0, 20, observer=watch)
        return watch

    whole = watched()
    monkeypatch.setattr("sim.table.TILE", 7)
    portions = watched()
    assert whole.margins.keys() == portions.margins.keys()
    for name, weeks in whole.margins.items():
        np.testing.assert_array_equal(weeks, portions.margins[name])


def test_in_how_many_portions_accords_are_counted_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trajectory = Worlds.of(Source("baseline", SHORT), 1, range(60)).play()
    assert ending.ended_in(trajectory, ACCORD).sum() > 4
    whole = brought(trajectory)
    monkeypatch.setattr("sim.table.TILE", 2)
    portions = brought(trajectory)
    np.testing.assert_array_equal(whole.sides, portions.sides)
    np.testing.assert_array_equal(whole.durable_peace, portions.durable_peace)
