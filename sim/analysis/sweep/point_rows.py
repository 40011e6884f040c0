"""What is kept of a point: its shares and means with intervals, and a bit a world of each share."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.analysis.rows import Row, rows
from sim.results import Run
from sim.statistics import Estimate, Ratio, mean, wilson

FACTS = ("group", "name", "label", "unit")
NUMBERS = ("value", "low", "high", "standard_error")
_PARTS, _WHOLES, _WORLDS = "parts", "wholes", b"worlds"


def point_table(run: Run) -> pa.Table:
    """A row an outcome: what it is, its estimate over the run's worlds, n, and which worlds.

    The bits say of a share in which worlds it came true (``parts``) and which it is a share of
    (``wholes``): enough for its paired difference from any other point. Means have none.
    """
    found = [*rows(run).values()]
    estimates = [row_estimate(row, len(run.failures)) for row in found]
    columns = {fact: [getattr(row, fact) for row in found] for fact in FACTS}
    columns |= {each: [float(getattr(e, each)) for e in estimates] for each in NUMBERS}
    columns["n"] = [row.over.n for row in found]
    columns[_PARTS] = [_bits(row, row.over.parts) for row in found]
    columns[_WHOLES] = [_bits(row, row.over.wholes) for row in found]
    return pa.table(columns, schema=_SCHEMA.with_metadata({_WORLDS: str(run.worlds).encode()}))


def share_rows(table: pa.Table) -> dict[tuple[str, str], Row]:
    """The shares of a point, by group and name, as they were counted world by world."""
    worlds = int(table.schema.metadata[_WORLDS])
    return {
        (each["group"], each["name"]): Row(
            each["name"], each["label"], each["unit"], each["group"],
            Ratio(_numbers(each[_PARTS], worlds), _numbers(each[_WHOLES], worlds)),
        )
        for each in table.to_pylist()
        if each["unit"] == "share"
    }  # fmt: skip


def row_estimate(row: Row, failed: int = 0) -> Estimate:
    """Wilson's interval of a share, which reaches as far as failed worlds could move it."""
    if row.unit != "share":
        return mean(row.over.parts[row.over.wholes > 0])
    unknown = failed if row.everywhere else 0
    return wilson(float(row.over.parts.sum()), row.over.n, unknown)


def _bits(row: Row, values: NDArray[np.float64]) -> bytes | None:
    return np.packbits(values > 0).tobytes() if row.unit == "share" else None


def _numbers(bits: bytes, worlds: int) -> NDArray[np.float64]:
    return np.unpackbits(np.frombuffer(bits, np.uint8), count=worlds).astype(np.float64)


_SCHEMA = pa.schema(
    [(fact, pa.string()) for fact in FACTS]
    + [(each, pa.float64()) for each in NUMBERS]
    + [("n", pa.int64()), (_PARTS, pa.binary()), (_WHOLES, pa.binary())]
)
