"""All scenarios in a table, and many runs compared at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.scenario.files import names


def test_the_scenarios_are_listed_with_what_they_ask() -> None:
    table = sim.scenarios()
    assert list(table.index) == names()
    assert list(table.columns) == ["title", "question", "extends", "deadline", "path"]
    assert pd.isna(table.loc["baseline", "extends"])
    row = table.loc["deadline_1_june"]
    assert row["extends"] == "baseline"
    assert row["deadline"] == pd.Timestamp("2026-06-01")
    assert row["question"].endswith("?")
    assert Path(row["path"]).is_file()


def test_those_of_the_project_are_listed_too_and_a_broken_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "scenarios"
    own.mkdir()
    (own / "mine.yaml").write_text("extends: baseline.yaml\ntitle: Mine\nquestion: What if?\n")
    (own / "broken.yaml").write_text("extends: baseline.yaml\ntitel: Broken\n")
    monkeypatch.chdir(tmp_path)
    with pytest.warns(UserWarning, match="did you mean 'title'"):
        table = sim.scenarios()
    assert table.loc["mine", "title"] == "Mine"
    assert table.loc["mine", "path"] == str(own / "mine.yaml")
    assert pd.isna(table.loc["broken", "title"])
    assert table.loc["broken", "path"] == str(own / "broken.yaml")
    assert "baseline" in table.index


def test_folders_runs_and_names_are_compared_in_one_call(some: sim.Run, folder: Path) -> None:
    table = sim.compare(folder, some, "deadline_1_june")
    assert table.index.names == ["compared", "group", "name"]
    assert list(table.index.unique("compared")) == ["baseline", "deadline_1_june"]
    assert (table.loc["baseline"]["difference"].dropna() == 0).all()
    alone = sim.compare(some, "deadline_1_june")
    assert alone.index.names == ["group", "name"]
    pd.testing.assert_frame_equal(table.loc["deadline_1_june"], alone, check_like=False)


def test_a_scenario_is_run_with_the_worlds_and_seed_of_the_runs_beside_it(some: sim.Run) -> None:
    table = sim.compare(some, sim.run("baseline", worlds=60), "baseline")
    assert (table["difference"].dropna() == 0).all()


def test_a_saved_run_can_be_named(
    folder: Path, some: sim.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent.parent)
    monkeypatch.setattr("sim.analysis.asked.default_out", lambda: folder.parent)
    assert (sim.compare(some, folder.name)["difference"].dropna() == 0).all()


def test_runs_of_one_scenario_are_told_apart_by_what_was_set(some: sim.Run) -> None:
    changed = [
        sim.Run(some.manifest | {"changes": [f"war.drift={drift}"]}, some.table) for drift in (1, 2)
    ]
    table = sim.compare(some, *changed)
    assert list(table.index.unique("compared")) == [
        "baseline war.drift=1",
        "baseline war.drift=2",
    ]
    assert len(sim.compare(some, some, some).index.unique("compared")) == 2


def test_what_cannot_be_compared_is_refused(some: sim.Run, folder: Path) -> None:
    for wrong in ((), (some,), (folder,), ("baseline",)):
        with pytest.raises(sim.Usage, match="two scenarios or runs"):
            sim.compare(*wrong)
    with pytest.raises(sim.Usage, match="runs stay what they are"):
        sim.compare(some, folder, set={"war.drift": 0})
    with pytest.raises(TypeError, match="worlds="):
        sim.compare(some, folder, 500)  # type: ignore[arg-type]
    with pytest.raises(sim.Unpaired, match="seed"):
        sim.compare(some, "baseline", seed=2)
