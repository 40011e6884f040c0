"""A name misspelt where it is declared is told there, once, with the name that was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario import load

from .conftest import Write, mistakes_of, only_mistake

WHOLE = (  # with every rung that is misspelt below used twice
    Path(load("baseline").path)
    .read_text(encoding="utf-8")
    .replace("ladder: [opens_with, stands_for]", "ladder: [opens_with, comprehensive]")
)
SLIPS = {
    "issue": ("\n  territory:\n    label", "\n  territori:\n    label", "territory"),
    "short issue": ("\n  nato:\n", "\n  nata:\n", "nato"),
    "refining issue": ("\n  guarantees:\n    label", "\n  garantees:\n    label", "guarantees"),
    "option": ("      freeze: {label", "      freeeze: {label", "freeze"),
    "party": ("\n  russia:\n", "\n  rusia:\n", "russia"),
    "rung": ("\n  comprehensive: {", "\n  comprehensiv: {", "comprehensive"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_misspelt_declaration_is_told_where_it_is_misspelt(
    write: Write, slip: tuple[str, str, str]
) -> None:
    right, wrong, meant = slip
    assert WHOLE.count(right) == 1
    mistake = only_mistake(write(WHOLE.replace(right, wrong), extends=None))
    assert mistake.hint == f"did you mean '{meant}'?"
    assert mistake.place is not None
    assert wrong.split(":")[0].strip() in mistake.place.text
    assert mistake.place.text.lstrip().startswith(wrong.split(":")[0].strip())


def test_a_single_use_that_differs_is_told_at_the_use(write: Write) -> None:
    mistake = only_mistake(write("grid: {of: ukrain}\n"))
    assert "no party 'ukrain'" in mistake.message


def test_a_name_that_is_used_is_never_taken_for_a_slip(write: Write) -> None:
    text = WHOLE.replace("issue: plant, option: joint", "issue: plan, option: joint")
    found = mistakes_of(write(text.replace("plant: [ukr", "plan: [ukr"), extends=None))
    assert found
    assert all("no issue 'plan'" in mistake.message for mistake in found)
    assert {mistake.hint for mistake in found} == {"did you mean 'plant'?"}


def test_what_else_is_wrong_is_told_beside_a_misspelt_declaration(write: Write) -> None:
    text = WHOLE.replace("\n  territory:\n    label", "\n  territori:\n    label")
    text = text.replace("readiness:", "readines:")
    found = mistakes_of(write(text, extends=None))
    assert [mistake.hint for mistake in found] == [
        "did you mean 'territory'?",
        "",  # readiness is missing
        "did you mean 'readiness'?",
    ]
