"""What is varied: ``KEY=LO:HI[:N]`` or ``KEY=a,b,c``, read into axes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.errors import Usage
from sim.scenario import overrides

SCENARIO = "scenario"
"""The axis of several scenarios; no parameter has that name."""

DEFAULT = 5
"""Values of a range on a grid, where none are asked for."""

MOST = 100_000
"""Values of an axis, and points of a sweep."""

Kind = Literal["number", "date", "category"]
_RANGE = re.compile(r"([^:{\[]*):([^:{\[]*)(?::([^:{\[]*))?")
_NUMBER = re.compile(r"\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*([^\d.\s].*|)\s*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXPECTED = "expected KEY=LO:HI, KEY=LO:HI:N or KEY=a,b,c, such as war.drift=0:20:5"
_DAY_0 = dt.date(1970, 1, 1)  # as NumPy and Matplotlib count
_DIGITS = 12  # of a number between the ends: .1 + .2 is written .3


@dataclass(frozen=True)
class Axis:
    """One parameter that is varied, or the choice of the scenario.

    Attributes
    ----------
    key : str
        Dotted name as `--set` takes it, or ``scenario``.
    kind : str
        What its values are: numbers, dates or categories.
    values : tuple of str
        As `--set` takes them: those of a grid, or the two ends of a range.
    unit : str
        Behind every number, as it was written; empty if none was.
    many : int or None
        Of a range: how many values a grid has, ``None`` if that was not said; 0 if the values
        are a list.
    """

    key: str
    kind: Kind
    values: tuple[str, ...]
    unit: str = ""
    many: int | None = 0

    @property
    def is_range(self) -> bool:
        """Whether anything between two ends is meant, not a list."""
        return self.many != 0

    @property
    def size(self) -> int:
        """How many values it has on a grid; dates have no more than days."""
        if not self.is_range:
            return len(self.values)
        many = DEFAULT if self.many is None else self.many
        return min(many, self._days + 1) if self.kind == "date" else many

    def grid(self) -> tuple[str, ...]:
        """Its values on a grid, evenly spaced from end to end."""
        if not self.is_range:
            return self.values
        return tuple(self.at(u) for u in np.linspace(0.0, 1.0, self.size))

    def at(self, u: float) -> str:
        """The value at a place of the unit interval; a list has a stratum for each value."""
        if not self.is_range:
            return self.values[min(int(u * len(self.values)), len(self.values) - 1)]
        low, high = self.values
        if self.kind == "date":
            days = dt.timedelta(days=round(u * self._days))
            return (dt.date.fromisoformat(low) + days).isoformat()
        a, b = number(low), number(high)
        return f"{a + u * (b - a):.{_DIGITS}g}{self.unit and f' {self.unit}'}"

    def number_of(self, value: str) -> float:
        """Where a value lies: numbers as they are, dates in days since 1970, words by place."""
        if self.kind == "date":
            return float((dt.date.fromisoformat(value) - _DAY_0).days)
        return number(value) if self.kind == "number" else float(self.values.index(value))

    @property
    def _days(self) -> int:
        low, high = (dt.date.fromisoformat(value) for value in self.values)
        return (high - low).days

    def __str__(self) -> str:
        if not self.is_range:
            return f"{self.key}={','.join(self.values)}"
        many = "" if self.many is None else f":{self.many}"
        return f"{self.key}={':'.join(self.values)}{many}"


def number(value: str) -> float:
    """The number that a value begins with."""
    match = _NUMBER.fullmatch(value)
    assert match is not None
    return float(match[1])


def axes_of(vary: Mapping[str, object] | Sequence[str] | str) -> list[Axis]:
    """Read what is to be varied.

    Parameters
    ----------
    vary : mapping or list of str
        ``["war.drift=0:20:5", "rules.offer=risk_return,best"]``, or by key the text right of the
        equals sign or a list of values.

    Raises
    ------
    Usage
        If one cannot be read, or a key comes twice.
    """
    given = [vary] if isinstance(vary, str) else vary
    pairs = given.items() if isinstance(given, Mapping) else map(_parted, given)
    axes = [_axis(str(key).strip(), value) for key, value in pairs]
    keys = [axis.key for axis in axes]
    if twice := [key for key in keys if keys.count(key) > 1]:
        raise Usage(f"--vary names '{twice[0]}' twice: put all its values into one")
    return axes


def scenario_axis(names: Sequence[str]) -> Axis:
    """Several scenarios as an axis."""
    if twice := [name for name in names if names.count(name) > 1]:
        raise Usage(f"'{twice[0]}' is given twice")
    return Axis(SCENARIO, "category", tuple(names))


def _parted(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip() or not value.strip():
        raise Usage(f"--vary {text}: {_EXPECTED}")
    return key, value


def _axis(key: str, value: object) -> Axis:
    if not isinstance(value, str):
        if not isinstance(value, Iterable):
            raise Usage(f"--vary {key}: takes a list of values, or text such as '0:20:5'")
        written = overrides.written({str(i): each for i, each in enumerate(value)})
        return _list(key, [each.partition("=")[2] for each in written])
    if match := _RANGE.fullmatch(value):
        return _range(key, *(each and each.strip() for each in match.groups()))
    return _list(key, _split(value))


def _range(key: str, low: str, high: str, many: str | None) -> Axis:
    told = f"--vary {key}={low}:{high}{'' if many is None else f':{many}'}"
    if many is not None and not (re.fullmatch(r"\d{1,9}", many) and int(many) >= 2):
        raise Usage(f"{told}: '{many}' is no number of values, which is a whole one from 2 on")
    count = None if many is None else int(many)
    ends, dates = (_NUMBER.fullmatch(low), _NUMBER.fullmatch(high)), (_day(low), _day(high))
    if all(dates):
        kind, unit, rising = "date", "", low < high
    elif all(ends) and not any(dates):
        units = [match[2].strip() for match in ends if match]
        kind, unit = "number", units[1]
        if units[0] not in ("", unit):
            raise Usage(f"{told}: its ends have different units, '{units[0]}' and '{unit}'")
        rising = number(low) < number(high)
    else:
        raise Usage(f"{told}: a range goes from number to number or from date to date; {_EXPECTED}")
    if not rising:
        raise Usage(f"{told}: its lower end must come first, and below the other")
    return Axis(key, kind, (low, high), unit, count)  # type: ignore[arg-type]


def _list(key: str, values: Sequence[str]) -> Axis:
    told = f"--vary {key}={','.join(values)}"
    if "" in values:
        raise Usage(f"{told}: a value is missing between two commas")
    if len(values) < 2:
        raise Usage(f"{told}: one value varies nothing; -s {key}={','.join(values)} sets it")
    if twice := [value for value in values if values.count(value) > 1]:
        raise Usage(f"{told}: '{twice[0]}' comes twice")
    if all(map(_day, values)):
        return Axis(key, "date", tuple(values))
    found = [_NUMBER.fullmatch(value) for value in values]
    units = {match[2].strip() for match in found if match}
    if all(found) and len(units) == 1:
        return Axis(key, "number", tuple(values), units.pop())
    return Axis(key, "category", tuple(values))


def _day(text: str) -> bool:
    """Whether it is a date that exists."""
    try:
        return bool(_DATE.fullmatch(text) and dt.date.fromisoformat(text))
    except ValueError:
        return False


def _split(text: str) -> list[str]:
    """Split at commas that stand in no bracket: ``{normal: [6, 4]},3`` are two values."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "{[") - (character in "}]")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]
