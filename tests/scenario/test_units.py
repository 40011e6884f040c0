"""Numbers may be written with a unit from a closed table."""

from __future__ import annotations

import pytest

from sim.quantities.units import UNITS, UnitError, number_with_unit


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("35 %", "-", 0.35),
        ("35%", "-", 0.35),
        ("0.1 %", "-", 0.001),
        ("-.5", "-", -0.5),
        ("1 month", "days", 30.4375),
        ("9 months", "days", 273.9375),
        ("2 weeks", "days", 14.0),
        ("1 years", "days", 365.25),
        ("12 months", "years", 1.0),
        (".3 GW", "GW", 0.3),
        ("120 MW", "GW", 0.12),
        ("1/1", "-", None),
        ("3e2 km2", "km2", 300.0),
        ("7 km2/week", "km2/day", 1.0),
        ("1 1/year", "1/day", 1 / 365.25),
        ("5 K", "K", 5.0),
        ("5 C", "K", None),
        ("5 GW", "days", None),
        ("5 parsecs", "days", None),
        ("five days", "days", None),
        ("", "days", None),
        ("5 days days", "days", None),
        ("1e9999 days", "days", None),
        ("٣ days", "days", None),
        ("5 %", "days", None),
    ],
)
def test_a_number_is_converted_or_refused(text: str, unit: str, value: float | None) -> None:
    if value is None:
        with pytest.raises(UnitError):
            number_with_unit(text, unit)
    else:
        assert number_with_unit(text, unit) == value


@pytest.mark.parametrize("unit", UNITS)
def test_every_declared_unit_can_be_written(unit: str) -> None:
    text = "0.3" if unit == "-" else f"0.3 {unit}"
    assert number_with_unit(text, unit) == 0.3


def test_a_wrong_unit_names_those_that_fit() -> None:
    with pytest.raises(UnitError, match="a number in GW \\(or in MW\\)"):
        number_with_unit("5 days", "GW")
