"""Reading a saved run."""

from __future__ import annotations

import warnings
from pathlib import Path

from sim.results.files import DamagedResults
from sim.results.manifest import read_manifest
from sim.results.run import Run
from sim.results.store import contiguous, read_blocks, stored_blocks


def load(path: str | Path, worlds: int | None = None) -> Run:
    """Read a run from its folder.

    Parameters
    ----------
    path : str or Path
        The folder, such as ``results/baseline-1-3f9c1a2b``.
    worlds : int, optional
        Only the first so many; default: all. An interrupted run gives those finished without a
        gap, with a warning.

    Raises
    ------
    DamagedResults
        If it is no results folder, of another schema, or not what was written.
    """
    folder = Path(path)
    manifest = read_manifest(folder)
    there = contiguous(stored_blocks(folder / "blocks"))
    promised = int(manifest["worlds"])
    if there < promised and (manifest.get("complete") or there == 0):
        raise DamagedResults(f"{folder} holds {there:,} of {promised:,} worlds; run it again")
    if there < promised:
        warnings.warn(f"{folder} was interrupted: {there:,} of {promised:,} worlds", stacklevel=2)
    table, daily = read_blocks(folder / "blocks", min(worlds or there, there))
    try:
        return Run(manifest, table, daily, folder)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedResults(f"{folder} holds blocks that are none of ours: {error}") from None
