"""Running a scenario: which worlds are missing, run those, save them, read all back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import index
from pathlib import Path

from sim.designs import Asked, design_of
from sim.ensemble.identity import Identity
from sim.ensemble.pool import run_blocks
from sim.ensemble.precision import FINEST, MINIMUM, Precision, target_named
from sim.ensemble.run_store import InMemory, Progress, RunStore
from sim.ensemble.saved import InFolder
from sim.ensemble.workers import Workers, how_many, workers_for
from sim.errors import Usage
from sim.folders import default_out
from sim.jobs import sensible_jobs
from sim.results.files import locked
from sim.results.named import check_name, refuse_taken
from sim.results.parts import Parts
from sim.results.run import Run
from sim.scenario import Scenario
from sim.scenario import load as load_scenario

BLOCK_SIZE = 2048  # worlds: larger ones leave the cache, smaller ones repeat what a block shares


def run(
    scenario: str | Path | Scenario,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    out: str | Path | None = None,
    save: bool = False,
    *,
    until_se: float | None = None,
    target: str = "accord",
    block_size: int = BLOCK_SIZE,
    progress: Progress | None = None,
    command: str = "",
    workers: Workers | None = None,
    cluster: str | None = None,
    design: Asked | None = None,
    name: str = "",
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
        Whether to save; a saved run is resumed and extended instead of run again. One that is
        not saved is held in memory, some 700 bytes a world.
    until_se : float, optional
        Add worlds until the standard error of the target's share is at most this, 0.0001 or more;
        ``worlds`` is then where to begin, and at least 2,048 are run.
    target : str
        The share meant: an ending, or what came true by the deadline, as `sim run --json` names
        them.
    block_size : int
        Worlds run in lock-step, >= 1. It changes no outcome.
    progress : callable, optional
        Called with the number of worlds finished since the last call.
    command : str
        Noted in the manifest.
    workers : Workers, optional
        Who runs blocks, in place of ``jobs`` local processes.
    cluster : str, optional
        A Dask cluster in their place: ``tcp://host:port`` of its scheduler, or ``local:N``.
        It changes no outcome. See docs/clusters.md.
    design : str, DataFrame or mapping, optional
        Where worlds lie in the unit cube of the parameters: ``"lhs"``, ``"sobol"`` (balanced at
        powers of two), or coordinates in (0, 1) by dotted name, row k for world k. Worlds that
        contradict the past then have weight 0. Default: noise.
    name : str
        What the saved run is to be called: `sim.load`, `sim.compare` and the command line know it
        by that name too. It changes no outcome.

    Returns
    -------
    Run
        All worlds, with their outcomes.

    Raises
    ------
    ScenarioError
        If the scenario is invalid.
    UnknownTarget
        If no outcome is called as the target is.
    ImpossibleDesign
        If there is no such design, or the table does not fit.
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    NoSuchCluster
        If ``cluster`` names none, or Dask is not installed.
    OSError
        If a cluster is lost, or the disk is full, read-only or broken; finished blocks stay.
    BlockFailed
        If no world works, or far too many fail; single ones are recorded with the run instead.
    """
    counts = {"worlds": worlds, "block size": block_size, "jobs": 1 if jobs is None else jobs}
    for what, number in counts.items():
        if index(number) < 1:
            raise Usage(f"{what} must be at least 1, not {number}")
    if not isinstance(scenario, Scenario):
        scenario = load_scenario(scenario, set)
    elif set:
        raise Usage("set= changes a scenario while it is read: give its path or name")
    if design is not None and until_se is not None:
        raise Usage("a design is made for a number of worlds: until_se= cannot change it")
    if until_se is None and target != "accord":
        raise Usage("target= says what until_se= is about: give until_se= as well")
    rule = None if until_se is None else _rule(scenario, target, until_se)
    worlds = worlds if rule is None else max(worlds, MINIMUM)
    folder = None if not save and out is None else default_out() if out is None else Path(out)
    placed = None if design is None else design_of(design, scenario, int(index(seed)), worlds)
    if name and folder is None:
        raise Usage("a name is for a saved run: give save=True or out= as well")
    asked = (
        Identity(scenario, int(index(seed)), placed, name and check_name(name)),
        folder,
        progress or (lambda _: None),
        command,
    )
    team_asked = jobs or sensible_jobs(worlds), workers, cluster
    with _store(*asked) as store, _team(*team_asked) as (team, several):
        size = even_size(worlds, block_size, several)

        def fill(wanted: int) -> Parts:
            _fill(store, wanted, size, team)
            return store.parts(wanted)

        if rule is None:
            _fill(store, worlds, size, team)
        else:
            worlds = rule.grown(worlds, fill)
        store.some_world_worked(worlds)
        return store.run(worlds)


@contextmanager
def _store(
    identity: Identity, out: Path | None, report: Progress, command: str
) -> Iterator[RunStore]:
    """Memory, or the run's folder, in which nobody else may write meanwhile."""
    if out is None:
        yield InMemory(identity, report, command)
        return
    folder = identity.folder(out)
    if identity.name:
        refuse_taken(out, identity.name, folder)
    with locked(folder):  # before anything heavy: a second run is refused at once
        yield InFolder(folder, identity, report, command)


@contextmanager
def _team(jobs: int, given: Workers | None, cluster: str | None) -> Iterator[tuple[Workers, int]]:
    """Who runs blocks, and how many they are."""
    if cluster is None:
        team = given or workers_for(jobs)
        yield team, how_many(team)
        return
    from sim.ensemble.cluster import cluster as connected

    with connected(cluster) as team:
        yield team, team.pieces


def _fill(store: RunStore, worlds: int, size: int, team: Workers) -> None:
    """Bring a store to so many worlds."""
    todo = store.missing(worlds, size)
    if todo:
        store.set_out(worlds)
        run_blocks(store.work, todo, team, store.done, store.failed)


def _rule(scenario: Scenario, target: str, until_se: float) -> Precision:
    from sim.outcomes import declared

    if not FINEST <= until_se < 1:
        raise Usage(f"the standard error must be at least {FINEST} and below 1")
    return Precision(target_named(target, declared(scenario)), until_se)


def even_size(worlds: int, most: int, several: int) -> int:
    """Worlds a block, at most ``most``, so that all who run blocks are busy to the end.

    >>> even_size(10_000, 2048, 2)  # three each, of equal size
    1667
    """
    turns = -(-worlds // (most * several))
    return -(-worlds // (turns * several))
