"""Questions on a cluster: the same numbers, to the last bit, as on one process."""

from __future__ import annotations

from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.ensemble.workers import InProcess, led_by, local_workers, workers_for
from tests.builders import FEW_DAYS, as_options
from tests.cluster.conftest import exact

pytest.importorskip("distributed")
pytest.importorskip("cryptography")

PITCH = {"war.drift": "0:20:3"}


def test_what_is_asked_on_a_cluster_has_the_same_bits() -> None:
    alone = sim.sweep("baseline", PITCH, worlds=20, set=FEW_DAYS)
    plain = sim.run("baseline", 40, set=FEW_DAYS)
    with sim.on_cluster("local:2"):
        swept = sim.sweep("baseline", PITCH, worlds=20, set=FEW_DAYS)
        run = sim.run("baseline", 40, set=FEW_DAYS)
        played = sim.postures("baseline", {"russia": ["bluffs"]}, worlds=20, set=FEW_DAYS)
    assert_frame_equal(swept.frame, alone.frame, check_exact=True)
    assert exact(run) == exact(plain)
    again = sim.postures("baseline", {"russia": ["bluffs"]}, worlds=20, set=FEW_DAYS)
    assert_frame_equal(played.frame, again.frame, check_exact=True)


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
