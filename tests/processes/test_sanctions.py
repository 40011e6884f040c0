"""Sanctions: how they bite, what is foreseen of them, and that an accord lifts them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.processes.day import ACCORD, FORCE, Day
from sim.processes.sanctions import Sanctions
from sim.processes.sanctions.bite import bite, bitten
from sim.scenario import ScenarioError, load
from sim.trajectory import Trajectory
from sim.worlds import Floats, Noise
from tests.builders import dawn, model_of, run, same_bits, setting_of, share_accord, told
from tests.builders import standard_errors as errors

SEVEN, WORLDS = 7, 300
FIXED = (
    "sanctions.costs={russia: 0.001}",
    "sanctions.bites_after=100",
    "sanctions.adapts_after=1000",
    "sanctions.looks_ahead=500 days",
    "sanctions.believed=0.4",
)
BEGINS = 144
"""The deadline's morrow."""


def sanctions_of(*changes: str) -> Sanctions:
    """The sanctions in seven worlds, on the first morning."""
    scenario = load("sanctions_on_russia", set=(*FIXED, *changes))
    return Sanctions(scenario.file.sanctions, setting_of(scenario, Noise(1, 0, SEVEN)))


def worlds_of(*changes: str) -> Trajectory:
    return run(load("sanctions_on_russia", set=changes), WORLDS)


def signed(played: Trajectory, after: bool = False) -> Floats:
    """(worlds,): 1.0 where an accord was signed by the deadline, or after it."""
    late = played.final["ended_on"] > played.deadline
    return share_accord(played) * (late == after)


@pytest.mark.parametrize("n", [0.0, 1.0, 250.0])
@pytest.mark.parametrize("adapts", [60.0, 1000.0, 1e9])
@pytest.mark.parametrize("bites", [0.1, 100.0, 5000.0])
def test_the_closed_form_is_the_sum_of_small_steps(n: float, adapts: float, bites: float) -> None:
    """By the midpoint rule over half a million steps."""
    edges = np.linspace(n, n + 500.0, 500_001)
    middles = (edges[1:] + edges[:-1]) / 2
    summed = bite(middles, np.array(bites), np.array(adapts)).sum() * (edges[1] - edges[0])
    found = bitten(n, np.array(500.0), np.array(bites), np.array(adapts))
    assert found == pytest.approx(summed, rel=1e-6)


def test_they_build_up_and_are_adapted_to() -> None:
    """The share of the full cost rises to the day ``B ln(1 + A/B)`` and falls from there."""
    bites, adapts = np.array(100.0), np.array(1000.0)
    share = bite(np.arange(5000.0), bites, adapts)
    assert share[0] == 0.0
    assert np.argmax(share) == np.rint(bites * np.log1p(adapts / bites))
    assert share[-1] < 0.01


def test_nobody_that_sees_less_far_reckons_with_them_yet() -> None:
    blind = sanctions_of("sanctions.looks_ahead=30 days")
    assert (blind.terms("russia", BEGINS - 30)["sanctions"] == 0).all()
    assert (blind.terms("russia", BEGINS - 29)["sanctions"] < 0).all()


@pytest.mark.parametrize("day", [0, 100, BEGINS - 1, BEGINS, BEGINS + 60])
def test_going_on_costs_what_is_foreseen_as_far_as_it_is_believed(day: int) -> None:
    """Days to their beginning cost nothing; the threat counts to .4, the deed wholly."""
    before, age = max(0, BEGINS - day), max(0, day - BEGINS + 1)
    edges = np.linspace(age, age + 500 - before, 100_001)
    costs = 0.001 * (1 - np.exp(-edges / 100)) * np.exp(-edges / 1000)
    expected = -(0.4 if before else 1.0) * np.trapezoid(costs, edges)
    assert sanctions_of().terms("russia", day)["sanctions"] == pytest.approx(expected, rel=1e-6)


def test_the_threat_grows_as_its_day_comes_near() -> None:
    sanctions = sanctions_of()
    foreseen = [sanctions.terms("russia", day)["sanctions"] for day in range(BEGINS)]
    assert (np.diff(foreseen, axis=0) < 0).all()


def test_a_party_that_bears_no_cost_has_no_term() -> None:
    assert not sanctions_of().terms("ukraine", BEGINS)
    assert not np.any(sanctions_of().cost_a_day("ukraine", BEGINS))


def test_a_day_costs_by_its_age_and_nothing_before_or_after() -> None:
    sanctions = sanctions_of()
    sanctions.step(dawn(BEGINS - 1, SEVEN))
    assert not np.any(sanctions.cost_a_day("russia", BEGINS - 1))
    for day in range(BEGINS, BEGINS + 9):
        sanctions.step(dawn(day, SEVEN))
    expected = 0.001 * -np.expm1(-9 / 100) * np.exp(-9 / 1000)
    assert sanctions.cost_a_day("russia", BEGINS + 8) == pytest.approx(expected)
    assert sanctions.series(BEGINS + 8)["sanctions_cost.russia"] == pytest.approx(expected)
    sanctions.step(ended(BEGINS + 9, ACCORD))
    assert not sanctions.series(BEGINS + 9)["sanctions_cost.russia"].any()
    sanctions.step(ended(BEGINS + 10, FORCE))
    assert (sanctions.days == 10).all()  # nine days, an accord, and one after the land was taken


def ended(day: int, phase: int) -> Day:
    today = dawn(day, SEVEN)
    today.end(np.ones(SEVEN, dtype=bool), phase)
    return today


def test_a_day_without_an_accord_costs_what_war_and_sanctions_do() -> None:
    model = model_of(load("sanctions_on_russia", set=(*FIXED, "sanctions.begins=2026-02-07")), 7)
    plain = model_of(load("baseline"), SEVEN)
    for process in model.processes:
        process.step(model.today)
    for process in plain.processes:
        process.step(plain.today)
    more = [going.cost_a_day("russia", 0) for going in (model.going_on, plain.going_on)]
    expected = 0.001 * -np.expm1(-1 / 100) * np.exp(-1 / 1000)
    assert more[0] - more[1] == pytest.approx(expected, rel=1e-9)


def test_sanctions_already_in_force_have_their_age_at_the_start() -> None:
    long_ago = sanctions_of("sanctions.begins=2025-02-07")
    assert long_ago.age(0) == 366
    assert long_ago.terms("russia", 0)["sanctions"] == pytest.approx(
        sanctions_of().terms("russia", BEGINS + 365)["sanctions"], rel=1e-12
    )


def test_days_of_sanctions_end_with_an_accord_and_with_nothing_else() -> None:
    played = told(load("sanctions_on_russia"), 60)
    days, phase = played.story["sanctions_days"], played.daily["phase"]
    assert (days[:BEGINS] == 0).all()
    assert (phase[-1] == ACCORD).any()
    after = (phase[1:] == ACCORD) & (phase[:-1] == ACCORD)
    assert (np.diff(days, axis=0)[after] == 0).all()  # the day of signing is one of them
    assert (days[-1, phase[-1] != ACCORD] == played.days - BEGINS).all()


def test_what_costs_nothing_changes_nothing() -> None:
    """But for its own series, a world with sanctions of no cost is one without them."""
    plain, idle = run(load("baseline"), 60), run(
        load("sanctions_on_russia", set=("sanctions.costs.russia=0",)), 60
    )  # fmt: skip
    assert all(same_bits(values, idle.daily[name]) for name, values in plain.daily.items())


def test_sanctions_believed_bring_accords_before_they_begin() -> None:
    """Drezner 2003: the threat does the work, where it is believed."""
    dear = "sanctions.costs.russia=0.001"
    none, unbelieved, believed = (
        worlds_of(cost, f"sanctions.believed={share}", "horizon=2026-07-15")
        for cost, share in (("sanctions.costs.russia=0", 1), (dear, 0), (dear, 1))
    )
    assert errors(signed(believed) - signed(none)) > 3
    assert errors(signed(believed) - signed(unbelieved)) > 3
    assert same_bits(signed(unbelieved), signed(none))


def test_sanctions_that_nobody_believed_in_bring_accords_once_they_bite() -> None:
    none, unbelieved = (
        worlds_of(f"sanctions.costs.russia={cost}", "sanctions.believed=0") for cost in (0, 0.001)
    )
    assert errors(signed(unbelieved, after=True) - signed(none, after=True)) > 3


def test_sanctions_that_are_adapted_to_at_once_bring_fewer() -> None:
    """Dizaji and van Bergeijk 2013: adjustment undermines them."""
    soon, late = (
        worlds_of("sanctions.costs.russia=0.001", f"sanctions.adapts_after={days}")
        for days in (60, 3000)
    )
    assert errors(share_accord(late) - share_accord(soon)) > 3


def test_a_cost_of_nobody_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(
        "extends: baseline.yaml\ntitle: T\nquestion: Q?\n"
        "sanctions: {costs: {rusia: 0.001}, source: 'assumed: x'}\n",
        encoding="utf-8",
    )
    with pytest.raises(ScenarioError, match=r"'sanctions\.costs': no party 'rusia'"):
        load(path)
