"""The table of the benchmark for a terminal, and all of it as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.turns import Part, Row, Spread

_PACKAGES = ("negotiation-sim", "numpy", "scipy", "mesa", "numba", "negmas")


def table(part: Part) -> str:
    """A part of the table: its title, a line a row, and its notes."""
    width = max([len(row.name) for row in part.rows], default=0)
    head = f"{part.title}" + (f" (last column: {part.ratio})" if part.ratio else "")
    return "\n".join([head, *_lines(part.rows, width), *(f"  - {note}" for note in part.notes), ""])


def _lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    for row in rows:
        ratio = f"   {shown(row.ratio)} x" if row.ratio else ""
        yield f"  {row.name:<{width}}  {shown(row.value):>26} {row.unit}{ratio}".rstrip()


def shown(value: Spread) -> str:
    """A median with its spread, to three digits: none of them is surer than that."""
    median, low, high = map(_digits, value)
    return median if low == high else f"{median} ({low} to {high})"


def _digits(number: float) -> str:
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def as_json(parts: Iterable[Part]) -> dict[str, Any]:
    """All numbers, with what they were measured on."""
    return {
        "machine": machine(),
        "python": platform.python_version(),
        "versions": {name: found for name in _PACKAGES if (found := _version(name))},
        "parts": [
            {
                "title": part.title,
                "ratio": part.ratio,
                "rows": [_row(row) for row in part.rows],
                "notes": list(part.notes),
            }
            for part in parts
        ],
    }


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _row(row: Row) -> dict[str, Any]:
    ratio = row.ratio and row.ratio._asdict()
    return {"name": row.name, "unit": row.unit, "value": row.value._asdict(), "ratio": ratio}
