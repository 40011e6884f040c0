"""What there is to run, and what was run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
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


def named(folder: Path, name: str, *changes: str) -> sim.Run:
    return run("baseline", 3, set=[*FEW_DAYS, *changes], out=folder, name=name)


def test_a_run_is_known_by_its_name(tmp_path: Path) -> None:
    plain, fast = named(tmp_path, "plain"), named(tmp_path, "fast", "war.drift=12")
    assert sim.load(plain.path).called == "plain"
    assert list(sim.runs(tmp_path)["name"]) == ["fast", "plain"]
    assert "fast: baseline-1-fast-" in listed("--out", str(tmp_path))
    words = ["compare", "plain", "fast", "--out", str(tmp_path)]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert {"plain", "fast"} <= set(told.stdout.split())
    assert fast.digests != plain.digests


def test_a_name_stays_and_changes_no_world(tmp_path: Path) -> None:
    plain = named(tmp_path, "plain")
    more = run("baseline", 5, set=FEW_DAYS, out=tmp_path)
    assert more.path == plain.path
    assert more.called == "plain"
    assert more.digests == run("baseline", 5, set=FEW_DAYS).digests
    other = named(tmp_path, "renamed")
    assert other.path == plain.path
    assert sim.load(plain.path).called == "renamed"


def test_a_name_that_is_taken_or_no_name_is_refused(tmp_path: Path) -> None:
    named(tmp_path, "plain")
    for name, why in [
        ("plain", "is the name of .* already"),
        ("harsh_winter", "for a scenario is"),
        ("a/b", "letters, digits"),
        ("..", "letters, digits"),
        ("x" * 41, "letters, digits"),
    ]:
        with pytest.raises(sim.Usage, match=why):
            named(tmp_path, name, "war.drift=3")
    with pytest.raises(sim.Usage, match="for a saved run"):
        run("baseline", 3, set=FEW_DAYS, name="unsaved")
    two = CliRunner().invoke(app, ["run", "baseline", "harsh_winter", "--name", "x"])
    assert two.exit_code == 2


def test_what_would_run_is_told_and_not_run(tmp_path: Path) -> None:
    words = ["run", "baseline", "-n", "1000", "--dry-run", "--out", str(tmp_path)]
    words += [word for change in FEW_DAYS for word in ("-s", change)]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0, told.output
    assert "seconds" in told.stdout
    assert "1,000" in told.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "baseline", "-n", "200"],
        ["search", "baseline", "--lever", "war.drift=0:9", "-n", "50", "--points", "16"],
        ["sensitivity", "baseline", "--method", "morris", "-n", "4"],
        ["sensitivity", "baseline"],
        ["postures", "baseline", "-n", "50"],
    ],
)
def test_long_questions_say_what_they_would_play(words: list[str]) -> None:
    short = [word for change in FEW_DAYS for word in ("-s", change)]
    told = CliRunner().invoke(app, [*words, *short, "--dry-run", "--json"])
    assert told.exit_code == 0, told.output
    takes = json.loads(told.stdout)["expected"]["baseline"]
    assert takes["worlds"] >= 50
    assert takes["seconds"] > 0
    assert takes["memory"] > 2**20


def test_a_run_in_progress_is_not_listed_as_interrupted(tmp_path: Path) -> None:
    told: list[str] = []

    def look(worlds: int) -> None:
        if list(tmp_path.glob("*/blocks/*[0-9a-f].parquet")):
            told.append(listed("--out", str(tmp_path)))

    run("baseline", 100, set=FEW_DAYS, out=tmp_path, block_size=50, progress=look)
    assert told
    assert "interrupted" not in told[0]
