"""What each command writes where, and the code it leaves with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.ensemble import block
from sim.results import Run
from sim.results.files import locked
from sim.results.manifest import checksum_of
from tests.ensemble import fake, planted

Call = Callable[..., tuple[int, str, str]]
SMALL = ("-n", 200, "--no-figures")


def run_json(sim_here: Call, *words: object) -> list[dict[str, object]]:
    code, out, err = sim_here("run", *words, "--json", "--quiet", "--no-figures")
    assert code == 0, err
    answer = json.loads(out)
    assert answer["schema"] == 1
    runs: list[dict[str, object]] = answer["runs"]
    return runs


def test_run_says_the_result_in_its_first_line(sim_here: Call, tmp_path: Path) -> None:
    code, out, err = sim_here("run", "baseline", *SMALL, "--out", tmp_path)
    assert code == 0
    assert out.startswith("In ")
    assert "an accord by 30 June" in out.splitlines()[0]
    assert out.splitlines()[1].startswith("Most often against it")
    why, trace, accord, other, _, compare = err.rstrip().splitlines()[-6:]
    assert "without an accord (" in why
    assert "with an accord" in accord
    for line in (trace, other):
        assert line.startswith("next:    sim trace baseline --world ")
    assert compare.startswith("next:    sim compare baseline -s ")
    assert "why not, in the " in out
    assert "%|" not in err
    assert "\x1b" not in out + err


def test_quiet_leaves_only_data(sim_here: Call, tmp_path: Path) -> None:
    code, out, err = sim_here("run", "baseline", *SMALL, "--quiet", "--out", tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith("In ")


def test_json_has_every_key_of_the_contract(sim_here: Call, tmp_path: Path) -> None:
    (run,) = run_json(sim_here, "baseline", "-n", 100, "--out", tmp_path)
    keys = "scenario title seed worlds failed run_id path digest digest_exact deadline horizon"
    assert set(keys.split()) <= set(run)
    assert {"outcomes", "by_deadline", "measures", "why_no_accord"} <= set(run)
    assert (run["worlds"], run["failed"], run["deadline"]) == (100, 0, "2026-06-30")
    assert Path(str(run["path"])).name == run["run_id"]


def test_several_scenarios_give_a_list(sim_here: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("extends: baseline.yaml\ntitle: Mine\n")
    runs = run_json(sim_here, "baseline", tmp_path / "mine.yaml", "-n", 20, "--out", tmp_path)
    assert [run["scenario"] for run in runs] == ["baseline", "mine"]


def test_the_same_command_again_reads_and_more_worlds_extend(
    sim_here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = run_json(sim_here, "baseline", "-n", 100, "--out", tmp_path)
    (longer,) = run_json(sim_here, "baseline", "-n", 300, "--out", tmp_path)
    monkeypatch.setattr(block, "simulate", None)
    (again,) = run_json(sim_here, "baseline", "-n", 100, "--out", tmp_path)
    assert again == first
    assert longer["run_id"] == first["run_id"]
    assert longer["digest"] != first["digest"]


def test_a_set_parameter_changes_the_run_and_is_repeated_in_the_next_line(
    sim_here: Call, tmp_path: Path
) -> None:
    words = ("run", "baseline", *SMALL, "--out", tmp_path, "-s", "war.drift=7")
    code, _, err = sim_here(*words)
    assert code == 0
    assert "-s war.drift=7" in err
    assert len(list(tmp_path.iterdir())) == 1
    sim_here(*words[:-2])
    assert len(list(tmp_path.iterdir())) == 2


def test_an_invalid_scenario_leaves_with_3_before_anything_is_run(
    sim_here: Call, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("extends: baseline.yaml\nwar: {drft: 7}\n")
    out = tmp_path / "out"
    code, stdout, err = sim_here("run", "baseline", tmp_path / "bad.yaml", *SMALL, "--out", out)
    assert code == 3
    assert stdout == ""
    assert "drft" in err
    assert not out.exists()


@pytest.mark.parametrize(
    "wrong",
    [("-n", 0), ("-n", "many"), ("-n", "2.000"), ("-n", "2e3"), ("-n", 2**53 + 1), ("--seed", -1),
     ("--seed", 2**64), ("-j", 0), ("--no",)],
)  # fmt: skip
def test_wrong_usage_leaves_with_2(sim_here: Call, wrong: tuple[object, ...]) -> None:
    assert sim_here("run", "baseline", *wrong)[0] == 2


def test_a_folder_that_is_not_there_may_have_been_a_run(sim_here: Call) -> None:
    code, _, err = sim_here("report", "results/nothere")
    assert (code, len(err.splitlines())) == (3, 1)
    assert err.startswith("error: no scenario and no saved run 'results/nothere':")
    assert sim_here("run", "mine/nothere.yaml")[2].startswith("error: no scenario 'mine/")


@pytest.mark.parametrize(("name", "near"), [("baselin", "baseline"), ("zzzz", None)])
def test_an_unknown_scenario_is_told_the_nearest_name_first(
    sim_here: Call, name: str, near: str | None
) -> None:
    code, _, err = sim_here("run", name)
    asked = f" did you mean '{near}'?" if near else ""
    assert (code, len(err.splitlines())) == (3, 1)
    assert err.startswith(f"error: no scenario '{name}':{asked} 'sim list' names those there are")
    assert "wage_round" not in err


def test_damaged_results_leave_with_4_and_the_same_command_repairs_them(
    sim_here: Call, tmp_path: Path
) -> None:
    words = ("run", "baseline", "-n", 50, "--no-figures", "--out", tmp_path)
    (run,) = run_json(sim_here, *words[1:])
    assert sim_here("verify-results", run["path"])[0] == 0
    for path in (Path(str(run["path"])) / "blocks").glob("*[0-9a-f].parquet"):
        path.write_bytes(b"PAR1")
    code, out, err = sim_here("verify-results", run["path"])
    assert code == 4
    assert "worlds 0 to 49" in out
    assert "Traceback" not in out + err
    assert sim_here("compare", run["path"], run["path"])[0] == 4
    code, _, err = sim_here(*words)
    assert code == 0
    assert "worlds 0 to 49 were run again" in err
    assert sim_here("verify-results", run["run_id"], "--out", tmp_path)[0] == 0


def test_another_schema_leaves_with_4(sim_here: Call, tmp_path: Path) -> None:
    (run,) = run_json(sim_here, "baseline", "-n", 50, "--out", tmp_path)
    manifest = Path(str(run["path"])) / "manifest.json"
    other = json.loads(manifest.read_text()) | {"schema": 99}
    manifest.write_text(json.dumps(other | {"checksum": checksum_of(other)}))
    for words in (
        ("compare", run["path"], run["path"]),
        ("run", "baseline", "-n", 50, "--out", tmp_path),
    ):
        code, _, err = sim_here(*words)
        assert code == 4
        assert "schema 99" in err


def test_verify_results_says_what_is_damaged_to_scripts(sim_here: Call, tmp_path: Path) -> None:
    (run,) = run_json(sim_here, "baseline", "-n", 60, "--block-size", 20, "--out", tmp_path)
    (block,) = (Path(str(run["path"])) / "blocks").glob("000000020-*[0-9a-f].parquet")
    content = bytearray(block.read_bytes())
    content[7] ^= 16
    block.write_bytes(content)
    code, out, _ = sim_here("verify-results", run["path"], "--json")
    found = json.loads(out)
    assert (code, found["whole"], found["blocks"], found["worlds"]) == (4, False, 3, 60)
    (damaged,) = found["damaged"]
    assert (damaged["file"], damaged["first"], damaged["last"]) == (block.name, 20, 39)
    assert sim_here("verify-results", tmp_path / "nothing")[0] == 2


def test_a_folder_in_use_leaves_with_6(sim_here: Call, tmp_path: Path) -> None:
    (run,) = run_json(sim_here, "baseline", "-n", 50, "--out", tmp_path)
    with locked(Path(str(run["path"]))):
        code, _, err = sim_here("run", "baseline", "-n", 60, "--no-figures", "--out", tmp_path)
    assert code == 6
    assert "in use" in err


def test_what_cannot_be_written_leaves_with_5(sim_here: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    code, _, err = sim_here("run", "baseline", *SMALL, "--out", tmp_path / "file" / "below")
    assert code == 5
    assert err.startswith("error:")
    assert "Traceback" not in err


def test_our_bug_leaves_with_70_and_a_report(
    sim_here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "outcomes", fake.fails_at_world_417)
    words = ("run", "baseline", *SMALL, "--out", tmp_path)
    code, _, err = sim_here(*words)
    assert code == 70
    assert "our bug" in err
    assert "Traceback" not in err
    (report,) = tmp_path.glob("bug-*.txt")
    assert "world 417" in report.read_text()
    assert str(report) in err
    assert "Traceback" in sim_here(*words, "--debug")[2]


def test_until_se_adds_worlds_until_the_target_is_exact(sim_here: Call, tmp_path: Path) -> None:
    words = ("--until-se", 0.008, "--target", "durable_peace", "--out", tmp_path)
    (run,) = run_json(sim_here, "baseline", *words)
    said = run["until_se"]
    assert isinstance(said, dict)
    assert (said["target"], said["wanted"]) == ("durable_peace", 0.008)
    assert 0 < said["standard_error"] <= 0.008
    assert run["worlds"] == 2048
    assert "until_se" not in run_json(sim_here, "baseline", "-n", 10, "--out", tmp_path)[0]


def test_an_unknown_target_is_wrong_usage_and_runs_nothing(sim_here: Call, tmp_path: Path) -> None:
    words = ("--until-se", 0.01, "--target", "peace", "--out", tmp_path / "out")
    code, _, err = sim_here("run", "baseline", *words)
    assert code == 2
    assert "durable_peace" in err
    assert not (tmp_path / "out").exists()
    assert sim_here("run", "baseline", "--until-se", 0)[0] == 2


def test_failed_worlds_leave_with_1_and_are_told(
    sim_here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(block, "simulate", planted.raises_in_one_world)
    words = ("run", "baseline", "-n", 600, "--no-figures", "--out", tmp_path)
    code, out, err = sim_here(*words)
    assert code == 1
    assert f"failed:  world {planted.RAISES} (seed 1): ZeroDivisionError: a rare one" in err
    assert "1 failed" in out
    code, out, _ = sim_here(*words, "--json")
    (told,) = json.loads(out)["runs"]
    assert (code, told["failed"], told["worlds"]) == (1, 1, 600)


@pytest.mark.parametrize("json_", [True, False])
def test_compare_pairs_a_scenario_with_itself_changed(
    sim_here: Call, tmp_path: Path, json_: bool
) -> None:
    words = ("compare", "baseline", "-s", "war.drift=7", "-n", 100, "--out", tmp_path)
    code, out, _ = sim_here(*words, *(["--json"] if json_ else []))
    assert code == 0
    if not json_:
        assert "100 paired worlds" in out
        assert out.startswith("war.drift=7: accords by 30 June ")
        assert " war.drift=7  difference " in out
        return
    (found,) = json.loads(out)["comparisons"]
    row = next(row for row in found["rows"] if row["name"] == "accord")
    assert row["difference"] == 0
    assert row["z"] is None
    assert found["worlds"] == 100


def test_many_changes_are_named_in_full_once(sim_here: Call, tmp_path: Path) -> None:
    changes = ("-s", "war.drift=7", "-s", "deadline.credibility=1")
    _, out, _ = sim_here("compare", "baseline", *changes, "-n", 20, "--out", tmp_path)
    assert " changed  difference " in out
    assert "changed: war.drift=7, deadline.credibility=1" in out


def test_compare_takes_saved_runs_by_folder_and_by_name(sim_here: Call, tmp_path: Path) -> None:
    (a,) = run_json(sim_here, "baseline", "-n", 100, "--out", tmp_path)
    (b,) = run_json(sim_here, "baseline", "-n", 80, "--out", tmp_path, "-s", "war.drift=7")
    code, out, _ = sim_here("compare", a["path"], b["run_id"], "--out", tmp_path, "--json")
    assert code == 0
    assert json.loads(out)["comparisons"][0]["worlds"] == 80


def test_a_target_without_an_error_is_wrong_usage(sim_here: Call, tmp_path: Path) -> None:
    code, _, err = sim_here("run", "baseline", "--target", "zone", "--out", tmp_path / "out")
    assert code == 2
    assert "--until-se" in err
    assert not (tmp_path / "out").exists()


def test_compare_needs_two_things_that_can_be_paired(sim_here: Call, tmp_path: Path) -> None:
    assert sim_here("compare", "baseline")[0] == 2
    (a,) = run_json(sim_here, "baseline", "-n", 10, "--out", tmp_path)
    (b,) = run_json(sim_here, "baseline", "-n", 10, "--out", tmp_path, "--seed", 2)
    code, _, err = sim_here("compare", a["path"], b["path"])
    assert code == 2
    assert "one seed" in err
    assert (
        sim_here("compare", a["path"], "baseline", "-s", "war.drift=7", "--out", tmp_path)[0] == 2
    )


@pytest.mark.parametrize("world", ["9" * 23, -1, "1.0", 2**53 + 1])
def test_a_world_beyond_all_numbers_is_wrong_usage(sim_here: Call, world: object) -> None:
    code, _, err = sim_here("trace", "baseline", "--world", world)
    assert code == 2
    assert "bug" not in err


def test_trace_wants_a_world_or_a_median(sim_here: Call) -> None:
    assert sim_here("trace", "baseline")[0] == 2
    assert sim_here("trace", "baseline", "--world", 1, "--median", "zone")[0] == 2


def test_figures_are_drawn_again_where_another_command_adds_worlds(
    sim_here: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def draw(run: Run, folder: Path) -> list[Path]:
        drawn.append(run.worlds)
        return []

    monkeypatch.setattr("sim.plots.write_main_figures", draw)
    (run,) = run_json(sim_here, "baseline", "-n", 100, "--out", tmp_path)
    compared = "compare", "baseline", "-s", "war.drift=3", "--out", tmp_path
    assert sim_here(*compared, "-n", 120)[0] == 0
    assert drawn == []  # it has no figures
    figure = Path(str(run["path"])) / "figures" / "outcomes_over_time.png"
    figure.parent.mkdir()
    figure.touch()
    assert sim_here(*compared, "-n", 120)[0] == 0
    assert drawn == []  # and no worlds were added
    code, _, err = sim_here(*compared, "-n", 140)
    assert code == 0
    assert "drawn again" in err
    assert drawn == [140]
