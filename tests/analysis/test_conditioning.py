"""Given what has happened: the same worlds, weighed; mistakes in a file of events, and where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sim
from sim.analysis.conditioning import Conditioned, Happened, condition, events
from sim.analysis.conditioning.events import KINDS, Event, Span
from sim.cli import app
from sim.ensemble import run
from sim.errors import Usage
from sim.scenario import ScenarioError, load
from sim.simulation import simulate
from sim.trajectory import Trajectory
from tests.builders import SHORT, as_options, baseline_with

WORLDS = 120


def given(*kinds: tuple[str, Span]) -> Conditioned:
    known = Happened(tuple(Event(kind, kind, span) for kind, span in kinds))
    return condition("baseline", known, WORLDS, set=SHORT)


@pytest.fixture(scope="module")
def plain() -> sim.Run:
    return run("baseline", WORLDS, set=SHORT)


@pytest.fixture(scope="module")
def trajectory() -> Trajectory:
    return simulate(baseline_with(*SHORT), 1, 0, WORLDS)


ALL_DAYS = Span(0, 82)


def test_what_happens_in_every_world_changes_nothing(plain: sim.Run) -> None:
    found = given(("no_accord", Span(0, 0)))
    assert found.left == WORLDS
    assert found.before.digests == plain.digests
    frame = found.frame
    assert (frame["difference"].fillna(0) == 0).all()
    assert found.after.shares()["share"].equals(plain.shares()["share"])


@pytest.mark.parametrize("kind", ["accord", "prisoner_exchange"])
def test_given_that_it_came_true_it_did(plain: sim.Run, kind: str) -> None:
    """By the deadline, as the run's own columns count it."""
    deadline = (plain.deadline - plain.start).days
    found = given((kind, Span(0, deadline)))
    assert found.left == plain.column(kind).sum()
    assert found.after.by_deadline().loc[kind, "share"] == 1.0
    none = given((f"no_{kind}", Span(0, deadline)))
    assert none.left == WORLDS - found.left
    assert none.after.by_deadline().loc[kind, "share"] == 0.0


def test_shares_are_those_of_the_worlds_that_are_left(plain: sim.Run) -> None:
    found = given(("no_accord", Span(0, 30)))
    left = ~((plain.column("package") >= 0) & (plain.column("outcome_day") <= 30))
    assert found.left == left.sum() < WORLDS
    share = found.after.by_deadline().loc["durable_peace", "share"]
    assert share == pytest.approx(plain.column("durable_peace")[left].mean(), abs=1e-12)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("no_")])
def test_it_happened_or_it_did_not(trajectory: Trajectory, kind: str) -> None:
    span = Span(3, 40, "russia")
    did, not_ = (Event("e", k, span).agrees(trajectory) for k in (kind, f"no_{kind}"))
    assert (did ^ not_).all()


def test_a_refusal_is_a_round_without_that_sides_yes(trajectory: Trajectory) -> None:
    held, refused = (
        Event("e", kind, Span(3, 60, "ukraine")).agrees(trajectory) for kind in ("round", "refusal")
    )
    assert (held | ~refused).all()
    assert refused.any()


def test_several_events_must_all_be_so(trajectory: Trajectory) -> None:
    one, other = Event("a", "round", Span(0, 20)), Event("b", "no_accord", Span(0, 30))
    both = Happened((one, other))(trajectory)
    assert np.array_equal(both, one.agrees(trajectory) & other.agrees(trajectory))


def test_when_no_world_agrees_it_says_so() -> None:
    with pytest.raises(Usage, match="none of 120 worlds agrees"):
        given(("accord", Span(0, 0)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("e: {type: rond}", "did you mean 'round'"),
        ("e: {from: 2026-03-01}", "lacks 'type'"),
        ("e: {type: round, untl: 2026-03-01}", "did you mean 'until'"),
        ("e: {type: round, from: soon}", "is no date"),
        ("e: {type: round, from: 2025-01-01}", "between the start and the horizon"),
        ("e: {type: round, from: 2026-04-01, until: 2026-03-01}", "later than 'until'"),
        ("e: {type: refusal, by: rusia}", "did you mean 'russia'"),
        ("e: {type: refusal}", "lacks 'by'"),
        ("e: {type: round, by: russia}", "belongs to a refusal"),
    ],
)
def test_mistakes_are_told_where_they_are(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "e.yaml").write_text(f"events:\n  {line}\n")
    with pytest.raises(ScenarioError) as error:
        events(tmp_path / "e.yaml", load("baseline"))
    assert told in str(error.value)
    assert "e.yaml:2:" in str(error.value)


def test_what_a_scenario_lacks_cannot_have_happened(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text("events:\n  e: {type: energy_truce}\n")
    with pytest.raises(ScenarioError, match="wage_round has no partial deals"):
        events(tmp_path / "e.yaml", load("wage_round"))


def test_condition_as_a_command(tmp_path: Path) -> None:
    path = tmp_path / "e.yaml"
    path.write_text("events:\n  quiet: {type: no_accord, until: 2026-03-01}\n")
    words = ["condition", "baseline", "--events", str(path), "-n", "40", "-j", "1", "--quiet"]
    done = CliRunner().invoke(app, [*words, *as_options(SHORT)])
    assert done.exit_code == 0, done.output
    assert "of 40 worlds agree with all that happened" in done.stdout
    assert "given the events: accords by" in done.stdout
