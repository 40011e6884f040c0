"""What a run's folder holds: its worlds part by part, those that failed, and what is damaged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from sim.results.block import FIRST_WORLDS
from sim.results.failure import Failure
from sim.results.files import DamagedResults, delete
from sim.results.parts import Columns, Part, Parts, joined
from sim.results.store import (
    StoredBlock,
    checked,
    chosen,
    daily_of,
    read_failure,
    read_record,
    read_table,
    run_in,
    stored_blocks,
)


@dataclass(frozen=True)
class Damage:
    """A file that is not what was written; ``worlds`` are those it should hold."""

    file: Path
    worlds: range
    problem: str


def damage_in(block: StoredBlock, run: str | None = None) -> Damage | None:
    """What is wrong with a stored block or with its daily series, if anything is.

    ``run`` is the hash of the run that it should belong to, if that is known.
    """
    file = block.path
    try:
        if block.failed:
            found, whose = read_record(file)
            if range(found.world, found.world + 1) != range(block.first, block.end):
                raise DamagedResults(f"{file} records another world than it is named after")
            _of_this_run(file, whose, run)
            return None
        table = read_table(file, ["world"])
        _of_this_run(file, run_in(table), run)
        _named_rightly(table, block)
        daily = daily_of(file, table.schema.metadata or {})
        if daily is not None:
            file = daily
            checked(daily)
    except (DamagedResults, pa.ArrowException, KeyError, ValueError) as error:
        return Damage(file, range(block.first, block.end), str(error))
    return None


def _of_this_run(file: Path, whose: str | None, run: str | None) -> None:
    if run is not None and whose != run:
        raise DamagedResults(f"{file} belongs to another run")


def _named_rightly(table: pa.Table, block: StoredBlock) -> None:
    worlds = table.column("world").to_numpy()
    as_many = len(worlds) == block.end - block.first
    if not as_many or not np.array_equal(worlds, np.arange(block.first, block.end)):
        raise DamagedResults(f"{block.path} does not hold the worlds it is named after")


def drop_damaged(folder: Path, run: str) -> list[Damage]:
    """Delete blocks that are not what was written for that run: their worlds are run again."""
    found = [damage for block in stored_blocks(folder) if (damage := damage_in(block, run))]
    for damage in found:
        for path in folder.glob(f"{damage.file.name.split('.')[0]}.*"):
            delete(path)
    return found


def parts_in(folder: Path, worlds: int) -> Parts:
    """The worlds 0, ..., worlds - 1 of a folder of blocks; nothing but names is read yet.

    Raises
    ------
    DamagedResults
        If a world is in no block, or none was run; when they are read, if a block is damaged.
    """
    taken = chosen(stored_blocks(folder), worlds)
    if all(block.failed for block in taken):
        raise DamagedResults(f"{folder} holds no world that was run to its end")
    return Parts([_part(block).until(worlds) for block in taken])


def _part(block: StoredBlock) -> Part:
    if block.failed:
        return Part(block.first, block.end, None)
    skipped = block.first - _first_in(block)

    def read(columns: Columns) -> pa.Table:
        table = read_table(block.path, None if columns is None else list(columns))
        if table.num_rows != block.end - _first_in(block):
            raise DamagedResults(f"{block.path} does not hold the worlds it is named after")
        return table.slice(skipped)

    return Part(block.first, block.end, read)


def _first_in(block: StoredBlock) -> int:
    """The world that a block's file begins with; an overlap may have taken it elsewhere."""
    return int(block.path.name.split("-")[0])


def failures_in(folder: Path, worlds: int) -> list[Failure]:
    """The records of those worlds below ``worlds`` that failed."""
    taken = chosen(stored_blocks(folder), worlds)
    return [read_failure(block.path) for block in taken if block.failed]


def daily_in(folder: Path, worlds: int) -> pa.Table | None:
    """Daily series of those worlds below ``worlds`` that are told, each once."""
    found, end = [], min(worlds, FIRST_WORLDS)
    for block in chosen(stored_blocks(folder), end):
        path = None if block.failed else daily_of(block.path, _metadata(block.path))
        if path is not None:
            table = read_table(path)
            world = table.column("world").to_numpy()
            found.append(table.filter(pa.array((world >= block.first) & (world < end))))
    return joined(found) if found else None


def _metadata(path: Path) -> dict[bytes, bytes]:
    return read_table(path, []).schema.metadata or {}
