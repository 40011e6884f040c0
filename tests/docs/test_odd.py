"""The docs say what the scenario and the model do today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.scenario import Scenario, load
from sim.simulation import simulate
from sim.worlds import Noise
from tests.docs.scripts import script

DOCS = Path(__file__).parents[2] / "docs"
STATED = [*range(8), *range(9, 16), *range(17, 25)]
"""Paragraphs of the report that state something; p8 and p16 are sub-heads."""


GENERATOR = script("parameters")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def baseline() -> Scenario:
    return load("baseline")


def contested_paragraphs() -> set[int]:
    section = page("sources.md").split("## Contested claims")[1].split("\n## ")[0]
    return {int(number) for number in re.findall(r"^\| p(\d+) \|", section, re.MULTILINE)}


@pytest.mark.parametrize("name", ["odd.md", "sources.md", "credibility.md"])
def test_a_generated_table_is_current(name: str, baseline: Scenario) -> None:
    mark, table = GENERATOR.generated(baseline)[name]
    written = GENERATOR.between(page(name), mark)[1]
    assert written == table, "run: python docs/parameters.py"


def test_every_parameter_has_unit_range_meaning_and_source_in_the_table(baseline: Scenario) -> None:
    table = GENERATOR.parameter_table(baseline)
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", table, re.MULTILINE))
    assert set(rows) == {*baseline.quantities, *baseline.sources}
    short = [name for name, cells in rows.items() if not all(re.split(r"(?<!\\) \| ", cells))]
    assert not short


@pytest.mark.parametrize("paragraph", STATED)
def test_a_stated_paragraph_seeds_a_parameter_or_is_an_attributed_claim(
    paragraph: int, baseline: Scenario
) -> None:
    cited = GENERATOR.citing(baseline.sources, paragraph)
    assert cited or paragraph in contested_paragraphs()


def test_the_contested_claims_are_those_of_three_paragraphs() -> None:
    assert contested_paragraphs() == {18, 22, 23}


def test_no_parameter_rests_on_a_claim_that_is_only_contested(baseline: Scenario) -> None:
    assert GENERATOR.citing(baseline.sources, 18) == []


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="no markers"):
        GENERATOR.between("a page", "parameters")


def test_what_cites_a_paragraph_is_gathered_under_the_widest_name_that_does() -> None:
    sources = {"a.b.c": "article p3", "a.b.d": "article p3 p4", "a.e": "assumed: size"}
    assert GENERATOR.citing(sources, 3) == ["a.b.*"]
    assert GENERATOR.citing(sources, 4) == ["a.b.d"]


def documented_purposes() -> dict[str, re.Pattern[str]]:
    """The noise table's purposes; words in capitals stand for any name."""
    table = page("odd.md").split("| purpose | day | law | decides |")[1].split("\n\n")[0]
    purposes = re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)
    return {p: re.compile(re.sub(r"\b[A-Z]+\b", ".+", re.escape(p))) for p in purposes}


def test_the_noise_table_lists_what_the_model_draws_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fast = load("baseline", set=["war.drift=30"])  # numbers nobody needs are not drawn
    drawn: set[str] = set()
    draw = Noise._draw

    def noted(self: Noise, purpose: str, day: int, attempt: int) -> object:
        drawn.add(purpose)
        return draw(self, purpose, day, attempt)

    monkeypatch.setattr(Noise, "_draw", noted)
    simulate(fast, seed=1, first=0, worlds=200)
    simulate(load("who_else_must_agree"), seed=1, first=0, worlds=1)  # the baseline has no vetoes
    documented = documented_purposes()
    assert {p for p in drawn if not any(d.fullmatch(p) for d in documented.values())} == set()
    unused = {name for name, d in documented.items() if not any(d.fullmatch(p) for p in drawn)}
    assert unused == set()
