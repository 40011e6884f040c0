"""The model and its twin tell the same story of every world."""

from __future__ import annotations

import random
from collections import Counter
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.processes.condition import Condition
from sim.scenario import Scenario, ScenarioError, load
from tests.builders import planted
from tests.twin.compare import apart, differences, models_answers, told, twin

OWN = Path(__file__).parent / "scenarios"
SHIPPED = sorted(
    path.stem
    for path in (Path(__file__).parents[2] / "scenarios").glob("*.yaml")
    if path.stem != "wage_round"
)
"""All but the one without a war, of which the twin knows nothing."""

CORNERS = sorted(path.name for path in OWN.glob("*.yaml"))
PROTOCOLS = ["mediated", "alternating"]
CONDITIONS = OWN / "conditions.yaml"
ON_THEIR_DAY = load("baseline").file.events.keys()
"""Events of the baseline, which ask nothing."""

FIRST, WORLDS = 109, 15
"""Worlds of seed 1 among which most of what may happen does: see below."""

REDRAWN = 122
"""One of them, which would have signed in the baseline's past, and is drawn again."""


@pytest.mark.parametrize(
    ("name", "worlds"),
    [
        ("baseline", WORLDS),
        ("deadline_extended", 4),
        ("force_of_arms", 4),
        ("who_else_must_agree", 4),
        ("europe_steps_in", 3),
        ("sanctions_on_russia", 3),
    ],
)
def test_the_twin_agrees(name: str, worlds: int) -> None:
    """Fifty worlds of every shipped scenario in the slow form."""
    assert differences(load(name), seed=1, first=FIRST, worlds=worlds) == []


@pytest.mark.parametrize(("name", "protocol"), list(zip(CORNERS, cycle(PROTOCOLS), strict=False)))
def test_the_twin_agrees_in_corners_no_shipped_scenario_visits(name: str, protocol: str) -> None:
    """By one protocol and by the other in turn; by both, and in more worlds, in the slow form."""
    scenario = load(OWN / name, set={"talks.protocol": protocol})
    assert differences(scenario, seed=2**64 - 1, first=1002, worlds=3) == []


def test_the_twin_agrees_where_the_past_itself_had_no_mediator(tmp_path: Path) -> None:
    scenario = without_mediator(tmp_path)
    assert any(twin(scenario, 1, world).chance.attempt > 1 for world in range(3))
    assert differences(scenario, seed=1, first=0, worlds=4) == []
    assert differences(mediated_after(tmp_path), seed=1, first=0, worlds=4) == []


@pytest.mark.parametrize("past_of", ["own", "nobody"])
@pytest.mark.parametrize("name", ["force_of_arms", OWN / "many_must_agree.yaml"])
def test_the_twin_agrees_where_a_scenario_plays_no_past_but_its_own(
    name: str | Path, past_of: str
) -> None:
    assert differences(load(name, set={"past_of": past_of}), seed=2, first=40, worlds=3) == []


def test_the_twin_agrees_where_few_worlds_are_valued_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The table in portions of 7 worlds, the last of which is smaller: they keep their order."""
    monkeypatch.setattr("sim.table.TILE", 7)
    scenario = load("baseline", set={"deadline.date": "2026-04-01", "horizon": "2026-04-30"})
    assert differences(scenario, seed=1, first=100, worlds=16) == []


@pytest.mark.parametrize("consequence", ["cost", "extend"])
def test_the_twin_agrees_on_what_follows_a_lapse(consequence: str) -> None:
    changes = {"deadline.date": "2026-03-20", "horizon": "2026-09-30", "deadline.binds": 0.5,
               "deadline.on_lapse": consequence, "deadline.new.probability": 1}  # fmt: skip
    assert differences(load("baseline", set=changes), seed=3, first=0, worlds=5) == []


def test_the_worlds_compared_hold_what_the_comparison_needs() -> None:
    """Accords, their absence for several reasons, and a world drawn again are among them."""
    rows = list(models_answers(told(load("baseline"), seed=1, first=FIRST, worlds=WORLDS)))
    assert FIRST <= REDRAWN < FIRST + WORLDS
    assert {"zone", "withdrawal", "mediator_left", "talks_go_on"} <= {r["outcome"] for r in rows}
    assert len({r["reason"] for r in rows}) >= 6
    assert twin(load("baseline"), 1, REDRAWN).chance.attempt > 0


def test_many_who_must_agree_matter_often() -> None:
    """Votes and vetoes fail, all that both would sign is known to be refused, rungs open."""
    models = told(load(OWN / "many_must_agree.yaml"), seed=7, first=0, worlds=40)
    rows, series = list(models_answers(models)), models.series()
    reasons = Counter(row["reason"] for row in rows)
    assert min(reasons[why] for why in ("not_ratified", "vetoed", "not_tabled")) >= 3
    assert sum(row["accord"] for row in rows) >= 3
    assert min(np.count_nonzero(series["barred"] == by) for by in (1, 2)) >= 100
    assert set(np.unique(series["rung"])) == {0, 1, 2}


def test_reasons_are_asked_of_their_own_day() -> None:
    """Not of chances that turns of politics have changed since."""
    scenario = load(OWN / "eventful.yaml", set={"talks.protocol": "alternating"})
    assert differences(scenario, seed=7, first=34, worlds=1) == []


def test_the_twin_agrees_on_events_that_ask_first() -> None:
    assert differences(load(CONDITIONS), seed=15, first=0, worlds=6) == []


def test_events_that_ask_first_happen_in_some_worlds_and_not_in_all() -> None:
    """Those that repeat do so somewhere, and no other happens twice."""
    scenario = load(CONDITIONS)
    days = [twin(scenario, 15, world).happened for world in range(20)]
    asking = {key: event for key, event in scenario.file.events.items() if key not in ON_THEIR_DAY}
    for key, event in asking.items():
        assert 0 < sum(key in happened for happened in days) < len(days), key
        assert (max(happened[key] for happened in days) > 1) == event.repeats, key


def test_the_comparison_notices_conditions_that_always_hold() -> None:
    asks = Condition.holds

    def always(*args: Any) -> Any:
        return np.ones_like(asks(*args))

    with planted((Condition, "holds", always)):
        models = told(load(CONDITIONS), seed=7, first=0, worlds=3)
    assert any(apart(models, load(CONDITIONS), seed=7, first=0))


@pytest.mark.parametrize(
    "change",
    [
        "talks.trust.fades=0.02001",
        "accord.renewal.temptation=3.001",
        "war.learning.forgetting=0.05001",
        "grid.repair=0.01801",
        "events.florida_round.slips=2.5",
    ],
)
def test_the_comparison_notices_a_small_change_of_the_model(change: str) -> None:
    models = told(load("baseline", set=[change]), seed=1, first=100, worlds=10)
    assert any(apart(models, load("baseline"), seed=1, first=100))


@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_the_twin_agrees_in_fifty_worlds_of_every_shipped_scenario(name: str) -> None:
    assert differences(load(name), seed=20260207, first=5000, worlds=50) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CORNERS)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_twin_agrees_in_every_corner_by_both_protocols(name: str, protocol: str) -> None:
    scenario = load(OWN / name, set={"talks.protocol": protocol})
    assert differences(scenario, seed=2**64 - 1, first=1002, worlds=6) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", CORNERS)
def test_the_twin_agrees_in_sixty_worlds_of_every_corner(name: str) -> None:
    assert differences(load(OWN / name), seed=7, first=0, worlds=60) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        ["war.belt.area=0"],
        ["war.volatility=0.001"],
        ["war.learning.first_error=0", "war.learning.forgetting=0"],
        ["calendar.gap.median=0", "calendar.gap.spread=0"],
        ["grid.undamaged=0", "grid.supply=0"],
        ["grid.demand=0", "grid.per_degree=0"],
        ["grid.strikes.gap=0.1", "grid.strikes.cluster=0.95", "grid.strikes.shape=0.05"],
        ["mediator.misjudges=0", "parties.russia.misjudges=0", "parties.russia.temperature=1e-9"],
        ["parties.ukraine.must_hold.probability=1"],
        ["parties.ukraine.must_hold.probability=0", "mediator.refusals_to_open=1"],
        ["parties.ukraine.weights.concentration=0.5", "parties.russia.weights.concentration=0.5"],
        ["deadline.date=2026-02-08", "deadline.new.after=0", "deadline.new.length=1",
         "deadline.new.probability=1", "deadline.binds=0", "horizon=2026-04-30"],
    ],
)  # fmt: skip
def test_the_twin_agrees_at_the_ends_of_ranges(changes: list[str]) -> None:
    assert differences(load("baseline", set=changes), seed=5, first=40, worlds=12) == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(40))
def test_the_twin_agrees_under_random_changes_of_parameters(start: int) -> None:
    """All but the red line, whose ties are decided by the last bit of a sum."""
    luck = random.Random(start)
    path = luck.choice([OWN / "eventful.yaml", OWN / "other_issues.yaml", OWN / "swapped.yaml"])
    scenario = changed(path, luck)
    lines = differences(scenario, luck.getrandbits(64), luck.randrange(10**6), worlds=5)
    assert [line for line in lines if " red_line:" not in line] == []


def changed(path: Path, luck: random.Random) -> Scenario:
    """The scenario with ten parameters set at random within their ranges, validly."""
    quantities = load(path).quantities
    while True:
        changes = {
            name: min(max(luck.gauss(0.2, 1), quantities[name].low), quantities[name].high)
            for name in luck.sample(list(quantities), 10)
            if not name.startswith("accord.durable")
        }
        try:
            return load(path, set=changes)
        except ScenarioError:  # such as scores of an option that no longer add up
            continue


def without_mediator(folder: Path) -> Scenario:
    """A root like the baseline, of sides that always met alone."""
    text = (Path(__file__).parents[2] / "scenarios" / "baseline.yaml").read_text("utf-8")
    path = folder / "alone_together.yaml"
    path.write_text(text.replace("\ntalks:\n", "\ntalks:\n  protocol: alternating\n"), "utf-8")
    return load(path)


def mediated_after(folder: Path) -> Scenario:
    """The same past, and a mediator from the start on."""
    path = folder / "mediated_after.yaml"
    path.write_text(
        "extends: alone_together.yaml\ntitle: Mediated from now on\n"
        "question: Does the past stay as it was?\ntalks: {protocol: mediated}\n",
        "utf-8",
    )
    return load(path)
