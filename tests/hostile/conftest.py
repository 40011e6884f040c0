"""Commands in this process, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def sim_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command here: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*words: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
        return result.exit_code, result.stdout, result.stderr

    return call
