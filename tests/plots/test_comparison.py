"""Runs compared in a picture: the flow of worlds adds up, and every row is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.analysis.compare import comparison
from sim.cli import app
from sim.ensemble import run
from sim.plots.comparison import _flow, comparison_sheet
from sim.results import Run
from tests.builders import SHORT, as_options


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    changes = ((), ("war.drift=0",), ("calendar.readiness=1",))
    return [run("baseline", 40, set=[*SHORT, *each]) for each in changes]


def test_the_flow_adds_up_to_both_runs(runs: list[Run]) -> None:
    a, b, _ = runs
    there = _flow(a, b)
    for axis, each in ((1, a), (0, b)):
        assert there.sum(axis=axis) == pytest.approx(each.shares()["share"].to_numpy())
    assert _flow(a, a).trace() == pytest.approx(1.0)


def test_worlds_that_weigh_nothing_do_not_flow() -> None:
    some = run("baseline", 64, set=SHORT, design="sobol")
    assert _flow(some, some).sum() == pytest.approx(1.0)


def test_a_pair_has_its_flow_and_several_have_none(runs: list[Run]) -> None:
    a, *others = runs
    pair = comparison_sheet([comparison(a, others[0])], ["a", "b"])
    several = comparison_sheet([comparison(a, b) for b in others], ["a", "b", "c"])
    assert [len(sheet.axes) for sheet in (pair, several)] == [2, 1]
    legend = several.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b", "c"]
    assert several.png()


def test_compare_draws_where_asked(tmp_path: Path) -> None:
    words = ["compare", "baseline", "-s", "war.drift=0", "-n", "20", "--quiet"]
    path = tmp_path / "new" / "c.png"
    common = [*words, *as_options(SHORT), "--out", str(tmp_path)]
    done = CliRunner().invoke(app, [*common, "-o", str(path)])
    assert done.exit_code == 0, done.output
    assert path.read_bytes()[1:4] == b"PNG"
    wrong = CliRunner().invoke(app, [*common, "-o", "c.pong"])
    assert wrong.exit_code == 2
    assert "no type of picture" in wrong.output
