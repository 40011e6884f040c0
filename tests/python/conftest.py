"""A small run that the tables are made of, in memory and from its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty worlds of the baseline, saved."""
    saved = sim.run("baseline", worlds=60, out=tmp_path_factory.mktemp("results"))
    assert saved.path is not None
    return saved.path


@pytest.fixture(scope="session")
def some(folder: Path) -> sim.Run:
    """The same, read back."""
    return sim.load(folder)
