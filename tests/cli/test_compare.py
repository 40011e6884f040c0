"""`sim compare` at the command line."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from sim.cli import app
from tests.builders import FEW_DAYS, as_options


def test_several_scenarios_are_compared_in_one_table(tmp_path: Path) -> None:
    names = ("baseline", "harsh_winter", "strong_guarantees")
    sample = ("-n", "12", "--quiet", "--out", str(tmp_path), *as_options(FEW_DAYS))
    answer = CliRunner().invoke(app, ["compare", *names, *sample])
    assert answer.exit_code == 0, answer.output
    assert answer.stdout.count("how the worlds end") == 1
    (head,) = [line for line in answer.stdout.splitlines() if line.startswith("    ")][:1]
    assert head.split() == [names[0], names[1], "difference", names[2], "difference"]
