"""What the YAML parser complains of is told as a sentence, at its place, with what was meant."""

from __future__ import annotations

import re

import pytest

from sim.scenario import Mistake, ScenarioError
from sim.scenario.parse import tree

from .conftest import Write, mistakes_of, only_mistake

SLIPS = {
    "war:\n\tdrift: 3\n": (2, 1, "a tab stands here", ""),
    "title: a\nwar:3\nquestion: b\n": (2, 1, "space is missing after the colon", "'war: 3'"),
    "title: a\nwar\n  drift: 3\n": (2, 1, "the colon is missing", "'war:'"),
    "title a\nquestion: b\n": (1, 1, "the colon is missing", "'title:'"),
    "war = 3\ntitle: x\n": (1, 1, "not by '='", "'war: 3'"),
    "war:\n    drift: 3\n  holder: x\n": (3, 3, "like none of those above", "line 1"),
    "war:\n  drift: 3\n    holder: x\n": (3, 5, "indented more than the one above", "column 3"),
    "  title: a\nquestion: b\n": (2, 1, "further left than the first", ""),
    "a: 1\n\nquestion: What if: more?  # why\n": (3, 11, "quotes", 'write "What if: more?"'),
    "war: {drift: 3\ntalks: {x: 3}\n": (1, 6, "'{' is never closed", "add '}'"),
    "a: [1, 2\n": (1, 4, "'[' is never closed", "add ']'"),
    "b: 1\na: [1, # x\n": (2, 4, "never closed", "add ']'"),
    "war: {drift: 3}}\n": (1, 16, "'}' closes nothing", ""),
    "a: {x: [1, 2}]\n": (1, 13, "'[' of line 1 is closed by ']'", ""),
    "war: {drift: 3 holder: x}\n": (1, 22, "a comma is missing", ""),
    'a: ["x" "y"]\n': (1, 9, "a comma is missing before this", ""),
    "a: 1\ntitle: 'abc\nquestion: b\n": (2, 8, "quote is never closed", ""),
    "title: 'Ukraine's way'\n": (1, 17, "after its closing quote", "twice"),
    "share: %35\n": (1, 8, "cannot begin with '%'", "'35 %'"),
    "a: @b\n": (1, 4, "cannot begin with '@'", ""),
    'a: "\\d"\n': (1, 6, "a backslash in double quotes", "twice"),
    "a: 1\n- b\n": (2, 1, "an entry of a list", ""),
    "- a\nb: 1\n": (2, 1, "an entry of a list (-) is expected", ""),
    "a: - b\n": (1, 4, "[a, b]", ""),
    "a: ? b\n": (1, 4, "in quotes", ""),
    "a: , b\n": (1, 4, "a value is missing here", ""),
    "a: |x\n": (1, 4, "in quotes", ""),
    "a: * b\n": (1, 4, "in quotes", ""),
    "%YAML 3.0\n---\na: 1\n": (1, 1, "directives (%) are not allowed", ""),
    "%YAML 1.2\na: 1\n": (1, 1, "directives (%) are not allowed", ""),
    "a: 1\n... x\n": (2, 5, "end of the document", ""),
}
PARSERS_WORDS = re.compile("<|token|scalar|block|scanning|parsing|expected ','|stream|mapping")


@pytest.mark.parametrize(("text", "told"), SLIPS.items(), ids=range(len(SLIPS)))
def test_a_slip_of_yaml_says_what_to_do_and_where(
    text: str, told: tuple[int, int, str, str]
) -> None:
    mistake = _first(text)
    assert mistake.place is not None
    assert (mistake.place.line, mistake.place.column) == told[:2]
    assert told[2] in mistake.message
    assert told[3] in mistake.hint
    assert not PARSERS_WORDS.search(mistake.message)


def _first(text: str) -> Mistake:
    with pytest.raises(ScenarioError) as caught:
        tree(text, "mine.yaml", [])
    return caught.value.mistakes[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0,3", "0.3"),
        ("-12,75", "-12.75"),
        ("0,3 km2/day", "0.3 km2/day"),
        ("5,100", "5.100 or 5100"),
        ("{normal: ['0,3', 1]}", "0.3"),
    ],
)
def test_a_decimal_comma_is_told_as_one(write: Write, written: str, meant: str) -> None:
    mistake = only_mistake(write(f"war:\n  drift: {written}\n  source: 'assumed: x'\n"))
    assert "a decimal point, not a comma" in mistake.message
    assert mistake.hint == f"did you mean {meant}?"


def test_a_decimal_comma_in_braces_is_told_as_one(write: Write) -> None:
    mistake = only_mistake(write("war: {drift: 0,3, source: 'assumed: x'}\n"))
    assert "a decimal point, not a comma" in mistake.message
    assert mistake.hint == "did you mean drift: 0.3?"


def test_a_space_that_is_missing_after_a_colon_is_told(write: Write) -> None:
    (mistake,) = mistakes_of(write("war:\n  drift:3\n"))
    assert mistake.hint == "did you mean 'drift: 3'?"
