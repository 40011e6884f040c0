"""Every figure, of ordinary and of extreme runs: drawn without a warning, labelled, repeatable."""

from __future__ import annotations

import ast
import dataclasses
import io
import subprocess
import sys
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

import sim
import sim.plots
from sim.agreement.packages import Packages
from sim.plots import DRAWINGS, FIGURES, draw, write_main_figures
from sim.plots.data import as_dates, series, world_series, world_to_show
from sim.plots.endings import ended_by_day
from sim.plots.mix import Signed
from sim.plots.reasons import counts_of
from sim.plots.sheet import DPI
from sim.results import Run

HOSTILE = "Cost $5 to $7 \\frac{ <b>&amp; \u202e \u548c %s {x} _a^b" + 40 * " long"


@lru_cache(maxsize=len(FIGURES))
def laid_out(run: Run, name: str) -> Figure:
    """A figure as users get it."""
    sheet = draw(run, name)
    sheet.png()
    return sheet


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def _texts(axes: Axes) -> list[Text]:
    """What is written in and beside axes; ticks only where they are in view."""
    if not axes.axison:
        return [*axes.texts, axes._left_title]
    low, high = sorted(axes.get_ylim())
    ticks = [tick for tick in axes.yaxis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [*axes.texts, axes._left_title, *(tick.label1 for tick in ticks)]


def shows_something(sheet: Figure) -> None:
    """Every panel has data that is a number somewhere, or says in words why it has none."""
    sheet.canvas.draw()
    for axes in sheet.axes:
        lines = [
            np.isfinite(np.asarray(line.get_ydata(), dtype=float)).any() for line in axes.lines
        ]
        areas = [np.isfinite(patch.get_path().vertices).any() for patch in axes.patches]
        spans = [path.vertices.size > 0 for each in axes.collections for path in each.get_paths()]
        told = [bool(text.get_text()) for text in axes.texts]
        assert any([*lines, *areas, *spans, *told]), axes.get_title(loc="left")


def rewritten(run: Run, **columns: np.ndarray) -> Run:
    """The same run with other outcomes."""
    table = run.table
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, pa.array(values))
    return Run(run.manifest, table, run.daily, run.path, run.scenario)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_what_it_shows_of_which_run_and_that_it_is_no_forecast(
    some: Run, name: str
) -> None:
    sheet = laid_out(some, name)
    assert sheet.get_suptitle()
    caption = sheet.get_supxlabel().replace("\n", " ")
    assert caption.startswith("Towards June | 60 worlds, seed 1")
    assert "not a forecast" in caption
    assert "sampling error only" in caption
    assert not any("confidence" in text.lower() for text in words(sheet))


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_run_gives_the_same_bytes(some: Run, name: str) -> None:
    assert draw(some, name).png() == FIGURES[name](some).png()


def test_an_empty_panel_is_noticed() -> None:
    figure = Figure()
    figure.subplots().plot([1.0, 2.0])
    shows_something(figure)
    figure.axes[0].lines[0].set_ydata([np.nan, np.nan])
    with pytest.raises(AssertionError):
        shows_something(figure)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_without_any_accord(no_accord: Run, name: str) -> None:
    assert not (no_accord.column("package") >= 0).any()
    shows_something(draw(no_accord, name))


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_is_drawn_of_a_single_world(name: str) -> None:
    run = sim.run(
        "baseline", worlds=1, set={"deadline.date": "2026-05-01", "horizon": "2026-05-20"}
    )
    shows_something(draw(run, name))


@pytest.mark.parametrize("name", FIGURES)
def test_titles_and_names_from_a_file_are_never_read_as_formulas(some: Run, name: str) -> None:
    file = some.scenario.file
    issues = {k: issue.model_copy(update={"label": HOSTILE}) for k, issue in file.issues.items()}
    parties = {k: party.model_copy(update={"label": HOSTILE}) for k, party in file.parties.items()}
    strange = file.model_copy(update={"issues": issues, "parties": parties})
    scenario = dataclasses.replace(some.scenario, file=strange)
    run = Run(some.manifest | {"title": HOSTILE}, some.table, some.daily, None, scenario)
    run.declared = tuple(
        dataclasses.replace(outcome, labels=(HOSTILE,) * len(outcome.labels))
        for outcome in run.declared
    )
    sheet = draw(run, name)
    assert sheet.png()
    assert r"Cost \$5 to \$7 \frac{ <b>&amp;" in sheet.get_supxlabel()


@pytest.mark.parametrize("name", FIGURES)
def test_titles_and_tick_labels_do_not_run_into_each_other(some: Run, name: str) -> None:
    sheet = laid_out(some, name)
    written = [text for axes in sheet.axes for text in _texts(axes) if text.get_text()]
    boxes = [text.get_window_extent().padded(-1.0) for text in written]
    for (a, one), (b, other) in combinations(zip(written, boxes, strict=True), 2):
        assert not one.overlaps(other), f"{a.get_text()!r} over {b.get_text()!r}"


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_is_cut_off_at_the_edge_of_the_sheet(some: Run, name: str) -> None:
    sheet = laid_out(some, name)
    width, height = sheet.canvas.get_width_height()
    texts = [t for axes in sheet.axes for t in axes.texts] + [sheet._suptitle, sheet._supxlabel]
    for text in texts:
        box = text.get_window_extent()
        assert min(box.x0, box.y0) >= 0, text.get_text()
        assert box.x1 <= width, text.get_text()
        assert box.y1 <= height, text.get_text()


def test_drawings_use_the_figure_they_are_given(some: Run) -> None:
    figure = Figure(figsize=(16, 9))
    left, right = figure.subfigures(1, 2)
    assert all(axes.figure is left for axes in DRAWINGS["front_fan"](some, left))
    assert all(axes.figure is right for axes in DRAWINGS["why_no_accord"](some, right))
    assert tuple(figure.get_size_inches()) == (16, 9)


def test_all_figures_are_written_as_pictures_named_after_them(some: Run, tmp_path: Path) -> None:
    paths = write_main_figures(some, tmp_path / "figures")
    assert [path.stem for path in paths] == list(FIGURES)
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)


def test_a_figure_can_be_saved_as_svg_with_the_same_bytes_each_time(
    some: Run, tmp_path: Path
) -> None:
    a, b = tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (a, b):
        draw(some, "why_no_accord").savefig(path)
    assert a.read_bytes() == b.read_bytes()


def test_ended_by_day_counts_the_worlds_that_ended_so_and_by_then(some: Run) -> None:
    kinds, when = some.outcomes["outcome"], some.outcomes["outcome_day"]
    for kind in ("zone", "withdrawal", "taken_by_force"):
        share = ended_by_day(some, kind)
        assert (np.diff(share) >= 0).all()
        for day in (0, 30, 143, 327):
            assert share[day] == pytest.approx(((kinds == kind) & (when <= day)).mean())


def test_every_accord_has_one_option_of_every_issue_it_raises(some: Run) -> None:
    packages = Packages(some.scenario)
    signed = some.column("package")[some.column("package") >= 0]
    assert signed.size
    for issue in packages.issues:
        raised = packages.raises(issue)[signed].sum()
        assert Signed(signed).by_option(packages, issue).sum() == raised


def test_reasons_count_every_world_without_an_accord_in_time(some: Run) -> None:
    counts = counts_of(some, "reason")
    assert sum(counts.values()) == (~some.column("accord")).sum()
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_when_every_world_has_an_accord_the_figure_of_reasons_says_so(some: Run) -> None:
    everywhere = rewritten(some, accord=np.ones(some.worlds, dtype=bool))
    assert any(
        "without exception" in text.lower() for text in words(draw(everywhere, "why_no_accord"))
    )


def test_the_bars_of_reasons_have_the_shares_as_lengths(some: Run) -> None:
    axes = DRAWINGS["why_no_accord"](some, Figure())[0]
    widths = [bar.get_width() for bar in axes.patches]
    without = (~some.column("accord")).sum()
    assert widths == pytest.approx([n / without for n in counts_of(some, "reason").values()])


def test_the_median_of_the_front_is_the_median_over_worlds(some: Run) -> None:
    (axes,) = DRAWINGS["front_fan"](some, Figure())
    median = next(line for line in axes.lines if line.get_label() == "median")
    assert np.allclose(median.get_ydata(), np.median(series(some, "held_area"), axis=1))


def test_the_parts_of_power_add_up_to_demand(some: Run) -> None:
    told = world_series(some, 3)
    met = told["supply"] + told["imports"] + told["aid"] + told["unserved"]
    assert np.allclose(met, told["demand"], atol=1e-4)


def test_a_world_that_is_not_told_is_the_same_world_run_again(some: Run) -> None:
    fewer = Run(some.manifest, some.table, some.daily.slice(0, 5 * 328), None, some.scenario)
    again, told = world_series(fewer, 9), world_series(some, 9)
    assert set(again) == set(told)
    for name, values in told.items():
        assert np.allclose(again[name], values, rtol=1e-5, atol=1e-5, equal_nan=True), name


def test_a_world_that_is_not_told_is_not_run_again_by_other_code(some: Run) -> None:
    other = some.manifest | {"code_hash": "sha256:of-another-time"}
    fewer = Run(other, some.table, some.daily.slice(0, 5 * 328), None, some.scenario)
    with pytest.raises(ValueError, match="the code has changed"):
        draw(fewer, "world_timeline", world=9)
    draw(fewer, "world_timeline", world=4)


@pytest.mark.parametrize("world", [-1, 60])
def test_a_world_the_run_does_not_have_is_refused(some: Run, world: int) -> None:
    with pytest.raises(ValueError, match="worlds 0 to 59"):
        draw(some, "world_timeline", world=world)


def test_the_world_shown_is_one_with_an_accord_if_there_is_any(some: Run, no_accord: Run) -> None:
    assert some.column("package")[world_to_show(some)] >= 0
    assert world_to_show(no_accord) in range(7)


def test_figures_name_no_party_issue_or_option_of_the_baseline(some: Run) -> None:
    file = some.scenario.file
    labels = [x.label for x in (*file.parties.values(), file.mediator, *file.backers.values())]
    options = [name for issue in file.issues.values() for name in issue.options or {}]
    names = {*file.parties, *file.issues, *file.backers, *options, *labels}
    code = [ast.parse(path.read_text()) for path in Path(sim.plots.__file__).parent.glob("*.py")]
    used = {word for tree in code for word in _strings(tree) | _attributes(tree)}
    assert {"zone", "land"} <= {*_strings(ast.parse("f('zone', x['of.land'])"))}
    assert not names & used


def _strings(tree: ast.Module) -> set[str]:
    """What strings of code say, whole and between their dots; docstrings are for readers."""
    nodes = list(ast.walk(tree))
    told = {id(n.value) for n in nodes if isinstance(n, ast.Expr)}
    said = [n.value for n in nodes if isinstance(n, ast.Constant) and id(n) not in told]
    strings = [each for each in said if isinstance(each, str)]
    return {*strings, *(word for each in strings for word in each.split("."))}


def _attributes(tree: ast.Module) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def test_what_a_world_would_do_after_its_end_is_greyed_out_or_left_out(some: Run) -> None:
    world = world_to_show(some)
    end = int(some.column("outcome_day")[world])
    assert end < (some.horizon - some.start).days
    for name, count in (("world_timeline", 4), ("grid_and_weather", 2)):
        veils = [
            patch
            for axes in DRAWINGS[name](some, Figure(), world=world)
            for patch in axes.patches
            if isinstance(patch, Rectangle) and patch.get_x() == as_dates(some, [end])[0]
        ]
        assert len(veils) == count
    (_, shortage, *_) = DRAWINGS["grid_and_weather"](some, Figure(), world=world)
    line = next(line for line in shortage.lines if line.get_label() == f"world {world}")
    assert len(line.get_ydata()) == end + 1


def test_single_worlds_of_the_front_are_numbered(some: Run) -> None:
    (axes,) = DRAWINGS["front_fan"](some, Figure())
    lines = {line.get_label(): line for line in axes.lines}
    for world in range(4):
        assert np.allclose(lines[f"world {world}"].get_ydata(), series(some, "held_area")[:, world])


def test_the_axis_of_shares_ends_at_all_of_them(some: Run) -> None:
    for axes in DRAWINGS["package_mix"](some, Figure()):
        assert axes.spines["bottom"].get_bounds() == (0.0, 1.0)


def test_a_sheet_is_laid_out_whoever_prints_it(some: Run) -> None:
    """In a notebook that imports pyplot, IPython goes past ``savefig``, straight to the canvas."""
    memory = io.BytesIO()
    sheet = FIGURES["why_no_accord"](some)
    sheet.canvas.print_figure(memory, format="png", dpi=DPI, metadata={"Software": None})
    assert memory.getvalue() == FIGURES["why_no_accord"](some).png()


def test_a_figure_in_a_notebook_says_what_it_shows(some: Run) -> None:
    for name in FIGURES:
        drawn = getattr(some.plot, name)
        assert drawn.__name__ == name
        assert DRAWINGS[name].__doc__.splitlines()[0] in drawn.__doc__
        assert "savefig" in drawn.__doc__


def test_figures_leave_pyplot_alone() -> None:
    code = (
        "import sys, sim; from sim.plots import draw;"
        "draw(sim.run('baseline', worlds=2), 'front_fan').png();"
        "sys.exit('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
