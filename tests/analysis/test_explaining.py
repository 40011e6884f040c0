"""Why no accord: Shapley's known games, planted causes, and the same worlds as everywhere else."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analysis.explaining import (
    Explanation,
    explain,
    explanation,
    length,
    levers,
    mechanisms,
    planned,
    shapley,
)
from sim.analysis.explaining.one_world import ask
from sim.analysis.explaining.worlds import Shift, Source, Worlds
from sim.ensemble import run
from sim.errors import Usage
from sim.scenario import load
from sim.simulation import history_of, simulate
from tests.builders import PIE, TO_JUNE, arrays, baseline_with, same_bits

WORLDS = 200
LINE = "parties.{}.red_lines.peace={{issue: signature, option: peace, size: 100}}"
FIRM = "parties.{}.firmness=1"
AGREED = ("parties.ukraine.optimism=0", "parties.russia.optimism=0", "war.learning.first_error=0")


def pie_with_lines(*sides: str) -> sim.Run:
    """The pie, in which nobody disagrees about the war, and some never sign."""
    lines = [text.format(side) for side in sides for text in (LINE, FIRM)]
    return run(PIE, WORLDS, set=[*AGREED, *lines])


@pytest.fixture(scope="module")
def wages() -> Explanation:
    return explain(run("wage_round", WORLDS), WORLDS)


def test_the_glove_game() -> None:
    """One left glove, two right ones; a pair is worth 1: 2/3, 1/6, 1/6 (Shapley 1953)."""
    orders = np.array(list(permutations(range(3))))

    def worth(players: set[int]) -> float:
        return float(0 in players and bool(players & {1, 2}))

    groups = [
        shapley.added(order, np.array([[worth(set(order[:k].tolist()))] for k in range(4)]))
        for order in orders
    ]
    found = shapley.values(np.concatenate(groups, axis=1), [2, 2, 2], np.ones(6))
    np.testing.assert_allclose([each.value for each in found], [2 / 3, 1 / 6, 1 / 6], atol=1e-15)


def test_orders_come_in_pairs_that_run_both_ways() -> None:
    orders = shapley.orders(7, 10, seed=1)
    assert np.array_equal(orders[1::2], orders[::2, ::-1])
    assert (np.sort(orders, axis=1) == np.arange(7)).all()
    assert not np.array_equal(orders[0], orders[2])


def test_intervals_of_sampled_values_hold() -> None:
    """A game with interactions, whose values are known: 95 % intervals hold in 95 % of 400."""
    chance, players = np.random.default_rng(3), 4

    def steps(order: np.ndarray, worlds: int) -> np.ndarray:
        """All four together win one in five worlds; the first two win one in two by themselves."""
        luck = chance.random(worlds)
        sets = [set(order[:k].tolist()) for k in range(players + 1)]
        return np.array([(luck < 0.5 * ({0, 1} <= s) + 0.2 * (len(s) == 4)) for s in sets])

    known, held = np.array([0.3, 0.3, 0.05, 0.05]), 0
    for trial in range(400):
        orders = shapley.orders(players, 12, trial)
        added = [shapley.added(order, steps(order, 25)) for order in orders]
        found = shapley.values(np.concatenate(added, axis=1), [50] * 6, np.ones(300))
        held += sum(e.low <= k <= e.high for e, k in zip(found, known, strict=True))
    assert 0.93 < held / (400 * players) < 0.985


def test_the_parts_sum_to_the_whole(wages: Explanation) -> None:
    for name, before in wages.before.items():
        parts = sum(each.value[name].value for each in wages.worths)
        assert parts == pytest.approx(wages.after[name].value - before.value, abs=1e-9)


def test_worlds_that_weigh_twice_as_much_count_twice(wages: Explanation) -> None:
    """In everything that is told; and equal weights change nothing."""
    taken, twice = wages.taken, np.arange(WORLDS) % 4 == 0
    found = wages.reweighted(1.0 + twice)
    for i, name in enumerate(wages.before):
        doubled = np.concatenate([taken.before[i], taken.before[i, twice]])
        assert found.before[name].value == pytest.approx(doubled.mean(), abs=1e-12)
        whole = sum(each.value[name].value for each in found.worths)
        assert whole == pytest.approx(found.after[name].value - found.before[name].value, abs=1e-9)
    assert found.enough.one.value != wages.enough.one.value
    assert wages.reweighted(np.full(WORLDS, 0.3)).frame.to_numpy()[:, 1:].astype(
        float
    ) == pytest.approx(wages.frame.to_numpy()[:, 1:].astype(float), abs=1e-12)


def test_what_it_takes_sums_to_all_worlds_without_an_accord(wages: Explanation) -> None:
    enough = wages.enough
    assert enough.one.value + enough.several.value + enough.others.value == pytest.approx(1.0)


def test_its_worlds_are_those_of_the_run(wages: Explanation) -> None:
    assert wages.before["accord"].value == wages.run.column("accord").mean()


def test_taking_one_away_by_hand_moves_the_accords_as_told(wages: Explanation) -> None:
    for each in wages.worths[:2]:
        changed = run("wage_round", WORLDS, set=each.mechanism.settings)
        moved = changed.column("accord").mean() - wages.run.column("accord").mean()
        assert each.alone["accord"].value == pytest.approx(moved, abs=1e-12)


def test_the_table_is_tidy(wages: Explanation) -> None:
    frame = wages.frame
    assert list(frame.index.names) == ["measure", "mechanism"]
    assert (frame["value_low"] <= frame["value"]).all()
    assert (frame["alone"] <= frame["alone_high"]).all()
    assert (frame["n"] == WORLDS).all()


def test_one_planted_cause_gets_it_all() -> None:
    found = explain(pie_with_lines("ukraine"), WORLDS)
    (line,) = [e for e in found.worths if e.mechanism.name == "red_line.ukraine.peace"]
    whole = found.after["accord"].value - found.before["accord"].value
    assert found.before["accord"].value == 0
    assert whole > 0.5
    assert line.value["accord"].value == pytest.approx(whole, abs=0.02)
    assert line.alone["accord"].value == pytest.approx(whole, abs=0.02)
    others = [e.value["accord"].value for e in found.worths if e is not line]
    assert np.abs(others).max(initial=0) < 0.02


def test_two_causes_that_need_each_other_share_it() -> None:
    """Each alone brings nothing, since the other still refuses; together all: half each."""
    found = explain(pie_with_lines("ukraine", "russia"), WORLDS)
    lines = [e for e in found.worths if e.mechanism.name.startswith("red_line.")]
    whole = found.after["accord"].value
    assert len(lines) == 2
    for line in lines:
        assert line.alone["accord"].value == 0
        assert line.value["accord"].value == pytest.approx(whole / 2, abs=0.1)
    assert found.enough.one.value == 0
    assert found.enough.several.value == pytest.approx(whole, abs=1e-12)


def test_a_known_past_changes_no_bit() -> None:
    scenario = baseline_with(TO_JUNE)
    known = history_of(scenario, 1, 3, 12)
    for (name, one), (_, other) in zip(
        arrays(simulate(scenario, 1, 3, 12)),
        arrays(simulate(scenario, 1, 3, 12, history=known)),
        strict=True,
    ):
        assert same_bits(one, other), name


def test_the_days_after_the_deadline_are_not_missed() -> None:
    source = Source("baseline")
    worlds = Worlds.of(source.to_the_deadline(), 1, range(60))
    whole = run("baseline", 60)
    for name, there in worlds.measured().items():
        assert np.array_equal(there, whole.column(name)), name
    assert worlds.source.scenario().file.horizon == whole.deadline


def test_what_was_found_is_kept_and_read_again(wages: Explanation, tmp_path: Path) -> None:
    """And two processes find the same as one."""
    saved = run("wage_round", WORLDS, out=tmp_path)
    assert explain(saved, WORLDS, jobs=2).frame.equals(wages.frame)
    assert saved.path is not None
    kept, played = sorted((saved.path / "explain").iterdir()), list[int]()
    kept[0].write_bytes(kept[0].read_bytes()[:-5] + b"wrong")  # is played again
    assert explanation(saved, WORLDS, tell=played.append).frame.equals(wages.frame)
    assert sum(played) == length(saved, WORLDS) == planned(saved.scenario, WORLDS)


def test_every_mechanism_of_the_shipped_scenarios_can_be_taken_away() -> None:
    for name in sim.scenarios().index:
        load(name, [s for each in mechanisms(load(name)) for s in each.settings])


def test_what_is_switched_off_is_no_mechanism() -> None:
    names = {e.name for e in mechanisms(load("baseline", ["parties.ukraine.fairness=0"]))}
    assert "fairness.ukraine" not in names
    assert "must_hold.ukraine" in names
    assert "must_hold.russia" not in names  # it asks for nothing by itself


def test_one_world_by_itself_agrees_with_all_together(wages: Explanation) -> None:
    without = np.flatnonzero(~wages.run.column("accord"))[:2]
    for world in without.tolist():
        asked = ask(Source.of(wages.run), wages.run.seed, world)
        assert not asked.as_it_is.accord
        for mechanism, _ in asked.alone:
            changed = run("wage_round", world + 1, set=mechanism.settings)
            assert changed.column("accord")[world]


def test_one_world_may_need_several() -> None:
    both = pie_with_lines("ukraine", "russia")
    asked = ask(Source.of(both), both.seed, 0)
    assert not asked.alone
    assert {e.name for e in asked.together} == {"red_line.ukraine.peace", "red_line.russia.peace"}


def test_too_few_worlds_and_designs_are_refused() -> None:
    with pytest.raises(Usage, match="200 worlds or more"):
        explain(run("wage_round", 20), 20)
    with pytest.raises(Usage, match="worlds of noise"):
        explain(run("wage_round", 256, design="sobol"), 256)


def test_a_shift_of_nothing_is_the_world_itself_and_one_moves_all_alike() -> None:
    scenario = load("baseline")
    worlds = Worlds.of(Source("baseline").to_the_deadline(), 1, range(20))
    plain = worlds.play()
    name = "parties.russia.cost_of_war"
    values = plain.sampled[name]
    still = worlds.play(Shift(name, 0.0))
    np.testing.assert_allclose(still.sampled[name], values, rtol=1e-9)
    moved = worlds.play(Shift(name, 0.05))
    np.testing.assert_allclose(moved.sampled[name], values + 0.05, rtol=1e-9)
    np.testing.assert_allclose(Shift(name, 0.05).moved(scenario, values), values + 0.05, rtol=1e-9)
    for other, drawn in plain.sampled.items():
        if other != name:
            assert same_bits(moved.sampled[other], drawn), other


def test_the_prior_bounds_a_move() -> None:
    scenario = load("baseline")
    values = np.array([0.9, 2.0])
    moved = Shift("accord.deterrence.guarantees", 1.0).moved(scenario, values)
    np.testing.assert_allclose(moved, [1.9, 2.4], rtol=1e-9)  # {uniform: [0.8, 2.4]}


def test_a_lever_is_enough_just_where_it_was_found_to_be() -> None:
    """One parameter of the pie: played by itself, the move that is told brings what was told."""
    whole = run(PIE, WORLDS, set=["parties.russia.cost_of_war=0", "parties.russia.optimism=2"])
    found = {e.quantity.name: e for e in levers(whole, WORLDS, measure="accord", wanted=0.1)}
    cost = found["parties.ukraine.cost_of_war"]
    assert cost.enough
    assert 0 < cost.deviations <= 2
    assert cost.moved > cost.mean
    there = Worlds.of(Source.of(whole), whole.seed, range(WORLDS)).measured(
        Shift(cost.quantity.name, cost.by)
    )["accord"]
    gain = there.mean() - whole.column("accord").mean()
    assert gain == pytest.approx(cost.change.value, abs=1e-12)
    assert gain >= 0.1
