"""`sim sensitivity` as typed: answers for people and scripts, and mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sim.cli import app
from tests.builders import FEW_DAYS, as_options

SOON = [*as_options(FEW_DAYS), "-j", "1", "--quiet"]


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["sensitivity", *words], prog_name="sim")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved run, made by asking."""
    out = tmp_path_factory.mktemp("results")
    asked = typed(
        "baseline", *SOON, "-n", "450", "--out", str(out), "-o", str(out / "a.png"), "--json"
    )
    assert asked.exit_code == 0, asked.stderr
    assert (out / "a.png").is_file()
    (folder,) = [each for each in out.iterdir() if each.is_dir()]
    return folder


def test_a_saved_run_answers_scripts(saved: Path, tmp_path: Path) -> None:
    picture = str(tmp_path / "new" / "s.svg")
    told = typed(str(saved), "--outcome", "killed", "--outcome", "accord", "--json", "-o", picture)
    assert told.exit_code == 0, told.stderr
    answer = json.loads(told.stdout)
    assert Path(picture).is_file()
    assert [each["name"] for each in answer["outcomes"]] == ["killed", "accord"]
    assert answer["worlds"] == answer["outcomes"][0]["n"] == 450
    rows = {row["name"]: row for row in answer["outcomes"][0]["parameters"]}
    assert rows["parties.russia.killed"]["beyond_noise"]
    assert rows["war.belt.area"]["flat"]
    assert rows["parties.russia.weights"]["share"] is None
    assert {row["kind"] for row in answer["outcomes"][0]["rests_on"]} >= {"article", "all"}


def test_a_saved_run_answers_people_and_names_narrow_the_table(saved: Path, tmp_path: Path) -> None:
    words = (str(saved), "--outcome", "killed", "-o", str(tmp_path / "s.png"))
    some, all_ = (
        typed(*words, "--parameter", "parties.russia", *more).stdout for more in ([], ["--all"])
    )
    assert "Russia: killed *" in some
    assert "Ukraine" not in all_
    assert all_.count("Russia: ") > some.count("Russia: ") >= 24


@pytest.mark.parametrize("method", ["sobol", "morris"])
def test_what_a_design_costs_is_said_before_it_begins(method: str, tmp_path: Path) -> None:
    words = ["baseline", *SOON[:-1], "--method", method, "-n", "4", "-o", str(tmp_path / "s.png")]
    words += ["--out", str(tmp_path)]
    told = typed(*words, "--parameter", "war.drift", "--outcome", "killed")
    assert told.exit_code == 0, told.stderr
    worlds = {"sobol": "20 worlds in 3 tables", "morris": "8 worlds in 2 tables"}
    assert f"{method}: {worlds[method]}, without the past" in told.stderr
    assert "past_of=nobody" in told.stdout


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["baseline", "--parameter", "war.drif"], 2, "did you mean 'war.drift'"),
        (["baseline", "--parameter", "war.drift_spread"], 2, "war.drift_spread is not drawn"),
        (["baseline", "--outcome", "acord"], 2, "did you mean 'accord'"),
        (["baseline", "--method", "moris"], 2, "did you mean 'morris'"),
        (["baseline", "--method", "sobol", "-n", "1048576"], 2, "65,536 or fewer"),
        (["baseline", "--method", "sobol", "-n", "100"], 2, "try 64 or 128"),
        (["baseline", "-o", "x.xyz"], 2, ".png"),
        (["baselin"], 3, "baseline"),
        (["baseline", "-s", "war.drif=3"], 3, "did you mean 'war.drift'"),
    ],
)
def test_mistakes_are_told_before_anything_runs(words: list[str], code: int, told: str) -> None:
    found = typed(*words)
    assert found.exit_code == code
    assert told in found.stderr
    assert "Traceback" not in found.stderr


def test_a_saved_run_is_not_changed(saved: Path) -> None:
    for option in (["-s", "war.drift=0"], ["-n", "10"], ["--seed", "3"]):
        found = typed(str(saved), *option)
        assert found.exit_code == 2
        assert f"{option[0]} is for scenarios" in found.stderr
    assert typed(str(saved), "--method", "sobol").exit_code == 2
