"""One room for words: the same number reads the same everywhere."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.plots import style
from sim.report.diary import words as diary
from sim.words import counted, day_month, half_up, listed, month_year, percent, short, whole


@pytest.mark.parametrize("share", [0.145, 0.025, 0.005, 0.995, 0.31, 1.0, 0.0])
def test_the_diary_rounds_a_share_as_the_summary_does(share: float) -> None:
    assert diary.share(share) == percent(share, 0)


def test_halves_go_up_in_the_diary_and_in_figures() -> None:
    assert diary.share(0.145) == style.percent(0.145) == percent(0.145, 0) == "15 %"
    assert style.percent(0.0025) == percent(0.0025) == "0.3 %"
    assert diary.whole(2.5) == whole(2.5) == "3"


@given(st.floats(0, 1), st.integers(0, 3))
def test_no_share_reads_as_none_or_all_that_is_neither(share: float, digits: int) -> None:
    told = percent(share, digits)
    number = float(told.split()[-2])
    if "under" in told or "over" in told:
        assert 0 < share < 1
    else:
        assert (number in (0, 100)) == (share in (0, 1))
        assert number == pytest.approx(100 * share, abs=0.5 * 10.0**-digits + 1e-9)


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_half_is_rounded_away_from_zero(tenths: int, digits: int) -> None:
    value = (tenths + 0.5) / 10**digits
    if float(repr(value)) * 10**digits == tenths + 0.5 and tenths >= 0:
        assert half_up(value, digits) == f"{(tenths + 1) / 10**digits:.{digits}f}"


def test_dates_are_in_english_and_have_one_form_each() -> None:
    day = dt.date(2026, 6, 3)
    assert day_month(day) == "3 June"
    assert day_month(day, year=True) == "3 June 2026"
    assert day_month(day, year=True, brief=True) == "3 Jun 2026"
    assert month_year(day) == "June 2026"


def test_numbers_with_units_counts_and_lists() -> None:
    assert short(1746.9, "km2") == "1,747 km2"
    assert short(math.nan, "km2") == "-"
    assert short(12.0, "-") == "12.00"
    assert [counted(n, "day") for n in (0, 1, 1200)] == ["0 days", "1 day", "1,200 days"]
    assert [listed(list("abc")[:n]) for n in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
