"""Any valid scenario keeps what every world must keep, whatever its numbers.

The long form, a thousand scenarios: ``pytest -m slow tests/hostile/test_valid.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sim.processes.talks.process
from sim.agreement.valuation import Valuation
from sim.model import NegotiationModel
from sim.outcomes import declared, outcomes
from sim.processes.grid import Grid
from sim.processes.talks import Relations
from sim.processes.war import War
from sim.scenario import Quantity, Scenario, ScenarioError
from sim.simulation import Observer, simulate
from sim.talks import Round
from sim.trajectory import ACCORD, FORCE, HELD, TALKS, Trajectory
from tests.builders import process_of
from tests.hostile.valid import START, changes, scenario_of

WORLDS = 7
_EVERY_WORLD = ("truce_days", "km2_changed", "killed", "blackout_hours")
quick = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
long = settings(quick, max_examples=1000, derandomize=False)


class Watch(Observer):
    """Looks at what lives only inside a day."""

    def after(self, model: object, day: int) -> None:
        assert isinstance(model, NegotiationModel)
        grid, trust = process_of(model, Grid), process_of(model, Relations).trust
        assert (np.abs(trust) <= 2).all()
        if day < 0:
            return
        for part in (grid.supply, grid.imports, grid.aid, grid.unserved, grid.damage):
            assert (part >= 0).all()
        served = grid.supply + grid.imports + grid.aid + grid.unserved
        assert np.allclose(served, grid.demand, rtol=1e-9, atol=1e-9)
        assert (grid.damage <= grid.undamaged).all()
        attention = model.attention
        assert ((attention >= 0) & (attention <= 1)).all()


def keeps_its_promises(changed: dict[str, str]) -> None:
    scenario = scenario_of(changed)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        told = np.ones(WORLDS, dtype=bool)
        trajectory = simulate(scenario, 1, 0, WORLDS, traced=told, observer=Watch())
        answered = outcomes(trajectory)
    shares_are_shares(scenario, answered)
    numbers_are_numbers(trajectory, answered)
    land_is_conserved(trajectory)
    time_goes_forward(trajectory)
    accords_pass_every_gate(trajectory, answered)


def shares_are_shares(scenario: Scenario, answered: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
    for outcome in declared(scenario):
        values = answered[outcome.name]
        assert values.shape == (WORLDS,)
        if outcome.kind == "class":
            least = 0 if outcome.name == "outcome" else -1
            assert ((values >= least) & (values < len(outcome.categories))).all(), outcome.name
        if outcome.kind == "flag":
            assert set(np.unique(values)) <= {0, 1}
    for name in ("p_hold", "on_frontier"):
        some = answered[name][~np.isnan(answered[name])]
        assert ((some >= 0) & (some <= 1)).all(), name
    assert np.array_equal(answered["reason"] == -1, answered["accord"])


def numbers_are_numbers(trajectory: Trajectory, answered: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
    accord = trajectory.daily["phase"][-1] == ACCORD
    for name in answered.keys() & set(_EVERY_WORLD):
        assert np.isfinite(answered[name]).all(), name
    for name in ("p_hold", "renewed_after", "ceasefire_day"):
        assert not np.isnan(answered[name][accord]).any(), name
        assert np.isnan(answered[name][~accord]).all(), name
    for name, values in trajectory.sampled.items():
        assert np.isfinite(values).all(), name
    for name, values in trajectory.daily.items():
        if name.startswith(("war_value", "shared_war_value")) or name == "resentment":
            assert np.isfinite(values).all(), name
    for name in answered.keys() & {"killed", "blackout_hours", "truce_days"}:
        assert (answered[name] >= 0).all()


def land_is_conserved(trajectory: Trajectory) -> None:
    file = trajectory.scenario.file
    held = trajectory.story["held_area"]
    whole = trajectory.sampled.get("war.whole_area", file.war.whole_area.high)
    whole = whole if not file.war.whole_area.fixed else np.full(WORLDS, file.war.whole_area.value)
    whole = np.maximum(whole, trajectory.final["area_at_start"])
    assert ((held >= 0) & (held <= whole)).all()
    assert np.array_equal(held[-1], trajectory.final["held_area"])
    fallen = trajectory.daily["phase"][-1] == FORCE
    assert (held[-1][fallen] == 0).all()


def time_goes_forward(trajectory: Trajectory) -> None:
    over = trajectory.daily["phase"] != TALKS
    assert (over[1:] >= over[:-1]).all()
    ended_on = trajectory.final["ended_on"]
    assert np.array_equal(ended_on, np.where(over.any(axis=0), over.argmax(axis=0), -1))
    assert (trajectory.final["fighting_until"] >= ended_on).all()
    for name in [name for name in trajectory.story if name.startswith("killed.")]:
        assert (np.diff(trajectory.story[name], axis=0) >= 0).all(), name
    exchanged = trajectory.story.get("exchanged", np.zeros((1, WORLDS)))
    assert (np.diff(exchanged, axis=0) >= 0).all()


def accords_pass_every_gate(trajectory: Trajectory, answered: dict[str, np.ndarray]) -> None:  # type: ignore[type-arg]
    accord = np.flatnonzero(trajectory.daily["phase"][-1] == ACCORD)
    day, package = trajectory.final["ended_on"][accord], trajectory.final["package"]
    assert np.array_equal(np.flatnonzero(package >= 0), accord)
    assert (trajectory.daily["date"][day, accord] == HELD).all()
    assert (trajectory.daily["answers"][day, accord] & 3 == 3).all()
    assert (trajectory.story["votes"][day, accord] == 3).all()
    assert trajectory.valuer is not None
    excused = trajectory.valuer.accord.claims_open[package[accord]]
    hazard = trajectory.final["hazard"][accord]
    for party in trajectory.scenario.file.parties.values():
        asked = drawn(trajectory, party.must_hold.probability)[accord]
        likely = np.exp(-hazard * drawn(trajectory, party.must_hold.years)[accord])
        assert (excused | (likely >= asked * (1 - 1e-9))).all()


def drawn(trajectory: Trajectory, quantity: Quantity) -> np.ndarray:  # type: ignore[type-arg]
    if quantity.fixed:
        return np.full(WORLDS, quantity.value)
    return trajectory.sampled[quantity.name]


@quick
@given(changed=changes())
def test_any_valid_scenario_keeps_its_promises(changed: dict[str, str]) -> None:
    keeps_its_promises(changed)


def _grown(move: Callable[..., Any]) -> Callable[..., Any]:
    def moved(self: War, *args: Any) -> Any:
        fallen = move(self, *args)
        self.held_area = self.held_area + 30_000.0
        return fallen

    return moved


def _overserved(serve: Callable[..., Any]) -> Callable[..., Any]:
    def served(self: Grid, *args: Any) -> None:
        serve(self, *args)
        self.aid = self.aid + 1e-6

    return served


EAGER = {
    f"parties.{party}.{name}": value
    for party in ("ukraine", "russia")
    for name, value in (("cost_of_war", "5"), ("firmness", "0"), ("must_hold.probability", "0"))
} | {"calendar.readiness": "1"}
FAULTS: dict[str, tuple[object, str, object, dict[str, str]]] = {
    "trust without bound": (
        sim.processes.talks.process,
        "_MOST_TRUST",
        5.0,
        {"talks.trust.strike": "2", "talks.trust.fades": "0"},
    ),
    "land from nowhere": (War, "_move", _grown(War._move), {}),
    "power from nowhere": (Grid, "_serve", _overserved(Grid._serve), {}),
    "no vote at home": (
        Round,
        "signed",
        property(lambda round_: round_.agreed),
        EAGER | {"parties.ukraine.ratification.needs": "1"},
    ),
    "an accord without a hazard": (
        Valuation,
        "hazard_of",
        lambda self, package: np.full(package.shape, np.nan),
        EAGER,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_promise_can_be_broken(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, planted, changed = FAULTS[fault]
    keeps_its_promises(START | changed)
    monkeypatch.setattr(where, name, planted)
    with pytest.raises(AssertionError):
        keeps_its_promises(START | changed)


@pytest.mark.slow
@long
@given(changed=changes())
def test_a_thousand_valid_scenarios_keep_their_promises(changed: dict[str, str]) -> None:
    keeps_its_promises(changed)


@settings(quick, max_examples=60)
@given(changed=changes(), data=st.data())
def test_what_is_generated_is_valid(changed: dict[str, str], data: st.DataObject) -> None:
    """Or the promises would be kept by refusing to run."""
    try:
        scenario_of(changed)
    except ScenarioError as error:
        pytest.fail(f"{changed}: {error}")
