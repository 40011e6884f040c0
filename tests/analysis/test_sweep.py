"""Sweeps: what is varied is what is played, on the same worlds, and noise is told from change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import sim
from sim.analysis.sweep.axis import axes_of
from sim.analysis.sweep.estimate import refuse_the_impossible
from sim.analysis.sweep.plan import check_points, plan_of
from sim.analysis.sweep.point_rows import share_rows
from sim.analysis.sweep.swept import Swept
from tests.builders import FEW_DAYS, SHORT

WORLDS = 40
QUICK = [*FEW_DAYS, "past_of=nobody"]  # a past takes longer than three weeks
DRIFT, BELIEF = "war.drift=0:20:2", "deadline.credibility=.2,.8"


@pytest.fixture(scope="module")
def swept() -> Swept:
    return sim.sweep("baseline", [DRIFT, BELIEF], WORLDS, set=SHORT)


@pytest.fixture(scope="module")
def base() -> sim.Run:
    return sim.run("baseline", WORLDS, set=SHORT)


@pytest.fixture(scope="module")
def words() -> Swept:
    """A date and a word, in the few days of three weeks."""
    vary = {"deadline.on_lapse": ["leave", "cost"], "deadline.date": "2026-02-18:2026-02-20:2"}
    return sim.sweep("baseline", vary, 5, set=QUICK)


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ("a=0:1:3", ("0", "0.5", "1")),
        ("a=0:.3:4", ("0", "0.1", "0.2", "0.3")),
        ("a=-5:5:2", ("-5", "5")),
        ("a=4 weeks:8 weeks:3", ("4 weeks", "6 weeks", "8 weeks")),
        ("a=10:50 %:2", ("10 %", "50 %")),
        ("a=2026-05-01:2026-05-03", ("2026-05-01", "2026-05-02", "2026-05-03")),
        ("a=2026-01-01:2026-12-31:3", ("2026-01-01", "2026-07-02", "2026-12-31")),
        ("a={normal: [6, 4]},3", ("{normal: [6, 4]}", "3")),
        ("a=x, y", ("x", "y")),
    ],
)
def test_what_is_varied_is_read_as_set_would_take_it(asked: str, values: tuple[str, ...]) -> None:
    (axis,) = axes_of([asked])
    assert axis.grid() == values


@pytest.mark.parametrize(
    ("vary", "more", "told"),
    [
        ([], {}, "nothing is varied"),
        (["a"], {}, "expected KEY=LO:HI"),
        (["a=5"], {}, "one value varies nothing"),
        (["a=5:1"], {}, "lower end must come first"),
        (["a=1:5:1"], {}, "no number of values"),
        (["a=1:x"], {}, "from number to number"),
        (["a=2026-02-01:2026-02-31"], {}, "from date to date"),
        (["a=1 days:2 GW"], {}, "different units, 'days' and 'GW'"),
        (["a=1,,2"], {}, "missing between two commas"),
        (["a=1,1"], {}, "'1' comes twice"),
        (["a=1,2", "a=3,4"], {}, "names 'a' twice"),
        (["a=1,2"], {"design": "sobl"}, "did you mean 'sobol'"),
        (["a=1:2"], {"design": "sobol", "points": 50}, "--points 64, not 50"),
        (["a=1:2:3"], {"design": "lhs"}, ":N is for a grid"),
        (["a=1:2"], {"points": 8}, "--points is for"),
        (["a=1:2:1001", "b=1:2:1001"], {}, "1,002,001 points are too many"),
    ],
)
def test_what_cannot_be_swept_is_one_line(
    vary: list[str], more: dict[str, object], told: str
) -> None:
    with pytest.raises(sim.Usage, match=told) as error:
        plan_of("baseline", vary, **more)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("vary", "told"),
    [
        ("war.drfit=0:20", r"point 1 of 5 \(baseline, war.drfit=0\): .* did you mean 'war.drift'"),
        ("war.drift=0:900:3", r"point 3 of 3 .* 900 is not within -500 to 500 km2/day"),
        ("rules.offer=risk_return,risk_retrn", "did you mean 'risk_return'"),
    ],
)
def test_the_first_bad_point_is_told_on_one_line_before_any_is_run(vary: str, told: str) -> None:
    with pytest.raises(sim.ScenarioError, match=told) as error:
        check_points(plan_of("baseline", vary))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("worlds", "told"), [(10**9, "GiB of memory"), (2_000_000, "take about .* days here")]
)
def test_a_sweep_that_this_machine_cannot_do_is_refused(worlds: int, told: str) -> None:
    plan = plan_of("baseline", "war.drift=0:20:300", worlds=worlds)
    with pytest.raises(sim.Usage, match=told):
        refuse_the_impossible(plan, jobs=1)


def test_a_point_is_the_scenario_with_its_settings(swept: Swept, base: sim.Run) -> None:
    row = swept.of("accord").query("`war.drift` == 20 and `deadline.credibility` == .8").iloc[0]
    run = sim.run("baseline", WORLDS, set=[*SHORT, "war.drift=20", "deadline.credibility=.8"])
    assert row["value"] == run.column("accord").mean()
    assert row["n"] == WORLDS
    assert swept.base_of("killed")["value"] == pytest.approx(base.column("killed").mean())


def test_differences_are_those_of_a_comparison(swept: Swept, base: sim.Run) -> None:
    """Conditional shares too: their intervals come from resampled worlds."""
    changed = [*SHORT, "war.drift=0", "deadline.credibility=.2"]
    table = sim.compare(base, sim.run("baseline", WORLDS, set=changed))
    first = swept.frame[swept.frame["point"] == 1].set_index(["group", "name"])
    compared = 0
    for key, row in table[table["unit"] == "share"].iterrows():
        if key in first.index and not np.isnan(row["difference"]):
            ours = first.loc[key, ["difference", "difference_low", "difference_high"]]
            theirs = row[["difference", "low", "high"]]
            assert np.allclose(ours.astype(float), theirs.astype(float), equal_nan=True), key
            compared += 1
    assert compared > 10


def test_a_setting_that_changes_nothing_differs_by_nothing() -> None:
    """Luck is shared: with the value it has anyway, every world is the base's."""
    drift = "parties.ukraine.must_hold.years=5,6"  # 5 is the baseline's
    found = sim.sweep("baseline", drift, 10, set=QUICK)
    same = found.frame[found.frame["point"] == 1]
    shares = same[(same["unit"] == "share") & same["difference"].notna()]
    assert len(shares) > 10
    assert (shares["difference"] == 0).all()


def test_what_is_kept_says_world_by_world_what_came_true(swept: Swept, base: sim.Run) -> None:
    rows = share_rows(swept._tables[0])
    assert np.array_equal(rows["by_deadline", "accord"].over.parts, base.column("accord"))
    assert np.array_equal(rows["reasons", "beliefs"].over.wholes, ~base.column("accord"))


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_a_design_has_a_stratum_for_every_value_and_goes_from_end_to_end(design: str) -> None:
    vary = ["war.drift=0:16", "deadline.on_lapse=leave,cost", "deadline.date=2026-05-01:2026-05-16"]
    plan = plan_of("baseline", vary, design=design, points=16)
    points = np.array([point.values for point in plan.points[1:]])
    assert Counter(points[:, 1]) == {"leave": 8, "cost": 8}
    assert sorted(np.floor(points[:, 0].astype(float))) == [*range(16)]
    assert set(points[:, 2]) <= {f"2026-05-{day:02}" for day in range(1, 17)}
    assert plan.points == plan_of("baseline", vary, design=design, points=16).points
    assert plan.points != plan_of("baseline", vary, design=design, points=16, seed=2).points


def test_several_scenarios_are_an_axis() -> None:
    names = ["baseline", "strong_guarantees"]
    found = sim.sweep(names, "war.drift=0,20", 5, set=QUICK)
    assert [*found.of("accord")["scenario"]] == [names[0], names[0], names[1], names[1]]
    alone = sim.run("strong_guarantees", 5, set=[*QUICK, "war.drift=20"])
    assert found.of("rounds")["value"].iloc[3] == alone.column("rounds").mean()


def test_the_frame_is_tidy(words: Swept) -> None:
    frame = words.frame
    assert not frame.duplicated(["point", "group", "name"]).any()
    assert frame["deadline.date"].dtype.kind == "M"
    assert set(frame["deadline.on_lapse"]) == {"leave", "cost"}
    inside = frame.dropna(subset=["low"])
    assert (inside["low"] <= inside["value"]).all()
    assert (inside["value"] <= inside["high"]).all()
    assert words.label("accord") == "an accord by each point's own deadline"


def test_an_outcome_that_nobody_declares_says_which_was_meant(words: Swept) -> None:
    with pytest.raises(sim.UnknownColumn, match="did you mean 'accord'"):
        words.of("acord")


def test_processes_change_no_number(words: Swept) -> None:
    vary = {"deadline.on_lapse": ["leave", "cost"], "deadline.date": "2026-02-18:2026-02-20:2"}
    again = sim.sweep("baseline", vary, 5, set=QUICK, jobs=2)
    pd.testing.assert_frame_equal(again.frame, words.frame, check_exact=True)


def test_a_damaged_point_is_played_again_and_nothing_else(tmp_path: Path) -> None:
    played: list[int] = []
    asked = {"vary": "war.drift=0,20", "worlds": 5, "set": QUICK, "out": tmp_path}
    first = sim.sweep("baseline", **asked)  # type: ignore[arg-type]
    assert first.path is not None
    files = {path.name: path.read_bytes() for path in first.path.rglob("*.*") if path.is_file()}
    damaged = sorted((first.path / "points").iterdir())[1]
    damaged.write_bytes(damaged.read_bytes()[:-1])
    sim.sweep("baseline", **asked, progress=played.append)  # type: ignore[arg-type]
    assert played == [2 * 5, 5]
    assert files == {p.name: p.read_bytes() for p in first.path.rglob("*.*") if p.is_file()}
    read = pd.read_parquet(first.path / "sweep.parquet")
    pd.testing.assert_frame_equal(read, first.frame)
    assert len(pd.read_csv(first.path / "sweep.csv")) == len(read)


def test_a_heat_map_marks_what_noise_may_explain(swept: Swept) -> None:
    rows = swept.of("accord")
    noise = ((rows["difference_low"] <= 0) & (rows["difference_high"] >= 0)).sum()
    figure = swept.plot("accord")
    assert isinstance(figure, Figure)
    axes = figure.axes[0]
    cells = [text.get_text() for text in axes.texts]
    assert len(cells) == 4
    assert sum("•" in cell for cell in cells) == noise
    assert "war.drift (km2/day)" in axes.get_xlabel()
    assert "share of the worlds" in figure.axes[1].get_ylabel()


def test_lines_have_a_band_and_a_look_for_every_value(words: Swept) -> None:
    axes = Figure().subplots()
    assert words.plot("accord", ax=axes) == [axes]
    looks = {(line.get_marker(), str(line.get_linestyle())) for line in axes.get_lines()}
    assert len(looks) == 3  # two words and the base
    assert axes.get_ylabel() == "share of the worlds"
    assert [label.get_text() for label in axes.get_xticklabels()] == ["18 Feb 2026", "20 Feb 2026"]


def test_more_axes_have_a_panel_each() -> None:
    vary = ["war.drift=0:20", "deadline.credibility=0:1", "deadline.on_lapse=leave,cost"]
    found = sim.sweep("baseline", vary, 5, set=QUICK, design="sobol", points=4)
    left, right = Figure().subplots(1, 2)
    panels = found.plot("killed", ax=right)
    assert isinstance(panels, list)
    assert len(panels) == 3
    assert "persons" in panels[0].get_ylabel()
    assert left.figure is not None
    figure = found.plot("accord")
    assert isinstance(figure, Figure)
    assert len([axes for axes in figure.axes if axes.axison]) == 3


def test_means_over_the_other_axes_are_those_of_the_points(swept: Swept) -> None:
    means = swept.means("accord", swept.plan.axes[0])
    frame = swept.of("accord").groupby("war.drift")["value"].mean()
    assert means["value"].to_numpy() == pytest.approx(frame.to_numpy())
    assert [*means["points"]] == [2, 2]
