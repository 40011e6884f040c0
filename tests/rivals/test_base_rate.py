"""The base rate: from counted wars to a share with its interval."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from sim.rivals.base_rate import ANY_END, by_day, counted, ends_by_ceasefire, stalemates

JUNE = 143  # days


def test_the_sources_own_shares_come_out() -> None:
    """Any end in 143 days 17 %, a stalemate about 2 %."""
    assert by_day(ANY_END, JUNE + 1)[JUNE] == pytest.approx(0.17, abs=0.01)
    assert by_day(stalemates().value, JUNE + 1)[JUNE] == pytest.approx(0.02, abs=0.0005)


@pytest.mark.parametrize("events", [0, 1, 9])
def test_the_interval_is_where_the_count_would_surprise(events: int) -> None:
    """Garwood 1936: at each end such a count, or one as far out, has a chance of 2.5 %."""
    found = counted(events, 10.0)
    assert poisson.cdf(events, 10 * found.high) == pytest.approx(0.025)
    assert found.low == 0.0 if events == 0 else True
    if events:
        assert poisson.sf(events - 1, 10 * found.low) == pytest.approx(0.025)
    assert found.low <= found.value == events / 10 <= found.high


def test_a_ceasefire_is_part_of_the_ends_and_its_interval_spans_both_counts() -> None:
    found, coded, ends = ends_by_ceasefire(), stalemates(), counted(9, 9 / ANY_END)
    assert found.value == pytest.approx(0.46 * 0.31)
    assert found.low == coded.low < coded.value < found.value
    assert found.high == max(coded.high, 0.31 * ends.high)


def test_nothing_has_ended_on_day_nought_and_the_hazard_is_constant() -> None:
    share = by_day(0.5, 400)
    assert share[0] == 0.0
    left = 1 - share
    assert np.allclose(left[1:] / left[:-1], np.exp(-0.5 / 365.25))
