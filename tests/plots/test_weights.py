"""Figures of a run under a design: worlds that contradict the past weigh nothing, and show so."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

import sim
from sim.plots import DRAWINGS, draw
from sim.plots.bargaining import weekly_margins
from sim.plots.data import Numbers, quantiles
from sim.plots.endings import ended_by_day
from sim.plots.mix import Signed, signed_in
from sim.plots.reasons import counts_of
from sim.plots.shares import share_among, tallied, weights_traced
from sim.results import Run
from sim.statistics import wilson


@pytest.fixture(scope="module")
def designed() -> Run:
    return sim.run("baseline", worlds=250, seed=3, design="lhs")


@pytest.fixture(scope="module")
def counts(designed: Run) -> Numbers:
    """Which worlds count: some contradict what was refused before the start, and some do not."""
    weights = designed.weights
    assert weights is not None
    assert (weights == 0).sum() >= 40
    assert (weights > 0).sum() >= 40
    return weights > 0


def test_shares_over_time_are_of_the_worlds_that_count(designed: Run, counts: Numbers) -> None:
    kinds, when = designed.outcomes["outcome"][counts], designed.outcomes["outcome_day"][counts]
    for kind in ("zone", "withdrawal", "taken_by_force", "talks_go_on"):
        for day in (30, 143, 327):
            found = ended_by_day(designed, kind)[day]
            assert found == pytest.approx(((kinds == kind) & (when <= day)).mean())


def test_the_bar_at_the_horizon_adds_up_and_says_shares_of_the_worlds_that_count(
    designed: Run, counts: Numbers
) -> None:
    _, bars = DRAWINGS["outcomes_over_time"](designed, Figure())
    heights = [bar.get_height() for bar in bars.patches]
    assert sum(heights) == pytest.approx(1.0)
    zone = (designed.outcomes["outcome"] == "zone")[counts]
    assert any(height == pytest.approx(zone.mean()) for height in heights)


def test_reasons_and_red_lines_are_of_the_worlds_that_count(designed: Run, counts: Numbers) -> None:
    for name in ("reason", "red_line"):
        for category, found in counts_of(designed, name).items():
            assert found == (designed.outcomes[name] == category)[counts].sum()
    axes = DRAWINGS["why_no_accord"](designed, Figure())[0]
    without = (~designed.column("accord"))[counts].sum()
    widths = [bar.get_width() for bar in axes.patches]
    assert widths == pytest.approx([n / without for n in counts_of(designed, "reason").values()])


def test_options_of_accords_are_of_the_worlds_that_count(designed: Run, counts: Numbers) -> None:
    from sim.agreement.packages import Packages

    packages, package = Packages(designed.scenario), designed.column("package")
    weighted, alone = signed_in(designed), Signed(package[(package >= 0) & counts])
    assert weighted.package.size < (package >= 0).sum()
    title = draw(designed, "package_mix").get_suptitle()
    assert title == f"What accords contain: {alone.package.size} accords to the horizon"
    for issue in packages.issues:
        found = weighted.by_option(packages, issue)
        assert found.tolist() == alone.by_option(packages, issue).tolist()
        raised = weighted.that_raise(packages, issue)
        assert raised.n_effective == alone.that_raise(packages, issue).n


def test_bands_over_worlds_are_of_the_worlds_that_count(designed: Run, counts: Numbers) -> None:
    axes, _ = DRAWINGS["bargaining_range"](designed, Figure())
    median = next(line for line in axes.lines if line.get_label() == "median")
    weights = weights_traced(designed)
    assert weights is not None
    margins = weekly_margins(designed)
    for week in range(0, margins.shape[0], 10):
        there = margins[week, weights > 0]
        there = there[~np.isnan(there)]
        assert median.get_ydata()[week] == pytest.approx(np.median(there))


def test_the_caption_says_how_many_worlds_alike_would_tell_as_much(
    designed: Run, counts: Numbers
) -> None:
    sheet = draw(designed, "why_no_accord")
    told = " ".join(text.get_text() for text in sheet.findobj() if hasattr(text, "get_text"))
    assert f"250 worlds (by weight, as good as {counts.sum()} alike)" in " ".join(told.split())


def test_weights_of_one_change_nothing() -> None:
    where = np.arange(50) % 3 == 0
    equal, alike = share_among(where, np.ones(50)), share_among(where, None)
    assert (equal.value, equal.low, equal.high) == (alike.value, alike.low, alike.high)
    codes = np.arange(50) % 4
    assert tallied(codes, np.ones(50), 6).tolist() == tallied(codes, None, 6).tolist()
    values = np.sin(np.arange(150.0)).reshape(3, 50)
    at = [0.05, 0.5, 0.95]
    assert quantiles(values, at, np.ones(50)) == pytest.approx(quantiles(values, at), abs=1e-12)


def test_a_share_by_weight_has_the_interval_of_its_effective_number() -> None:
    weights = np.array([2.0, 1.0, 1.0, 0.0])
    found = share_among(np.array([True, False, False, True]), weights)
    expected = wilson(2.0, 4.0, 0, 16 / 6)
    assert (found.value, found.low, found.high) == (0.5, expected.low, expected.high)
