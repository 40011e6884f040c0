"""Weights by anchors: closed forms, luck that stays luck, ranks of known truths, refusals."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit
from typer.testing import CliRunner

import sim
from sim.analysis.calibrating import Anchor, anchors, calibrated, chances, ranks, weighing
from sim.analysis.calibrating.anchors import came_true, shipped
from sim.analysis.calibrating.learnt import learnt
from sim.analysis.calibrating.problem import Problem
from sim.analysis.compare import comparison
from sim.cli import app
from sim.errors import Usage
from sim.report.comparison import comparison_text
from sim.rivals.base_rate import by_day, ends_by_ceasefire
from sim.scenario import ScenarioError
from sim.statistics import LeftOut, effective_number, logistic, tail_shape
from sim.worlds import Bools, Floats
from tests.builders import PIE, SHORT, TO_JUNE, as_options

SLOPES, MIDDLE = np.array([1.5, -0.8, 0.0]), -1.2
SPREAD = 1.0  # of the priors that worlds are drawn from


def toy(worlds: int, seed: int, spread: float = 1.0) -> tuple[Floats, Bools, Floats]:
    """Three parameters, what comes true, and the luck in it; the third parameter does nothing."""
    rng = np.random.default_rng(seed)
    x, luck = rng.normal(0, spread, (worlds, 3)), rng.logistic(size=worlds)
    return x, (x @ SLOPES + MIDDLE + luck > 0)[:, None], luck


def anchor(share: float = 0.5, sd: float = 0.01) -> Anchor:
    return Anchor("a", "accord", None, share, sd, None, None, "somebody")


def count(yes: float, of: float) -> Anchor:
    return Anchor("c", "accord", None, None, None, yes, of, "somebody")


def problem(worlds: int, seed: int, *known: Anchor, luck: bool = False) -> Problem:
    x, happened, _ = toy(worlds, seed)
    return Problem(x, np.repeat(happened, len(known), axis=1), np.ones(worlds), known, luck)


# -- weights --------------------------------------------------------------------------------------


def test_tilted_by_what_came_true_it_is_jeffreys_rule() -> None:
    """Each kind of world weighs as the aim over its share (Diaconis and Zabell 1982)."""
    rng = np.random.default_rng(1)
    kind = rng.integers(0, 5, 4000)
    by = np.column_stack([kind <= 0, kind <= 1, kind <= 2]).astype(float)
    aim = np.array([0.1, 0.3, 0.7])
    found = weighing.tilt(by, by, aim, np.full(3, 1e-4), np.ones(kind.size)).weights
    parts = np.diff(np.concatenate([[0], aim, [1]]))
    known = np.array([parts[k] / np.mean(np.minimum(kind, 3) == k) for k in range(4)])
    assert found == pytest.approx(known[np.minimum(kind, 3)], rel=2e-3)


def test_a_normal_moves_to_the_aim_and_keeps_its_width() -> None:
    """Its relative entropy is half the square of the shift, in nats."""
    x = np.random.default_rng(2).normal(size=(100_000, 1))
    found = weighing.tilt(x, x, np.array([0.5]), np.array([1e-4]), np.ones(len(x))).weights
    assert np.average(x[:, 0], weights=found) == pytest.approx(0.5, abs=1e-3)
    assert np.cov(x[:, 0], aweights=found) == pytest.approx(1.0, abs=0.03)
    assert weighing.bits(found, np.ones(len(x))) == pytest.approx(0.125 / np.log(2), abs=0.01)


def test_an_aims_error_weighs_against_what_it_takes() -> None:
    """Of a normal: the posterior of a mean seen with that error, aim / (1 + sd^2)."""
    x = np.random.default_rng(3).normal(size=(100_000, 1))
    x = (x - x.mean()) / x.std()
    found = weighing.tilt(x, x, np.array([0.6]), np.array([0.7]), np.ones(len(x))).weights
    assert np.average(x[:, 0], weights=found) == pytest.approx(0.6 / (1 + 0.49), abs=0.01)


def test_what_lies_between_adds_up() -> None:
    """Pythagoras for relative entropy (Csiszar 1975): others that meet the aim lie beyond."""
    rng = np.random.default_rng(4)
    base = rng.gamma(4.0, size=3000)
    base = base / base.mean()
    x = rng.uniform(size=(3000, 2))
    aim, exact = np.array([0.6, 0.45]), np.full(2, 1e-5)
    near = weighing.tilt(x, x, aim, exact, base).weights
    other = base * np.exp(np.sin(9 * x[:, 0]))
    far = weighing.tilt(x, x, aim, exact, other / other.mean()).weights
    told = weighing.bits(far, near) + weighing.bits(near, base)
    assert weighing.bits(far, base) == pytest.approx(told, rel=1e-3)


def test_a_count_is_worth_what_bayes_says() -> None:
    """Of a chance that is flat before: the mean of a beta."""
    chance = (np.arange(100_000) + 0.5) / 100_000
    w = weighing.weighted(weighing.log_likelihood(chance, 3, 10))
    assert np.average(chance, weights=w) == pytest.approx(4 / 12, abs=1e-4)


# -- chances --------------------------------------------------------------------------------------


def test_coefficients_are_found() -> None:
    x, happened, _ = toy(40_000, 5)
    found = logistic(x, happened[:, 0].astype(float), np.ones(len(x)), np.full(3, 10.0))
    assert found == pytest.approx([*SLOPES, MIDDLE], abs=0.08)


def test_coefficients_without_a_group_are_those_of_a_fit_without_it() -> None:
    x, happened, _ = toy(2000, 6)
    y, one, spread = happened[:, 0].astype(float), np.ones(2000), np.full(3, 0.5)
    group = chances.groups_of(2000)
    fast = LeftOut.of(x, y, one, spread, group).without(3, 7)
    some = ~np.isin(group, (3, 7))
    slow = logistic(x[some], y[some], one[some], spread)
    whole = logistic(x, y, one, spread)
    assert np.abs(fast - slow).max() < 0.1 * np.abs(whole - slow).max()


def test_a_chance_knows_nothing_of_a_worlds_own_luck() -> None:
    """Where all is luck, what is estimated for a world is unrelated to what happens in it."""
    found = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(400, 15)), rng.random((400, 1)) < 0.3
        chance = chances.Chances(chances.scores(x), y, np.ones(400)).without()
        found.append(np.corrcoef(chance[:, 0], y[:, 0])[0, 1])
    # what is left out pulls the mean of the others the other way: a little below zero is right
    assert -0.25 < np.mean(found) < 3.5 / np.sqrt(20 * 400)


@pytest.mark.parametrize("luck", [False, True])
def test_luck_stays_luck_unless_it_is_asked(luck: bool) -> None:
    """What parameters leave open is the same after, where weights depend on parameters alone."""
    x, happened, u = toy(20_000, 7)
    given = Problem(x, happened, np.ones(len(x)), (anchor(0.5),), luck)
    w = given.weights()
    assert np.average(happened[:, 0], weights=w) == pytest.approx(0.5, abs=0.005)
    moved = abs(np.average(u, weights=w))
    error = np.std(u) / np.sqrt(effective_number(w))
    assert (moved > 10 * error) if luck else (moved < 3.5 * error)


# -- errors ---------------------------------------------------------------------------------------


def test_errors_of_shifts_are_their_spread_over_many_runs() -> None:
    """Of 40 runs, to four standard errors of a standard deviation; what does nothing stays."""
    values, errors = [], []
    for seed in range(40):
        given = problem(600, 100 + seed, anchor(0.5, 0.02))
        told = learnt(["a", "b", "c"], given.x, given.base, given.weights(), given.left_out())
        values.append([each.shift.value for each in told.parameters])
        errors.append([each.shift.standard_error for each in told.parameters])
    spread, told_errors = np.std(values, axis=0), np.sqrt(np.mean(np.square(errors), axis=0))
    assert told_errors / spread == pytest.approx(np.ones(3), abs=4 / np.sqrt(2 * 40) + 0.1)
    middle = np.mean(values, axis=0)
    assert middle[0] > 0.3
    assert middle[1] < -0.1
    assert abs(middle[2]) < 3.5 * spread[2] / np.sqrt(40)


def test_parameters_that_stand_in_for_each_other_trade_off() -> None:
    """Given how often it came true, one being higher means the other is lower."""
    given = problem(6000, 8, count(50, 100))
    told = learnt(["a", "b", "c"], given.x, given.base, given.weights(), given.left_out())
    assert [each.names for each in told.trade_offs] == [("a", "b")]
    assert told.trade_offs[0].change.low > 0.2  # their slopes have opposite signs
    assert told.parameters[0].narrowed
    assert told.parameters[0].spread.high < 1
    assert not told.parameters[2].moved


# -- ranks ----------------------------------------------------------------------------------------


def test_ranks_of_the_truth_are_uniform() -> None:
    """Truths from the prior, ten plays each; what is learnt from other worlds, one play each."""
    x, happened, _ = toy(8000, 9, SPREAD)
    learnt_chance = chances.Chances(x, happened, np.ones(len(x))).without()[:, 0]
    truth = toy(800, 10)[0]
    true_chance = expit(truth @ SLOPES + MIDDLE)
    yes = np.random.default_rng(11).binomial(10, true_chance).astype(float)
    asked = [np.column_stack(each) for each in ((truth, true_chance), (x, learnt_chance))]
    found = ranks.uniform(ranks.ranks(asked[0], yes, 10, asked[1], learnt_chance))
    assert (found > 0.01).all(), found


# -- anchors --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def run() -> sim.Run:
    return sim.run("baseline", 1000, set=SHORT)


def test_shipped_anchors_are_those_of_the_sources() -> None:
    assert {"base_rate", "market"} <= set(shipped())
    whole = sim.run("baseline", 2)
    market = anchors("market", whole)
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    line = page.split("public prediction market |")[1].split("\n")[0]
    assert all(f"{each.share:.3f}".lstrip("0") in line for each in market)
    assert all(each.source and each.outcome == "ceasefire" for each in market)
    rate = anchors("base_rate", whole)[0]
    days = (whole.deadline - whole.start).days
    assert rate.by == whole.deadline
    assert rate.share == pytest.approx(by_day(ends_by_ceasefire().value, days + 1)[-1], abs=5e-4)


def test_what_came_true_is_what_the_columns_say(run: sim.Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "anchors:\n"
        "  silence: {outcome: ceasefire, by: 2026-04-30, share: .1, source: x}\n"
        "  signed: {outcome: accord, by: 2026-04-01, share: .1, source: x}\n"
        "  flag: {outcome: accord, share: .1, source: x}\n"
        "  end: {outcome: talks_go_on, yes: 3, of: 10, source: x}\n"
    )
    silence, signed, flag, end = (
        came_true(each, run) for each in anchors(tmp_path / "a.yaml", run)
    )
    assert np.array_equal(silence, run.column("ceasefire_day") <= 82)
    assert np.array_equal(signed, flag)
    assert np.array_equal(flag, run.column("accord"))
    assert end.mean() == pytest.approx(run.shares().loc["talks_go_on", "share"])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a: {outcome: acord, share: .1, source: x}", "did you mean 'accord'"),
        ("a: {share: .1, source: x}", "lacks 'outcome'"),
        ("a: {outcome: accord, source: x}", "lacks 'share', or 'yes' and 'of'"),
        ("a: {outcome: accord, share: .1}", "lacks 'source'"),
        ("a: {outcome: accord, share: 25, source: x}", "between 0 and 1, not '25'"),
        ("a: {outcome: accord, share: 95 persons, source: x}", "not '95 persons'"),
        ("a: {outcome: accord, yes: 3 %, of: 20, source: x}", "'yes' is a number between"),
        ("a: {outcome: accord, share: .1, sd: 0, source: x}", "'sd' is a number between"),
        ("a: {outcome: accord, share: .1, shares: .1, source: x}", "did you mean 'share'"),
        ("a: {outcome: accord, yes: 1, source: x}", "lacks 'of'"),
        ("a: {outcome: accord, yes: 3, of: 2, source: x}", "'yes' is a number between 0 and 2"),
        ("a: {outcome: accord, yes: 1, of: 2, share: .1, source: x}", "a count has no 'share'"),
        ("a: {outcome: ceasefire, share: .1, source: x}", "lacks 'by'"),
        ("a: {outcome: ceasefire, by: soon, share: .1, source: x}", "is no date"),
        ("a: {outcome: ceasefire, by: 2030-01-01, share: .1, source: x}", "is not between"),
        ("a: {outcome: truce, by: 2026-03-01, share: .1, source: x}", "says itself by when"),
    ],
)
def test_mistakes_are_told_where_they_are(
    run: sim.Run, tmp_path: Path, line: str, told: str
) -> None:
    (tmp_path / "a.yaml").write_text(f"anchors:\n  {line}\n")
    with pytest.raises(ScenarioError) as error:
        anchors(tmp_path / "a.yaml", run)
    assert told in str(error.value)
    assert "a.yaml:2:" in str(error.value)


def test_an_anchor_that_is_none_says_what_was_meant(run: sim.Run) -> None:
    with pytest.raises(Usage, match="did you mean 'market'"):
        anchors("markt", run)


# -- of a run -------------------------------------------------------------------------------------


def test_a_run_stands_beside_itself(run: sim.Run) -> None:
    """Before is the run as it is; what is already so changes nothing."""
    share = float(run.column("range_exists").mean())
    there = Anchor("a", "range_exists", None, share, 0.05, None, None, "x")
    same = calibrated(run, [there])
    assert same.before.shares().equals(run.shares())
    assert same.bits < 0.01
    assert same.frame.loc[("by_deadline", "range_exists"), "b"] == pytest.approx(share, abs=0.01)
    more = calibrated(run, [replace(there, share=1.5 * share, sd=0.02)])
    table = more.anchors.loc["a"]
    assert table["before"] == pytest.approx(share)
    assert table["after"] == pytest.approx(1.5 * share, abs=0.02)
    assert more.frame.loc[("by_deadline", "range_exists"), "b"] == pytest.approx(table["after"])
    assert more.ess == effective_number(more.weights)
    assert len(more.parameters) == len(more.learnt.parameters) > 50
    assert more.weights.mean() == pytest.approx(1)


def test_weights_that_are_too_thin_are_refused(run: sim.Run) -> None:
    with pytest.raises(Usage, match=r"too thin for accord 95|out of reach: accord 95"):
        calibrated(run, [anchor(0.95, 0.01)])
    soon = replace(anchor(0.95, 0.01), by=dt.date(2026, 3, 10))
    with pytest.raises(Usage, match="too thin for accord by 2026-03-10 95"):
        calibrated(run, [soon], luck=True)
    with pytest.raises(Usage, match="is so in 0 of 1,000 worlds"):
        calibrated(run, [Anchor("a", "taken_by_force", None, 0.1, 0.01, None, None, "x")])


def test_calibrate_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "anchors:\n  a: {outcome: range_exists, share: .2, sd: .04, source: a friend}\n"
    )
    words = ["calibrate", "baseline", "--anchor", str(tmp_path / "a.yaml"), "-n", "600", "-j", "1"]
    words += ["--out", str(tmp_path / "runs"), "--quiet", *as_options(SHORT)]
    done = CliRunner().invoke(app, [*words, "-o", str(tmp_path / "f.png")])
    assert done.exit_code == 0, done.output
    for told in ("Pareto's k", "bits", "uncalibrated", "Not told apart", "a friend", "not forecas"):
        assert told in done.stdout
    assert (tmp_path / "f.png").stat().st_size > 10_000
    again = CliRunner().invoke(app, [*words, "--json"])
    read = json.loads(again.stdout)
    assert read["anchors"][0]["says"] == 0.2
    assert {"n_effective", "pareto_k", "bits", "parameters", "comparison"} <= set(read)
    wrong = CliRunner().invoke(app, [*words[:3], "nobody", *words[4:]])
    assert wrong.exit_code == 2
    assert "no anchor 'nobody'" in wrong.output


# -- long proofs ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_market_is_met_but_for_march_and_luck_meets_it_all() -> None:
    run = sim.run("baseline", 10_000, jobs=2)
    market = anchors("market", run)
    found = calibrated(run, market)
    assert all(abs(each.missed) < 0.03 for each in found.points)
    assert sum(abs(each.missed) < 0.02 for each in found.points) >= 3
    assert found.ess > 1000
    assert found.pareto_k < 0.7
    by_luck = calibrated(run, market, luck=True)
    assert all(abs(each.missed) < 0.005 for each in by_luck.points)
    assert by_luck.bits < found.bits
    with pytest.raises(Usage, match="too thin"):
        calibrated(run, [Anchor("a", "ceasefire", market[0].by, 0.9, 0.02, None, None, "x")])


@pytest.mark.slow
def test_ranks_of_worlds_of_the_engine_are_uniform() -> None:
    """Each world is a truth, and whether an accord was signed in it is its data."""
    run = sim.run("baseline", 6000, set=[TO_JUNE], jobs=2)
    assert (ranks.self_check(run, anchor(), tries=1000) > 0.01).all()


def test_weights_of_a_few_values_have_no_tail() -> None:
    assert np.isnan(tail_shape(np.repeat([1.0, 2.0, 3.0], 400)))


def test_anchors_that_contradict_each_other_are_refused_before_a_world_is_run(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        "anchors:\n"
        "  june: {outcome: accord, by: 2026-06-30, share: 0.6, source: x}\n"
        "  december: {outcome: accord, by: 2026-12-31, share: 0.1, source: x}\n"
    )
    out = tmp_path / "runs"
    done = CliRunner().invoke(
        app, ["calibrate", "baseline", "--anchor", str(path), "--out", str(out)]
    )
    assert done.exit_code == 2
    assert "they contradict each other" in done.output
    assert not out.exists()


def test_shares_may_be_in_per_cent(run: sim.Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "anchors:\n  a: {outcome: accord, share: 9.5 %, sd: 2%, source: x}\n"
    )
    (found,) = anchors(tmp_path / "a.yaml", run)
    assert (found.share, found.sd) == (0.095, 0.02)


def test_a_second_number_of_worlds_is_explained_once_where_one_stands() -> None:
    """Worlds that do not count alike: with a number of the table."""
    said = Anchor("a", "accord", None, 0.12, 0.02, None, None, "somebody")
    found = sim.calibrate(PIE, [said], worlds=300)
    text = comparison_text(comparison(found.before, found.after))
    first = re.search(r"\(n=(\d+), as (\d+)\)", text)
    assert first is not None
    n, alike = first.groups()
    told = f"n={n}, as {alike}: {n} worlds that do not count alike tell as much as {alike} that do"
    assert " ".join(text.split()).count(told) == 1
    assert "count alike" not in comparison_text(comparison(found.before, found.before))
