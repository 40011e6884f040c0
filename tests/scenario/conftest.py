"""Writing small scenario files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import Mistake, Scenario, ScenarioError, load

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file that extends the baseline, unless told otherwise; returns its path."""

    def written(text: str, name: str = "mine.yaml", extends: str | None = "baseline.yaml") -> Path:
        path = tmp_path / name
        head = f"extends: {extends}\n" if extends else ""
        path.write_text(head + text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def baseline() -> Scenario:
    """The scenario that comes with the program."""
    return load("baseline")


def mistakes_of(path: Path | str, *changes: str) -> list[Mistake]:
    """Every mistake that reading a scenario finds."""
    with pytest.raises(ScenarioError) as caught:
        load(path, changes)
    return caught.value.mistakes


def only_mistake(path: Path | str, *changes: str) -> Mistake:
    """The one mistake that reading a scenario finds."""
    (mistake,) = mistakes_of(path, *changes)
    return mistake
