"""Hints can be typed as they stand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sim.cli.program import program


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program `sim` in a folder of its own, below the one we are in."""
    path = tmp_path / ".venv" / "bin" / "sim"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.defpath)
    return path


@pytest.mark.parametrize("called", [".venv/bin/sim", "./.venv/bin/sim", "{}"])
def test_a_program_that_no_shell_would_find_is_named_by_its_path(
    installed: Path, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    monkeypatch.setattr(sys, "argv", [called.format(installed), "run"])
    assert program() == [".venv/bin/sim"]


def test_a_program_on_the_path_is_named_as_it_was_typed(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(installed.parent))
    monkeypatch.setattr(sys, "argv", [str(installed), "run"])
    assert program() == ["sim"]


def test_another_program_on_the_path_is_not_taken_for_ours(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = installed.parents[2] / "other" / "sim"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(other.parent))
    monkeypatch.setattr(sys, "argv", [str(installed), "run"])
    assert program() == [".venv/bin/sim"]


def test_a_module_is_named_as_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/somewhere/sim/__main__.py"])
    assert program()[1:] == ["-m", "sim"]
