"""A sweep's folder: a file a point, whole or not at all, each with its checksum in its name."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from sim.analysis.sweep.plan import SCHEMA, Plan
from sim.results.files import (
    DamagedResults,
    content_of,
    delete,
    make_folder,
    remove_leftovers,
    write_atomically,
)
from sim.results.manifest import origin, sum_of
from sim.results.store import as_parquet, checked, checksum, read_table

if TYPE_CHECKING:
    import pandas as pd

_NAME = re.compile(r"(\d{6})\.[0-9a-f]{16}\.parquet")
_ABOUT = "sweep.json"


class SweepFolder:
    """The folder of one sweep, whose lock we hold.

    Parameters
    ----------
    path : Path
    plan : Plan
    command : str
        Noted in ``sweep.json``.

    Raises
    ------
    DamagedResults
        If another sweep lies there.
    """

    def __init__(self, path: Path, plan: Plan, command: str) -> None:
        self.path, self.plan, self.command = path, plan, command
        self.points = path / "points"
        make_folder(self.points)
        remove_leftovers(path)
        if not was_begun(path, plan):
            self._describe(files={})

    def finished(self) -> set[int]:
        """Numbers of the points that are there; files that are damaged are deleted."""
        for path in self.points.iterdir():
            if _NAME.fullmatch(path.name):
                try:
                    checked(path)
                except DamagedResults:
                    delete(path)
        return finished_in(self.path)

    def keep(self, number: int, table: pa.Table) -> None:
        """Store a finished point."""
        content = as_parquet(table)
        write_atomically(self.points / f"{number:06d}.{checksum(content)}.parquet", content)

    def tables(self) -> list[pa.Table]:
        """What is stored of every point, the base first."""
        return [read_table(path) for _, path in sorted(_stored(self.points).items())]

    def end(self, frames: dict[str, pd.DataFrame]) -> None:
        """Write the tidy tables, each as CSV and Parquet, and what they are."""
        written = {}
        for name, frame in frames.items():
            text = io.StringIO()
            frame.to_csv(text, index=False, lineterminator="\n")
            table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
            written[f"{name}.csv"] = text.getvalue().encode()
            written[f"{name}.parquet"] = as_parquet(table)
        for file, content in written.items():
            write_atomically(self.path / file, content)
        self._describe({file: sum_of(content) for file, content in written.items()})

    def _describe(self, files: dict[str, str]) -> None:
        content = about(self.plan, self.command) | {"complete": bool(files), "files": files}
        text = json.dumps(content, indent=1, ensure_ascii=False)
        write_atomically(self.path / _ABOUT, text.encode("utf-8", "backslashreplace"))


def was_begun(path: Path, plan: Plan) -> bool:
    """Whether this sweep was begun there before: its points have been read as scenarios.

    Raises
    ------
    DamagedResults
        If another sweep lies there.
    """
    try:
        said = json.loads(content_of(path / _ABOUT))["hash"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False
    if said != plan.full_hash:
        raise DamagedResults(f"{path} holds another sweep: move it away")
    return True


def finished_in(path: Path) -> set[int]:
    """Numbers of the points that a sweep's folder holds, as their names say."""
    return {*_stored(path / "points")}


def about(plan: Plan, command: str) -> dict[str, object]:
    """Where a sweep comes from, so that it can be made again."""
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
    }


def _stored(folder: Path) -> dict[int, Path]:
    there = folder.iterdir() if folder.is_dir() else ()
    found = ((path, _NAME.fullmatch(path.name)) for path in there)
    return {int(match[1]): path for path, match in found if match}
