"""Numbers and tables as people read them."""

from __future__ import annotations

import math

import pytest

from sim.cli.output import Pace
from sim.report.text import columns, plain
from sim.words import percent, points, short


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.012345, "0.01235"), (12.3456, "12.35"), (1746.9, "1,747"), (134107.1, "134,107"),
     (1.1267e10, "11.27 bn"), (-2.5e6, "-2.5 m"), (-1e-12, "0.000000"), (math.nan, "-")],
)  # fmt: skip
def test_numbers_have_four_digits(value: float, shown: str) -> None:
    assert short(value) == shown


@pytest.mark.parametrize(
    ("change", "shown"),
    [(0.024, "+2.4"), (-0.0001, "-0.01"), (0.00002, "+0.002"), (-1e-9, "-0.000"), (0.0, "0.0"),
     (-1e-17, "0.0"), (0.0225, "+2.3"), (math.nan, "-")],
)  # fmt: skip
def test_only_no_difference_at_all_looks_like_none(change: float, shown: str) -> None:
    assert points(change) == shown


@pytest.mark.parametrize(
    ("share", "shown", "whole"),
    [(0.145, "14.5 %", "15 %"), (0.0, "0.0 %", "0 %"), (1.0, "100.0 %", "100 %"),
     (0.0004, "0.04 %", "under 1 %"), (1e-6, "under 0.01 %", "under 1 %"),
     (0.9996, "99.96 %", "over 99 %"), (0.995, "99.5 %", "over 99 %"), (0.005, "0.5 %", "1 %"),
     (0.0225, "2.3 %", "2 %"), (0.9995, "99.95 %", "over 99 %")],
)  # fmt: skip
def test_shares_are_rounded_half_up_and_never_to_a_none_or_all_that_is_none(
    share: float, shown: str, whole: str
) -> None:
    assert percent(share) == shown
    assert percent(share, 0) == whole


def test_the_time_left_follows_the_worlds_run_here_and_not_the_stored_ones() -> None:
    pace = Pace(20_000)
    assert pace.after(2000, 0.0) == ""
    assert pace.after(48, 3.0) == ""  # the rest of a block, and the start of the processes
    assert pace.after(1952, 10.0) == "0:01:20 left"  # 2,000 in ten seconds, 16,000 to go
    assert Pace(None).after(5000, 1.0) == ""


def test_long_labels_are_wrapped_and_numbers_stay_in_their_column() -> None:
    lines = columns([["  " + "long " * 30, "1.0 %"], ["b", "22.0 %"]], ["", "share"]).splitlines()
    assert max(map(len, lines)) < 70
    assert lines[-2].endswith("1.0 %")
    assert len(lines[-1]) == len(lines[-2])


def test_control_characters_become_spaces() -> None:
    assert plain("a\x1b[31m\r\nb\u202e") == "a [31m  b "
