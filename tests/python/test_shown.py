"""What a notebook shows of a run: itself, its figures, its diaries."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.plots import FIGURES

HOSTILE = "red \x1b[31m \u202e <b>&amp; \n $x"


@pytest.fixture(scope="module")
def hostile(some: sim.Run) -> sim.Run:
    return sim.Run(some.manifest | {"title": HOSTILE, "changes": [f"a={HOSTILE}"]}, some.table)


def test_a_run_tells_worlds_seed_and_what_was_set(some: sim.Run) -> None:
    changed = sim.Run(some.manifest | {"changes": ["war.drift=12"]}, some.table)
    assert repr(changed) == f"<Run {some.run_id} with war.drift=12: 60 worlds, seed 1>"
    html = changed._repr_html_()
    for words in ("Towards June, with war.drift=12", "60 worlds, seed 1", "2026-02-07"):
        assert words in html


def test_worlds_that_failed_are_told(some: sim.Run) -> None:
    failed = {"world": 3, "seed": 1, "kind": "raised", "error": "x"}
    run = sim.Run(some.manifest | {"failures": [failed]}, some.table)
    assert "1 failed" in repr(run)
    assert "1 failed" in run._repr_html_()


def test_nothing_in_a_run_steers_a_terminal_or_a_page(hostile: sim.Run) -> None:
    for shown in (repr(hostile), hostile._repr_html_()):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert "\n" not in repr(hostile)
    assert "&lt;b&gt;&amp;amp;" in hostile._repr_html_()


def test_the_figures_are_listed_and_say_what_they_show_and_take(some: sim.Run) -> None:
    assert dir(some.plot) == sorted(FIGURES)
    assert list(inspect.signature(some.plot.front_fan).parameters) == ["ax"]
    assert list(inspect.signature(some.plot.world_timeline).parameters) == ["ax", "world"]
    assert "median accord" in (some.plot.world_timeline.__doc__ or "")


def test_a_figure_takes_no_option_that_it_has_not(some: sim.Run) -> None:
    with pytest.raises(TypeError, match="world"):
        some.plot.front_fan(world=3)


def test_a_figure_can_be_drawn_in_the_place_of_axes(some: sim.Run) -> None:
    figure = Figure(figsize=(16, 6))
    left, right = figure.subplots(1, 2)
    drawn = some.plot.why_no_accord(ax=left)
    assert drawn
    assert all(isinstance(axes, Axes) for axes in drawn)
    assert all(axes.get_figure(root=True) is figure for axes in drawn)
    assert left not in figure.axes
    assert right in figure.axes
    figure.draw_without_rendering()
    places = [axes.get_position().x1 for axes in drawn]
    assert max(places) <= 1  # of its subfigure
    assert tuple(figure.get_size_inches()) == (16, 6)


def test_axes_without_a_place_in_a_grid_are_refused(some: sim.Run) -> None:
    with pytest.raises(sim.Usage, match=r"plt\.subplots"):
        some.plot.front_fan(ax=Figure().add_axes((0, 0, 1, 1)))


def test_a_diary_is_what_trace_prints(some: sim.Run) -> None:
    words = ["trace", "baseline", "--world", "24"]
    for more, told in ([], some.diary(24)), (["--brief"], some.diary(24, brief=True)):
        assert CliRunner().invoke(app, [*words, *more]).stdout == told + "\n"


def test_a_diary_reads_line_by_line_in_a_notebook(some: sim.Run) -> None:
    page = some.diary(24, brief=True)
    assert repr(page) == page
    assert page._repr_html_().startswith("<pre>")
    assert "<script" not in page._repr_html_()


def test_a_page_leaves_the_style_of_its_notebook_alone(some: sim.Run) -> None:
    shown = some.story(24)._repr_html_()
    assert "<p>" in shown
    assert "<table>" in shown
    for mark in ("<style", "<html", "<body", "<title", "<meta"):
        assert mark not in shown
        assert mark in some.story(24).html()


def test_a_diary_of_no_world_or_of_other_code_is_refused(some: sim.Run) -> None:
    with pytest.raises(sim.Usage, match="no world -1"):
        some.diary(-1)
    with pytest.raises(sim.Usage, match="60 columns"):
        some.diary(0, width=20)
    older = sim.Run(some.manifest | {"code_hash": "0"}, some.table, path=some.path)
    with pytest.raises(sim.Usage, match="code has changed"):
        older.diary(0)


def test_the_package_says_that_it_has_types() -> None:
    assert (Path(sim.__file__).parent / "py.typed").is_file()
