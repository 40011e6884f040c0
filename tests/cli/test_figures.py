"""The command and the notebook hand a run to its figures."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import Result
from matplotlib.figure import Figure
from typer.testing import CliRunner

from sim.cli import app
from sim.ensemble.runner import run
from sim.results import Run

Call = Callable[..., tuple[int, str, str]]


def bars(ran: Run, title: str = "") -> Figure:
    figure = Figure()
    draw_bars(ran, figure, title)
    return figure


def draw_bars(ran: Run, figure: Figure, title: str = "") -> None:
    figure.subplots().bar(["accord"], [ran.column("accord").mean()])
    figure.suptitle(title)


@pytest.fixture
def fake_plots(monkeypatch: pytest.MonkeyPatch) -> None:
    """One figure in place of the real ones."""

    def write_main_figures(ran: Run, folder: Path) -> list[Path]:
        folder.mkdir(exist_ok=True)
        (folder / "bars.png").write_bytes(b"")
        return [folder / "bars.png"]

    plots = ModuleType("sim.plots")
    plots.FIGURES = {"bars": bars}  # type: ignore[attr-defined]
    plots.DRAWINGS = {"bars": draw_bars}  # type: ignore[attr-defined]
    plots.ONE_WORLD = ()  # type: ignore[attr-defined]
    plots.figures_of = lambda scenario: ["bars"]  # type: ignore[attr-defined]
    plots.write_main_figures = write_main_figures  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sim.plots", plots)


def test_run_names_the_figures_it_wrote(fake_plots: None, sim_here: Call, tmp_path: Path) -> None:
    code, _, err = sim_here("run", "baseline", "-n", 20, "--out", tmp_path)
    (figure,) = tmp_path.rglob("*.png")
    assert code == 0
    assert f"figure:  {figure}" in err


def test_a_smaller_run_leaves_the_figures_of_all_worlds_stored(
    monkeypatch: pytest.MonkeyPatch, fake_plots: None, sim_here: Call, tmp_path: Path
) -> None:
    shown: list[int] = []

    def write_main_figures(ran: Run, folder: Path) -> list[Path]:
        shown.append(ran.column("accord").size)
        return []

    monkeypatch.setattr(sys.modules["sim.plots"], "write_main_figures", write_main_figures)
    sim_here("run", "baseline", "-n", 200, "--out", tmp_path)
    _, out, err = sim_here("run", "baseline", "-n", 3, "--out", tmp_path)
    assert shown == [200, 200]
    assert ": 3 worlds" in out
    assert "all 200 worlds" in err


def test_plot_takes_the_name_of_a_scenario_that_was_run(
    fake_plots: None, sim_here: Call, tmp_path: Path
) -> None:
    words = ("plot", "baseline", "--figure", "bars", "--out", tmp_path)
    code, _, err = sim_here(*words)
    assert code == 2
    assert "first sim run baseline" in err
    sim_here("run", "baseline", "-n", 20, "--no-figures", "--out", tmp_path)
    assert sim_here(*words)[0] == 0


def test_a_file_type_that_no_picture_has_is_wrong_usage(
    fake_plots: None, sim_here: Call, tmp_path: Path
) -> None:
    sim_here("run", "baseline", "-n", 20, "--no-figures", "--out", tmp_path)
    (folder,) = tmp_path.iterdir()
    code, _, err = sim_here("plot", folder, "--figure", "bars", "-o", tmp_path / "x.xyz")
    assert code == 2
    assert ".png" in err
    assert ".svg" in err
    assert "bug" not in err


def test_help_lists_the_figures_and_the_endings_there_are(sim_here: Call) -> None:
    from sim.outcomes.declared import statuses
    from sim.plots import FIGURES
    from sim.report.diary.pick import pickable
    from sim.scenario import load

    told = " ".join(sim_here("plot", "--help")[1].split())
    assert all(name in told for name in FIGURES)
    told = " ".join(sim_here("trace", "--help")[1].split())
    known = {*statuses(load("baseline")), *pickable(load("baseline"))}
    rare = {"range_exists", "range_exists_first"}
    assert rare < known
    assert all(name in told for name in known - rare)


def test_plot_draws_the_figure_named_into_the_folder_or_the_file(
    fake_plots: None, sim_here: Call, tmp_path: Path
) -> None:
    sim_here("run", "baseline", "-n", 20, "--no-figures", "--out", tmp_path)
    (folder,) = tmp_path.iterdir()
    code, out, _ = sim_here("plot", folder, "--figure", "bars")
    assert code == 0
    assert Path(out.strip()) == folder / "figures" / "bars.png"
    assert Path(out.strip()).read_bytes().startswith(b"\x89PNG")
    mine = tmp_path / "mine.svg"
    code, _, _ = sim_here("plot", folder.name, "--figure", "bars", "--out", tmp_path, "-o", mine)
    assert code == 0
    assert b"<svg" in mine.read_bytes()


def test_one_world_can_be_drawn_also_one_that_is_not_told(tmp_path: Path) -> None:
    def plot(figure: str, world: int) -> Result:
        words = ["plot", str(folder), "--figure", figure, "--world", str(world)]
        return CliRunner().invoke(app, words, prog_name="sim")

    folder = run("baseline", 205, out=tmp_path, set=["horizon=2026-07-31"]).path
    done = plot("world_timeline", 203)
    assert Path(done.stdout.strip()).name == "world_timeline_203.png"
    assert Path(done.stdout.strip()).read_bytes().startswith(b"\x89PNG")
    done = plot("world_timeline", 205)
    assert (done.exit_code, "worlds 0 to 204" in done.stderr) == (2, True)
    done = plot("package_mix", 3)
    assert (done.exit_code, "shows all worlds" in done.stderr) == (2, True)


def test_an_unknown_figure_or_run_is_wrong_usage(
    fake_plots: None, sim_here: Call, tmp_path: Path
) -> None:
    code, _, err = sim_here("plot", tmp_path, "--figure", "pie")
    assert code == 2
    assert "there are: bars" in err
    code, _, err = sim_here("plot", tmp_path, "--figure", "bars")
    assert code == 2
    assert "no saved run" in err


def test_a_run_lists_and_draws_its_figures_in_a_notebook(
    fake_plots: None, fake_model: None
) -> None:
    ran = run("baseline", 20)
    assert dir(ran.plot) == ["bars"]
    assert ran.plot.bars(title="mine").get_suptitle() == "mine"
    with pytest.raises(AttributeError, match="there are: bars"):
        ran.plot.pie()
