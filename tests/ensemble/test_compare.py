"""Paired differences."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analysis.compare import FEWEST, Unpaired, comparison
from sim.analysis.rows import rows
from sim.ensemble import block
from sim.ensemble.runner import run
from sim.report.comparison import comparison_text, comparisons_text, headline
from sim.results import Run
from sim.results.run import first_worlds
from sim.scenario import Scenario, load
from sim.words import percent, points
from tests.ensemble import fake

pytestmark = pytest.mark.usefixtures("fake_model")


@pytest.fixture
def ran(baseline: Scenario, fake_model: None) -> Run:
    return run(baseline, 3000)


@pytest.fixture
def better(baseline: Scenario, fake_model: None, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same worlds with everything a little nearer to an accord."""

    def nearer(trajectory: fake.FakeTrajectory) -> dict[str, np.ndarray]:
        trajectory.uniform = trajectory.uniform * 0.9
        return fake.outcomes(trajectory)

    with monkeypatch.context() as patch:
        patch.setattr(block, "outcomes", nearer)
        return run(baseline, 2000)


def error_of_conditional_means(a: np.ndarray, b: np.ndarray) -> float:
    """Of ``mean(b) - mean(a)`` over worlds that have one each: by linearizing both ratios."""
    pulls = [np.nan_to_num(x - np.nanmean(x)) / np.isfinite(x).mean() for x in (a, b)]
    return float(np.std(pulls[1] - pulls[0], ddof=1) / np.sqrt(a.size))


def test_a_run_differs_from_itself_by_nothing(ran: Run) -> None:
    table = sim.compare(ran, ran)
    assert (table["difference"].dropna() == 0).all()
    assert table["z"].isna().all()


def test_differences_are_those_of_the_paired_worlds(ran: Run, better: Run) -> None:
    table = sim.compare(ran, better)
    a, b = ran.outcomes[:2000], better.outcomes
    row = table.loc[("by_deadline", "accord")]
    change = b["accord"].astype(float) - a["accord"].astype(float)
    assert row["difference"] == pytest.approx(change.mean())
    assert row["standard_error"] == pytest.approx(change.sem())
    assert row["z"] == pytest.approx(change.mean() / change.sem())
    assert row["z"] > 3
    holds = table.loc[("measures", "p_hold")]
    assert holds["difference"] == pytest.approx(b["p_hold"].mean() - a["p_hold"].mean())
    error = error_of_conditional_means(a["p_hold"].to_numpy(), b["p_hold"].to_numpy())
    assert holds["standard_error"] == pytest.approx(error, rel=0.15)
    for end, sign in (("low", -1), ("high", 1)):
        reach = sign * (holds[end] - holds["difference"])
        assert reach == pytest.approx(1.96 * error, rel=0.25), end


def test_accords_of_the_last_30_days_count_among_those_in_time(ran: Run) -> None:
    last = (ran.deadline - ran.start).days
    days = ran.column("outcome_day")[ran.column("accord")]
    found = rows(ran)["by_deadline.accords_in_last_30_days"].over.value
    assert found == pytest.approx(np.mean((days > last - 30) & (days <= last)))


def test_runs_of_different_seeds_are_not_paired(baseline: Scenario, ran: Run) -> None:
    with pytest.raises(Unpaired, match="seed"):
        sim.compare(ran, run(baseline, 10, seed=2))


def test_different_horizons_and_deadlines_are_said(baseline: Scenario, ran: Run) -> None:
    longer = run(load("baseline", {"horizon": "2027-12-31"}), 100)
    notes = comparison(ran, longer).notes
    assert len(notes) == 1
    assert "2027-12-31" in notes[0]
    earlier = run(load("baseline", {"deadline.date": "2026-06-01"}), 100)
    assert any("deadlines differ" in note for note in comparison(ran, earlier).notes)


def test_runs_of_different_code_are_said_to_be(ran: Run) -> None:
    other = Run(ran.manifest | {"code_hash": "0" * 64}, ran.table, scenario=ran.scenario)
    (note,) = comparison(ran, other).notes
    assert "different versions of the program" in note


def test_the_points_of_theory_are_for_those_who_ask(ran: Run, better: Run) -> None:
    found = comparison(ran, better)
    row = next(row for row in found.differences if row.group == "measures")
    nash = dataclasses.replace(row, name="from_nash", label="distance from the Nash point")
    more = dataclasses.replace(found, differences=[*found.differences, nash])
    assert "Nash" not in comparison_text(more)
    assert "--all" in comparison_text(more)
    assert "Nash" in comparison_text(more, everything=True)


def test_the_first_sentence_says_what_the_change_does_to_the_accords(ran: Run, better: Run) -> None:
    found = comparison(ran, better)
    row = next(row for row in found.differences if row.name == "accord")
    changed = Run(better.manifest | {"changes": ["war.drift=0"]}, better.table)
    found = comparison(ran, changed)
    told = headline(found)
    assert told.startswith("war.drift=0: accords by 30 June ")
    assert f"{percent(row.a)} -> {percent(row.b)}, {points(row.change.value)} points" in told
    assert "chance" not in told
    assert comparison_text(found).startswith(told[:60])
    assert "the same in every world" in headline(comparison(ran, ran))
    little = dataclasses.replace(row.change, low=-0.01)
    unsure = dataclasses.replace(found, differences=[dataclasses.replace(row, change=little)])
    assert "chance" in headline(unsure)


def test_a_figure_over_some_of_the_worlds_says_over_how_many(ran: Run, better: Run) -> None:
    table, text = sim.compare(ran, better), comparison_text(comparison(ran, better))
    accords = int(ran.outcomes["accord"][:2000].sum()), int(better.outcomes["accord"].sum())
    assert tuple(table.loc[("measures", "p_hold"), ["n_a", "n_b"]]) == accords
    assert tuple(table.loc[("measures", "km2_changed"), ["n_a", "n_b"]]) == (2000, 2000)
    row = next(line for line in text.splitlines() if "probability that it holds" in line)
    assert all(f"(n={n:,})" in row for n in accords)
    assert "(n=" not in next(line for line in text.splitlines() if "changed hands" in line)
    assert "n_effective_a" not in table


def test_a_figure_over_hardly_any_worlds_has_no_interval(ran: Run) -> None:
    """Fewer than ten worlds are no ground for an interval."""
    few, some = (
        {
            (each.group, each.name): each
            for each in comparison(first_worlds(ran, n), first_worlds(ran, n)).differences
        }
        for n in (40, 400)
    )
    conditional = [key for key, row in few.items() if not row.everywhere and 0 < row.n_a < FEWEST]
    assert conditional
    for key in conditional:
        assert np.isnan([few[key].change.low, few[key].change.high, few[key].change.z]).all()
        assert few[key].change.value == 0.0
    enough = [row for row in some.values() if not row.everywhere and row.n_a >= FEWEST]
    assert enough
    assert all(np.isfinite([row.change.low, row.change.high]).all() for row in enough)


def test_several_scenarios_stand_side_by_side_in_one_table(ran: Run, better: Run) -> None:
    others = [
        Run(better.manifest | {"scenario": name}, better.table) for name in ("nearer", "as_near")
    ]
    text = comparisons_text([comparison(ran, other) for other in others])
    heads = [line for line in text.splitlines() if "nearer" in line and "as_near" in line]
    assert heads[0].split() == ["baseline", "nearer", "difference", "as_near", "difference"]
    assert text.count("how the worlds end") == 1
    row = next(line for line in text.splitlines() if line.startswith("  an accord "))
    found = comparison(ran, better)
    accord = next(each for each in found.differences if each.name == "accord")
    change = accord.change
    cell = f"{points(change.value)} ({points(change.low)} to {points(change.high)})"
    assert row.count(cell) == row.count(percent(accord.b)) == 2
    assert percent(accord.a) in row


def test_two_runs_of_one_scenario_go_by_their_folders(ran: Run) -> None:
    other = Run(ran.manifest | {"run_id": "baseline-1-other"}, ran.table, scenario=ran.scenario)
    assert "baseline-1-other" in comparison_text(comparison(ran, other)).split("---")[0]


def test_scenarios_are_run_when_named(tmp_path: Path) -> None:
    table = sim.compare("baseline", "baseline", worlds=50)
    assert table.index.names == ["group", "name"]
    assert table.attrs["notes"] == []


def test_runs_with_different_pasts_are_said_to_have_them() -> None:
    """What the rounds before the start rule out is no effect of anything else that differs."""
    past, none = (sim.run("baseline", worlds=20, set=way) for way in ((), ("past_of=nobody",)))
    assert any("the pasts differ" in note for note in comparison(past, none).notes)
    assert not any("the pasts differ" in note for note in comparison(past, past).notes)


def test_several_scenarios_side_by_side_say_over_how_many_worlds_a_figure_is(
    ran: Run, better: Run
) -> None:
    others = [
        Run(better.manifest | {"scenario": name}, better.table) for name in ("nearer", "as_near")
    ]
    text = comparisons_text([comparison(ran, other) for other in others])
    row = next(line for line in text.splitlines() if "probability that it holds" in line)
    here, there = (int(run.outcomes["accord"][:2000].sum()) for run in (ran, better))
    assert re.findall(r"\(n=([\d,]+)\)", row) == [f"{n:,}" for n in (here, there, there)]
    assert "(n=" not in next(line for line in text.splitlines() if "changed hands" in line)


@pytest.mark.parametrize("others", [("nearer",), ("nearer", "as_near")])
def test_what_to_bear_in_mind_is_printed_below_the_table(
    ran: Run, better: Run, others: tuple[str, ...]
) -> None:
    other_code = {"code_hash": "0" * 64}
    found = [
        comparison(ran, Run(better.manifest | other_code | {"scenario": name}, better.table))
        for name in others
    ]
    text = " ".join(comparisons_text(found).split())
    assert text.count("different versions of the program") == 1
