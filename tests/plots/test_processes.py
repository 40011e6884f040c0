"""A process names the daily series that its figure shows, and the figure shows them."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

import sim
from sim.plots import DRAWINGS, figures_of
from sim.plots.processes import panels
from sim.processes import PROCESSES
from sim.scenario import load


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_what_is_drawn_is_a_series_with_a_label_and_a_unit(process: type) -> None:
    for name in process.drawn:  # type: ignore[attr-defined]
        series = process.labels[name.removesuffix(".*")]  # type: ignore[attr-defined]
        assert series.label
        assert series.unit != "-"


def test_the_median_over_the_worlds_traced_is_the_line_of_a_panel() -> None:
    run = sim.run("wage_round", worlds=40, save=False)
    shown = panels(run.scenario)
    assert [each.name for each in shown] == [
        "strike_days", "strike_cost.union", "strike_cost.employer"
    ]  # fmt: skip
    drawn = DRAWINGS["processes"](run, Figure())
    assert [axes.get_ylabel() for axes in drawn] == ["days", "utility/day", "utility/day"]
    for axes, panel in zip(drawn, shown, strict=True):
        expected = run.daily_numbers[panel.name].unstack("world").median(axis=1)
        line = next(line for line in axes.lines if line.get_label() == "median")
        assert np.allclose(np.asarray(line.get_ydata(), dtype=float), expected)
        assert panel.label.split(": ")[-1] in axes.get_title()


def test_a_scenario_whose_processes_draw_nothing_has_no_such_figure() -> None:
    bare = load("wage_round", set={"strike": "null"})
    assert "processes" not in figures_of(bare)
