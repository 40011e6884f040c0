"""Figures over worlds: the margin and its bands, whose red lines, words of levels, many classes."""

from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

import sim
from sim.outcomes.declared import statuses
from sim.plots import DRAWINGS, draw
from sim.plots.bargaining import WEEK, weekly_margins
from sim.plots.data import series
from sim.plots.endings import layers
from sim.plots.reasons import counts_of, red_line_bars
from sim.plots.style import MOST_ACCORDS, outcome_looks
from sim.results import Run
from sim.scenario import load
from sim.trajectory import TALKS

from .test_figures import rewritten

STATUSES = tuple(statuses(load("baseline")))


def with_many_classes(run: Run, classes: int) -> Run:
    """The same worlds, as if their accords had been of very many classes."""
    codes = np.arange(run.worlds) % (classes + len(STATUSES))
    many = rewritten(run, outcome=codes.astype(np.int16))
    known = [name for name in run.outcome("outcome").categories if name not in STATUSES]
    names = (*known, *(f"line_{i}" for i in range(classes - len(known))), *STATUSES)
    many.declared = tuple(
        dataclasses.replace(each, categories=names, labels=names)
        if each.name == "outcome"
        else each
        for each in run.declared
    )
    return many


def test_the_margin_s_median_is_that_of_the_worlds_without_an_ending(some: Run) -> None:
    axes, _ = DRAWINGS["bargaining_range"](some, Figure())
    median = next(line for line in axes.lines if line.get_label() == "median")
    for week, drawn in enumerate(median.get_ydata()):
        going = series(some, "phase")[week * WEEK] == TALKS
        margins = series(some, "margin")[week * WEEK][going]
        assert drawn == pytest.approx(np.median(margins))


def test_the_margin_s_bands_hold_the_shares_of_worlds_that_they_name(some: Run) -> None:
    axes, _ = DRAWINGS["bargaining_range"](some, Figure())
    bands = {c.get_label(): c for c in axes.collections if isinstance(c, PolyCollection)}
    margins = weekly_margins(some)[10]
    there = margins[~np.isnan(margins)]
    for share in (90, 50):
        outline = bands[f"{share} % of worlds"].get_paths()[0].vertices
        day = sorted(set(outline[:, 0]))[10]
        low, high = (f(outline[outline[:, 0] == day, 1]) for f in (np.min, np.max))
        inside = ((there >= low) & (there <= high)).mean()
        assert inside == pytest.approx(share / 100, abs=0.06)


def test_the_zero_of_the_margin_is_drawn_and_named(some: Run) -> None:
    axes, _ = DRAWINGS["bargaining_range"](some, Figure())
    assert any(list(line.get_ydata()) == [0.0, 0.0] for line in axes.lines)
    words = " ".join(text.get_text().replace("\n", " ") for text in axes.texts)
    assert "below 0: nothing is better than war for both" in words
    assert axes.get_ylabel() == "margin (utility)"
    low, high = axes.get_ylim()
    assert low < 0 < high


def test_below_the_margin_stands_in_what_share_of_worlds_a_range_is_open(some: Run) -> None:
    _, axes = DRAWINGS["bargaining_range"](some, Figure())
    line = next(line for line in axes.lines if line.get_label() == "a range is open")
    going = series(some, "phase")[::WEEK] == TALKS
    share = ((series(some, "margin")[::WEEK] >= 0) & going).mean(axis=1)
    assert np.allclose(line.get_ydata(), share)
    assert "60 worlds" in axes.get_ylabel()


def test_each_side_s_red_lines_add_up_and_all_of_them_to_the_reason(some: Run) -> None:
    bars = red_line_bars(some)
    sums = [bar for bar in bars if not bar.is_part]
    assert sum(bar.count for bar in sums) == counts_of(some, "reason")["empty_range"]
    assert sums[-1].label.startswith("no single line")
    lines = counts_of(some, "red_line")
    for key, party in some.scenario.file.parties.items():
        (together,) = [bar for bar in sums if bar.label.startswith(party.label)]
        assert together.count == sum(n for name, n in lines.items() if name.startswith(f"{key}."))
        at = bars.index(together) + 1
        parts = [bar for bar in bars[at : at + 6] if bar.look.label == party.label and bar.is_part]
        assert sum(bar.count for bar in parts) == together.count


def test_red_lines_are_drawn_below_the_side_whose_they_are(some: Run) -> None:
    _, axes = DRAWINGS["why_no_accord"](some, Figure())
    bars, without = red_line_bars(some), some.tally.no_accord
    assert [patch.get_width() for patch in axes.patches] == [
        pytest.approx(bar.count / without) for bar in bars
    ]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == [bar.label for bar in bars]


def test_levels_have_words(some: Run) -> None:
    panels = DRAWINGS["package_mix"](some, Figure())
    ticks = {tick.get_text() for axes in panels for tick in axes.get_yticklabels()}
    assert "0.75 = three quarters of the most" in ticks
    assert "0.75" not in ticks


def test_units_and_labels_of_the_front_are_the_scenario_s(some: Run) -> None:
    (axes,) = DRAWINGS["front_fan"](some, Figure())
    assert axes.get_ylabel() == "Donetsk land still held by Kyiv (km²)"
    assert axes.get_xlabel().startswith("the land at stake is taken by force by the horizon: in ")


def test_deals_that_a_scenario_does_not_know_have_no_row() -> None:
    short = {"horizon": "2026-07-10"}
    for change, expected in (({}, True), ({"partial_deals.corridor": None}, False)):
        run = sim.run("baseline", worlds=2, set=short | change)
        rows = DRAWINGS["world_timeline"](run, Figure())[1].get_yticklabels()
        assert ("corridor" in [row.get_text() for row in rows]) == expected


def test_of_very_many_classes_the_most_frequent_are_drawn_and_the_others_together(
    some: Run,
) -> None:
    many = with_many_classes(some, 124)
    accords, still_open, force = layers(many)
    assert len(accords) == MOST_ACCORDS
    assert accords[-1].look.label == f"accord: one of {len(accords[-1].names)} others"
    stack = [*accords, *still_open, *force]
    assert sorted(name for layer in stack for name in layer.names) == sorted(outcome_looks(many))
    assert sum(layer.count(many) for layer in stack) == many.worlds
    assert len({(layer.look.colour, layer.look.hatch) for layer in stack}) == len(stack)


@pytest.mark.parametrize("name", ["outcomes_over_time", "package_mix"])
def test_very_many_classes_cost_little_to_draw(some: Run, name: str) -> None:
    many = with_many_classes(some, 124)
    assert max(len(look.hatch) for look in outcome_looks(many).values()) <= 4
    before = time.process_time()
    draw(many, name).png()
    assert time.process_time() - before < 10  # it was 40 seconds
