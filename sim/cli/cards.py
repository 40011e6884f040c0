"""One value of a scenario on a card: what it means, what it is, and where it comes from."""

from __future__ import annotations

import datetime as dt
import difflib
import textwrap
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel

from sim.cli.errors import Usage
from sim.quantities.families import FAMILIES
from sim.quantities.priors import Prior
from sim.quantities.units import UNITS
from sim.scenario import Quantity, Scenario
from sim.scenario.declared import meaning, words

_MOST_WIDE = 100  # columns of text that can be read
_LABEL = 9
_SPELT = {
    "sd": "standard deviation",
    "sd of the log": "standard deviation of the logarithm",
    "likely": "likeliest",
}
_FIRST = 8  # names that are told of many


class Entry(NamedTuple):
    """A value of a resolved scenario.

    Parameters
    ----------
    name : str
        Dotted.
    value : Quantity, date, list, str or bool
        As the model reads it.
    source : str
        Empty if it needs none.
    place : str
        ``file:line:column``; empty if no file mentions it.
    """

    name: str
    value: Any
    source: str
    place: str


def chosen(scenario: Scenario, keys: list[str]) -> list[Entry]:
    """The values that keys mean: a dotted name, or the beginning of several.

    Raises
    ------
    Usage
        If a key means none; suggests a name.
    """
    every = {entry.name: entry for entry in entries(scenario)}
    names: dict[str, None] = {}
    for key in keys:
        found = [name for name in every if name == key or name.startswith(f"{key.rstrip('.')}.")]
        if not found:
            told = f"no parameter '{key[:200]}' in {scenario.name}"
            raise Usage(f"{told}{_suggestion(key[:200], list(every))}")
        names.update(dict.fromkeys(found))
    return [every[name] for name in names]


def entries(scenario: Scenario) -> Iterator[Entry]:
    """Every value of a scenario, texts and dates included, section by section."""
    for name, value in _leaves(scenario.file):
        node = scenario.tree.at(name)
        place = str(node.place) if node else ""
        source = scenario.sources.get(name, "")
        if isinstance(value, Quantity):
            source, place = value.source, value.place or ""
        yield Entry(name, value, source, place)


def card(scenario: Scenario, entry: Entry, width: int) -> str:
    """A card of at most `width` columns (100 if there are more), if its words are short enough."""
    width = min(width, _MOST_WIDE)
    lines = [entry.name]
    if told := _meaning(entry.name):
        lines += textwrap.wrap(told, width, initial_indent="  ", subsequent_indent="  ")
    for label, text in _rows(scenario, entry):
        start = f"  {label:<{_LABEL}}"
        lines += textwrap.wrap(
            text, width, initial_indent=start, subsequent_indent=" " * len(start),
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    return "\n".join(lines)


def _rows(scenario: Scenario, entry: Entry) -> Iterator[tuple[str, str]]:
    value = entry.value
    if isinstance(value, Quantity):
        yield "value", _in_words(scenario, value)
        if not value.fixed:
            yield "mean", with_unit(f"{value.mean:.4g}", value.unit)
        bounds = with_unit(f"{value.low:g} to {value.high:g}", value.unit)
        yield "range", f"{bounds} ({UNITS[value.unit][0]})"
    else:
        yield "value", shown(value)
    if entry.source:
        yield "source", entry.source
    yield "place", entry.place or "in no file: this is what a scenario has that leaves it out"


def _in_words(scenario: Scenario, q: Quantity) -> str:
    """What is known about a quantity, and what that makes of the worlds."""
    if not isinstance(q.prior, Prior):
        fixed = with_unit(str(q.prior), q.unit)
        if q.name not in scenario.coordinates:
            return f"{fixed}, the same in every world"
        party = q.name.partition(".weights.")[0]
        how_close = f"{party}.weights.concentration"
        return f"{fixed} of the whole on average; {how_close} says how closely worlds keep to it"
    labels = [_SPELT.get(label, label) for label in FAMILIES[q.prior.family].parameters]
    pairs = zip(labels, q.prior.numbers, strict=True)
    numbers = ", ".join(f"{label} {number:.15g}" for label, number in pairs)
    low, high = q.ppf(np.array([0.05, 0.95]))
    middle = with_unit(f"{low:.3g} to {high:.3g}", q.unit)
    prior = f"{q.prior.family} ({numbers}){q.prior.cut_words}"
    return f"{prior}, drawn once in each world; nine worlds in ten: {middle}"


def with_unit(text: str, unit: str) -> str:
    """A number with its unit; pure numbers have none to show."""
    return text if unit == "-" else f"{text} {unit}"


def shown(value: object) -> str:
    """A value that is no quantity, as a file holds it."""
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _meaning(name: str) -> str:
    told, possible = meaning(name), words(name)
    listed = f"one of {', '.join(possible)}" if len(possible) > 1 else ""
    return "; ".join(part for part in (told, listed) if part)


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and values below something, without what is left out."""
    inner: dict[str, Any] | None = value if isinstance(value, dict) else None
    if isinstance(value, BaseModel):
        inner = {key: getattr(value, key) for key in type(value).model_fields}
    if inner is not None:
        for key, entry in inner.items():
            yield from _leaves(entry, f"{name}.{key}" if name else key)
    elif isinstance(value, Quantity | dt.date | list | str | bool | int | float):
        yield name, value


def _suggestion(key: str, names: list[str]) -> str:
    """Where the key stands as a part of other names, or else the nearest name."""
    holding = [name for name in names if key in name.split(".")]
    if holding:
        more = ", ..." if len(holding) > _FIRST else ""
        return f"; there is {', '.join(holding[:_FIRST])}{more}"
    beginnings = {part for name in names for part in _beginnings(name)}
    near = difflib.get_close_matches(key, sorted(beginnings), n=1, cutoff=0.6)
    return f"; did you mean '{near[0]}'?" if near else "; without a name, all are listed"


def _beginnings(name: str) -> Iterator[str]:
    parts = name.split(".")
    yield from (".".join(parts[: end + 1]) for end in range(len(parts)))
