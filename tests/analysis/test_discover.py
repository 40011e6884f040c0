"""Scenario discovery against planted boxes, the EMA workbench, and worlds held out."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from typer.testing import CliRunner

import sim
from sim.analysis.discovery.box import HIGH, LOW, Box, Sample, fit
from sim.analysis.discovery.discovering import Discovery
from sim.analysis.discovery.prim import Patience, pasted, peeled
from sim.analysis.discovery.significance import chosen, few, quasi_p
from sim.analysis.discovery.target import sought, targets
from sim.analysis.discovery.written import scenario_text
from sim.cli import app
from sim.errors import Usage
from sim.plots.discovery import discovery_sheet
from sim.results import Run
from sim.scenario import load
from sim.scenario.files import shipped_folder

RULE = Patience(), 0.5, 0.05


def planted(seed: int, worlds: int = 1000, wrong: float = 0.02) -> Sample:
    """Twenty parameters, three of which make a box; a few worlds come out otherwise."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(size=(worlds, 20))
    inside = (x[:, 3] > 0.6) & (x[:, 7] < 0.5) & (x[:, 11] > 0.2)
    return Sample(x, inside ^ (rng.uniform(size=worlds) < wrong), np.ones(worlds))


@pytest.mark.parametrize("seed", range(5))
def test_a_planted_box_is_found_and_holds_in_worlds_that_had_no_part_in_it(seed: int) -> None:
    sample = planted(seed)
    box = pasted(few(sample, *RULE).box, sample, Patience())
    assert box.limits == [(3, LOW), (7, HIGH), (11, LOW)]
    assert [box.low[3], box.high[7], box.low[11]] == pytest.approx([0.6, 0.5, 0.2], abs=0.03)
    judged = fit(box, planted(100 + seed, wrong=0.0))
    assert judged.coverage.value > 0.9
    assert judged.density.value > 0.9


def test_where_nothing_matters_hardly_anything_is_left_and_worlds_held_out_say_so() -> None:
    """What is peeled by chance looks dense where it was, and on average is not elsewhere."""
    z, limited = [], 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        whole = Sample(rng.uniform(size=(600, 15)), rng.uniform(size=600) < 0.3, np.ones(600))
        half = np.arange(600) % 2 == 0
        own, other = whole.only(half), whole.only(~half)
        box = chosen(peeled(own, Patience()), own, 0.5)
        assert fit(box, own).density.value > own.share.value + 0.1
        density = fit(box, other).density
        z.append((density.value - other.share.value) / density.standard_error)
        limited += bool(few(own, *RULE).box.limits)
    assert abs(np.mean(z)) < 3 / np.sqrt(len(z))
    assert limited <= 3


Published = tuple[pd.DataFrame, np.ndarray]


@pytest.fixture(scope="module")
def bryant_lempert() -> Published:
    """The 882 runs of Bryant and Lempert 2010: inputs, and which runs are sought.

    The workbench brings a copy; to import the whole of it takes ten seconds.
    """
    spec = importlib.util.find_spec("ema_workbench")
    if spec is None or spec.origin is None:
        pytest.skip("the EMA workbench is not installed")
    file = Path(spec.origin).parent / "examples" / "data" / "bryant et al 2010 data.csv"
    data = pd.read_csv(file, index_col=False)
    return data.iloc[:, 2:11], data.iloc[:, 15].to_numpy()


@pytest.mark.slow
@pytest.mark.parametrize("peel", [0.1, 0.05])
@pytest.mark.filterwarnings("ignore")
def test_the_trajectory_is_that_of_the_ema_workbench(
    bryant_lempert: Published, peel: float
) -> None:
    """Box by box: coverage, density, mass and every limit."""
    from ema_workbench.analysis import prim

    x, y = bryant_lempert
    theirs = prim.Prim(x, y, threshold=0.8, peel_alpha=peel, mass_min=0.05).find_box()
    sample = Sample(x.to_numpy(dtype=float), y.astype(bool), np.ones(y.size))
    boxes = peeled(sample, Patience(peel=peel, least=0.05))
    known = theirs.peeling_trajectory
    assert len(boxes) >= len(known) > 25
    for box, (_, row), limits in zip(boxes, known.iterrows(), theirs.box_lims, strict=False):
        own = fit(box, sample)
        assert own.coverage.value == pytest.approx(row.coverage)
        assert own.density.value == pytest.approx(row.density)
        assert own.mass.value == pytest.approx(row.mass)
        assert len(box.parameters) == row.res_dim
        for j, side in box.limits:
            assert box.limit(j, side) == pytest.approx(limits.iloc[side, j])


def test_a_box_of_published_runs_has_the_numbers_of_the_workbench(
    bryant_lempert: Published,
) -> None:
    """Box 21 of the workbench's own example: 67 of 87 runs inside are sought, of 89 in all."""
    x, y = bryant_lempert
    sample = Sample(x.to_numpy(dtype=float), y.astype(bool), np.ones(y.size))
    box = peeled(sample, Patience(peel=0.1))[21]
    assert box.holds(sample.values).sum() == 87
    assert fit(box, sample).coverage.value == pytest.approx(67 / 89)
    limits = {x.columns[j]: box.limit(j, side) for j, side in box.limits}
    assert limits == pytest.approx(
        {
            "Total biomass": 755.799988,
            "Demand elasticity": -0.422,
            "Biomass backstop price": 150.049995,
            "Cellulosic cost": 72.650002,
        }
    )
    p = {x.columns[j]: quasi_p(box, box.without(j, side), sample) for j, side in box.limits}
    assert p == pytest.approx(
        {
            "Total biomass": 4.716969e-06,
            "Demand elasticity": 1.184930e-16,
            "Biomass backstop price": 3.515113e-11,
            "Cellulosic cost": 0.1574133,
        },
        rel=1e-5,
    )


def test_a_quasi_p_value_is_the_one_sided_binomial_test() -> None:
    sample = planted(1)
    box = Box.whole(20).limited(3, LOW, 0.5).limited(7, HIGH, 0.6)
    freed = box.without(7, HIGH)
    inside, all_ = box.holds(sample.values), freed.holds(sample.values)
    hits, share = int(sample.sought[inside].sum()), float(sample.sought[all_].mean())
    expected = binomtest(hits, int(inside.sum()), share, alternative="greater").pvalue
    assert quasi_p(box, freed, sample) == pytest.approx(expected)


def test_a_world_that_counts_twice_counts_as_two() -> None:
    sample = planted(2, worlds=200)
    twice = np.random.default_rng(5).uniform(size=200) < 0.5
    heavy = Sample(sample.values, sample.sought, np.where(twice, 2.0, 1.0))
    again = np.r_[np.arange(200), np.flatnonzero(twice)]
    copied = Sample(sample.values[again], sample.sought[again], np.ones(again.size))
    box = Box.whole(20).limited(3, LOW, 0.5)
    for name in ("coverage", "density", "mass"):
        one, other = getattr(fit(box, heavy), name), getattr(fit(box, copied), name)
        assert one.value == pytest.approx(other.value)
        assert one.n_effective < other.n_effective


def test_of_few_values_all_equal_ones_go_at_once() -> None:
    rng = np.random.default_rng(3)
    kinds = rng.integers(0, 3, size=300).astype(float)
    sample = Sample(np.c_[kinds, rng.uniform(size=300)], kinds == 2, np.ones(300))
    boxes = peeled(sample, Patience())
    assert [box.low[0] for box in boxes[:3]] == [-np.inf, 0.5, 1.5]
    assert fit(boxes[2], sample).density.value == 1.0


def test_a_large_cut_has_to_be_worth_the_worlds_it_takes() -> None:
    """To lose half of the worlds for +.125 is dearer than to lose a twentieth for +.02."""
    halves, fine = np.repeat([0.0, 1.0], 500), np.tile(np.arange(500.0), 2)
    hits = (fine >= 25) & (np.tile(np.arange(500), 2) % 5 < np.where(halves == 1, 3, 2))
    sample = Sample(np.c_[halves, fine], hits, np.ones(1000))
    first = peeled(sample, Patience())[1]
    assert first.limits == [(1, LOW)]
    whole, half = (fit(b, sample).density.value for b in (first, first.without(1, LOW)))
    upper = Box.whole(2).limited(0, LOW, 0.5)
    assert fit(upper, sample).density.value - half > whole - half  # though it gains more in all


def test_what_was_cut_too_far_is_pasted() -> None:
    sample = planted(4, wrong=0.0)
    true = Box.whole(20).limited(3, LOW, 0.6).limited(7, HIGH, 0.5).limited(11, LOW, 0.2)
    loose = true.limited(12, LOW, 0.9).limited(3, LOW, 0.55)
    wider = pasted(loose, sample, Patience())
    assert fit(wider, sample).density.value > fit(loose, sample).density.value
    assert fit(pasted(true, sample, Patience()), sample).density.value == 1.0


def test_the_larger_box_is_taken_where_the_smaller_may_be_denser_by_chance() -> None:
    x, y = np.arange(100.0)[:, None], np.r_[np.zeros(50), np.ones(50)].astype(bool)
    y[60] = False
    boxes = [Box(np.array([at]), np.array([np.inf])) for at in (-1.0, 40.0, 50.0, 61.0)]
    sample = Sample(x, y, np.ones(100))
    assert fit(boxes[3], sample).density.value == 1.0
    assert chosen(boxes, sample, 0.5) is boxes[3]  # a density of 1 has no error
    y[70] = False
    assert chosen(boxes, sample, 0.5) is boxes[2]
    assert chosen(boxes, sample, 0.999) is boxes[2]


# --- runs -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ran() -> Run:
    return sim.run("wage_round", worlds=2000)


@pytest.fixture(scope="module")
def found(ran: Run) -> Discovery:
    return sim.discover(ran, "accord")


def test_the_box_of_a_run_is_told_with_both_halves(found: Discovery, ran: Run) -> None:
    assert found.found.worlds == found.held_out.worlds == 1000
    assert found.found.share.value == ran.column("accord")[::2].mean()
    held = found.fits["held_out"]
    assert held.density.value > found.held_out.share.value
    assert list(found.limits.quasi_p <= 0.05) == [True] * len(found.box.limits)
    for row in found.limits.itertuples():
        drawn = ran.column(row.parameter)
        inside = drawn <= row.limit if row.side == "at most" else drawn >= row.limit
        assert row.of_prior == pytest.approx(inside.mean(), abs=0.06)
    inside = found.box.holds(np.stack([ran.column(n) for n in found.names], axis=1))[1::2]
    assert held.mass.value == pytest.approx(inside.mean())
    assert held.density.value == pytest.approx(ran.column("accord")[1::2][inside].mean())
    assert discovery_sheet(found).axes[0].get_xlabel().startswith("coverage: share")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, with the shipped scenarios it extends."""
    folder = tmp_path / "scenarios"
    folder.mkdir()
    shutil.copy(shipped_folder() / "wage_round.yaml", folder)
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_box_written_as_a_scenario_draws_the_worlds_of_the_run_inside_it(
    found: Discovery, project: Path
) -> None:
    (project / "boxed.yaml").write_text(scenario_text(found, "boxed"), encoding="utf-8")
    boxed, other = sim.run("boxed", 1500, seed=3), sim.run("wage_round", 4000, seed=4)
    assert not load("boxed").warnings
    for row in found.limits.itertuples():
        drawn, edge = boxed.column(row.parameter), 1e-4 * abs(row.limit)
        assert (
            drawn <= row.limit + edge if row.side == "at most" else drawn >= row.limit - edge
        ).all()
    inside = found.box.holds(np.stack([other.column(n) for n in found.names], axis=1))
    a, b = boxed.column("accord"), other.column("accord")[inside]
    error = np.sqrt(a.var() / a.size + b.var() / b.size)
    assert abs(a.mean() - b.mean()) < 4 * error
    apart = abs(b.mean() - other.column("accord").mean())  # the box is another place
    assert apart > 4 * np.sqrt(b.var() / b.size)


@pytest.mark.slow
def test_the_worlds_of_a_box_refused_in_a_past_of_their_own(project: Path) -> None:
    """Where there is a past, worlds that the cut priors would have let sign are drawn again."""
    shutil.copy(shipped_folder() / "baseline.yaml", project)
    found = sim.discover("baseline", "accord")
    (project / "boxed.yaml").write_text(scenario_text(found, "boxed"), encoding="utf-8")
    boxed, other = sim.run("boxed", 3000, seed=3), sim.run("baseline", 6000, seed=4)
    inside = found.box.holds(np.stack([other.column(n) for n in found.names], axis=1))
    for name in ("accord", "parties.russia.cost_of_war", "parties.ukraine.cost_of_war"):
        a, b = boxed.column(name), other.column(name)[inside]
        assert abs(a.mean() - b.mean()) < 4 * np.sqrt(a.var() / a.size + b.var() / b.size), name


def test_outcomes_go_by_their_names_and_by_what_is_not(ran: Run) -> None:
    accord, _ = sought(ran, "accord")
    assert (sought(ran, "no_accord")[0] == ~accord).all()
    assert (sought(ran, "not_accord")[0] == ~accord).all()
    assert "no_round" in targets(ran.declared)  # a name of its own, not the worlds without a round
    codes, reason = ran.column("reason"), ran.outcome("reason").categories.index("empty_range")
    assert (sought(ran, "empty_range")[0] == (codes == reason)).all()
    assert sought(ran, "empty_range")[1] == ran.outcome("reason").labels[reason]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"outcome": "acord"}, "did you mean 'accord'"),
        ({"coverage": 0}, "coverage must lie between 0 and 1"),
        ({"peel": 0.6}, "peel must lie between 0 and 0.5"),
        ({"set": {"deadline.binds": 1}}, "a run stays what it is"),
    ],
)
def test_what_cannot_be_sought_is_told_in_a_line(
    ran: Run, asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(Usage, match=told):
        sim.discover(ran, **asked)


def test_too_few_worlds_are_told() -> None:
    with pytest.raises(Usage, match=r"only .* of 30 worlds .* more worlds with -n"):
        sim.discover("wage_round", worlds=30)


def command(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["discover", *map(str, words)], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


def test_the_command_tells_draws_and_writes(project: Path, found: Discovery) -> None:
    words = ["wage_round", "--out", project.parent / "runs", "-o", "box.png"]
    code, out, err = command(*words, "--write", "boxed")
    assert code == 0, err
    assert "in worlds held out (95 %)" in out
    assert "scenario:" in err
    assert Path("box.png").stat().st_size > 10_000
    assert load("boxed").file.past_of in ("own", "nobody")
    told = json.loads(command(*words, "--json", "--quiet")[1])
    assert told["limits"][0]["parameter"] == found.limits.parameter[0]
    assert told["box"]["held_out"]["density"]["value"] == found.fits["held_out"].density.value
    code, _, err = command(*words, "--write", "boxed")
    assert (code, "exists already" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["wage_round", "--outcome", "acord", "-n", "50"], 2, "did you mean 'accord'?"),
        (["wage_round", "--coverage", "1.5", "-n", "50"], 2, "coverage must lie between"),
        (["wage_round", "--write", "My Box"], 2, "small letters"),
        (["wage_ronud"], 3, "did you mean 'wage_round'?"),
    ],
)
def test_mistakes_are_told_in_a_line(project: Path, words: list[str], code: int, told: str) -> None:
    found, _, err = command(*words, "--out", project.parent / "runs", "--quiet")
    assert found == code
    assert told in err
    assert "Traceback" not in err
