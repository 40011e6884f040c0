"""A slip of one word is told once, in words that say what to write, and hides nothing else."""

from __future__ import annotations

import pytest

from sim.scenario import load

from .conftest import Write, mistakes_of, only_mistake


@pytest.mark.parametrize("name", ["rusia", "Russia", "RUSSIA", "rossia"])
def test_a_misspelt_party_is_one_mistake_that_names_the_party(write: Write, name: str) -> None:
    path = write(f"parties:\n  {name}: {{firmness: 2, source: 'assumed: x'}}\n")
    mistake = only_mistake(path)
    assert mistake.message == f"unknown party '{name}': the parties are ukraine, russia"
    assert mistake.hint == "did you mean 'russia'?"
    assert mistake.place is not None
    assert (mistake.place.line, mistake.place.column) == (3, 3)


def test_a_third_party_is_one_mistake_without_a_guess(write: Write) -> None:
    mistake = only_mistake(write("parties: {poland: {firmness: 2, source: 'assumed: x'}}\n"))
    assert mistake.message.startswith("unknown party 'poland'")
    assert mistake.hint == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("issues: {teritory: {options: {zone: {label: Z}}}}", "territory"),
        ("backers: {polnd: {energy_aid: 0.4 GW, source: 'assumed: x'}}", "poland"),
        ("events: {florida_roud: {date: 2026-02-20}}", "florida_round"),
        ("parties: {ukraine: {red_lines: {zoen: {size: 1, source: 'assumed: x'}}}}", "zone"),
    ],
)
def test_a_new_name_that_lacks_everything_is_asked_whether_an_old_one_was_meant(
    write: Write, text: str, name: str
) -> None:
    found = mistakes_of(write(text + "\n"))
    assert {mistake.hint for mistake in found} == {f"did you mean '{name}'?"}


def test_a_new_name_near_no_other_is_only_told_what_it_lacks(write: Write) -> None:
    found = mistakes_of(write("backers: {sweden: {energy_aid: 1 GW, source: 'assumed: x'}}\n"))
    assert {mistake.hint for mistake in found} == {""}


def test_two_unknown_names_are_two_mistakes_and_other_slips_are_told_beside_them(
    write: Write,
) -> None:
    path = write("parties: {poland: {label: P}, rusia: {label: R}}\nwar: {dirft: 3}\n")
    told = [mistake.message.split(":")[0] for mistake in mistakes_of(path)]
    assert told == [
        "unknown party 'poland'",
        "unknown party 'rusia'",
        "unknown parameter 'war.dirft'",
    ]


def test_a_misspelt_party_on_the_command_line_is_one_mistake() -> None:
    mistake = only_mistake("baseline", "parties.rusia.firmness=3")
    assert mistake.hint == "did you mean 'russia'?"


def test_a_misspelt_party_in_a_grandchild_is_one_mistake(write: Write) -> None:
    write("title: Parent\n", name="parent.yaml")
    text = "parties: {rusia: {firmness: 2, source: 'assumed: x'}}\n"
    assert only_mistake(write(text, extends="parent.yaml")).hint == "did you mean 'russia'?"


def test_a_party_in_the_place_of_one_that_is_removed_is_no_stranger(write: Write) -> None:
    told = [m.message for m in mistakes_of(write("parties: {russia: null, poland: {label: P}}\n"))]
    assert not [message for message in told if "unknown party" in message]
    assert "missing parameter 'parties.poland.weights': add it" in told


def test_a_file_that_forgets_extends_is_asked_whether_it_means_the_baseline(write: Write) -> None:
    text = "title: Mine\nwar: {drift_spread: 2, source: 'assumed: x'}\n"
    mistake = only_mistake(write(text, extends=None))
    assert mistake.message.endswith("no 'extends:'; did you mean it to extend baseline.yaml?")
    assert mistake.place is not None
    assert (mistake.place.line, mistake.place.column) == (1, 1)


def test_what_else_is_wrong_in_a_file_that_forgets_extends_is_told_with_it(write: Write) -> None:
    path = write("war: {drfit: 2, source: 'assumed: x'}\ngrid: {supply: 9}\n", extends=None)
    assert [m.hint for m in mistakes_of(path)][1] == "did you mean 'drift'?"
    assert len(mistakes_of(path)) == 3


def test_a_parent_that_forgets_extends_is_shown_in_the_parent(write: Write) -> None:
    parent = write("title: Parent\n", name="parent.yaml", extends=None)
    place = only_mistake(write("title: Child\n", extends="parent.yaml")).place
    assert place is not None
    assert place.file == str(parent)


def test_following_the_advice_about_extends_makes_the_file_valid(write: Write) -> None:
    text = "title: Mine\nwar: {drift: 2, source: 'assumed: x'}\n"
    mistake = only_mistake(write(text, extends=None))
    line = mistake.hint.split("'")[1]
    assert load(write(f"{line}\n{text}", extends=None)).file.war.drift.value == 2


def test_a_file_that_lacks_only_its_start_is_not_asked_for_extends(write: Write) -> None:
    text = load("baseline").path.read_text(encoding="utf-8").replace("start: 2026-02-07\n", "")
    told = only_mistake(write(text, extends=None)).message
    assert told == "missing parameter 'start': add it"


def test_a_baseline_without_extends_is_not_asked_to_extend_itself(write: Write) -> None:
    told = [m.message for m in mistakes_of(write("title: x\n", "baseline.yaml", extends=None))]
    assert "missing parameter 'issues': add it" in told
    assert not [message for message in told if "extends" in message]


@pytest.mark.parametrize("word", ["extend", "Extends", "extneds"])
def test_a_misspelt_extends_is_one_mistake(write: Write, word: str) -> None:
    mistake = only_mistake(write(f"{word}: baseline.yaml\ntitle: Mine\n", extends=None))
    assert mistake.message == f"unknown parameter '{word}'"
    assert mistake.hint == "did you mean 'extends'?"


SOURCES = [
    "assumed: faster",
    "external 2026-01-16: Reuters",
    "article p2; external 2025-11: ISW",
    "neutral: not used",
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("text", ["war: {{drift: 3, source: {}}}\n", "war:\n  source: {}\n"])
def test_a_source_without_quotes_is_told_so_and_with_them_it_is_read(
    write: Write, text: str, source: str
) -> None:
    mistake = only_mistake(write(text.format(source)))
    assert mistake.message.startswith("put the source in quotes")
    assert mistake.hint == f'write source: "{source}"'
    load(write(text.format(f'"{source}"')))


def test_every_source_without_quotes_is_told_but_none_in_a_comment(write: Write) -> None:
    path = write(
        "war: {drift: 3, source: assumed: a}  # source: assumed: faster\n"
        "# source: assumed: before\n"
        "talks:\n  source: assumed: b # why\n"
    )
    hints = [mistake.hint for mistake in mistakes_of(path)]
    assert hints == ['write source: "assumed: a"', 'write source: "assumed: b"']


def test_a_source_without_quotes_on_the_command_line_is_told_so() -> None:
    mistake = only_mistake("baseline", "war.drift={value: 1, source: assumed: x}")
    assert mistake.message.startswith("put the source in quotes")


def test_other_slips_of_yaml_are_not_blamed_on_a_source(write: Write) -> None:
    path = write("war: {drift: 3, source: 'assumed: x'\ntitle: [\n")
    assert only_mistake(path).message.startswith("this is not YAML")


def test_advice_about_a_line_full_of_sources_stays_short(write: Write) -> None:
    path = write("war: " + "source: assumed " * 7_500 + ": : x\n")
    assert len(only_mistake(path).hint) < 500
