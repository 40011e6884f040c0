"""The sizes of a dated event, in words."""

from __future__ import annotations

from collections.abc import Mapping

_TELLS_ITSELF = ("days", "people")


def sizes_words(sizes: Mapping[str, str]) -> str:
    """Its sizes after its type: ``, damage 1.2 GW``; ``, 3 days`` where the unit says it all."""
    told = [
        size if what in _TELLS_ITSELF else f"{what.replace('_', ' ')} {size}"
        for what, size in sizes.items()
    ]
    return "".join(f", {words}" for words in told)


def size_words(value: float, unit: str) -> str:
    """``1.2 GW``, ``1 day``, and of a pure number ``1.864``."""
    one = value == 1 and unit.endswith("s")
    told = f"{value:.4g}" if abs(value) < 1000 else f"{value:g}"
    return told if unit == "-" else f"{told} {unit[:-1] if one else unit}"
