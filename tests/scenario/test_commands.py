"""`sim check`, `sim show` and `sim new`, called as functions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from scipy.stats import norm

from sim.cli.check import check_command
from sim.cli.errors import Usage
from sim.cli.new import new_command
from sim.cli.show import show_command
from sim.ensemble import run
from sim.scenario import Scenario, load
from sim.scenario.declared import meaning
from sim.scenario.editors import json_schema

from .conftest import Write
from .test_mistakes import EIGHT, PLACES

Captured = pytest.CaptureFixture[str]


def test_check_tells_every_mistake_on_stderr_and_ends_with_three(
    write: Write, capsys: Captured
) -> None:
    path = str(write(EIGHT, extends=None))
    assert check_command([path, "baseline"], [], json_=False, quiet=False) == 3
    out, err = capsys.readouterr()
    assert out.startswith("baseline: valid, ")
    assert err.count("error: ") == len(PLACES)
    assert all(f"{path}:{line}:{column}" in err for line, column, _, _ in PLACES)


def test_check_of_valid_scenarios_ends_with_zero_and_says_how_complete_they_are(
    capsys: Captured,
) -> None:
    assert check_command(["baseline"], [], json_=False, quiet=False) == 0
    assert "all with unit, range and source" in capsys.readouterr().out


def test_a_quiet_check_of_valid_scenarios_says_nothing(capsys: Captured) -> None:
    assert check_command(["baseline"], [], json_=False, quiet=True) == 0
    assert capsys.readouterr() == ("", "")


def test_check_as_json_is_one_object_on_stdout(write: Write, capsys: Captured) -> None:
    path = str(write(EIGHT, extends=None))
    assert check_command([path, "baseline"], [], json_=True, quiet=False) == 3
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert err == ""
    assert told["schema"] == 1
    assert [each["valid"] for each in told["scenarios"]] == [False, True]
    found = [(m["line"], m["column"]) for m in told["scenarios"][0]["mistakes"]]
    assert found == [(line, column) for line, column, _, _ in PLACES]


def test_check_counts_changes_in(capsys: Captured) -> None:
    assert check_command(["baseline"], ["war.drfit=3"], json_=False, quiet=False) == 3
    assert "did you mean 'war.drift'?" in capsys.readouterr().err


def test_show_has_a_row_for_every_parameter_and_a_wide_terminal_shows_all_of_it(
    baseline: Scenario, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert show_command("baseline", [], json_=False, schema=False) == 0
    out = capsys.readouterr().out
    rows = {line.split("  ")[0]: line for line in out.splitlines()}
    assert set(baseline.quantities) <= set(rows)
    drift = rows["war.drift"]
    assert "normal [8, 4]" in drift
    assert "km2/day" in drift
    assert "-500 to 500" in drift
    assert "baseline.yaml:" in drift
    lines = out.splitlines()
    below = next(line for line in lines[lines.index(drift) :] if line.startswith("    source:"))
    assert below.split("source: ")[1] == baseline.quantities["war.drift"].source
    assert f"{len(baseline.quantities)} parameters, all with unit, range and source; " in out


def test_every_parameter_is_listed_with_its_whole_source_also_on_a_narrow_terminal(
    baseline: Scenario, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert show_command("baseline", [], json_=False, schema=False) == 0
    told, names, source = {}, [], ""
    for line in capsys.readouterr().out.splitlines():
        if line.startswith("    source:"):
            source = line.removeprefix("    source: ")
        elif line.startswith("      ") and source:
            source += f" {line.strip()}"
        elif source and not line.startswith(" "):
            told |= dict.fromkeys(names, source)
            names, source = [], ""
        if line and not line.startswith(" "):
            names.append(line.split("  ")[0])
    for name, quantity in baseline.quantities.items():
        assert told[name] == quantity.source


@pytest.mark.parametrize("width", [80, 100, 121, 160])
def test_the_list_fits_the_terminal_and_keeps_every_name_whole(
    width: int, baseline: Scenario, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert show_command("baseline", [], json_=False, schema=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert set(baseline.quantities) <= {line.split("  ")[0] for line in lines}
    assert any("article" in line for line in lines)


def shown(capsys: Captured, *keys: str, json_: bool = False) -> str:
    assert show_command("baseline", [], json_, schema=False, keys=list(keys)) == 0
    return capsys.readouterr().out


def test_a_card_says_what_a_parameter_means_and_what_its_prior_makes_of_the_worlds(
    baseline: Scenario, capsys: Captured
) -> None:
    told = " ".join(shown(capsys, "war.drift").split())
    q = baseline.quantities["war.drift"]
    low, high = norm(8, 4).ppf([0.05, 0.95])
    assert told.startswith(f"war.drift {q.description} value normal (mean 8, standard deviation 4)")
    assert f"nine worlds in ten: {low:.3g} to {high:.3g} km2/day" in told
    assert "mean 8 km2/day range -500 to 500 km2/day (pace of the front)" in told
    assert f"source {q.source} place {q.place}" in told


def test_a_card_tells_a_fixed_number_from_a_weight_that_each_world_draws(capsys: Captured) -> None:
    assert "4 km2/day, the same in every world" in shown(capsys, "war.drift_spread")
    weight = shown(capsys, "parties.ukraine.weights.shares.plant")
    assert "the same in every world" not in weight
    assert "parties.ukraine.weights.concentration" in weight


def test_a_card_of_a_choice_lists_the_words_it_can_be(capsys: Captured) -> None:
    told = " ".join(shown(capsys, "deadline.on_lapse").split())
    assert "one of leave, cost, extend" in told


def test_a_card_of_what_no_file_mentions_says_so(capsys: Captured) -> None:
    assert "in no file" in shown(capsys, "hindsight")


def test_the_beginning_of_names_shows_a_card_of_each(baseline: Scenario, capsys: Captured) -> None:
    cards = shown(capsys, "war", "war.drift").split("\n\n")
    names = [each.splitlines()[0] for each in cards]
    assert all(name.startswith("war.") for name in names)
    assert len(set(names)) == len(names)
    assert {name for name in baseline.quantities if name.startswith("war.")} <= set(names)


def test_every_parameter_means_something_and_the_schema_says_the_same(
    baseline: Scenario,
) -> None:
    for name, q in baseline.quantities.items():
        assert q.description
        assert meaning(name) == q.description


def test_cards_fit_the_terminal(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    everything = shown(capsys, "war", "parties", "weather", "deadline", "events")
    assert max(map(len, everything.splitlines())) <= 80


def test_cards_as_json_hold_the_same_as_all_of_it(capsys: Captured) -> None:
    some = json.loads(shown(capsys, "war.drift", "deadline.date", json_=True))["parameters"]
    everything = json.loads(shown(capsys, json_=True))["parameters"]
    assert some[0] in everything
    assert some[1]["value"] == "2026-06-30"
    assert len(some) == 2


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("war.drfit", "did you mean 'war.drift'?"),
        ("drift", "there is war.drift"),
        ("paties", "did you mean 'parties'?"),
        ("war.dri", "did you mean 'war.drift'?"),
        ("xyzzy", "all are listed"),
        ("", "all are listed"),
    ],
)
def test_a_key_that_names_nothing_is_told_with_the_name_it_may_mean(key: str, told: str) -> None:
    with pytest.raises(Usage, match="no parameter") as caught:
        show_command("baseline", [], json_=False, schema=False, keys=[key])
    assert told in str(caught.value)


def test_places_in_a_project_are_relative_from_any_of_its_folders(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("war: {drift: 3, source: 'assumed: x'}\n")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "notes").mkdir()
    monkeypatch.chdir(tmp_path / "notes")
    assert load(path).quantities["war.drift"].place == "../mine.yaml:2:14"


def test_show_as_json_names_value_or_prior_unit_range_source_and_place(
    baseline: Scenario, capsys: Captured
) -> None:
    assert show_command("baseline", ["war.drift_spread=5"], json_=True, schema=False) == 0
    told = json.loads(capsys.readouterr().out)
    parameters = {each["name"]: each for each in told["parameters"]}
    assert list(parameters) == list(baseline.quantities)
    assert parameters["war.drift"]["prior"] == {"normal": [8, 4]}
    assert parameters["war.drift"]["mean"] == pytest.approx(8)
    assert parameters["war.drift_spread"]["value"] == 5
    assert parameters["war.drift_spread"]["place"] == "--set"
    assert told["fingerprint"] == load("baseline", ["war.drift_spread=5"]).fingerprint()
    for each in parameters.values():
        assert each["low"] < each["high"]
        assert each["unit"]
        assert each["source"]


def test_show_prints_the_json_schema(capsys: Captured) -> None:
    assert show_command("baseline", [], json_=False, schema=True) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_show_escapes_what_a_file_could_send_to_the_terminal(
    write: Write, capsys: Captured
) -> None:
    path = write('title: "\\e[31m$x$ [bold]"\n')
    assert show_command(str(path), [], json_=False, schema=False) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b[31m$x$ [bold]" in out


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, with a folder for scenarios."""
    (tmp_path / "scenarios").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_writes_a_valid_file_that_is_the_parent_until_it_is_edited(
    project: Path, baseline: Scenario, capsys: Captured
) -> None:
    assert new_command("my_idea", "baseline") == 0
    assert capsys.readouterr().out.strip() == str(project / "scenarios" / "my_idea.yaml")
    mine = load("my_idea")
    assert mine.fingerprint() == baseline.fingerprint()
    assert mine.file.title == "My idea"


def test_what_a_new_file_suggests_is_valid(project: Path) -> None:
    new_command("my_idea", "baseline")
    path = project / "scenarios" / "my_idea.yaml"
    head, _, tail = path.read_text(encoding="utf-8").partition("# war:")
    suggested = ("# war:" + tail).replace("\n# Something", "\n# # Something")
    lines = [line.removeprefix("# ") for line in suggested.splitlines()]
    keep = [line for line in lines if line.startswith((" ", "war:", "events:"))]
    path.write_text(head + "\n".join(keep) + "\n", encoding="utf-8")
    mine = load("my_idea")
    assert str(mine.file.war.drift.prior) == "normal [9, 4]"
    assert "spring_truce" in mine.file.events
    assert "florida_round" not in mine.file.events


@pytest.mark.parametrize("name", ["../up", "Big", "", "a b", "x" * 99, "a/b", "-n"])
def test_new_refuses_names_that_are_none(project: Path, name: str) -> None:
    assert new_command(name, "baseline") == 2
    assert list((project / "scenarios").iterdir()) == []


def test_new_never_overwrites(project: Path, capsys: Captured) -> None:
    path = project / "scenarios" / "mine.yaml"
    path.write_text("precious", encoding="utf-8")
    assert new_command("mine", "baseline") == 2
    assert path.read_text(encoding="utf-8") == "precious"
    assert "exists already" in capsys.readouterr().err


def test_reading_a_scenario_imports_nothing_heavy() -> None:
    code = (
        "import sys; from sim.scenario import load; load('baseline');"
        "print([m for m in ('mesa', 'pandas', 'matplotlib', 'scipy.stats') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_a_whole_new_file_stands_alone_and_its_worlds_run(project: Path, capsys: Captured) -> None:
    assert new_command("fair_price", whole=True) == 0
    path = project / "scenarios" / "fair_price.yaml"
    assert capsys.readouterr().out.strip() == str(path)
    assert "extends" not in path.read_text(encoding="utf-8")
    assert check_command(["fair_price"], [], json_=False, quiet=True) == 0
    outcomes = run(load("fair_price"), 60).outcomes
    assert len(outcomes) == 60
    assert set(outcomes["outcome"]) <= {"low_price", "middle_price", "high_price", "talks_go_on"}
    assert outcomes["accord"].any()


def test_a_whole_new_file_can_be_changed_by_one_that_extends_it(project: Path) -> None:
    new_command("fair_price", whole=True)
    assert new_command("rarely", "fair_price") == 0
    path = project / "scenarios" / "rarely.yaml"
    unchanged = load("fair_price")
    assert load("rarely").fingerprint() == unchanged.fingerprint()
    with path.open("a", encoding="utf-8") as file:
        file.write("calendar: {readiness: 0.05, source: 'assumed: they rarely meet'}\n")
    changed = load("rarely")
    assert changed.file.calendar.readiness.value == 0.05
    assert changed.file.calendar.gap == unchanged.file.calendar.gap
    often, rarely = (run(scenario, 60).outcomes for scenario in (unchanged, changed))
    assert rarely["rounds"].sum() < often["rounds"].sum() / 2
    assert rarely["accord"].sum() < often["accord"].sum()


def test_a_whole_new_file_extends_no_other(project: Path, capsys: Captured) -> None:
    assert new_command("fair_price", "baseline", whole=True) == 2
    assert "extends no other" in capsys.readouterr().err
    assert not (project / "scenarios" / "fair_price.yaml").exists()


@pytest.mark.parametrize("taken", ["deadline", "mediator", "war", "grid", "accord"])
def test_a_whole_new_file_has_only_what_it_names(project: Path, taken: str) -> None:
    new_command("fair_price", whole=True)
    assert getattr(load("fair_price").file, taken) is None
