"""Which worlds are missing, for any blocks that earlier runs have left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.results.files import write_atomically
from sim.results.store import StoredBlock, contiguous, missing

blocks = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6)


def stored(some: list[tuple[int, int]]) -> list[StoredBlock]:
    found = [StoredBlock(first, first + length, Path("x")) for first, length in some]
    return sorted(found, key=lambda block: (block.first, -block.end))


@given(blocks, st.integers(1, 80), st.integers(1, 30))
def test_missing_worlds_are_exactly_those_in_no_block(
    some: list[tuple[int, int]], worlds: int, size: int
) -> None:
    there = {world for first, length in some for world in range(first, first + length)}
    pieces = missing(stored(some), worlds, size)
    found = [world for piece in pieces for world in piece]
    assert found == sorted(set(range(worlds)) - there)
    assert all(len(piece) >= 1 for piece in pieces)
    assert all(piece.start // size == (piece.stop - 1) // size for piece in pieces)


@given(blocks)
def test_contiguous_worlds_end_at_the_first_gap(some: list[tuple[int, int]]) -> None:
    there = {world for first, length in some for world in range(first, first + length)}
    reached = contiguous(stored(some))
    assert set(range(reached)) <= there
    assert reached not in there


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    write_atomically(path, b"old")

    def full(handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
