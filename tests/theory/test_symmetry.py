"""V13. Exchange the two sides in every respect, and the same things happen to the other one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel
from scipy.stats import ks_2samp

import sim.worlds
from sim.quantities.quantity import Quantity
from sim.scenario import Scenario
from sim.trajectory import Trajectory
from sim.worlds import Floats
from tests.builders import (
    TO_JUNE,
    baseline_with,
    run,
    same_bits,
    share_accord,
    told,
    without_history,
)

WORLDS, Z = 300, 4.0
SIDES = ("ukraine", "russia")


def exchanged(text: str) -> str:
    """A text with the names of the two sides exchanged."""
    return text.replace("ukraine", "\0").replace("russia", "ukraine").replace("\0", "russia")


def mirrored(scenario: Scenario) -> Scenario:
    """The scenario in which each side is what the other was: attributes, scores, land, grid."""
    file, quantities = _mirrored(scenario.file), _mirrored(scenario.quantities)
    return without_history(replace(scenario, file=file, quantities=quantities))


def _mirrored(value: Any) -> Any:
    if isinstance(value, Quantity):
        return replace(value, name=exchanged(value.name))
    if isinstance(value, BaseModel):
        fields = {name: _mirrored(getattr(value, name)) for name in type(value).model_fields}
        return value.model_copy(update=fields)
    if isinstance(value, dict):
        return {exchanged(key): _mirrored(entry) for key, entry in value.items()}
    return exchanged(value) if isinstance(value, str) else value


@contextmanager
def luck_exchanged() -> Iterator[None]:
    """Every number that was one side's luck is the other's."""
    key = sim.worlds._key
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sim.worlds, "_key", lambda purpose: key(exchanged(purpose)))
        yield


def everything(*changes: str) -> Scenario:
    return without_history(baseline_with(TO_JUNE, *changes))


def test_with_luck_exchanged_a_mirrored_world_is_the_mirror_of_the_world() -> None:
    """Exact: roles, parameters and noise exchanged, front and grid on: no name is special.

    Every event falls on the same day, and every value belongs to the other side.
    """
    world = told(everything(), WORLDS)
    with luck_exchanged():
        mirror = told.__wrapped__(mirrored(everything()), WORLDS)
    for name in ("phase", "date", "deals"):
        assert np.array_equal(world.daily[name], mirror.daily[name])
    assert np.array_equal(world.final["package"], mirror.final["package"])
    assert np.array_equal(world.story["package"], mirror.story["package"], equal_nan=True)
    for name in SIDES:
        other = exchanged(name)
        for series in ("target", "offered", "exhaustion", "killed"):
            assert same_bits(world.story[f"{series}.{name}"], mirror.story[f"{series}.{other}"])
        war = world.daily[f"war_value.{name}"], mirror.daily[f"war_value.{other}"]
        assert same_bits(*war)
    assert share_accord(world).sum() > 20, "too few accords to prove anything"


def test_it_does_not_matter_which_side_is_named_first() -> None:
    """Exact, while the mediator stays: the order of the parties in the file moves no event.

    Once it has left somebody must make the first offer, and that is the side named first.
    """
    scenario = everything("mediator.walk_away.gap=1e9")
    backwards = dict(reversed(scenario.file.parties.items()))
    file = scenario.file.model_copy(update={"parties": backwards})
    one, other = run(scenario, WORLDS), run(replace(scenario, file=file), WORLDS)
    for name in ("phase", "date", "deals"):
        assert np.array_equal(one.daily[name], other.daily[name])
    assert np.array_equal(one.final["package"], other.final["package"])
    assert other.parties == ("russia", "ukraine")


LINES = {
    "ukraine": ("withdrawal", "zone", "weak_rules", "weak_guarantees"),
    "russia": (
        "freeze",
        "ceasefire",
        "zone",
        "strong_guarantees",
        "plant_joint",
        "plant_ukrainian",
    ),
}
ALIKE = (
    *(f"parties.ukraine.red_lines.{line}=null" for line in LINES["ukraine"]),
    *(f"parties.russia.red_lines.{line}=null" for line in LINES["russia"]),
    "parties.ukraine.ratification=null",
    "parties.ukraine.must_hold=null",
    "mediator.bias=0.5",
    "mediator.favours.zone=null",
    "grid.of=ukraine",
    "impossible=null",
    "accord.renewal=null",
    "mediator.on_request=null",
    "rungs.stands_for={territory: [zone, freeze, withdrawal]}",
    "issues.zone_rules.levels=[0.5]",
    "issues.zone_rules.refines.adds={ukraine: 0, russia: 0}",
    "issues.territory.options.zone.scores={ukraine: 0.5, russia: 0.5}",
    "issues.guarantees.status_quo={ukraine: 0.5, russia: 0.5}",
    "issues.nato.status_quo={ukraine: 0.5, russia: 0.5}",
    "issues.plant.status_quo={ukraine: 0.5, russia: 0.5}",
)
SAME_FOR_BOTH = {
    "weights.shares": "{territory: 0, guarantees: 0.3, plant: 0.25, nato: 0.25, sequence: 0.2}",
    "weights.concentration": "20",
    "cost_of_war": "{lognormal: [0.16, 0.35]}",
    "value_of_waiting": "{normal: [0.1, 0.05]}",
    "turn_for": "{beta: [2, 12]}",
    "turn_against": "{beta: [2, 12]}",
    "concession_curve": "{lognormal: [0.4, 0.4]}",
    "misjudges": "{normal: [0, 0.06]}",
    "fairness": "{gamma: [2, 0.10]}",
    "exclusion": "{gamma: [2, 0.08]}",
    "pressure": "{gamma: [3, 0.03]}",
    "hardship": "0",
}


def two_of_a_kind() -> Trajectory:
    """Both sides drawn from the same priors; neither land nor grid counts for either."""
    both = [f"parties.{name}.{key}={text}" for name in SIDES for key, text in SAME_FOR_BOTH.items()]
    return told(without_history(baseline_with(TO_JUNE, *ALIKE, *both)), 1000)


def test_two_sides_of_a_kind_gain_alike() -> None:
    """Front and grid off, all else alike: paired differences have mean zero, within 4 SE."""
    twins = two_of_a_kind()
    assert share_accord(twins).sum() > 100
    for series in ("target", "offered"):
        ours, theirs = (_mean_by_world(twins.story[f"{series}.{name}"]) for name in SIDES)
        assert abs(_in_standard_errors(ours - theirs)) < Z
        assert ks_2samp(ours, theirs).pvalue > 1e-4
    answers = twins.daily["answers"]
    first, second = (answers & 1 > 0).sum(axis=0), (answers & 2 > 0).sum(axis=0)
    assert abs(_in_standard_errors((first - second).astype(float))) < Z


def test_texts_between_two_sides_of_a_kind_do_not_lean() -> None:
    """Tabled and signed: options for one side come as often as those for the other; 4 SE."""
    twins = two_of_a_kind()
    signed = twins.final["package"][twins.final["package"] >= 0]
    texts = twins.story["package"]
    texts = np.where(texts >= 0, texts, np.nan)
    for issue, last in (("guarantees", 4), ("plant", 2), ("nato", 2), ("sequence", 1)):
        lean = 2.0 * twins.packages.option[issue] - last  # odd under the mirror
        assert abs(_in_standard_errors(lean[signed])) < Z
        tabled = np.where(np.isnan(texts), np.nan, lean[np.nan_to_num(texts).astype(int)])
        assert abs(_in_standard_errors(_mean_by_world(tabled))) < Z


def _mean_by_world(series: Floats) -> Floats:
    valued = np.isfinite(series).any(axis=0)
    return np.nanmean(series[:, valued], axis=0)


def _in_standard_errors(differences: Floats) -> float:
    return float(differences.mean() / (differences.std(ddof=1) / np.sqrt(differences.size)))
