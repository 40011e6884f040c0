"""Running a scenario: which worlds are missing, run those, save them, read all back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pyarrow as pa

from sim.ensemble.block import CODE, run_block, save_block
from sim.ensemble.identity import Identity
from sim.ensemble.pool import run_blocks
from sim.results.block import Block
from sim.results.files import DamagedResults, locked, remove_leftovers, write_atomically
from sim.results.load import load
from sim.results.manifest import read_manifest, write_manifest
from sim.results.run import Run
from sim.results.store import contiguous, missing, stored_blocks
from sim.scenario import Scenario
from sim.scenario import load as load_scenario
from sim.scenario.files import own_folder

BLOCK_SIZE = 2048  # worlds: larger ones leave the cache, smaller ones repeat what a block shares
_MANY = 20_000  # worlds from which starting processes pays
Progress = Callable[[int], None]


def run(
    scenario: str | Path | Scenario,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    out: str | Path | None = None,
    save: bool = False,
    *,
    block_size: int = BLOCK_SIZE,
    progress: Progress | None = None,
    command: str = "",
) -> Run:
    """Run worlds 0, ..., worlds - 1 of a scenario, or read those that a folder already holds.

    Parameters
    ----------
    scenario : str, Path or Scenario
        Path of a scenario file, name of one in ``scenarios/``, or a scenario already read.
    worlds : int
        How many worlds, >= 1.
    seed : int
        Seed of the noise, 0 <= seed < 2**64.
    set : mapping or list of "key=value"
        Parameters to change, by dotted name.
    jobs : int or None
        Processes; None: one below 20,000 worlds, else one a core. It changes no outcome.
    out : str or Path, optional
        Folder that holds runs; naming one means saving. Default: ``results/`` of the project.
    save : bool
        Whether to save; a saved run is resumed and extended instead of run again.
    block_size : int
        Worlds run in lock-step, >= 1. It changes no outcome.
    progress : callable, optional
        Called with the number of worlds finished since the last call.
    command : str
        Noted in the manifest.

    Returns
    -------
    Run
        All worlds, with their outcomes.

    Raises
    ------
    ScenarioError
        If the scenario is invalid.
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    BlockFailed
        If a world raises: our bug.
    """
    if worlds < 1 or block_size < 1 or (jobs is not None and jobs < 1):
        raise ValueError("worlds, block size and jobs must be at least 1")
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(scenario, set)
    elif set:
        raise ValueError("set= changes a scenario while it is read: give its path or name")
    identity, jobs = Identity(scenario, seed), jobs or sensible_jobs(worlds)
    size = min(block_size, -(-worlds // jobs))  # few worlds: still a block for every process
    report = progress or (lambda _: None)
    if not save and out is None:
        return _in_memory(identity, worlds, jobs, size, report, command)
    folder = identity.folder(default_out() if out is None else Path(out))
    with locked(folder):
        _complete(folder, identity, worlds, jobs, size, report, command)
        read = load(folder, worlds)
    return Run(read.manifest, read.table, read.daily, folder, scenario)


def sensible_jobs(worlds: int) -> int:
    """One process for a small run, all cores for a large one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 1 if worlds < _MANY else cores or 1


def default_out() -> Path:
    """``results/`` in the project: beside the nearest ``scenarios/`` upwards, else right here."""
    scenarios = own_folder()
    return (scenarios.parent if scenarios else Path.cwd()) / "results"


def _in_memory(
    identity: Identity, worlds: int, jobs: int, size: int, report: Progress, command: str
) -> Run:
    blocks: list[Block] = []

    def done(block: Block) -> None:
        blocks.append(block)
        report(block.worlds)

    work = partial(run_block, identity.scenario, identity.seed, code=CODE)
    run_blocks(work, missing([], worlds, size), jobs, done)
    blocks.sort(key=lambda block: block.first)
    daily = [block.daily for block in blocks if block.daily is not None]
    return Run(
        identity.manifest(worlds, command, complete=True),
        pa.concat_tables([block.outcomes for block in blocks], promote_options="default"),
        pa.concat_tables(daily, promote_options="default") if daily else None,
        scenario=identity.scenario,
    )


def _complete(
    folder: Path,
    identity: Identity,
    worlds: int,
    jobs: int,
    size: int,
    report: Progress,
    command: str,
) -> None:
    """Bring a folder, which we hold the lock of, to at least so many worlds."""
    promised = max(worlds, _promised(folder, identity))
    blocks = folder / "blocks"
    blocks.mkdir(parents=True, exist_ok=True)
    remove_leftovers(folder)
    stored = stored_blocks(blocks)
    todo = missing(stored, worlds, size)
    report(worlds - sum(len(block) for block in todo))
    if not todo and (folder / "manifest.json").exists():
        return
    write_atomically(folder / "scenario.yaml", identity.scenario.resolved_yaml().encode())
    write_manifest(folder, identity.manifest(promised, command, complete=False))
    work = partial(save_block, blocks, identity.scenario, identity.seed, code=CODE)
    run_blocks(work, todo, jobs, report)
    complete = contiguous(stored_blocks(blocks)) >= promised
    write_manifest(folder, identity.manifest(promised, command, complete=complete))


def _promised(folder: Path, identity: Identity) -> int:
    """Worlds an earlier run set out for in this folder."""
    if not (folder / "manifest.json").exists():
        return 0
    manifest = read_manifest(folder)
    if manifest["hash"] != identity.full_hash:
        raise DamagedResults(f"{folder} belongs to another run: move it away and run again")
    return int(manifest["worlds"])
