"""What a run will cost, and what is surely not meant, is said before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.scenario import load
from sim.scenario.cost import cost
from sim.scenario.files import names
from tests.builders import FEW_DAYS, as_options

COSTLY = [
    *("--set", "calendar.gap={median: 1, spread: 0}", "--set", "horizon=2035-12-31"),
    *("--set", "issues.guarantees.levels=[0, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 1]"),
    *("--set", "issues.zone_rules.levels=[0, 0.1, 0.2, 0.25, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 1]"),
]


@pytest.mark.parametrize("name", names())
def test_a_usual_run_of_a_shipped_scenario_is_not_worth_a_line(name: str) -> None:
    assert not cost(load(name), 2000, 2048).worth_telling


def test_cost_grows_with_worlds_and_memory_with_blocks_and_processes() -> None:
    baseline = load("baseline")
    one, ten = cost(baseline, 2000, 2048), cost(baseline, 20_000, 2048)
    assert ten.seconds == pytest.approx(10 * one.seconds)
    assert ten.bytes < 1.1 * one.bytes
    assert cost(baseline, 20_000, 2048, 4).bytes == pytest.approx(4 * ten.bytes)
    assert cost(baseline, 20_000, 256).bytes < ten.bytes


def test_check_says_in_one_line_that_a_scenario_is_costly() -> None:
    answer = CliRunner().invoke(app, ["check", "baseline", *COSTLY])
    assert answer.exit_code == 0
    (line,) = answer.stderr.splitlines()
    assert line.startswith("note: 2,000 worlds of baseline take about")
    assert "of one core" in line
    assert "GiB" in line


def test_a_run_says_before_it_begins_what_is_doubted_and_what_it_costs(tmp_path: Path) -> None:
    changes = ["--set", "rungs.land={territory: [zone]}", "--set", "horizon=2026-07-20"]
    command = ["run", "baseline", "-n", "4", "--no-figures", "--out", str(tmp_path), *changes]
    answer = CliRunner().invoke(app, command)
    assert answer.exit_code == 0
    assert answer.stderr.startswith("warning: 'rungs.land' is used nowhere")


def test_a_run_says_before_it_begins_what_so_many_worlds_cost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.scenario.cost._LONG", 0.0)
    command = ["run", "baseline", "-n", "7", "--no-figures", "--out", str(tmp_path)]
    answer = CliRunner().invoke(app, [*command, *as_options(FEW_DAYS)])
    assert answer.exit_code == 0
    assert answer.stderr.startswith("note: 7 worlds of baseline take about a minute of one core")
