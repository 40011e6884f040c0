"""Commands run in this process with the fake model, or as a user's shell would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.ensemble import block
from tests.ensemble import fake

Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are run by the fake model, in this process."""
    for name in ("simulate", "declared", "outcomes"):
        monkeypatch.setattr(block, name, getattr(fake, name))


@pytest.fixture
def sim_here(fake_model: None) -> Callable[..., tuple[int, str, str]]:
    """Run a command in this process: exit code, stdout, stderr."""

    def call(*words: object) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
        return result.exit_code, result.stdout, result.stderr

    return call


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command as a process of its own, in an empty folder."""

    def call(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [sys.executable, "-m", "sim", *map(str, words)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
            **{"env": os.environ | {"NO_COLOR": "1"}, **options},
        )

    return call
