"""What is valid and surely not meant is told as a warning, at its place; names have one owner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from sim.outcomes import declared
from sim.outcomes.declared import statuses
from sim.scenario import Mistake, load, reserved
from sim.scenario.files import names

from .conftest import Write, mistakes_of, only_mistake

WHOLE = Path(load("baseline").path).read_text(encoding="utf-8")


def only_warning(path: Path, *changes: str) -> Mistake:
    """The one warning about a valid scenario."""
    (warning,) = load(path, changes).warnings
    assert str(warning).startswith("warning: ")
    return warning


@pytest.mark.parametrize("name", names())
def test_no_shipped_scenario_is_doubted(name: str) -> None:
    assert not load(name).warnings


def test_red_lines_without_firmness_weigh_nothing(write: Write) -> None:
    line = next(line for line in WHOLE.splitlines() if line.strip().startswith("firmness"))
    path = write(WHOLE.replace(line + "\n", "", 1), extends=None)
    warning = only_warning(path)
    assert warning.parameter == "parties.ukraine.red_lines"
    assert "weigh nothing" in warning.message
    assert warning.place is not None
    assert "red_lines:" in warning.place.text


def test_a_firmness_of_nothing_that_is_said_is_meant(write: Write) -> None:
    path = write("parties: {ukraine: {firmness: 0, source: 'assumed: x'}}\n")
    assert not load(path).warnings


NOTHING_ELSE_DECIDES = ("accord.renewal=null", "issues.territory.options.line.claims_open=false")
"""Every package is under the condition, and nobody chooses whether war returns."""


def asks(write: Write, probability: str, years: int) -> Path:
    """A file in which Russia signs only what so probably holds so long."""
    held = f"{{probability: {probability}, years: {years}}}"
    return write(f"parties: {{russia: {{must_hold: {held}, source: 'assumed: x'}}}}\n")


@pytest.mark.parametrize("asked", ["1", "{uniform: [0.999999, 1]}"])
def test_a_condition_that_no_package_meets_is_told(write: Write, asked: str) -> None:
    warning = only_warning(asks(write, asked, years=50), *NOTHING_ELSE_DECIDES)
    assert (warning.parameter, warning.place and warning.place.line) == (
        "parties.russia.must_hold",
        2,
    )
    assert "nothing will be signed" in warning.message


def test_a_condition_that_a_lasting_package_meets_is_not_doubted(write: Write) -> None:
    path = asks(write, "0.999999", years=1)
    assert load(path, NOTHING_ELSE_DECIDES).warnings
    assert not load(path, [*NOTHING_ELSE_DECIDES, "accord.war_again=0.000001"]).warnings


@pytest.mark.parametrize("kept", NOTHING_ELSE_DECIDES)
def test_a_condition_is_not_doubted_where_something_else_decides(write: Write, kept: str) -> None:
    """A choice of war moves the hazard, and what leaves claims open is under no condition."""
    others = [change for change in NOTHING_ELSE_DECIDES if change != kept]
    assert not load(asks(write, "1", years=50), others).warnings


def test_a_rung_that_nothing_uses_is_told(write: Write) -> None:
    warning = only_warning(write("rungs: {land: {territory: [zone]}}\n"))
    assert (warning.parameter, warning.place and warning.place.column) == ("rungs.land", 9)


def test_a_rung_of_a_parent_may_be_left_out(write: Write) -> None:
    assert not load(write("mediator: {ladder: [comprehensive, ceasefire]}\n")).warnings


def test_a_rung_twice_in_the_ladder_is_told(write: Write) -> None:
    warning = only_warning(
        write("mediator: {ladder: [comprehensive, ceasefire, comprehensive, stands_for]}\n")
    )
    assert "names comprehensive more than once" in warning.message
    assert warning.parameter == "mediator.ladder"


def test_a_prior_that_lies_mostly_outside_its_range_is_told(write: Write) -> None:
    warning = only_warning(write("grid: {repair: {normal: [-1, 1]}, source: 'assumed: x'}\n"))
    assert warning.parameter == "grid.repair"
    assert "only 0.14 lies within its range (0 to 1)" in warning.message


def test_half_a_normal_distribution_is_a_usual_prior(write: Write) -> None:
    path = write("parties: {russia: {misjudges: {normal: [0, 0.1]}, source: 'assumed: x'}}\n")
    assert not load(path).warnings


@pytest.mark.parametrize("name", ["accord", "comprehensive", "truce", "range_exists", "outcome"])
def test_a_class_of_accord_cannot_have_the_name_of_another_outcome(write: Write, name: str) -> None:
    text = f"issues: {{territory: {{options: {{zone: {{outcome: {name}}}}}}}}}\n"
    assert f"'{name}' is the name of an outcome" in only_mistake(write(text)).message


def test_every_outcome_that_a_class_of_accord_could_be_mistaken_for_is_reserved() -> None:
    own = {outcome.name for outcome in declared(load("baseline")) if "." not in outcome.name}
    assert own | set(statuses(load("baseline"))) <= reserved.OUTCOMES
    assert tuple(statuses(load("baseline"))) == reserved.STATUSES


def test_a_party_cannot_be_called_mediator(write: Write) -> None:
    found = mistakes_of(write(WHOLE.replace("russia", "mediator"), extends=None))
    (told,) = [m for m in found if m.parameter == "parties.mediator"]
    assert "take another name" in told.message
    assert told.place is not None
    assert told.place.text.strip() == "mediator:"


def test_check_prints_warnings_beside_the_answer_and_says_valid(write: Write) -> None:
    path = write("rungs: {land: {territory: [zone]}}\n")
    answer = CliRunner().invoke(app, ["check", str(path)])
    assert answer.exit_code == 0
    assert "valid" in answer.stdout
    assert "warning: 'rungs.land' is used nowhere" in answer.stderr
    told = json.loads(CliRunner().invoke(app, ["check", "--json", str(path)]).stdout)
    (scenario,) = told["scenarios"]
    assert scenario["valid"]
    assert [warning["parameter"] for warning in scenario["warnings"]] == ["rungs.land"]


def test_answers_with_noise_are_not_for_a_rule_that_takes_them_for_exact() -> None:
    """The baseline hears answers by bounds: with a logit they can contradict each other."""
    noisy = load("baseline", set=["rules.acceptance=logit"])
    assert any("take each answer for exact" in each.message for each in noisy.warnings)
    assert not load("baseline").warnings


WAITS = """events:
  waits: {type: round, place: at the table, date: 2026-03-01, through: 2026-06-01,
          if: {%s}, source: "assumed: x"}
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("below: {series: held_area, than: 9000}", "below 9,000 already"),
        ("above: {series: held_area, than: 3000}", "above 3,000 already"),
        ("below: {series: killed, of: russia, than: 60000}", "killed starts at 0, below 60,000"),
    ],
)
def test_a_limit_that_is_passed_on_the_first_day_is_told(
    write: Write, condition: str, told: str
) -> None:
    warning = only_warning(write(WAITS % condition))
    assert told in warning.message
    assert "is so from the first day on" in warning.message
    assert warning.parameter == f"events.waits.if.{condition[:5]}"


@pytest.mark.parametrize(
    "condition",
    [
        "below: {series: held_area, than: 3000}",
        "above: {series: killed, of: russia, than: 60000}",
        "below: {series: pace, than: 60000}",  # nobody knows beforehand
    ],
)
def test_a_limit_that_is_to_be_passed_is_not(write: Write, condition: str) -> None:
    assert not load(write(WAITS % condition)).warnings


def test_a_condition_that_is_asked_on_one_day_alone_is_told(write: Write) -> None:
    once = WAITS.replace(" through: 2026-06-01,", "")
    assert once != WAITS
    warning = only_warning(write(once % "below: {series: held_area, than: 3000}"))
    assert "alone: to wait for it, add 'through'" in warning.message
    assert warning.parameter == "events.waits.if"
    again = once.replace("source:", "repeats: true, source:")
    assert (
        "on 2026-03-01 alone"
        in only_warning(write(again % "below: {series: held_area, than: 3000}")).message
    )


@pytest.mark.parametrize("kind", ["arms", "turn", "front_shift"])
def test_changes_that_add_up_day_by_day_are_told(kind: str) -> None:
    sizes = {"arms": "helps: russia, pace: 1", "turn": "of: russia, times: 2"}
    event = f"{{type: {kind}, date: 2026-03-01, through: 2026-06-30, {sizes.get(kind, 'area: 9')}"
    asked = ", if: {mediator: true}"
    given = [f"events.e={event}{asked}, repeats: {each}}}" for each in ("true", "false")]
    (warning,) = load("baseline", set=given[:1]).warnings
    assert warning.parameter == "events.e.repeats"
    assert "add up" in warning.message
    assert not load("baseline", set=given[1:]).warnings


@pytest.mark.parametrize(
    ("also", "told"),
    [
        ("accord.renewal=null", "reckoned with by nobody"),
        ("issues.territory.options.line.claims_open=false", "nothing to settle"),
    ],
)
def test_talks_under_an_accord_that_settle_nothing_are_told(also: str, told: str) -> None:
    talks = "accord.settles=0.2"
    assert not load("baseline", set=[talks]).warnings
    (warning,) = load("baseline", set=[talks, also]).warnings
    assert warning.parameter == "accord.settles"
    assert told in warning.message
