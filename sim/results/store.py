"""Blocks on disk: one file a block, its checksum in its name, nothing overwritten."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.results.block import Block
from sim.results.files import DamagedResults, write_atomically

_NAME = re.compile(r"(\d{9,})-(\d{9,})\.([0-9a-f]{16})\.parquet")
_DAILY = ".daily.parquet"


@dataclass(frozen=True, order=True)
class StoredBlock:
    """A block's file: worlds ``first, ..., end - 1``."""

    first: int
    end: int
    path: Path


def write_block(folder: Path, block: Block) -> Path:
    """Store a block; the daily series first, so that a block with outcomes is a whole block."""
    span = f"{block.first:09d}-{block.end - 1:09d}"
    if block.daily is not None:
        content = _as_parquet(block.daily)
        write_atomically(folder / f"{span}.{_checksum(content)}{_DAILY}", content)
    content = _as_parquet(block.outcomes)
    path = folder / f"{span}.{_checksum(content)}.parquet"
    write_atomically(path, content)
    return path


def stored_blocks(folder: Path) -> list[StoredBlock]:
    """The finished blocks of a folder, by first world and the longest first."""
    found = [
        StoredBlock(int(match[1]), int(match[2]) + 1, path)
        for path in folder.glob("*.parquet")
        if (match := _NAME.fullmatch(path.name))
    ]
    return sorted(found, key=lambda block: (block.first, -block.end, block.path.name))


def missing(stored: list[StoredBlock], worlds: int, block_size: int) -> list[range]:
    """Which worlds below ``worlds`` are in no stored block, cut at multiples of the block size."""
    gaps, reached = [], 0
    for block in stored:
        gaps.append((reached, min(block.first, worlds)))
        reached = max(reached, block.end)
    gaps.append((reached, worlds))
    return [piece for first, end in gaps if first < end for piece in _cut(first, end, block_size)]


def _cut(first: int, end: int, size: int) -> Iterator[range]:
    """The worlds ``first, ..., end - 1``, cut at multiples of ``size``."""
    starts = range(first - first % size, end, size)
    return (range(max(first, start), min(end, start + size)) for start in starts)


def contiguous(stored: list[StoredBlock]) -> int:
    """How many worlds are there without a gap, from world 0 on."""
    reached = 0
    for block in stored:
        if block.first <= reached:
            reached = max(reached, block.end)
    return reached


def read_blocks(folder: Path, worlds: int) -> tuple[pa.Table, pa.Table | None]:
    """Outcomes and daily series of the worlds 0, ..., worlds - 1, each world once, in order.

    Raises
    ------
    DamagedResults
        If a file is not what was written, or a world is in none.
    """
    tables, daily, reached = [], [], 0
    for block in stored_blocks(folder):
        if block.first > reached or reached >= worlds:
            break
        if block.end > reached:
            table = _read(block.path)
            if table.num_rows != block.end - block.first:
                raise DamagedResults(f"{block.path} does not hold the worlds it is named after")
            end = min(block.end, worlds)
            tables.append(table.slice(reached - block.first, end - reached))
            daily += _read_daily(folder, block, reached, end)
            reached = end
    if reached < worlds:
        raise DamagedResults(f"{folder}: world {reached} is missing; run the scenario again")
    try:
        return _joined(tables), (_joined(daily) if daily else None)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        raise DamagedResults(f"the blocks in {folder} do not have the same columns") from None


def _joined(tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables, promote_options="default")


def _read_daily(folder: Path, block: StoredBlock, first: int, end: int) -> list[pa.Table]:
    for path in sorted(folder.glob(block.path.name.split(".")[0] + ".*" + _DAILY)):
        table = _read(path)
        world = table.column("world").to_numpy()
        return [table.filter(pa.array((world >= first) & (world < end)))]
    return []


def _read(path: Path) -> pa.Table:
    content = path.read_bytes()
    if _checksum(content) != path.name.split(".")[1]:
        raise DamagedResults(
            f"{path} is damaged: its content does not match the checksum in its name; "
            "delete the file and run the same command again"
        )
    # On one thread: a pool that has just started its threads can abort a process that ends at once.
    return pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _as_parquet(table: pa.Table) -> bytes:
    """Compact and fast: floats have their bytes split by place, which compresses best."""
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    options: dict[str, Any] = {"compression": "zstd", "compression_level": 1}
    sink = pa.BufferOutputStream()
    pq.write_table(
        table, sink, use_dictionary=False, use_byte_stream_split=floats or False, **options
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content
