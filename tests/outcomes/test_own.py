"""What a file or a program asks beside the outcomes stands wherever they do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import sim
from sim.analysis.discovery.target import targets
from sim.ensemble.precision import targets as ensemble_targets
from sim.outcomes import declared
from sim.scenario import ScenarioError, load, own_measures
from sim.scenario.listing import scenarios
from tests.builders import FEW_DAYS, TO_JUNE

QUICK = 'measures.quick={of: "accord and outcome_day < 60 and p_hold > 0.6"}'
LAND = "measures.land={of: km2_changed / 26.5, unit: '%', label: land lost}"


def calm(trajectory: Any) -> NDArray[np.int64]:
    """Days with hardly any pressure."""
    days: NDArray[np.int64] = (trajectory.daily["effective_pressure"] < 0.1).sum(axis=0)
    return days


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    yield
    sim.forget()


def test_a_question_of_the_file_is_a_share() -> None:
    run = sim.run("baseline", 300, set=[TO_JUNE, QUICK])
    p_hold = run.column("p_hold")
    expected = run.column("accord") & (run.column("outcome_day") < 60) & (p_hold > 0.6)
    assert np.array_equal(run.column("quick"), expected)
    told = run.summary()["own"]["quick"]
    assert told["share"] == pytest.approx(expected.mean())
    assert told["low"] < told["share"] < told["high"]
    assert 0 < expected.sum() < 100


def test_a_number_of_the_file_is_a_mean_where_it_has_a_value() -> None:
    of = "measures.each={of: 'where(accord, outcome_day, log(-1))', unit: days}"
    run = sim.run("baseline", 200, set=[TO_JUNE, of])
    days = run.column("outcome_day")[run.column("accord")]
    told = run.summary()["measures"]["each"]
    assert told["n"] == days.size > 10
    assert told["mean"] == pytest.approx(days.mean())


def test_parameters_drawn_and_fixed_can_be_asked() -> None:
    of = "measures.both={of: parties.russia.patience + deadline.after_lapse - war.belt.area}"
    run = sim.run("baseline", 50, set=[*FEW_DAYS, of, "war.belt.area=100"])
    drawn = run.column("parties.russia.patience") + run.column("deadline.after_lapse")
    np.testing.assert_allclose(run.column("both"), drawn - 100)


def test_to_ask_more_changes_no_digest() -> None:
    plain = sim.run("baseline", 50, set=FEW_DAYS)
    asked = sim.run("baseline", 50, set=[*FEW_DAYS, QUICK, LAND])
    assert plain.digests == asked.digests


def test_it_stands_in_comparisons_and_sweeps() -> None:
    changes = [*FEW_DAYS, QUICK, LAND]
    compared = sim.compare("baseline", "harsh_winter", worlds=60, set=changes)
    assert {("own", "quick"), ("measures", "land")} <= set(compared.index)
    swept = sim.sweep("baseline", {"war.drift": "0:10:2"}, worlds=40, set=changes)
    assert {"quick", "land"} <= set(swept.frame["name"])


def test_it_stands_in_sensitivity_and_can_be_sought() -> None:
    run = sim.run("baseline", 500, set=[*FEW_DAYS, LAND, "measures.lost={of: km2_changed > 99}"])
    ranked = sim.sensitivity(run, outcomes=["land"]).frame
    assert ranked.loc["land"]["share"].idxmax() == "war.drift"
    assert "lost" in targets(run.declared)
    assert "lost" in ensemble_targets(run.declared)


def test_a_function_of_the_trajectory_is_asked_of_every_world() -> None:
    sim.measure("calm", label="calm days", unit="days")(calm)
    sim.measure("fought", yes_or_no=True)(lambda t: t.final["held_area"] < 5_000)
    run = sim.run("baseline", 60, set=FEW_DAYS)
    assert run.outcome("calm").unit == "days"
    assert run.column("calm").max() > run.column("calm").min() >= 0
    assert np.array_equal(run.column("fought"), run.column("fought").astype(bool))
    assert set(run.summary()["own"]) == {"fought"}


def test_other_processes_ask_it_too(tmp_path: Path) -> None:
    sim.measure("calm")(calm)
    one = sim.run("baseline", 60, set=FEW_DAYS)
    two = sim.run("baseline", 60, set=FEW_DAYS, jobs=2, block_size=20)
    assert np.array_equal(one.column("calm"), two.column("calm"))


def test_a_run_that_is_asked_something_else_is_another_run(tmp_path: Path) -> None:
    plain = sim.run("baseline", 20, set=FEW_DAYS, out=tmp_path)
    sim.measure("calm")(calm)
    asked = sim.run("baseline", 20, set=FEW_DAYS, out=tmp_path)
    sim.measure("calm")(lambda t: calm(t) * 2)
    again = sim.run("baseline", 20, set=FEW_DAYS, out=tmp_path)
    assert len({plain.path, asked.path, again.path}) == 3
    sim.forget()
    loaded = sim.load(asked.path)
    assert np.array_equal(loaded.column("calm") * 2, again.column("calm"))
    assert loaded.digests == plain.digests


def test_a_function_that_cannot_travel_is_refused_with_what_to_do() -> None:
    sim.measure("here")(lambda t: np.zeros(t.worlds))
    with pytest.raises(sim.Usage, match="put its function into a module"):
        sim.run("baseline", 40, set=FEW_DAYS, jobs=2, block_size=20)


def test_a_function_whose_file_changed_since_is_told_by_its_code(tmp_path: Path) -> None:
    """As in a notebook that loads its modules anew: what stands in the file is no longer it."""
    path = tmp_path / "mine.py"
    path.write_text("(never closed\n", encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile("def calm(trajectory): return trajectory.daily['phase'][-1]", path, "exec"), names)
    sim.measure("mine", label="mine", unit="days")(names["calm"])
    assert "mine" in sim.run("baseline", worlds=5, set=[*FEW_DAYS]).outcomes


@pytest.mark.parametrize("given", [3, np.zeros(2), np.array(["a"] * 20), None])
def test_what_is_no_number_for_every_world_is_refused(given: object) -> None:
    sim.measure("odd")(lambda t: given)  # type: ignore[arg-type, return-value]
    with pytest.raises(sim.Usage, match="for each of the 20"):
        sim.run("baseline", 20, set=FEW_DAYS)


@pytest.mark.parametrize("name", ["accord", "Calm", "talks_go_on", "", "world", "a.b"])
def test_a_name_that_is_taken_or_none_is_refused(name: str) -> None:
    with pytest.raises(sim.Usage, match="a measure cannot be called"):
        sim.measure(name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("measures.m={of: acord}", "speaks of 'acord'.*did you mean 'accord'"),
        ("measures.m={of: parties.russia.patiance > 1}", "did you mean 'parties.russia.patience'"),
        ("measures.m={of: 'outcome == \"zoon\"'}", "which it never is: did you mean 'zone'"),
        ("measures.m={of: outcome > 3}", "compare it to a word"),
        ("measures.m={of: 'eval(1)'}", "functions are"),
        ("measures.accord={of: rounds}", "has the name of an outcome"),
        ("measures.m={off: rounds}", "missing parameter 'measures.m.of'"),
    ],
)
def test_mistakes_are_told_when_the_file_is_read(change: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        load("baseline", [change])


@pytest.mark.parametrize("name", list(scenarios().index))
def test_what_may_be_asked_is_what_is_declared(name: str) -> None:
    """The room that checks files and the room that declares outcomes know the same."""
    scenario = load(name)
    known = own_measures.outcomes(scenario.file)
    of_the_run = {outcome.name: outcome for outcome in declared(scenario)}
    assert set(known) == set(of_the_run)
    for each, words in known.items():
        assert set(of_the_run[each].categories) <= set(words), each
        assert bool(words) == (of_the_run[each].kind == "class"), each


def test_the_frame_has_it_by_name() -> None:
    run = sim.run("baseline", 20, set=[*FEW_DAYS, QUICK])
    assert isinstance(run.outcomes, pd.DataFrame)
    assert run.outcomes["quick"].dtype == bool


def test_what_was_asked_of_one_run_alone_is_no_difference() -> None:
    """It was never asked of the other: neither zero there, nor an effect."""
    plain, asked = (sim.run("baseline", 60, set=[*FEW_DAYS, *more]) for more in ((), (QUICK,)))
    for row in (
        sim.compare(plain, asked).loc[("own", "quick")],
        sim.compare(asked, plain).loc[("own", "quick")],
    ):
        assert {row["n_a"], row["n_b"]} == {0, 60}
        assert np.isnan(row["difference"])


def test_a_measure_is_asked_by_decoration() -> None:
    with pytest.raises(sim.Usage, match="is a decorator"):
        sim.measure("quick", calm)  # type: ignore[arg-type]
