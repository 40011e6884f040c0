"""What there is to run, and what was run."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.ensemble import run
from tests.builders import FEW_DAYS


def listed(*words: str) -> str:
    done = CliRunner().invoke(app, ["list", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_scenarios_and_saved_runs_are_listed(tmp_path: Path) -> None:
    saved = run("baseline", 3, set=FEW_DAYS, out=tmp_path)
    (tmp_path / "unrelated").mkdir()
    (tmp_path / "unrelated" / "manifest.json").write_text("no manifest")
    told = listed("--out", str(tmp_path))
    assert "baseline: With the positions of 7 February 2026" in " ".join(told.split())
    assert saved.run_id in " ".join(told.split())
    assert "horizon=2026-02-28" in told
    assert "unrelated" not in told.split()
    table = sim.runs(tmp_path)
    assert list(table.index) == [saved.run_id]
    assert table.loc[saved.run_id, "worlds"] == 3
    assert table.loc[saved.run_id, "complete"]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "no saved runs in" in listed("--out", str(tmp_path))


def test_the_list_is_read_by_scripts(tmp_path: Path) -> None:
    content = json.loads(listed("--out", str(tmp_path), "--json"))
    names = {row["name"]: row for row in content["scenarios"]}
    assert names["wage_round"]["extends"] is None
    assert names["baseline"]["deadline"] == "2026-06-30"
    assert content["runs"] == []
