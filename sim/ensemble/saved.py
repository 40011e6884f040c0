"""A run kept in its folder: what is there is used, what is missing or damaged is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.ensemble.identity import Identity
from sim.ensemble.run_store import Progress, RunStore
from sim.results.failure import DIED, Failure
from sim.results.files import (
    DamagedResults,
    OtherSchema,
    delete,
    make_folder,
    remove_leftovers,
    write_atomically,
)
from sim.results.folder import drop_damaged, failures_in, parts_in
from sim.results.load import load
from sim.results.manifest import agree, read_manifest, sum_of, sums, write_manifest
from sim.results.named import NAMED, name_of
from sim.results.parts import Parts
from sim.results.run import Run
from sim.results.store import (
    StoredBlock,
    contiguous,
    missing,
    read_failure,
    run_of,
    stored_blocks,
    write_failure,
)


class InFolder(RunStore):
    """A run's folder, whose lock we hold.

    The blocks are all that counts. The manifest and the scenario beside them are made from what
    is known without them: if they are gone or damaged, they are written again.
    """

    def __init__(self, folder: Path, identity: Identity, report: Progress, command: str) -> None:
        identity = identity if identity.name else replace(identity, name=name_of(folder))
        super().__init__(identity, report)
        self.folder, self.command = folder, command
        self.blocks = folder / "blocks"
        make_folder(self.blocks)
        remove_leftovers(folder)
        self.promised = _promised(folder, identity)
        self.dropped = drop_damaged(self.blocks, identity.full_hash)
        self.failures = _failures_that_stay(self.blocks)
        self._counted = False

    def missing(self, worlds: int, size: int) -> list[range]:
        """Worlds that no block holds; those that one holds are reported as finished, once."""
        todo = missing(stored_blocks(self.blocks), worlds, size)
        if not self._counted:
            self.report(worlds - sum(map(len, todo)))
            self._counted = True
        return todo

    def set_out(self, worlds: int) -> None:
        """Write down where the run comes from before its first block."""
        self.promised = max(self.promised, worlds)
        self._write(complete=False)

    @property
    def work(self) -> Callable[[range], Any]:
        """Run a block and store it there; only how many worlds it had is sent here."""
        from sim.ensemble.block import save_block

        identity = self.identity
        scenario, seed = identity.scenario, identity.seed
        here = self.blocks.absolute()  # a worker of a cluster may stand in another folder
        code, run, design = identity.code, identity.full_hash, identity.design
        return partial(save_block, here, scenario, seed, code=code, run=run, design=design)

    def done(self, result: int) -> None:
        """Nothing more to keep."""
        self.report(result)

    def keep(self, failure: Failure) -> None:
        """Record it in the place of its block."""
        write_failure(self.blocks, failure, self.identity.full_hash)

    def parts(self, worlds: int) -> Parts:
        """The blocks as they are read."""
        return parts_in(self.blocks, worlds)

    def run(self, worlds: int) -> Run:
        """The run as it is read back; its manifest now says what its blocks say."""
        there = contiguous(stored_blocks(self.blocks))
        self.promised = max(self.promised, there)
        if self.dropped or not self._is_up_to_date(self.promised <= there):
            self._write(complete=self.promised <= there)
        read = load(self.folder, worlds, check=False)
        scenario = self.identity.scenario
        return Run(read.manifest, read.parts, read.daily, self.folder, scenario)

    def _write(self, complete: bool) -> None:
        """Write the scenario, unless it is there, and the manifest, which has its checksum."""
        content, path = self._scenario(), self.folder / "scenario.yaml"
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)
        there = contiguous(stored_blocks(self.blocks))
        failures, repaired = failures_in(self.blocks, there), self._repaired(there)
        said = (self.promised, self.command, complete, failures, repaired)
        write_manifest(self.folder, self.identity.manifest(*said) | {"run_id": self.folder.name})

    def _is_up_to_date(self, complete: bool) -> bool:
        """Whether the files beside the blocks are whole and say what is known now.

        Titles, sources and what was set change no world, so they may differ from those of an
        earlier run in the same folder.
        """
        try:
            manifest = read_manifest(self.folder)
            agree(self.folder, manifest)
        except DamagedResults:
            return False
        files = {"scenario.yaml": sum_of(self._scenario())}
        scenario = self.identity.scenario
        return (
            manifest["hash"] == self.identity.full_hash
            and manifest["files"] == files == sums(self.folder)
            and manifest["complete"] is complete
            and manifest["title"] == scenario.file.title
            and manifest["changes"] == list(scenario.changes)
            and manifest.get(NAMED, "") == self.identity.name
        )

    def _scenario(self) -> bytes:
        return self.identity.scenario.resolved_yaml().encode()

    def _repaired(self, there: int) -> list[str]:
        """What was damaged, and which worlds were run again because of it."""
        return [
            f"{damage.file.name} was damaged: worlds {damage.worlds.start} to "
            f"{damage.worlds.stop - 1} were run again"
            if damage.worlds and damage.worlds.stop <= there
            else f"{damage.file.name} was damaged and is gone"
            for damage in self.dropped
        ]


def _promised(folder: Path, identity: Identity) -> int:
    """Worlds an earlier run set out for in this folder; a damaged manifest promises nothing."""
    try:
        manifest = read_manifest(folder)
    except OtherSchema:
        raise
    except DamagedResults:
        return 0
    if manifest["hash"] == identity.full_hash:
        return int(manifest["worlds"])
    if any(_is_of(block, manifest["hash"]) for block in stored_blocks(folder / "blocks")):
        raise DamagedResults(f"{folder} belongs to another run: move it away and run again")
    return 0  # a manifest of another run promises nothing here


def _is_of(block: StoredBlock, run: str) -> bool:
    try:
        return run_of(block) == run
    except (DamagedResults, pa.ArrowException, ValueError):
        return False


def _failures_that_stay(blocks: Path) -> list[Failure]:
    """Worlds that raised, and will again. What died is tried again: it may have been memory."""
    stay = []
    for block in stored_blocks(blocks):
        if block.failed:
            failure = read_failure(block.path)
            if failure.kind == DIED:
                delete(block.path)
            else:
                stay.append(failure)
    return stay
