"""Reading a saved run."""

from __future__ import annotations

import warnings
from operator import index
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import Usage
from sim.results.files import DamagedResults, in_use
from sim.results.folder import daily_in, damage_in, failures_in, parts_in
from sim.results.manifest import agree, read_manifest, sums
from sim.results.named import folder_named, is_scenario
from sim.results.run import Run
from sim.results.store import StoredBlock, contiguous, stored_blocks


def load(path: str | Path, worlds: int | None = None, *, check: bool = True) -> Run:
    """Read a run from its folder.

    Every block is held against its checksum at once; its columns are read when asked for, so that
    a run of a million worlds can be summarised in little memory.

    Parameters
    ----------
    path : str or Path
        The folder, such as ``results/baseline-1-3f9c1a2b``.
    worlds : int, optional
        Only the first so many; default: all. An interrupted run gives those finished without a
        gap, with a warning.
    check : bool
        False leaves damage to be found when the block is read, and says nothing of gaps.

    Raises
    ------
    DamagedResults
        If it is no results folder, of another schema, or not what was written.
    ValueError
        If ``worlds`` is below 1.
    """
    if worlds is not None and index(worlds) < 1:
        raise Usage(f"worlds must be at least 1, not {worlds}")
    folder = Path(path)
    manifest = read_manifest(folder)
    blocks, promised = stored_blocks(folder / "blocks"), int(manifest["worlds"])
    there = contiguous(blocks)
    if there < promised and (manifest.get("complete") or there == 0):
        raise DamagedResults(f"{folder} holds {there:,} of {promised:,} worlds; run it again")
    if check and there < promised:
        state = "is still being run" if in_use(folder) else "was interrupted"
        warnings.warn(f"{folder} {state}: {there:,} of {promised:,} worlds", stacklevel=2)
    if check:
        _check(folder, manifest, blocks)
    return _read(folder, manifest, min(worlds or there, there))


def saved_folder(what: str | Path, results: Path) -> Path | None:
    """The folder of a saved run: a path, a folder's name in ``results``, or what a run is called.

    None if it is none of them.
    """
    if (Path(what) / "manifest.json").is_file():
        return Path(what)
    if Path(what).name != str(what) or str(what) in ("", ".", ".."):
        return None
    if (results / what / "manifest.json").is_file():
        return results / what
    return None if is_scenario(str(what)) else folder_named(results, str(what))


def _check(folder: Path, manifest: dict[str, Any], blocks: list[StoredBlock]) -> None:
    """Raise at the first file that is not what was written."""
    for block in blocks:
        if damage := damage_in(block, manifest["hash"]):
            raise DamagedResults(damage.problem)
    if manifest["files"] != sums(folder):
        told = "the same command again writes it anew"
        raise DamagedResults(f"{folder / 'scenario.yaml'} is gone or not what was written; {told}")
    agree(folder, manifest)


def _read(folder: Path, manifest: dict[str, object], worlds: int) -> Run:
    blocks = folder / "blocks"
    try:
        failures = [vars(each) for each in failures_in(blocks, worlds)]
        parts, daily = parts_in(blocks, worlds), daily_in(blocks, worlds)
        return Run(manifest | {"failures": failures}, parts, daily, folder)
    except (ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise DamagedResults(f"{folder} holds blocks that are none of ours: {error}") from None


def all_stored(run: Run) -> Run:
    """A run with every world that its folder holds, where it was read with fewer."""
    if run.path is None:
        return run
    there = contiguous(stored_blocks(run.path / "blocks"))
    if there <= run.worlds:
        return run
    read = _read(run.path, run.manifest, there)
    return Run(read.manifest, read.parts, read.daily, run.path, run.scenario)
