"""What is wrong in a file is told in one pass, at its place, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, load

from .conftest import Write, mistakes_of, only_mistake

EIGHT = """\
extends: baseline.yaml
title: Eight mistakes
parties:
  source: "assumed: a test"
  russia:
    patiance: 0.9
    war_horizon: 20 GW
    aspiration: .nan
    cost_of_war: {normal: [-50, 0.1]}
    temperature: 0.02
    temperature: 0.03
deadline: {date: 2026-02-30, source: "assumed: a test"}
war: {holder: ukrane, drift: 5, source: "external 2026-03: hindsight"}
"""

PLACES = [
    (6, 5, "unknown parameter 'parties.russia.patiance'", "did you mean 'patience'?"),
    (7, 18, "wrong unit 'GW': expected a number in days", ""),
    (8, 17, "finite number", ""),
    (9, 5, "out of range", ""),
    (11, 5, "duplicate key 'temperature': it stands on line 10 already", ""),
    (12, 18, "2026-02-30 does not exist: February 2026 has 28 days", ""),
    (13, 15, "no party 'ukrane'", "did you mean 'ukraine'?"),
    (13, 41, "after the start 2026-02-07", ""),
]


def test_eight_different_mistakes_are_told_in_one_pass_each_at_its_line_and_column(
    write: Write,
) -> None:
    found = mistakes_of(write(EIGHT, extends=None))
    places = [(m.place.line, m.place.column) for m in found if m.place]
    assert places == [(line, column) for line, column, _, _ in PLACES]
    for mistake, (_, _, told, hint) in zip(found, PLACES, strict=True):
        assert told in mistake.message
        assert mistake.hint == hint


def test_a_mistake_is_drawn_with_carets_under_what_is_meant(write: Write) -> None:
    path = write("parties:\n  russia:\n    patiance: 0.9\n")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert str(caught.value).splitlines() == [
        "error: unknown parameter 'parties.russia.patiance'",
        f" --> {path}:4:5",
        "  |",
        "4 |     patiance: 0.9",
        "  |     ^^^^^^^^ did you mean 'patience'?",
    ]


SINGLE = {
    "war: {dirft: 3, source: 'assumed: x'}": "unknown parameter 'war.dirft'",
    "war: {drift: 3 GW, source: 'assumed: x'}": "expected a number in km2/day",
    "war: {drift: fast, source: 'assumed: x'}": "expected a number in km2/day",
    "war: {drift: true, source: 'assumed: x'}": "expected a number, not True",
    "war: {drift: .inf, source: 'assumed: x'}": "finite",
    "war: {drift: {normal: [.nan, 1]}, source: 'assumed: x'}": "finite",
    "war: {drift: 900, source: 'assumed: x'}": "not within -500 to 500 km2/day",
    "war: {drift: {uniform: [600, 700]}, source: 'assumed: x'}": "out of range",
    "war: {drift: {uniform: [3, 1]}, source: 'assumed: x'}": "the numbers must rise",
    "war: {drift: {normal: [3, -1]}, source: 'assumed: x'}": "must be above zero",
    "war: {drift: {normal: [3]}, source: 'assumed: x'}": "normal takes [mean, sd]",
    "war: {drift: {nomral: [3, 1]}, source: 'assumed: x'}": "unknown prior 'nomral'",
    "war: {drift: {normal: [3, 1], beta: [3, 4]}, source: 'assumed: x'}": "one prior",
    "war: {drift: 3}": "'war.drift' needs a source",
    "war: {drift: 3, source: guess}": "unclear source 'guess'",
    "war: {drift: 3, source: article p25}": "the article has p0 to p24",
    "war: {drift: 3, source: 'external 2025-13: x'}": "date 2025-13 does not exist",
    "war: {drift: 3, source: 'external 2026-03: x'}": "after the start",
    "deadline: {date: 2026-02-30, source: 'assumed: x'}": "February 2026 has 28 days",
    "deadline: {date: 2026-06-31, source: 'assumed: x'}": "June 2026 has 30 days",
    "deadline: {date: 1804-02-19, source: 'assumed: x'}": "only the years 1900 to 2200",
    "deadline: {date: 1803-02-29, source: 'assumed: x'}": "February 1803 has 28 days",
    "deadline: {date: 2026-13-01, source: 'assumed: x'}": "use a month 01 to 12",
    "deadline: {date: soon, source: 'assumed: x'}": "expected a date",
    "deadline: {date: 2026-02-07, source: 'assumed: x'}": "must lie after the start",
    "deadline: {date: 2027-02-07, source: 'assumed: x'}": "up to the horizon",
    "deadline: {on_lapse: quit}": "one of leave, cost, extend",
    "horizon: 2026-02-01": "horizon",
    "title: [a]": "expected text",
    "title: x\ntitle: y": "duplicate key 'title'",
    "mediator: {ladder: [stands_for, frieze]}": "no rung 'frieze'",
    "mediator: {leans_to: us}": "no party 'us'",
    "mediator: {favours: {x: {issue: plant, option: zone, size: 0, source: 'assumed: x'}}}": (
        "no option 'zone' of 'plant'"
    ),
    "grid: {of: belarus}": "no party 'belarus'",
    "backers: {poland: {helps: poland}}": "no party 'poland'",
    "rungs: {stands_for: {territory: [zones]}}": "no option 'zones'",
    "rungs: {stands_for: {guarantees: [0.3]}}": "no level '0.3'",
    "rungs: {stands_for: {territory: []}}": "lets nothing through",
    "impossible: {odd: {natto: [open]}}": "no issue 'natto'",
    "issues: {plant: {status_quo: {ukraine: 0.3, source: 'assumed: x'}}}": "sum to 1",
    "issues: {plant: {status_quo: null}}": "needs 'status_quo'",
    "issues: {territory: {status_quo: {ukraine: 1, russia: 0, source: 'assumed: x'}}}": "not used",
    "issues: {territory: {options: {zone: {outcome: collapsed}}}}": "talks without accord",
    "issues: {territory: {options: {zone: {outcome: null}}}}": "needs an 'outcome'",
    "issues: {plant: {options: {joint: {outcome: joint}}}}": "exactly one issue",
    "issues: {guarantees: {levels: [0, 1, 0.5], source: 'assumed: x'}}": "must rise",
    "issues: {guarantees: {levels: [0, 2], source: 'assumed: x'}}": "out of range",
    "issues: {nato: {options: {open: {scores: {usa: 1, source: 'assumed: x'}}}}}": "no party 'usa'",
    "parties: {russia: {weights: {shares: {plant: null}}}}": "lacks a weight for 'plant'",
    "parties: {russia: {weights: {shares: {zone_rules: 0.1, source: 'assumed: x'}}}}": "no weight",
    "parties: {russia: {weights: {shares: {nato: {beta: [1, 9]}, source: 'assumed: x'}}}}": (
        "must be a plain number"
    ),
    "parties: {russia: {red_lines: {freeze: {option: frozen}}}}": "no option 'frozen'",
    "parties: {russia: {red_lines: {freeze: {below: 0.5, source: 'assumed: x'}}}}": "needs exactly",
    "parties: {russia: {red_lines: {x: {issue: nato, below: 1, size: 1, source: 'assumed: x'}}}}": (
        "has options, not levels"
    ),
    "parties: {ukraine: {ratification: {support: {zone: null}}}}": "lacks zone",
    "parties: {belarus: null}": "nothing to remove: no 'parties.belarus' is inherited",
    "parties: {russia: null}": "expected at least 2 entries",
    "accord: {scopes: {comprehensive: all}}": "no rung 'all'",
    "accord: {deterrence: {terrain: 1, source: 'assumed: x'}}": "no issue 'terrain'",
    "accord: {war_again: null}": "'accord.war_again' cannot be removed",
    "events: {x: {type: strikes, date: 2026-03-01}}": "one of round, distraction, mediator_leaves",
    "events: {x: {date: 2026-03-01}}": "an event needs a 'type'",
    "events: {x: {type: surge, source: 'assumed: x'}}": "missing parameter 'events.x.date'",
    "events: {x: {type: surge, date: 2027-03-01, source: 'assumed: x'}}": "after the horizon",
    "events: {X: {type: surge, date: 2026-03-01, source: 'assumed: x'}}": "unusable name 'X'",
    "history: {rounds: {abu_dhabi_1: null}}": "'history' belongs to the file this one extends",
    "start: 2026-02-01": "'start' belongs to the file this one extends",
    "partial_deals: {energy_truce: {shortest: 9, source: 'assumed: x'}}": "not be above 'longest'",
    "grid: {supply: 20, source: 'assumed: x'}": "not be above 'undamaged'",
    "weather: {normals: [1, 2], source: 'assumed: x'}": "at least 12",
    "weather: {normals: [1e9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], source: 'assumed: x'}": (
        "less than or equal to 60"
    ),
    "hindsight: 1": "expected true or false",
}


@pytest.mark.parametrize(("text", "told"), SINGLE.items(), ids=range(len(SINGLE)))
def test_a_mistake_says_what_to_do(write: Write, text: str, told: str) -> None:
    found = mistakes_of(write(f"question: Why?\n{text}\n"))
    assert any(told in mistake.message for mistake in found), [m.message for m in found]
    assert all(mistake.place and mistake.place.line > 2 for mistake in found)


def test_one_slip_is_told_once(write: Write) -> None:
    messages = [
        m.message for m in mistakes_of(write("rungs: {stands_for: {territory: [zones]}}\n"))
    ]
    assert len(messages) == 1


def test_a_missing_source_and_a_sum_are_found_behind_a_misspelt_key(write: Write) -> None:
    path = write(
        "talks: {resume_gapp: 3}\n"
        "calendar: {readiness: 0.5}\n"
        "grid: {supply: 20, source: 'assumed: x'}\n"
    )
    messages = [mistake.message for mistake in mistakes_of(path)]
    assert len(messages) == 3
    assert "needs a source" in messages[1]
    assert "'undamaged'" in messages[2]


def test_dates_and_pairs_are_held_against_each_other_behind_other_mistakes_beside_them(
    write: Write,
) -> None:
    path = write(
        "deadline: {date: 2027-03-01, credibility: 3, source: 'assumed: x'}\n"
        "events:\n"
        "  source: 'assumed: x'\n"
        "  no_such_day: {type: round, date: 2026-13-01}\n"
        "  too_late: {type: round, date: 2027-02-01}\n"
        "  announced_after: {type: round, date: 2026-05-01, announced: 2026-06-01, foo: 3}\n"
        "  too_early: {type: surge, date: 2026-01-01, sizee: 4}\n"
        "partial_deals: {energy_truce: {shortest: 90, longest: 10, source: 'assumed: y'}}\n"
        "talks: {resume_gapp: 4}\n"
    )
    lines = [mistake.place.line for mistake in mistakes_of(path) if mistake.place]
    assert lines == [2, 2, 5, 6, 7, 7, 8, 8, 9, 10]


def test_an_event_before_the_start_is_told_beside_whatever_else_is_wrong_in_the_file(
    write: Write,
) -> None:
    path = write(
        "horizon: 2026-13-01\n"
        "events:\n"
        "  source: 'assumed: x'\n"
        "  no_such_type: {type: surges, date: 2025-03-01}\n"
        "  no_type: {date: 2025-03-01}\n"
        "  no_damage: {type: strike, date: 2025-03-01}\n"
        "  spurious: {type: surge, date: 2025-03-01, until: 2025-02-01}\n"
        "parties: 3\n"
    )
    found = mistakes_of(path)
    early = [m.place.line for m in found if m.place and "before the start" in m.message]
    assert early == [5, 6, 7, 8]
    assert {m.place.line for m in found if m.place} == {2, *early, 9}


def test_a_horizon_that_cannot_be_read_is_held_against_nothing(write: Write) -> None:
    path = write(
        "horizon: soon\nevents: {a: {type: surge, date: 2035-01-01, source: 'assumed: x'}}\n"
    )
    assert only_mistake(path).parameter == "horizon"


def test_what_was_set_aside_causes_no_mistakes_of_its_own(write: Write) -> None:
    """The parent's horizon and supply stand in, and would not fit what is beside them."""
    path = write("horizon: 2026-03-x\nevents: {source: 'assumed: x', a: {type: round}}\n")
    assert [mistake.parameter for mistake in mistakes_of(path)] == ["horizon", "events.a.date"]
    path = write("grid: {supply: 99 GWW, undamaged: 3, source: 'assumed: x'}\n")
    assert [mistake.parameter for mistake in mistakes_of(path)] == ["grid.supply"]


def test_a_root_file_tells_everything_that_is_missing(write: Write) -> None:
    found = mistakes_of(write("title: Bare\nstart: 2026-02-07\n", extends=None))
    needed = {"question", "horizon", "parties", "issues"}
    assert {mistake.message for mistake in found} == {
        f"missing parameter '{key}': add it" for key in needed
    }


def test_a_circle_of_extends_is_told_with_its_files(write: Write) -> None:
    write("", name="a.yaml", extends="b.yaml")
    write("", name="b.yaml", extends="c.yaml")
    first = write("", name="c.yaml", extends="a.yaml")
    mistake = only_mistake(first)
    assert "circle: c.yaml -> a.yaml -> b.yaml -> c.yaml" in mistake.message
    assert mistake.place is not None
    assert (mistake.place.line, mistake.place.column) == (1, 10)
    assert mistake.place.file.endswith("b.yaml")


def test_a_file_that_extends_itself_is_a_circle(write: Write) -> None:
    path = write("", name="a.yaml", extends="a.yaml")
    assert "circle" in only_mistake(path).message


@pytest.mark.parametrize("name", ["../baseline.yaml", "/etc/passwd", "..", "a/b.yaml", "[a]", "3"])
def test_extends_takes_a_plain_file_name(write: Write, name: str) -> None:
    assert "without folders" in only_mistake(write("", extends=name)).message


def test_an_unknown_parent_is_told_with_a_near_name(write: Write) -> None:
    mistake = only_mistake(write("", extends="base_line.yaml"))
    assert mistake.hint == "did you mean 'baseline.yaml'?"


def test_an_unknown_scenario_is_told_with_the_names_there_are() -> None:
    assert "did you mean 'baseline'?" in only_mistake("baselin").message


def test_hindsight_lets_later_sources_in(write: Write) -> None:
    text = "war: {drift: 5, source: 'external 2026-03: press'}\n"
    assert "after the start" in only_mistake(write(text)).message
    assert load(write(text + "hindsight: true\n")).quantities["war.drift"].value == 5


def test_a_source_within_free_words_counts_as_well(write: Write) -> None:
    path = write("war: {drift: 5, source: 'article p2; pace external 2026-04-02: press'}\n")
    assert "2026-04-02, after the start" in only_mistake(path).message


def test_a_mistake_in_a_parent_is_shown_in_the_parent(write: Write, tmp_path: Path) -> None:
    write("talks: {resume_gapp: 3}\n", name="parent.yaml")
    child = write("title: Child\n", name="child.yaml", extends="parent.yaml")
    place = only_mistake(child).place
    assert place is not None
    assert (place.file, place.line) == (str(tmp_path / "parent.yaml"), 2)


def test_a_mistake_on_the_command_line_points_into_its_argument() -> None:
    mistake = only_mistake("baseline", "war.drift=3", "war.drfit=3")
    assert mistake.hint == "did you mean 'war.drift'?"
    assert "--> --set" in str(mistake)
    assert "| war.drfit=3" in str(mistake)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("war.drift", "KEY=VALUE"),
        ("=3", "KEY=VALUE"),
        ("war..drift=3", "KEY=VALUE"),
        ("war.drift=[1", "not YAML"),
        ("war.drift=3 GW", "wrong unit"),
        ("war.drift=", "cannot be removed"),
        ("events.x=null", "nothing to remove"),
        ("history.rounds=null", "cannot be set here"),
        ("start=2026-01-01", "cannot be set here"),
        ("war.drift={normal: [1, 1], source: rumour}", "unclear source"),
    ],
)
def test_a_wrong_change_says_what_to_do(change: str, told: str) -> None:
    assert told in only_mistake("baseline", change).message


ROOT = {
    ("date: 2026-01-23,", "date: 2026-02-07,"): "'history.rounds.abu_dhabi_1.date' must be before",
    ("announced: 2026-02-07", "announced: 2026-02-15"): "must not be after its date 2026-02-14",
    ("occupied_share: {value: 20 %", "occupied_share: {value: 120 %"): "not within 0 to 1",
    ("area: {normal: [5100, 150]", "area: {normal: [51000, 150]"): "not be above 'whole_area'",
    ("start: 2026-02-07", "start: 2026-13-07"): "use a month 01 to 12",
    ("levels: [0, 0.25, 0.5, 0.75, 1]\n    scores", "scores"): "either 'options' or 'levels'",
    ("outcome: freeze, ", ""): "needs an 'outcome'",
}


@pytest.mark.parametrize(("slip", "told"), ROOT.items(), ids=range(len(ROOT)))
def test_a_slip_in_the_baseline_itself_is_told(
    write: Write, slip: tuple[str, str], told: str
) -> None:
    text = load("baseline").path.read_text(encoding="utf-8")
    assert slip[0] in text
    found = mistakes_of(write(text.replace(*slip), extends=None))
    assert any(told in mistake.message for mistake in found), [m.message for m in found]


MISSPELT = {
    ("on_request: {rung: withdrawal,", "withdrawal", "withdrawl"): "mediator.on_request.rung",
    ("by: ukraine, hopeless", "ukraine", "ukrane"): "mediator.on_request.by",
    ("against: ukraine", "ukraine", "ukrane"): "accord.renewal.against",
    ("undone_by: {territory: 1", "territory", "terrytory"): "accord.renewal.undone_by",
    ("starts_from: {territory", "territory", "teritory"): "accord.renewal.starts_from",
    ("starts_from: {territory: {zone", "zone", "zoen"): "accord.renewal.starts_from.territory",
    ("alone: {guarantees: 0.3", "guarantees", "garantees"): "accord.alone",
    ("refused_by: [ukraine]", "ukraine", "ukrane"): "history.rounds.withdrawal.refused_by",
    ("{territory: [freeze]}, ref", "territory", "teritory"): "history.rounds.freeze.text",
    ("{territory: [freeze]}, ref", "freeze", "frieze"): "history.rounds.freeze.text.territory",
    ("support: {line: 0.60,", "line", "lime"): "parties.ukraine.ratification.support",
    ("reservation: stopping", "stopping", "stoping"): "rules.reservation",
}  # fmt: skip
"""What stands in the baseline, a name in it, the name misspelt; and the parameter it is told of."""


@pytest.mark.parametrize(("slip", "name"), MISSPELT.items(), ids=range(len(MISSPELT)))
def test_a_name_misspelt_where_it_is_used_is_told_there_with_the_one_that_was_meant(
    write: Write, slip: tuple[str, str, str], name: str
) -> None:
    stands, meant, misspelt = slip
    text = load("baseline").path.read_text(encoding="utf-8")
    assert text.count(stands) == 1
    wrong = text.replace(stands, stands.replace(meant, misspelt))
    found = mistakes_of(write(wrong, extends=None))
    (told,) = [mistake for mistake in found if misspelt in mistake.message]
    assert told.parameter == name
    assert told.hint == f"did you mean '{meant}'?"
    assert told.place is not None
    assert told.place.text[told.place.column - 1 :].startswith(misspelt)
    assert told.place.line == 1 + wrong[: wrong.index(misspelt)].count("\n")


def test_a_text_of_the_past_that_is_no_package_was_refused_by_nobody(write: Write) -> None:
    """The zone's rules are there only with the zone."""
    text = load("baseline").path.read_text(encoding="utf-8")
    stands = "text: {territory: [freeze]}"
    wrong = "text: {territory: [freeze], zone_rules: [0.5, 1]}"
    assert text.count(stands) == 1
    mistake = only_mistake(write(text.replace(stands, wrong), extends=None))
    assert mistake.message == (
        "'history.rounds.freeze.text' lets no package through: nothing could have been refused"
    )
    assert mistake.place is not None
    assert mistake.place.text[mistake.place.column - 1 :].startswith(wrong)
    right = wrong.replace("[freeze]", "[freeze, zone]")
    assert load(write(text.replace(stands, right), extends=None))


def test_a_what_if_may_rule_out_what_was_refused_in_the_past() -> None:
    """The past is played by the scenario at the root, where it was possible."""
    assert load("baseline", {"impossible.never": "{territory: [withdrawal]}"})


NEEDED = {
    "mediator: {on_request: {hopeless: null}}": "'mediator.on_request.hopeless' cannot be removed",
    "accord: {renewal: {temptation: null}}": "'accord.renewal.temptation' cannot be removed",
    "mediator: {on_request: {hopeless: 2, source: 'assumed: x'}}": "not within 0 to 1",
    "accord: {alone: {guarantees: 2, source: 'assumed: x'}}": "not within 0 to 1",
    "accord: {renewal: {discount: 0, source: 'assumed: x'}}": "not within 0.001 to 10",
    "accord: {renewal: {starts_from: {plant: {joint: 0}, source: 'assumed: x'}}}": (
        "'accord.renewal.starts_from.plant' is decided by no war"
    ),
    "accord: {settles: -1, source: 'assumed: x'}": "not within 0 to 100",
    "mediator: {informs: 2, source: 'assumed: x'}": "not within 0 to 1",
    "war: {costed_days: 0, source: 'assumed: x'}": "not within",
    "parties: {russia: {turn_for: 2, source: 'assumed: x'}}": "not within 0 to 1",
    "parties: {russia: {turn_against: {beta: [2, -1]}, source: 'assumed: x'}}": "above zero",
    "parties: {russia: {value_of_waitin: 0.1}}": "unknown parameter",
    "issues: {territory: {options: {line: {claims_open: 1}}}}": "expected true or false",
    "rules: {offer: risk}": "no rule of offer 'risk'",
}


@pytest.mark.parametrize(("text", "told"), NEEDED.items(), ids=range(len(NEEDED)))
def test_what_looks_ahead_is_held_to_its_range(write: Write, text: str, told: str) -> None:
    mistake = only_mistake(write(f"{text}\n"))
    assert told in mistake.message
    assert mistake.place is not None
    assert mistake.place.line == 2


def test_a_deadline_set_by_an_event_lies_after_it(write: Write) -> None:
    event = "{type: deadline, date: 2026-08-01, until: 2026-07-01, source: 'assumed: x'}"
    told = only_mistake(write(f"events: {{late: {event}}}\n")).message
    assert told == "'events.late.until' must be after its date 2026-08-01"


EVENT = "events:\n  source: 'assumed: a test'\n  mine: {type: surge, date: 2026-03-01, %s}\n"


@pytest.mark.parametrize(
    ("keys", "told", "hint"),
    [
        ("if: {refused_by: [rusia]}", "no party 'rusia'", "did you mean 'russia'?"),
        ("if: {acord: false}", "unknown parameter 'events.mine.if.acord'", "'accord'?"),
        ("if: {below: {series: heldarea, than: 3}}", "no series 'heldarea'", "'held_area'?"),
        ("if: {below: {series: killed, than: 3}}", "each belligerent's own: add 'of'", ""),
        ("if: {above: {series: trust, of: russia, than: 0}}", "nobody's own: remove 'of'", ""),
        ("if: {}", "asks nothing", ""),
        ("through: 2026-04-01", "belongs to an 'if'", ""),
        ("repeats: true", "belongs to an 'if'", ""),
        ("if: {accord: false}, through: 2026-02-20", "not be before its date 2026-03-01", ""),
        ("if: {accord: false}, through: 2027-02-20", "not be after the horizon", ""),
    ],
)
def test_a_condition_that_cannot_be_asked_is_told_with_what_was_meant(
    write: Write, keys: str, told: str, hint: str
) -> None:
    mistake = only_mistake(write("title: x\nquestion: x\n" + EVENT % keys))
    assert told in mistake.message
    assert hint in mistake.hint


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("type: assassination, date: 2026-02-01, later: 3", "its date is known"),
        ("type: assassination, date: 2026-02-01, if: {accord: false}", "nothing is asked"),
        ("type: round, date: 2026-03-01, slips: 2, if: {accord: false}", "cannot stand beside"),
        ("type: round, date: 2026-03-01, announced: 2026-02-20, if: {accord: false}", "nobody"),
        ("type: deadline, date: 2026-03-01, through: 2026-05-01, until: 2026-04-01, "
         "if: {deadline_lapsed: true}", "must be after through 2026-05-01"),
    ],
)  # fmt: skip
def test_dates_and_conditions_that_do_not_fit(write: Write, event: str, told: str) -> None:
    text = f"events:\n  mine: {{{event}, source: 'assumed: a test'}}\n"
    assert told in only_mistake(write("title: x\nquestion: x\n" + text)).message


def test_a_condition_on_a_mediator_needs_one() -> None:
    event = "{type: round, date: 2026-05-01, if: {%s}, source: 'assumed: a test'}"
    for asked in ("mediator: true", "deadline_lapsed: false"):
        found = only_mistake(
            "wage_round", "mediator=null", "deadline=null", f"events.mine={event % asked}"
        )
        assert "which this file lacks" in found.message


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("war.drfit", "war.drift"),
        ("war.belt.aera", "war.belt.area"),
        ("drift", "war.drift"),
        ("hardship", "parties.ukraine.hardship"),
        ("concentration", ""),  # each side has one
        ("xyz", ""),
    ],
)
def test_what_is_set_is_told_by_its_whole_name(given: str, meant: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("baseline", set=[f"{given}=3"])
    (mistake,) = caught.value.mistakes
    assert mistake.hint == (f"did you mean '{meant}'?" if meant else "")


def test_an_entry_that_is_like_no_other_is_told_what_there_is(write: Write) -> None:
    event = "{type: turn, date: 2026-03-01, helps: ukraine, source: 'assumed: x'}"
    hint = next(
        m.hint
        for m in mistakes_of(write(f"events:\n  vote: {event}\n"))
        if m.parameter == "events.vote.helps"
    )
    assert hint.startswith("there are: ")
    assert {"of", "times", "date"} <= set(hint.removeprefix("there are: ").split(", "))
