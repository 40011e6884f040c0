"""Terminals that have no sign for what a scenario is called."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import FEW_DAYS, as_options

Shell = Callable[..., subprocess.CompletedProcess[str]]
TITLE = "Peace \N{DOVE OF PEACE}\N{GRINNING FACE} - \u00bd"
TITLED = ("-s", f"title={TITLE}")
SMALL = ("-n", 5, "--no-figures", *TITLED, *as_options(FEW_DAYS))


@pytest.mark.parametrize(
    "encoding", ["ascii", *(pytest.param(e, marks=pytest.mark.slow) for e in ("cp1252", "latin-1"))]
)
def test_what_a_terminal_cannot_show_is_replaced_and_the_run_ends_well(
    tmp_path: Path, shell: Shell, encoding: str
) -> None:
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    words = ("run", "baseline", *SMALL, "--out", tmp_path)
    done = shell(*words, env=environment, encoding=encoding)
    assert done.returncode == 0, done.stderr
    assert "bug" not in done.stderr
    shown = shell("show", "baseline", *TITLED, env=environment, encoding=encoding)
    assert "Peace ??" in shown.stdout


def test_scripts_lose_no_character(tmp_path: Path, shell: Shell) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = shell("run", "baseline", *SMALL, "--json", "--out", tmp_path, env=environment)
    assert json.loads(done.stdout)["runs"][0]["title"] == TITLE
