"""Runs compared in a picture: the flow of worlds adds up, and every row is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.figure import Figure
from typer.testing import CliRunner

from sim.analysis.compare import comparison
from sim.cli import app
from sim.ensemble import run
from sim.plots.comparison import _flow, _only_shares, comparison_sheet
from sim.results import Run
from tests.builders import FEW_DAYS, NO_DATES, SHORT, as_options


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


def test_no_share_is_beyond_a_hundred_per_cent() -> None:
    """Where nearly all worlds are so, numbers beside the bars need room."""
    a, b = (run("baseline", 30, set=[*FEW_DAYS, *each]) for each in ((), NO_DATES))
    axes = comparison_sheet([comparison(a, b)], ["a", "b"]).axes[0]
    assert axes.get_xlim()[1] > 1.0  # for the numbers
    ticks = axes.get_xticks()
    assert 0.0 <= min(ticks) < max(ticks) <= 1.0
    assert all(max(line.get_xdata(), default=0.0) <= 1.0 for line in axes.get_lines())


def test_the_ticks_of_small_shares_do_not_stretch_the_axis() -> None:
    axes = Figure().subplots()
    axes.set_xlim(0.0, 0.066)
    _only_shares(axes)
    assert axes.get_xlim() == (0.0, 0.066)
    assert len(axes.get_xticks()) > 3
