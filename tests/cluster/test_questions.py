"""Questions on a cluster: the same numbers, to the last bit, as on one process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typer
from pandas.testing import assert_frame_equal
from typer.testing import CliRunner

import sim
from sim.analysis.calibrating import Anchor
from sim.analysis.explaining.turns import Turn, play
from sim.analysis.explaining.worlds import Change, Shift, Source
from sim.analysis.ranges.many import RangeOfWorlds
from sim.cli import app
from sim.ensemble.cluster import Cluster, cluster
from sim.ensemble.workers import InProcess, led_by, local_workers, workers_for
from tests.builders import FEW_DAYS, PIE, as_options
from tests.cluster.conftest import exact

pytest.importorskip("distributed")
pytest.importorskip("cryptography")

PITCH = {"war.drift": "0:20:3"}
QUICK = [*FEW_DAYS, "past_of=nobody"]  # a past takes longer than three weeks
QUIET = "events:\n  quiet: {type: no_accord, until: 2026-02-17}\n"


@pytest.fixture(scope="module")
def team() -> Iterator[Cluster]:
    """One cluster for all that is asked here: it takes longer to start than to answer."""
    with cluster("local:2") as workers:
        yield workers


def swept() -> pd.DataFrame:
    return sim.sweep("baseline", PITCH, worlds=20, set=QUICK).frame


def played() -> pd.DataFrame:
    chosen = {"russia": ["bluffs"], "ukraine": ["shipped"], "mediator": ["shipped"]}
    return sim.postures("baseline", chosen, worlds=20, set=QUICK).frame


def explained() -> pd.DataFrame:
    return sim.explain("wage_round", worlds=200).frame


def turned() -> pd.DataFrame:
    """What `explain` is made of: worlds that are played again with something changed."""
    changes: tuple[Change, ...] = ((), ("war.drift=0",), Shift("parties.ukraine.cost_of_war", 0.01))
    turns = [Turn(range(first, first + 10), changes) for first in (0, 10, 20)]
    found = play(Source(PIE), 1, turns, 1, None, lambda worlds: None)
    return pd.DataFrame(np.concatenate(found, axis=2).reshape(-1, 30))


def screened() -> pd.DataFrame:
    return sim.sensitivity(PIE, "morris", worlds=4).frame


def split() -> pd.DataFrame:
    return sim.sensitivity("wage_round", "sobol", worlds=16).frame


def discovered() -> pd.DataFrame:
    return sim.discover(PIE, "no_accord", worlds=300).limits


def calibrated() -> pd.DataFrame:
    said = Anchor("a", "accord", None, 0.18, 0.02, None, None, "somebody")
    return sim.calibrate(PIE, [said], worlds=300).frame


def ranged() -> pd.DataFrame:
    found = sim.bargaining_range("baseline", worlds=600, set=QUICK)
    assert isinstance(found, RangeOfWorlds)
    return found.packages


def conditioned(events: Path) -> pd.DataFrame:
    return sim.condition("baseline", events, worlds=40, set=FEW_DAYS).frame


@pytest.mark.parametrize(
    "ask",
    [
        *(swept, played, turned, screened, split, discovered, calibrated, ranged),
        pytest.param(explained, marks=pytest.mark.slow),
    ],
)
def test_what_is_asked_on_a_cluster_has_the_same_bits(
    ask: Callable[[], pd.DataFrame], team: Cluster
) -> None:
    alone = ask()
    with led_by(team):
        there = ask()
    assert len(alone)
    assert_frame_equal(there, alone, check_exact=True)


def test_so_has_what_is_given_events(team: Cluster, tmp_path: Path) -> None:
    (tmp_path / "events.yaml").write_text(QUIET)
    alone = conditioned(tmp_path / "events.yaml")
    with led_by(team):
        there = conditioned(tmp_path / "events.yaml")
    assert_frame_equal(there, alone, check_exact=True)


def test_so_has_a_run(team: Cluster) -> None:
    plain = sim.run("baseline", 40, set=FEW_DAYS)
    with led_by(team):
        assert exact(sim.run("baseline", 40, set=FEW_DAYS)) == exact(plain)


def test_every_command_that_plays_many_worlds_goes_to_a_cluster() -> None:
    group = typer.main.get_command(app)
    commands = vars(group)["commands"]
    options = {name: {each.name for each in c.params} for name, c in commands.items()}
    many = {name for name, own in options.items() if "jobs" in own}
    assert len(many) > 10
    assert many == {name for name, own in options.items() if "cluster" in own}


def test_a_command_goes_to_a_cluster(tmp_path: Path) -> None:
    words = ["sweep", "baseline", "--vary", "war.drift=0:20:2", "-n", "10", *as_options(FEW_DAYS)]
    words += ["--quiet", "--out", str(tmp_path), "--cluster"]
    done = CliRunner().invoke(app, [*words, "local:1"])
    assert done.exit_code == 0, done.output
    assert list(tmp_path.glob("sweep_*/sweep.csv"))
    assert CliRunner().invoke(app, [*words, "nowhere"]).exit_code == 2
    assert CliRunner().invoke(app, [*words, "local:1", "-j", "2"]).exit_code == 2


def test_who_leads_is_asked_and_only_while_it_leads() -> None:
    team = InProcess()
    with led_by(team):
        assert workers_for(8) is team
    assert workers_for(8) is not team
    assert workers_for(3).executors == local_workers(3).executors == 3
