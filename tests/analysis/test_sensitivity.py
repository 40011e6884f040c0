"""A scenario whose variance is known in closed form, by every method; and what is told of it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.analysis.sensitivity import Sensitivity
from sim.analysis.sensitivity.factors import LUCK, OTHERS, chosen, factors_of, groups_of
from sim.analysis.sensitivity.luck import luck_in, pairs_given_past
from sim.analysis.sensitivity.powers import log_ratios
from sim.plots.sensitivity import sensitivity_sheet
from sim.report.sensitivity import sensitivity_text
from sim.scenario import load
from tests.builders import FEW_DAYS, NO_DATES

# People killed: days times (a + b), with losses that vary from day to day by a lognormal of mean 1.
MEANS, SDS, SPREAD = np.array([300.0, 120.0]), np.array([50.0, 30.0]), 0.6
NAMES = ["parties.russia.killed", "parties.ukraine.killed"]
LINEAR = (
    *FEW_DAYS,
    *NO_DATES,
    "past_of=nobody",
    "partial_deals=null",
    f"war.exhaustion.spread={SPREAD}",
    *(
        f"{name}={{normal: [{mean}, {sd}]}}"
        for name, mean, sd in zip(NAMES, MEANS, SDS, strict=True)
    ),
)
DAYS = 22  # of fighting, from the start to the horizon
CHANCE = DAYS * (np.exp(SPREAD**2) - 1) * (MEANS**2 + SDS**2).sum()
PARTS = DAYS**2 * SDS**2
WHOLE = PARTS.sum() + CHANCE
ASKED = ("killed",)


@pytest.fixture(scope="module")
def plain() -> Sensitivity:
    return sim.sensitivity("baseline", "plain", ASKED, 4000, set=LINEAR)


@pytest.fixture(scope="module")
def sobol() -> Sensitivity:
    return sim.sensitivity("baseline", "sobol", ASKED, 1024, set=LINEAR, parameters=NAMES)


@pytest.fixture(scope="module")
def morris() -> Sensitivity:
    names = [*NAMES, "war.area", "deadline"]
    return sim.sensitivity("baseline", "morris", ASKED, 30, set=LINEAR, parameters=names)


def test_the_closed_form_is_that_of_the_scenario(plain: Sensitivity) -> None:
    killed = plain.run.column("killed")
    assert killed.mean() == pytest.approx(DAYS * MEANS.sum(), rel=0.01)
    assert killed.var() == pytest.approx(WHOLE, rel=0.08)


def test_plain_within_two_hundredths(plain: Sensitivity) -> None:
    rows = plain.frame.loc["killed"]
    assert rows.loc[NAMES, "share"].tolist() == pytest.approx((PARTS / WHOLE).tolist(), abs=0.02)
    assert rows["beyond_noise"].sum() == 2
    assert rows.loc[NAMES, "beyond_noise"].all()


def test_sobol_finds_the_parts_of_the_variance_and_of_luck(sobol: Sensitivity) -> None:
    """Luck multiplies what it meets: so parameters have a little more in all than alone."""
    rows = sobol.frame.loc["killed"]
    near(rows, 0.08, 0.06)
    assert (rows["first_low"] <= rows["first"]).all()
    assert (rows["first"] <= rows["first_high"]).all()


@pytest.mark.slow
def test_sobol_within_two_hundredths() -> None:
    found = sim.sensitivity("baseline", "sobol", ASKED, 16_384, set=LINEAR, parameters=NAMES)
    near(found.frame.loc["killed"], 0.02, 0.02)


def near(rows: pd.DataFrame, first: float, total: float) -> None:
    """Whether indices are those known, within so much."""
    alone = [*(PARTS / WHOLE), 0.0]
    order = [*NAMES, OTHERS]
    assert rows.loc[order, "first"].tolist() == pytest.approx(alone, abs=first)
    by_luck = DAYS * (np.exp(SPREAD**2) - 1) * SDS**2
    in_all = [*((PARTS + by_luck) / WHOLE), 0.0]
    assert rows.loc[order, "total"].tolist() == pytest.approx(in_all, abs=total)
    assert rows.loc[LUCK, "total"] == pytest.approx(CHANCE / WHOLE, abs=total)


def test_luck_given_the_past_is_what_it_is_where_the_past_says_nothing_of_it() -> None:
    """Who signed has nothing to do with how many die in a day: luck's share is the closed form."""
    scenario = load("baseline", [each for each in LINEAR if each != "past_of=nobody"])
    pairs = pairs_given_past(scenario, ASKED, 800, 1)
    one, other = pairs.values["killed"]
    assert 0.15 < pairs.fitted / 800 < 0.5
    assert 0.98 * pairs.fitted < one.size <= pairs.fitted
    assert pairs.played > 800 + pairs.fitted
    found = luck_in(one, other)
    assert abs(found.value - CHANCE / WHOLE) < 3.5 * found.standard_error
    assert found.standard_error < 0.07


def test_luck_of_pairs_is_what_parameters_leave() -> None:
    rng = np.random.default_rng(1)
    x, *luck = rng.normal(size=(3, 5000))
    assert luck_in(x + luck[0], x + luck[1]).value == pytest.approx(0.5, abs=0.03)
    assert luck_in(x, x).value == 0
    assert np.isnan(luck_in(x[:5], x[:5]).value)


def test_morris_sees_both_slopes_and_nothing_else(morris: Sensitivity) -> None:
    """From the 12.5 % to the 87.5 % point, by days; luck spreads the slopes of the worlds."""
    rows = morris.frame.loc["killed"]
    way = 1.5 * 2 * DAYS * SDS * 0.5 * (1.150349 + 0.318639)  # two levels of four, times 3 / 2
    assert rows.loc[NAMES, "mu_star"].tolist() == pytest.approx(way.tolist(), rel=0.15)
    assert rows.loc[NAMES, "mu"].tolist() == rows.loc[NAMES, "mu_star"].tolist()
    others = rows.drop(NAMES)
    assert len(others) == 4
    assert (others["mu_star"] == 0).all()
    assert others["never"].all()


def test_power_scaling_of_a_normal_moves_the_spread_and_not_the_mean(
    plain: Sensitivity,
) -> None:
    """A symmetrical prior to a power has the same mean, and the outcome is linear in it."""
    row = plain.frame.loc[("killed", NAMES[0])]
    assert abs(row["per_doubling"]) < 3 * row["per_doubling_se"]
    run = plain.run
    low, high = log_ratios(run)[NAMES[0]]
    x = run.column(NAMES[0])
    for ratio, alpha in ((low, 0.8), (high, 1.25)):
        w = np.exp(ratio - ratio.max())
        spread = np.sqrt(np.cov(x, aweights=w))
        assert spread == pytest.approx(SDS[0] / np.sqrt(alpha), rel=0.04)


def test_a_flat_prior_cannot_be_asked(plain: Sensitivity) -> None:
    row = plain.frame.loc[("killed", "war.belt.area")]
    assert row["flat"]
    assert row["per_doubling"] == 0
    assert not row["leans"]


def test_kinds_of_source_add_up(plain: Sensitivity) -> None:
    assert plain.kinds is not None
    kinds, rows = plain.kinds.loc["killed"], plain.frame.loc["killed"]
    some = [kind for kind in kinds.index if kind not in ("all", "size assumed")]
    assert kinds.loc[some, "share"].sum() == pytest.approx(kinds.loc["all", "share"])
    assert kinds.loc[some, "parameters"].sum() == kinds.loc["all", "parameters"]
    assert rows["share"].sum() == pytest.approx(kinds.loc["all", "share"])
    set_by_hand = rows.loc[NAMES, "share"].sum() / kinds.loc["all", "share"]
    assert kinds.loc["assumed", "part"] == pytest.approx(set_by_hand, abs=0.1)


def test_several_outcomes_at_once_are_those_one_by_one(plain: Sensitivity) -> None:
    both = sim.sensitivity(plain.run, outcomes=("killed", "km2_changed"))
    assert both.frame.loc["killed"].equals(plain.frame.loc["killed"])
    one = sim.sensitivity(plain.run, outcomes=("km2_changed",)).frame
    assert both.frame.loc[["km2_changed"]].equals(one)


@pytest.mark.slow
def test_processes_change_no_number() -> None:
    asked = {"outcomes": ASKED, "set": LINEAR, "parameters": NAMES, "worlds": 16}
    one = sim.sensitivity("baseline", "morris", **asked)
    assert one.frame.equals(sim.sensitivity("baseline", "morris", **asked, jobs=2).frame)


def test_words_and_figures_of_every_method(
    plain: Sensitivity, sobol: Sensitivity, morris: Sensitivity
) -> None:
    for found in (plain, sobol, morris):
        told = sensitivity_text(found)
        assert "not forecasts" in told
        assert "Russia: killed" in told
        assert max(map(len, told.splitlines())) <= 100
        sheet = sensitivity_sheet(found)
        assert sheet.png()[:4] == b"\x89PNG"
        assert all(axes.get_xlabel() for axes in sheet.axes)
    assert "whose size is assumed" in sensitivity_text(plain).replace("\n", " ")
    assert "Luck explains" in sensitivity_text(sobol)


def test_the_tornado_is_coloured_and_hatched_by_kind_of_source(plain: Sensitivity) -> None:
    left, right = sensitivity_sheet(plain, rows=3).axes
    labels = [tick.get_text() for tick in left.get_yticklabels()]
    assert labels[:2] == ["Russia: killed", "Ukraine: killed"]
    rows = plain.frame.loc["killed"].sort_values("share", ascending=False).head(3)
    looks = {(bar.get_facecolor()[:3], bar.get_hatch()) for bar in right.patches}
    assert len(looks) == rows["kind"].nunique()
    widths = [bar.get_width() for bar in right.patches]
    assert widths == pytest.approx(rows["share"].tolist())
    assert "explains" in right.get_xlabel()


def test_every_parameter_is_in_one_group() -> None:
    scenario = load("baseline")
    for groups in (
        groups_of(scenario),
        groups_of(scenario, "source"),
        groups_of(scenario, parameters=["war", "parties.ukraine.optimism"]),
    ):
        members = [name for group in groups.values() for name in group]
        assert sorted(members) == sorted(scenario.coordinates)
    assert set(groups_of(scenario, "source")) == {"article", "external", "assumed"}
    assert chosen(scenario, ["war.belt"]) == ["war.belt.area", "war.belt.slows_to"]
    kinds = {name: each.kind for name, each in factors_of(scenario).items()}
    assert kinds["parties.ukraine.hardship"] == "assumed"
    assert kinds["parties.ukraine.ratification.rally"] == "external"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"method": "sobl"}, "did you mean 'sobol'"),
        ({"outcomes": ["acord"]}, "did you mean 'accord'"),
        ({"parameters": ["war.drif"], "method": "morris"}, "did you mean 'war.drift'"),
        ({"parameters": ["war.drift_spread"], "method": "morris"}, "not drawn: it is 4"),
        ({"method": "sobol", "worlds": 1000}, "try 512 or 1,024"),
        ({"method": "sobol", "groups": "sections"}, "did you mean 'section'"),
        ({"method": "sobol", "worlds": 2**20}, "65,536 or fewer"),
        ({"method": "morris", "worlds": 20_000}, "14,084 or fewer"),
        ({"method": "sobol", "outcomes": ["p_hold"], "worlds": 2, "set": FEW_DAYS}, "plain"),
        ({"worlds": 20, "set": FEW_DAYS}, "400 or more"),
    ],
)
def test_mistakes_are_told_in_a_line_with_what_was_meant(
    asked: dict[str, object], told: str
) -> None:
    with pytest.raises(sim.Usage, match=told) as error:
        sim.sensitivity("baseline", **asked)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_a_run_stays_what_it_is(plain: Sensitivity, tmp_path: Path) -> None:
    with pytest.raises(sim.Usage, match="stays what it is"):
        sim.sensitivity(plain.run, worlds=3)
    with pytest.raises(sim.Usage, match="worlds of its own"):
        sim.sensitivity(plain.run, "sobol")


@pytest.mark.slow
def test_the_code_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path(__file__).parents[2] / "docs" / "sensitivity.md"
    (block,) = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    monkeypatch.chdir(tmp_path)
    exec(compile(block, str(page), "exec"), {})
    assert (tmp_path / "killed.png").is_file()
