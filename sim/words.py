"""Numbers, shares, dates and lists in words: the same wherever they are printed or drawn."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_HALF_A_TENTH, _FINEST = 0.0005, 0.00005  # changes that round to 0.0 and 0.00 points
_NOTHING = 1e-12  # a share this small is what rounding leaves of no difference
_LARGE = ((1e9, " bn"), (1e6, " m"))


def half_up(value: float, digits: int, power: int = 0) -> str:
    """A finite number to so many decimals, halves away from zero: 14.5 is 15, as at school.

    The binary number nearest to .145 lies a hair below it; what counts is how it is written.

    Parameters
    ----------
    value : float
        Finite; |value| 10^(power + digits) below 1e28.
    digits : int
        Decimals, >= 0.
    power : int
        Powers of ten to multiply by before rounding: 2 makes a share per cent.

    >>> half_up(0.145, 0, power=2), half_up(-0.0004, 1, power=2)
    ('15', '-0.0')
    """
    shifted = Decimal(repr(float(value))).scaleb(power)
    return str(shifted.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def percent(share: float | None, digits: int = 1) -> str:
    """A share per cent, never a 0 or 100 that is none; a dash where there is no number.

    Parameters
    ----------
    digits : int
        Decimals, >= 0. Where one would make it nothing or all, it gets two.

    >>> percent(0.145), percent(0.145, 0), percent(0.0004), percent(0.0004, 0), percent(None)
    ('14.5 %', '15 %', '0.04 %', 'under 1 %', '-')
    """
    if share is None or math.isnan(share):
        return "-"
    share, finest = share + 0.0, 2 if digits == 1 else digits  # no -0
    for decimals in range(digits, finest + 1):
        text = half_up(share, decimals, power=2)
        if share in (0, 1) or float(text) not in (0, 100):
            return f"{text} %"
    least = 10.0**-finest
    return f"under {least:.{finest}f} %" if share < 0.5 else f"over {100 - least:.{finest}f} %"


def percent_range(low: float, high: float, digits: int = 0) -> str:
    """The ends of an interval of a share, of a hundred: ``14 to 17``."""
    return f"{half_up(low, digits, power=2)} to {half_up(high, digits, power=2)}"


def points(change: float) -> str:
    """A difference of shares in percentage points: ``+2.4``; a dash where there is no number.

    With further digits where it would look like none: ``-0.03``; what is no difference is ``0.0``.
    """
    if math.isnan(change):
        return "-"
    if abs(change) < _NOTHING:
        return "0.0"
    digits = 1 + sum(abs(change) < limit for limit in (_HALF_A_TENTH, _FINEST))
    return ("+" if change > 0 else "") + half_up(change, digits, power=2)


def short(value: float, unit: str = "") -> str:
    """Four significant digits, in millions or billions if need be; a dash without a number.

    >>> short(1746.9, "km2"), short(0.25, "-"), short(math.nan, "km2")
    ('1,747 km2', '0.2500', '-')
    """
    if not math.isfinite(value):
        return "-"
    return _four_digits(value) + (f" {unit}" if unit not in ("", "-") else "")


def _four_digits(value: float) -> str:
    for size, name in _LARGE:
        if abs(value) >= size:
            return f"{value / size:.4g}{name}"
    if value == 0:
        return "0"
    digits = max(0, 3 - math.floor(math.log10(abs(value))))
    return f"{value:z,.{min(digits, 6)}f}"


def whole(value: float) -> str:
    """A number without decimals: ``5,083``."""
    return f"{int(half_up(value, 0)):,}"


def counted(number: int, what: str) -> str:
    """A noun and how many, without irregular plurals: ``1 day``, ``1,200 days``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def lasting(seconds: float) -> str:
    """So long: ``40 seconds``, ``12 minutes``, ``3.5 hours``; at least a second."""
    minutes = seconds / 60
    if minutes < 1.5:
        return f"{max(seconds, 1):.0f} seconds"
    return f"{minutes:,.0f} minutes" if minutes < 120 else f"{minutes / 60:,.1f} hours"


def listed(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def day_month(date: dt.date, year: bool = False, brief: bool = False) -> str:
    """``30 June``, ``30 June 2026`` or ``30 Jun 2026``, in English on every machine."""
    month = _MONTHS[date.month - 1]
    return f"{date.day} {month[:3] if brief else month}" + (f" {date.year}" if year else "")


def month_year(date: dt.date) -> str:
    """``February 2026``."""
    return f"{_MONTHS[date.month - 1]} {date.year}"
