"""Theories on the same worlds: numbers that belong together, and what scenarios lack."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sim
from sim.cli import app
from sim.cli.rivals import _drawn, rivals_text
from sim.plots.rivals import rivals_sheet
from sim.rivals import Asked, Found, rivals
from sim.rivals.comparing import Rivals
from sim.rivals.contest import class_of, contest_of, place_of
from sim.scenario import load

WORLDS = 120
ASKED = Asked("baseline", worlds=WORLDS)


@pytest.fixture(scope="module")
def answer() -> Rivals:
    return rivals(ASKED)


def named(answer: Rivals, name: str) -> Found:
    return next(each for each in answer.found if each.theory.name == name)


def dated(answer: Rivals) -> list[Found]:
    return [each for each in answer.found if each.difference is not None]


def test_all_eight_have_their_say_of_the_baseline(answer: Rivals) -> None:
    assert len(answer.found) == 8
    assert not answer.left_out


def test_the_full_model_is_the_scenario_as_it_stands(answer: Rivals) -> None:
    full = named(answer, "full")
    assert full.share is not None
    assert full.share.value == sim.run("baseline", WORLDS).column("accord").mean()
    assert full.difference is None


def test_differences_are_those_of_the_shares_and_classes_add_up(answer: Rivals) -> None:
    full = named(answer, "full").share
    assert full is not None
    assert len(dated(answer)) == 5
    for each in dated(answer):
        assert each.share is not None
        assert each.difference is not None
        assert each.difference.value == pytest.approx(each.share.value - full.value)
        assert sum(e.value for e in each.classes.values()) == pytest.approx(each.share.value)


def test_the_course_passes_through_the_share_on_the_day_of_the_deadline(answer: Rivals) -> None:
    last = (answer.run.deadline - answer.run.start).days
    for each in answer.found:
        if each.course is not None:
            assert each.share is not None
            assert each.course.share[last] == pytest.approx(each.share.value)
            assert (np.diff(each.course.share) >= 0).all()
            assert each.course.share.size == answer.run.scenario.days + 1


def test_a_theory_is_its_settings_with_a_past_of_its_own(answer: Rivals) -> None:
    """In worlds that both theories take at the same draw, parameters are the same."""
    own = named(answer, "rationalist")
    again = sim.run("baseline", WORLDS, set=own.settings)
    assert own.share is not None
    assert own.share.value == again.column("accord").mean()
    drawn = "parties.ukraine.cost_of_war"
    alike = again.column(drawn) == answer.run.column(drawn)
    assert 0.2 < alike.mean() < 1
    assert own.settings[-1] == "past_of=own"


def test_what_is_set_is_set_for_every_theory() -> None:
    never = Asked("baseline", ("calendar.readiness=0",), 20)
    assert all(each.share.value == 0 for each in dated(rivals(never)) if each.share)


def test_processes_change_no_number(answer: Rivals) -> None:
    assert rivals(ASKED, jobs=2).found[1].share == answer.found[1].share


def test_options_lie_between_the_sides_and_the_nearest_is_the_class() -> None:
    scenario = load("baseline")
    places = [place_of(scenario, each) for each in ("freeze", "line", "zone", "withdrawal")]
    assert places == pytest.approx([0.0, 0.175, 0.7, 1.0])
    classes = class_of(scenario, np.array([0.05, 0.2, 0.8, 0.9]))
    assert [("ceasefire", "freeze", "zone", "withdrawal")[i] for i in classes] == [
        "freeze", "ceasefire", "zone", "withdrawal",
    ]  # fmt: skip


def test_who_can_cost_the_other_more_is_stronger() -> None:
    """Capability is what an actor can take from those against it; a mediator that cannot has none.

    Drawn numbers are those of the run, world by world.
    """
    run = sim.run("baseline", 20, set=["parties.ukraine.pressure=0", "parties.russia.pressure=0"])
    actors = contest_of(run)
    assert np.array_equal(actors.c[:, 0], run.column("parties.russia.cost_of_war"))
    assert np.array_equal(actors.c[:, 1], run.column("parties.ukraine.cost_of_war"))
    assert (actors.c[:, 2] <= 1e-9).all()
    assert np.array_equal(actors.s[:, 1], run.column("parties.russia.weights.shares.territory"))
    assert (actors.x == [0.0, 1.0, 0.7]).all()


def test_a_strike_costs_what_is_foreseen_of_it() -> None:
    run = sim.run("wage_round", 20)
    actors = contest_of(run)
    assert np.allclose(actors.c[:, 0], 30 * run.column("strike.costs.employer"))


def test_the_figure_tells_theories_apart_without_colour(answer: Rivals) -> None:
    sheet = rivals_sheet(answer.run, [_drawn(each) for each in answer.found])
    left, right = sheet.axes
    looks = {(line.get_marker(), str(line.get_linestyle())) for line in left.get_lines()}
    assert len(looks) == len(left.get_lines()) == 7
    assert "share of worlds" in left.get_ylabel()
    assert "30 Jun 2026" in right.get_xlabel()
    rows = [tick.get_text() for tick in right.get_yticklabels()]
    assert rows == [each.theory.label for each in answer.found]
    assert "no date" in " ".join(text.get_text() for text in right.texts)
    assert sheet.png()[:4] == b"\x89PNG"


def test_the_text_has_a_row_a_theory_and_says_what_it_is_not(answer: Rivals) -> None:
    told = rivals_text(answer)
    for each in answer.found:
        assert f"{each.theory.label} [{each.theory.source}]" in told
    assert "not forecasts" in told
    assert "counting nine wars" in told


def test_of_a_scenario_without_a_war_the_text_says_what_is_left_out_and_no_more() -> None:
    told = rivals_text(rivals(Asked("wage_round", worlds=20)))
    assert told.count("Left out: ") == 3
    assert "nine wars" not in told


def test_the_command_answers_scripts_and_draws(tmp_path: Path) -> None:
    picture = tmp_path / "some" / "rivals.svg"
    words = ["rivals", "wage_round", "-n", "20", "-j", "1", "--json", "-o", str(picture)]
    result = CliRunner().invoke(app, words, prog_name="sim")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert picture.exists()
    assert [each["theory"] for each in told["left_out"]] == [
        "commitment", "convergence", "base_rate",
    ]  # fmt: skip
    by_name = {each["theory"]: each for each in told["theories"]}
    assert by_name["full"]["accord"]["low"] <= by_name["full"]["accord"]["value"]
    assert by_name["expected_utility"]["accord"] is None


def test_a_file_that_is_no_picture_is_refused_before_anything_runs(tmp_path: Path) -> None:
    words = ["rivals", "baseline", "-o", str(tmp_path / "x.xyz")]
    result = CliRunner().invoke(app, words, prog_name="sim")
    assert result.exit_code == 2
    assert ".png" in result.stderr
