"""A sweep's folder: a point a file, the tidy tables, and what they are."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from sim.analysis.sweep.plan import SCHEMA, Plan
from sim.results.files import write_atomically
from sim.results.manifest import origin, sum_of
from sim.results.pieces import Pieces, describe
from sim.results.store import as_parquet

if TYPE_CHECKING:
    import pandas as pd

ABOUT = "sweep.json"


def points_in(path: Path, plan: Plan) -> Pieces:
    """Where the points of a sweep are kept, each by its number."""
    return Pieces(path / "points", plan.full_hash, "parquet")


def name_of(number: int) -> str:
    """What a point is kept as."""
    return f"{number:06d}"


def finished_in(path: Path, plan: Plan) -> int:
    """How many points a sweep's folder holds, the base among them."""
    return points_in(path, plan).count(map(name_of, range(plan.many + 1)))


def write_tables(path: Path, plan: Plan, command: str, frames: dict[str, pd.DataFrame]) -> None:
    """Write the tidy tables, each as CSV and Parquet, and what they are."""
    written = {}
    for name, frame in frames.items():
        text = io.StringIO()
        frame.to_csv(text, index=False, lineterminator="\n")
        table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
        written[f"{name}.csv"] = text.getvalue().encode()
        written[f"{name}.parquet"] = as_parquet(table)
    for file, content in written.items():
        write_atomically(path / file, content)
    files = {file: sum_of(content) for file, content in written.items()}
    describe(path / ABOUT, about(plan, command, files))


def about(plan: Plan, command: str, files: dict[str, str]) -> dict[str, object]:
    """Where a sweep comes from, so that it can be made again; it is complete once it has files."""
    return {
        "schema": SCHEMA,
        "about": "Shares and means at every point; the same worlds at each. Intervals are 95 % "
        "and cover sampling error only; conditional scenarios, not forecasts.",
        "scenarios": list(plan.scenarios),
        "changes": list(plan.set),
        "vary": [str(axis) for axis in plan.axes],
        "design": plan.design,
        "points": plan.many,
        "worlds": plan.worlds,
        "seed": plan.seed,
        "hash": plan.full_hash,
        "code_hash": plan.code,
        "command": command,
        **origin(),
        "complete": bool(files),
        "files": files,
    }
