"""The closed table of units, and numbers written with one: ``35 %``, ``9 months``, ``.3 GW``."""

from __future__ import annotations

import re
from fractions import Fraction

_MONTH = Fraction("30.4375")  # days; a twelfth of a Julian year
_YEAR = 12 * _MONTH

# Unit -> (what it measures, size in that kind's base unit). Fractions keep 35 % equal to 0.35.
UNITS: dict[str, tuple[str, Fraction]] = {
    "-": ("pure number", Fraction(1)),
    "%": ("pure number", Fraction(1, 100)),
    "day": ("time", Fraction(1)),
    "days": ("time", Fraction(1)),
    "week": ("time", Fraction(7)),
    "weeks": ("time", Fraction(7)),
    "month": ("time", _MONTH),
    "months": ("time", _MONTH),
    "year": ("time", _YEAR),
    "years": ("time", _YEAR),
    "1/day": ("rate", Fraction(1)),
    "1/week": ("rate", Fraction(1, 7)),
    "1/month": ("rate", 1 / _MONTH),
    "1/year": ("rate", 1 / _YEAR),
    "GW": ("power", Fraction(1)),
    "MW": ("power", Fraction(1, 1000)),
    "GW/K": ("power per degree", Fraction(1)),
    "MW/K": ("power per degree", Fraction(1, 1000)),
    "C": ("temperature", Fraction(1)),
    "K": ("difference of temperature", Fraction(1)),
    "km2": ("area", Fraction(1)),
    "km2/day": ("pace of the front", Fraction(1)),
    "km2/week": ("pace of the front", Fraction(1, 7)),
    "km2/month": ("pace of the front", 1 / _MONTH),
    "km2/sqrt day": ("noise of the front", Fraction(1)),
    "(km2/day)2/day": ("growth of a variance", Fraction(1)),
    "persons": ("persons", Fraction(1)),
    "persons/day": ("persons per day", Fraction(1)),
    "rounds": ("rounds", Fraction(1)),
    "waves": ("waves", Fraction(1)),
    "utility": ("utility", Fraction(1)),
    "utility/day": ("utility per day", Fraction(1)),
    "trust": ("trust", Fraction(1)),
    "1/trust": ("per unit of trust", Fraction(1)),
    "1/utility": ("per unit of utility", Fraction(1)),
}

_WRITTEN = re.compile(
    r"\s*([-+]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,3})?)(?![0-9.])\s*(.*)"
)
_COMMA = re.compile(r"\s*([-+]?[0-9]{1,20}),([0-9]{1,20})(?![0-9.,])(.*)")
COMMA = "a number has a decimal point, not a comma"
_LONGEST = 200  # characters; no number with its unit has more


class UnitError(ValueError):
    """A number that cannot be read in the unit its parameter has; says what to write.

    ``hint`` is what was probably meant, as a question; empty if nothing is near.
    """

    def __init__(self, told: str, hint: str = "") -> None:
        super().__init__(told)
        self.hint = hint


def allowed(unit: str) -> list[str]:
    """Units that can be written for a parameter declared in `unit`."""
    kind = UNITS[unit][0]
    return [name for name, (other, _) in UNITS.items() if other == kind and name != "-"]


def number_with_unit(text: str, unit: str) -> float:
    """The number that `text` states, converted to `unit`.

    Parameters
    ----------
    text : str
        A number, alone (then it is in `unit`) or followed by a unit.
    unit : str
        The declared unit of the parameter, a key of `UNITS`.

    Raises
    ------
    UnitError
        If `text` holds no number, or its unit is unknown or of another kind.

    Examples
    --------
    >>> number_with_unit("35 %", "-")
    0.35
    >>> number_with_unit("9 months", "days")
    273.9375
    """
    match = _WRITTEN.fullmatch(text.rstrip()) if len(text) <= _LONGEST else None
    if comma := _COMMA.fullmatch(text.rstrip()) if len(text) <= _LONGEST else None:
        raise _decimal_comma(*comma.groups())
    if match is None:
        raise UnitError(f"expected a number{_in_unit(unit)}, not {text[:60]!r}")
    number, given = match[1], match[2]
    if not given:
        return float(number)
    if given not in allowed(unit):
        raise UnitError(f"wrong unit {given[:40]!r}: expected {_choices(unit)}")
    try:
        return float(Fraction(number) * UNITS[given][1] / UNITS[unit][1])
    except OverflowError:  # a fraction knows no infinity; that it is none is told elsewhere
        return float(number) * float("inf")


def _decimal_comma(whole: str, part: str, unit: str) -> UnitError:
    """A comma is a decimal comma, or with three digits behind it one between thousands."""
    meant = [f"{whole}.{part}{unit}", *([f"{whole}{part}{unit}"] if len(part) == 3 else [])]
    return UnitError(
        "a number has a decimal point, not a comma", f"did you mean {' or '.join(meant)}?"
    )


def _in_unit(unit: str) -> str:
    return "" if unit == "-" else f" in {unit}"


def _choices(unit: str) -> str:
    """What may stand behind the number, in words."""
    units = allowed(unit)
    plain = "a plain number" if unit == "-" else f"a number in {unit}"
    others = [name for name in units if name != unit and f"{name}s" not in units]
    return plain + (f" (or in {', '.join(others)})" if others else "")
