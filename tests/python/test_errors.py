"""Errors that a user meets: one root, and names that say what was probably meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.results.files import locked

ERRORS = [
    name
    for name in sim.__all__
    if isinstance(getattr(sim, name), type) and issubclass(getattr(sim, name), Exception)
]


def test_every_error_descends_from_one_root() -> None:
    assert len(ERRORS) >= 12
    assert all(issubclass(getattr(sim, name), sim.SimError) for name in ERRORS)


def test_errors_are_what_python_calls_such_errors_too() -> None:
    assert issubclass(sim.UnknownColumn, KeyError)
    assert issubclass(sim.UnknownFigure, AttributeError)
    assert issubclass(sim.ClusterLost, OSError)
    assert all(
        issubclass(kind, ValueError) and issubclass(kind, sim.Usage)
        for kind in (sim.Unpaired, sim.UnknownTarget, sim.NoSuchCluster)
    )


def test_all_names_of_the_package_can_be_fetched_and_no_other() -> None:
    assert dir(sim) == sorted(sim.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'compar'"):
        _ = sim.compar  # type: ignore[attr-defined]


@pytest.mark.parametrize("ask", ["outcomes", "trajectories", "packages"])
def test_a_misspelt_column_of_a_table_is_told_which_was_meant(some: sim.Run, ask: str) -> None:
    table = getattr(some, ask)
    name = table.columns[-1]
    with pytest.raises(KeyError, match=re.escape(f"did you mean '{name}'?")):
        table[f"{name}s"]


def test_tables_take_all_else_that_a_frame_takes(some: sim.Run) -> None:
    table = some.outcomes
    assert list(table[["accord", "package"]].columns) == ["accord", "package"]
    assert len(table[table["accord"]]) == table["accord"].sum()
    assert table.get("nothing of the kind") is None
    with pytest.raises(KeyError, match="not in index"):
        table[["accord", "acord"]]


def test_a_misspelt_column_or_outcome_of_a_run_is_told_which_was_meant(some: sim.Run) -> None:
    with pytest.raises(sim.UnknownColumn, match=r"^no column 'acord': did you mean 'accord'"):
        some.column("acord")
    with pytest.raises(sim.UnknownColumn, match=r"did you mean 'war\.drift'"):
        some.column("war.drif")
    with pytest.raises(sim.UnknownColumn, match="no outcome 'reasons': did you mean 'reason'"):
        some.outcome("reasons")


def test_a_misspelt_figure_is_told_which_was_meant(some: sim.Run) -> None:
    with pytest.raises(sim.UnknownFigure, match="did you mean 'why_no_accord'"):
        _ = some.plot.why_no_acord
    with pytest.raises(AttributeError, match=r"there are: .*front_fan"):
        _ = some.plot.xyz
    assert not hasattr(some.plot, "nothing")


def test_a_misspelt_scenario_is_told_which_was_meant() -> None:
    with pytest.raises(sim.ScenarioNotFoundError, match="did you mean 'baseline'"):
        sim.run("baselin")
    with pytest.raises(sim.ScenarioError, match=r"did you mean 'war.drift'"):
        sim.run("baseline", set={"war.drif": 0})


def test_a_folder_that_is_none_of_ours_or_in_use_has_its_error(
    some: sim.Run, tmp_path: Path
) -> None:
    with pytest.raises(sim.DamagedResults):
        sim.load(tmp_path)
    assert some.path is not None
    with locked(some.path), pytest.raises(sim.FolderInUse):
        sim.run("baseline", worlds=60, out=some.path.parent)


def test_what_cannot_be_is_an_error_of_usage() -> None:
    for wrong in (
        lambda: sim.run("baseline", worlds=0),
        lambda: sim.run("baseline", until_se=2),
        lambda: sim.run("baseline", worlds=1, cluster="here"),
        lambda: sim.run("baseline", until_se=0.1, target="peace"),
        lambda: sim.load("anywhere", worlds=0),
        lambda: sim.compare("baseline"),
    ):
        with pytest.raises(sim.Usage):
            wrong()
