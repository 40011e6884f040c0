"""The worlds of a run as neighbouring parts, read one after the other: never all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

CHUNK = 65_536
"""Worlds that a pass over a run holds at once."""

Columns = Sequence[str] | None


@dataclass(frozen=True)
class Part:
    """Neighbouring worlds ``first, ..., end - 1``.

    Attributes
    ----------
    first, end : int
        The worlds wanted.
    read : callable or None
        Gives a table with a row for each of them and the columns asked for (None: all); None for
        worlds that failed, which have no outcomes.
    """

    first: int
    end: int
    read: Callable[[Columns], pa.Table] | None

    def until(self, end: int) -> Part:
        """The part without the worlds from ``end`` on."""
        if end >= self.end:
            return self
        read = self.read
        if read is None:
            return Part(self.first, end, None)
        return Part(self.first, end, lambda columns: read(columns).slice(0, end - self.first))


class Parts:
    """All worlds of a run, in order, each once.

    Parameters
    ----------
    parts : list of Part
        In order, without gaps. At least one must have been run.
    schema : pa.Schema, optional
        Of the tables, if known.
    """

    def __init__(self, parts: list[Part], schema: pa.Schema | None = None) -> None:
        self.parts = parts
        self.schema: pa.Schema = (
            schema or next(each.read for each in parts if each.read)(None).schema
        )

    @classmethod
    def of(cls, table: pa.Table) -> Parts:
        """A table at hand."""

        def read(columns: Columns) -> pa.Table:
            return table if columns is None else table.select(list(columns))

        return cls([Part(0, table.num_rows, read)])

    @property
    def worlds(self) -> int:
        """How many worlds, those that failed included."""
        return sum(part.end - part.first for part in self.parts)

    def first_worlds(self, worlds: int) -> Parts:
        """Only the first so many."""
        first = self.parts[0].first
        some = [each.until(first + worlds) for each in self.parts if each.first < first + worlds]
        return Parts(some, self.schema)

    def pieces(self, columns: Columns = None) -> Iterator[pa.Table]:
        """A table a part; failed worlds have a row of nothing."""
        for part in self.parts:
            if part.read is not None:
                yield part.read(columns)
            else:
                yield _nothing(self.schema, range(part.first, part.end), columns)

    def chunks(self, columns: Columns = None, size: int = CHUNK) -> Iterator[pa.Table]:
        """Tables of ``size`` worlds, the last with the rest.

        They do not depend on the blocks that a run happened to be made of, so neither does any
        bit of what is computed from one after the other.
        """
        held: list[pa.Table] = []
        rows = 0
        for piece in self.pieces(columns):
            held.append(piece)
            rows += piece.num_rows
            while rows >= size:
                whole = joined(held)
                yield whole.slice(0, size)
                held, rows = [whole.slice(size)], rows - size
        if rows:
            yield joined(held)

    def table(self, columns: Columns = None) -> pa.Table:
        """All worlds at once."""
        return joined(list(self.pieces(columns)))


def joined(tables: list[pa.Table]) -> pa.Table:
    """Tables below each other, in memory of their own."""
    return pa.concat_tables(tables, promote_options="default").combine_chunks()


def _nothing(schema: pa.Schema, worlds: range, columns: Columns) -> pa.Table:
    """Rows of worlds that failed: false, -1 and NaN, which stand for "none" in every column."""
    names = schema.names if columns is None else list(columns)
    arrays = [_none(schema.field(name).type, len(worlds)) for name in names]
    if "world" in names:
        arrays[names.index("world")] = np.arange(worlds.start, worlds.stop, dtype=np.int64)
    fields = [schema.field(name) for name in names]
    return pa.table(
        [pa.array(each, field.type) for each, field in zip(arrays, fields, strict=True)],
        schema=pa.schema(fields, metadata=schema.metadata),
    )


def _none(kind: pa.DataType, rows: int) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if pa.types.is_boolean(kind):
        return np.zeros(rows, dtype=bool)
    return np.full(rows, np.nan if pa.types.is_floating(kind) else -1)
