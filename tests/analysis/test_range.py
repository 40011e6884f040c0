"""The bargaining range against loops over packages, the model's own record, and the theory."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from typer.testing import CliRunner

import sim
from sim.analysis.ranges import asking
from sim.analysis.ranges.counting import counted
from sim.analysis.ranges.looking import RangeWatch
from sim.analysis.ranges.snapshot import Snapshot
from sim.analysis.ranges.views import View
from sim.cli import app
from sim.errors import Usage
from sim.model import NegotiationModel
from sim.plots.ranges import range_sheet
from sim.scenario import Scenario, load
from sim.simulation import simulate
from sim.theory import bargaining
from sim.theory.bargaining import SOLUTIONS
from sim.theory.learning import LEARNING
from sim.trajectory import Trajectory
from tests.builders import FEW_DAYS, SHORT, baseline_with

WORLDS, DAY = 200, 25
FIRST = 1234
"""The first of the worlds that are looked at one by one."""


class Misread(RangeWatch):
    """Notes for itself what everybody gets wrong before the day, and what is tabled up to it."""

    def __init__(self, day: int) -> None:
        super().__init__(day, weekly=False)
        self.tabled: set[tuple[int, int]] = set()

    def after(self, model: NegotiationModel, day: int) -> None:
        super().after(model, day)
        for at, package in enumerate(model.minutes.package):
            if 0 <= day <= DAY and package >= 0:
                self.tabled.add((at, int(package)))

    def before(self, model: NegotiationModel, day: int) -> None:
        super().before(model, day)
        if day == self.day:
            who = {side.name: side.about for side in model.sides}
            who["mediator"] = model.mediator.about
            self.wrong = {
                (name, whom): [float(e) for e in belief.error]
                for name, about in who.items()
                for whom, belief in about.items()
            }


def looked_at(scenario: Scenario, first: int = FIRST, day: int = DAY) -> tuple[Misread, Trajectory]:
    watch = Misread(day)
    untold = np.zeros(WORLDS, dtype=bool)
    return watch, simulate(scenario, 1, first, WORLDS, untold, watch)


@pytest.fixture(scope="module", params=["baseline", "wage_round"])
def seen(request: pytest.FixtureRequest) -> tuple[Misread, Trajectory]:
    scenario = baseline_with(*SHORT) if request.param == "baseline" else load("wage_round")
    return looked_at(scenario)


def snapshot_of(seen: tuple[Misread, Trajectory]) -> Snapshot:
    snapshot = seen[0].snapshot
    assert snapshot is not None
    assert snapshot.worlds.size > 150
    return snapshot


Row = tuple[list[tuple[float, float]], list[bool]]


def worth_of(snapshot: Snapshot, row: int) -> Row:
    """What the model says of every package of one world: worth to both, may it be signed."""
    worth = [[float(x) for x in table[row]] for table in snapshot.valuation.worth]
    return list(zip(*worth, strict=True)), [bool(x) for x in snapshot.valuation.signable[row]]


def going_on(snapshot: Snapshot, row: int) -> tuple[float, float]:
    a, b = (float(on[row]) for on in snapshot.valuation.going_on)
    return a, b


def test_every_view_equals_brute_force_over_all_packages(seen: tuple[Misread, Trajectory]) -> None:
    snapshot, wrong = snapshot_of(seen), seen[0].wrong
    a, b = snapshot.parties
    names = [view.name for view in snapshot.views]
    assert names == ["as_it_is", a, b, "mediator"]
    for row, world in enumerate(snapshot.worlds):
        at, (on_a, on_b) = int(world) - FIRST, going_on(snapshot, row)
        needs = {
            "as_it_is": (on_a, on_b),
            a: (on_a, on_b + wrong[a, b][at]),
            b: (on_a + wrong[b, a][at], on_b),
            "mediator": (on_a + wrong["mediator", a][at], on_b + wrong["mediator", b][at]),
        }
        worth, may = worth_of(snapshot, row)
        for view in snapshot.views:
            assert_view(view, snapshot, row, needs[view.name], worth, may)


def assert_view(
    view: View,
    snapshot: Snapshot,
    row: int,
    need: tuple[float, float],
    worth: list[tuple[float, float]],
    may: list[bool],
) -> None:
    there = view.name != "mediator" or bool(snapshot.valuation.mediated[row])
    expected, best = [], -np.inf
    for (x, y), signable in zip(worth, may, strict=True):
        expected.append(there and signable and x >= need[0] and y >= need[1])
        if signable:
            best = max(best, min(x - need[0], y - need[1]))
    assert INSIDE(view, snapshot)[row].tolist() == expected
    assert MARGIN(view, snapshot)[row] == best


def once(make: Callable[[View, Snapshot], np.ndarray]) -> Callable[[View, Snapshot], np.ndarray]:
    """Tables are made once for all rows."""
    made: dict[int, np.ndarray] = {}
    return lambda view, snapshot: made.setdefault(id(view), make(view, snapshot))


INSIDE = once(lambda view, snapshot: view.inside(snapshot.valuation))
MARGIN = once(lambda view, snapshot: view.margin(snapshot.valuation))


def test_the_frontier_and_all_solutions_equal_brute_force(seen: tuple[Misread, Trajectory]) -> None:
    snapshot = snapshot_of(seen)
    picked = dict.fromkeys(SOLUTIONS, 0)
    for row in range(snapshot.worlds.size):
        (on_a, on_b), (worth, may) = going_on(snapshot, row), worth_of(snapshot, row)
        gains = [(x - on_a, y - on_b) for x, y in worth]
        allowed = [i for i, signable in enumerate(may) if signable]
        frontier = [i for i in allowed if not any(beats(gains[j], gains[i]) for j in allowed)]
        assert np.flatnonzero(snapshot.frontier[row]).tolist() == frontier
        inside = [i for i in allowed if gains[i][0] > 0 and gains[i][1] > 0]
        for name, best in chosen(gains, inside).items():
            assert snapshot.solutions[name][row] in best
            picked[name] += best != [-1]
    assert min(picked.values()) > 5  # there were ranges to choose from


def beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one != other


def chosen(gains: list[tuple[float, float]], inside: list[int]) -> dict[str, list[int]]:
    """By solution the packages with the largest score, to the last bits; -1 for none."""
    if not inside:
        return {name: [-1] for name in SOLUTIONS}
    ideal = [max(gains[i][side] for i in inside) for side in (0, 1)]
    scores = {
        "nash": [gains[i][0] * gains[i][1] for i in inside],
        "kalai_smorodinsky": [min(gains[i][0] / ideal[0], gains[i][1] / ideal[1]) for i in inside],
        "egalitarian": [min(gains[i]) for i in inside],
        "utilitarian": [gains[i][0] + gains[i][1] for i in inside],
    }
    return {
        name: [i for i, x in zip(inside, values, strict=True) if x >= max(values) * (1 - 1e-12)]
        for name, values in scores.items()
    }


def test_the_range_is_that_of_the_models_own_record(seen: tuple[Misread, Trajectory]) -> None:
    """On a day with a date the model itself noted the margin."""
    watch, trajectory = seen
    snapshot = snapshot_of(seen)
    noted = trajectory.daily["margin"][DAY][watch.rows]
    dated = ~np.isnan(noted)
    assert dated.any()
    assert (snapshot.valuation.margin()[dated] == noted[dated]).all()
    assert (MARGIN(snapshot.views[0], snapshot)[dated] == noted[dated]).all()


def test_the_mediators_probability_is_that_of_its_belief(seen: tuple[Misread, Trajectory]) -> None:
    """A coin thrown by its belief: so often every side is thought to gain."""
    snapshot = snapshot_of(seen)
    chance = snapshot.chance
    assert chance is not None
    believing = snapshot.valuation.mediated[:, None] & snapshot.valuation.signable
    assert (chance[~believing] == 0.0).all()
    assert ((chance >= 0) & (chance <= 1)).all()
    row, package = np.unravel_index(np.abs(chance - 0.4).argmin(), chance.shape)
    rng, draws, needs = np.random.default_rng(7), 40_000, []
    for party, on in zip(snapshot.parties, snapshot.valuation.going_on, strict=True):
        mind = snapshot.minds[party]
        bounded = seen[1].scenario.rules.learning is LEARNING["bounds"]
        mean, variance = mind.first if bounded else (mind.error, mind.variance)
        x = mean[row] + np.sqrt(variance[row]) * rng.normal(size=4 * draws)
        x = x[(x > mind.above[row]) & (x <= mind.below[row])]  # what answers have left of it
        needs.append(on[row] + x[:draws])
    size = min(map(len, needs))
    met = np.ones(size, dtype=bool)
    for worth, need in zip(snapshot.valuation.worth, needs, strict=True):
        met &= worth[row, package] >= need[:size]
    error = np.sqrt(0.25 / size)
    assert chance[row, package] == pytest.approx(met.mean(), abs=4 * error)


def test_terms_that_empty_the_range_are_those_that_the_reasons_know() -> None:
    """On the first date: a world is `not_deterred` where accords that need not hold would do."""
    looked = looked_at(baseline_with(*SHORT), day=0)
    snapshot = snapshot_of(looked)
    empty = ~(snapshot.valuation.margin() >= 0)
    without = snapshot.margin_without("must_hold", empty) >= 0
    every = np.ones_like(snapshot.valuation.signable)
    free = bargaining.best(bargaining.smaller_gain(*snapshot.gains), every)[1] >= 0
    assert (without == free[empty]).all()
    assert without.any()
    found = counted(looked[0], WORLDS)
    assert found.opened_by["must_hold"] == without.sum()
    assert found.empty == empty.sum()
    assert 0 < found.unexplained < found.empty


def gains_and_scale() -> st.SearchStrategy[tuple[np.ndarray, np.ndarray, float]]:
    grid = arrays(np.float64, (1, 12), elements=st.sampled_from(np.linspace(-0.5, 1.0, 61)))
    return st.tuples(grid, grid, st.sampled_from([0.25, 0.5, 2.0, 8.0]))


@given(gains_and_scale())
def test_axioms_of_the_solutions(case: tuple[np.ndarray, np.ndarray, float]) -> None:
    """Nash 1950, Kalai and Smorodinsky 1975, Kalai 1977: what a solution must not depend on."""
    x, y, scale = case
    may = np.ones(x.shape, dtype=bool)
    frontier = bargaining.frontier([x, y], may)
    pairs = list(zip(x[0].tolist(), y[0].tolist(), strict=True))
    assert frontier[0].tolist() == [not any(beats(b, a) for b in pairs) for a in pairs]
    for name in SOLUTIONS:
        one = int(bargaining.solution(name, [x, y], may)[0])
        assert (one == -1) == (not ((x > 0) & (y > 0)).any())
        if one < 0:
            continue
        if name in ("nash", "utilitarian"):
            assert frontier[0, one]  # efficient
        if name in ("nash", "kalai_smorodinsky"):  # units of utility do not matter
            again = int(bargaining.solution(name, [scale * x, y], may)[0])
            value = SOLUTIONS[name]([x, y], (x > 0) & (y > 0))[0]
            assert value[again] == pytest.approx(value[one])
        if name != "kalai_smorodinsky":  # what is not chosen may go
            fewer = may.copy()
            fewer[0, (one + 1) % x.size] = False
            assert int(bargaining.solution(name, [x, y], fewer)[0]) == one


def test_units_matter_to_the_egalitarian_and_the_utilitarian_solution() -> None:
    x, y, may = np.array([[0.1, 0.3]]), np.array([[0.3, 0.2]]), np.ones((1, 2), dtype=bool)
    for name, scale in (("egalitarian", 1 / 8), ("utilitarian", 8)):
        assert bargaining.solution(name, [x, y], may)[0] == 1
        assert bargaining.solution(name, [x, scale * y], may)[0] == 0


@pytest.fixture(scope="module")
def many() -> asking.RangeOfWorlds:
    return sim.bargaining_range(baseline_with(*SHORT), "2026-03-10", worlds=60)


def test_the_shares_are_those_of_worlds_looked_at_alone(many: asking.RangeOfWorlds) -> None:
    worlds = [0, 7, 33]
    watch, _ = looked_at(baseline_with(*SHORT), first=0, day=31)
    crowd = watch.snapshot
    assert crowd is not None
    for world in worlds:
        alone = sim.bargaining_range(baseline_with(*SHORT), "2026-03-10", world)
        row = int(np.flatnonzero(crowd.worlds == world)[0])
        packages = alone.packages.sort_index()
        for view in crowd.views:
            assert (packages[view.name] == view.inside(crowd.valuation)[row]).all()
        assert (packages.frontier == crowd.frontier[row]).all()
        assert (packages["gain.russia"] == crowd.gains[1][row]).all()
    inside = crowd.views[0].inside(crowd.valuation)[crowd.worlds < 60]
    shares = many.packages.sort_index().as_it_is.to_numpy()
    assert shares == pytest.approx(inside.mean(axis=0))
    assert many.views.loc["as_it_is", "share_open"] == pytest.approx(inside.any(axis=1).mean())
    assert many.talking == inside.shape[0]


def test_blocks_change_nothing(many: asking.RangeOfWorlds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_BLOCK", 23)
    again = sim.bargaining_range(baseline_with(*SHORT), dt.date(2026, 3, 10), worlds=60)
    for name in ("packages", "views", "emptied_by", "over_time"):
        one, other = getattr(many, name), getattr(again, name)
        for column in one:
            if one[column].dtype == object or column.startswith(("gain.", "believed")):
                continue
            assert one[column].equals(other.reindex(one.index)[column]), (name, column)


def test_what_was_tabled_is_what_the_rounds_put_on_the_table(
    seen: tuple[Misread, Trajectory],
) -> None:
    watch, trajectory = seen
    of_talking = [package for at, package in watch.tabled if at in set(watch.rows.tolist())]
    expected = np.bincount(of_talking, minlength=len(trajectory.packages))
    assert (counted(watch, WORLDS).packages["tabled"] == expected).all()
    assert expected.any()


def test_where_nobody_mediates_nobody_believes_anything_about_both() -> None:
    found = sim.bargaining_range(baseline_with("mediator=null", *FEW_DAYS), worlds=20)
    assert list(found.views.index) == ["as_it_is", "ukraine", "russia"]
    assert "believed" not in found.packages
    assert range_sheet(found).png()
    alone = sim.bargaining_range(baseline_with("mediator=null", *FEW_DAYS), world=3)
    assert list(alone.views.index) == ["as_it_is", "ukraine", "russia"]
    assert "believed" not in alone.packages


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"date": "2025-03-01"}, "before the start, 7 February 2026; .* did you mean 2026-03-01"),
        ({"date": "2026-05-01"}, "after the horizon, 30 April 2026"),
        ({"date": "1.3.2026"}, "no date: year-month-day"),
        ({"world": -1}, "at least 0"),
        ({"worlds": 0}, "at least 1"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(asked: dict[str, object], told: str) -> None:
    with pytest.raises(Usage, match=told) as error:
        sim.bargaining_range(baseline_with(*SHORT), **asked)  # type: ignore[arg-type]
    assert "\n" not in str(error.value)


def test_a_world_that_signed_has_nothing_left_to_bargain_over() -> None:
    run = sim.run("wage_round", worlds=60)
    signed = np.flatnonzero(run.column("package") >= 0)
    world = int(signed[0])
    day = int(run.column("outcome_day")[world])
    on = run.start + dt.timedelta(days=day)
    assert sim.bargaining_range("wage_round", on, world).texts[-1][0] == day
    after = on + dt.timedelta(days=1)
    with pytest.raises(Usage, match=f"world {world} signed an accord on .* up to {on}"):
        sim.bargaining_range("wage_round", after, world)


def test_a_figure_has_units_and_names(many: asking.RangeOfWorlds) -> None:
    sheet = range_sheet(many)
    assert sheet.axes[0].get_ylabel() == "margin, median (utility)"
    assert sheet.axes[1].get_ylabel().startswith("worlds with an open range")
    alone = range_sheet(sim.bargaining_range("wage_round", world=3))
    assert "Union" in alone.axes[0].get_xlabel()
    assert "Employer" in alone.axes[0].get_ylabel()
    assert alone.png()


def command(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["range", *map(str, words)], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


def test_the_command_tells_of_many_worlds_and_of_one(tmp_path: Path) -> None:
    figure = tmp_path / "range.png"
    words = ["wage_round", "-n", 30, "-o", figure, "--quiet"]
    code, out, err = command(*words)
    assert (code, err) == (0, "")
    assert "30 of 30 worlds that still talk" in out
    assert "Union's red line: real wage cut" in out
    assert "sampling error only" in " ".join(out.split())
    assert figure.stat().st_size > 10_000
    found = json.loads(command(*words, "--json")[1])
    expected = sim.bargaining_range("wage_round", worlds=30)
    assert len(found["packages"]) == 27
    assert found["views"][0]["share_open"] == expected.views.loc["as_it_is", "share_open"]
    alone = json.loads(command(*words, "--json", "--world", 3)[1])
    assert alone["packages"][0]["nash"] is True
    assert "The range is open" in command(*words, "--world", 3)[1]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["wage_round", "--date", "2025-03-20"], 2, "did you mean 2026-03-20?"),
        (["wage_round", "--date", "soon"], 2, "'soon' is no date"),
        (["wage_round", "--world", "-1"], 2, "not between"),
        (["wage_ronud"], 3, "wage_round"),
        (["wage_round", "-s", "partys=1"], 3, "parties"),
    ],
)
def test_mistakes_are_told_in_a_line(words: list[str], code: int, told: str) -> None:
    found, _, err = command(*words)
    assert found == code
    assert told in err
    assert "Traceback" not in err
