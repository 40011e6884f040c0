"""Blocks on disk: one file a block, its checksum in its name, nothing overwritten."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.results.block import Block
from sim.results.failure import Failure
from sim.results.files import DamagedResults, content_of, write_atomically

_NAME = re.compile(r"(\d{9,})-(\d{9,})\.([0-9a-f]{16})\.(parquet|failed\.json)")
_DAILY, _FAILED = ".daily.parquet", ".failed.json"
# In a block's metadata: the checksum of its daily series, and the hash of the run it belongs to.
_DAILY_KEY, _RUN_KEY = b"daily", b"run"


@dataclass(frozen=True, order=True)
class StoredBlock:
    """A block's file: worlds ``first, ..., end - 1``, or the record of one that failed."""

    first: int
    end: int
    path: Path

    @property
    def failed(self) -> bool:
        """Whether it is the record of a world that failed."""
        return self.path.name.endswith(_FAILED)


def write_block(folder: Path, block: Block, run: str) -> Path:
    """Store a block of the run with that hash.

    The daily series come first, so that a block with outcomes is a whole block.
    """
    span, table = _span(block.first, block.end), block.outcomes
    bound = (table.schema.metadata or {}) | {_RUN_KEY: run.encode()}
    if block.daily is not None:
        content = as_parquet(block.daily)
        write_atomically(folder / f"{span}.{checksum(content)}{_DAILY}", content)
        bound |= {_DAILY_KEY: checksum(content).encode()}
    content = as_parquet(table.replace_schema_metadata(bound))
    path = folder / f"{span}.{checksum(content)}.parquet"
    write_atomically(path, content)
    return path


def write_failure(folder: Path, failure: Failure, run: str) -> Path:
    """Store the record of a world that failed, in the place of its block."""
    content = json.dumps(asdict(failure) | {"run": run}, ensure_ascii=True).encode()
    span = _span(failure.world, failure.world + 1)
    path = folder / f"{span}.{checksum(content)}{_FAILED}"
    write_atomically(path, content)
    return path


def _span(first: int, end: int) -> str:
    return f"{first:09d}-{end - 1:09d}"


def stored_blocks(folder: Path) -> list[StoredBlock]:
    """The finished blocks of a folder, by first world and the longest first."""
    found = [
        StoredBlock(int(match[1]), int(match[2]) + 1, path)
        for path in (folder.iterdir() if folder.is_dir() else ())
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


def chosen(stored: list[StoredBlock], worlds: int) -> list[StoredBlock]:
    """Those blocks that give the worlds 0, ..., worlds - 1, each starting where one ended.

    Blocks may overlap where runs with other block sizes left their own; the ``first`` of a chosen
    block is then the first world taken from it, not the one its file begins with.
    """
    taken, reached = [], 0
    for block in stored:
        if block.first > reached or reached >= worlds:
            break
        if block.end > reached:
            taken.append(StoredBlock(reached, block.end, block.path))
            reached = block.end
    if reached < worlds:
        raise DamagedResults(f"world {reached} is missing; run the scenario again")
    return taken


def checked(path: Path) -> bytes:
    """A stored file's content.

    Raises
    ------
    DamagedResults
        If it is not what its name says was written.
    """
    try:
        content = content_of(path)
    except FileNotFoundError:
        raise DamagedResults(f"{path} is gone; run the same command again") from None
    if checksum(content) != path.name.split(".")[1]:
        raise DamagedResults(
            f"{path} is damaged: its content does not match the checksum in its name; "
            "run the same command again, and only this block is run anew"
        )
    return content


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """A stored table, or some of its columns."""
    return table_of(checked(path), columns)


def table_of(content: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table that a file's content is, or some of its columns."""
    # On one thread: a pool that has just started its threads can abort a process that ends at once.
    file = pq.ParquetFile(pa.BufferReader(content))
    return file.read(columns=columns, use_threads=False)


def run_of(block: StoredBlock) -> str | None:
    """Hash of the run that a block was written for; None if it says none."""
    return read_record(block.path)[1] if block.failed else run_in(read_table(block.path, []))


def run_in(table: pa.Table) -> str | None:
    """The same of a block's table."""
    return (table.schema.metadata or {}).get(_RUN_KEY, b"").decode() or None


def read_failure(path: Path) -> Failure:
    """The record of a failed world."""
    return read_record(path)[0]


def read_record(path: Path) -> tuple[Failure, str | None]:
    """The record of a failed world, and the hash of its run."""
    try:
        content = json.loads(checked(path))
        run = content.pop("run", None) if isinstance(content, dict) else None
        return Failure.read(content), run
    except (ValueError, RecursionError) as error:
        raise DamagedResults(f"{path}: {error}") from None


def daily_of(block: Path, metadata: dict[bytes, bytes]) -> Path | None:
    """The file of a block's daily series, if it has any."""
    span, there = block.name.split(".")[0], metadata.get(_DAILY_KEY)
    return block.with_name(f"{span}.{there.decode()}{_DAILY}") if there else None


def checksum(content: bytes) -> str:
    """The first 64 bits of SHA-256, as hex."""
    return hashlib.sha256(content).hexdigest()[:16]


def as_parquet(table: pa.Table) -> bytes:
    """Compact and fast: floats have their bytes split by place, which compresses best."""
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    options: dict[str, Any] = {"compression": "zstd", "compression_level": 1}
    sink = pa.BufferOutputStream()
    pq.write_table(
        table, sink, use_dictionary=False, use_byte_stream_split=floats or False, **options
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content
