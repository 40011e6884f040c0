"""Numbers and tables as people read them."""

from __future__ import annotations

import math

import pytest

from sim.report.text import columns, plain, points, short


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.012345, "0.01235"), (12.3456, "12.35"), (1746.9, "1,747"), (134107.1, "134,107"),
     (1.1267e10, "11.27 bn"), (-2.5e6, "-2.5 m"), (-1e-12, "0.000000"), (math.nan, "-")],
)  # fmt: skip
def test_numbers_have_four_digits(value: float, shown: str) -> None:
    assert short(value) == shown


def test_a_difference_of_nothing_has_no_sign_of_its_own() -> None:
    assert points(-0.0001) == "+0.0"
    assert points(0.024) == "+2.4"
    assert points(math.nan) == "-"


def test_long_labels_are_wrapped_and_numbers_stay_in_their_column() -> None:
    lines = columns([["  " + "long " * 30, "1.0 %"], ["b", "22.0 %"]], ["", "share"]).splitlines()
    assert max(map(len, lines)) < 70
    assert lines[-2].endswith("1.0 %")
    assert len(lines[-1]) == len(lines[-2])


def test_control_characters_become_spaces() -> None:
    assert plain("a\x1b[31m\r\nb\u202e") == "a [31m  b "
