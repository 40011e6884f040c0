"""Every claim of the docs has a mechanism, every citation one work, every number its worlds."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest

import sim

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
MONTHS = {"February", "January", "June", "July", "December"}
_CITED = re.compile(
    r"([A-Z][a-z]+)(?:, [A-Z][a-z]+)*(?: and [A-Z][a-z]+| et al\.)? \(?((?:19|20)\d\d[a-z]?"
    r"(?:(?:, | and )(?:19|20)\d\d[a-z]?)*)"
)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def cited(text: str) -> set[tuple[str, str]]:
    """First author and year of every work a text names."""
    found = _CITED.findall(" ".join(text.split()))
    return {
        (author, year)
        for author, years in found
        if author not in MONTHS
        for year in re.findall(r"\d{4}[a-z]?", years)
    }


def patterns() -> list[list[str]]:
    """Rows of the table of patterns: pattern, source, where it is brought about."""
    table = page("odd.md").split("**Patterns**")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (?!pattern|---)(.*) \|$", table, re.MULTILINE)
    return [row.split(" | ") for row in rows]


def test_every_pattern_names_the_submodel_that_brings_it_about() -> None:
    sections = set(re.findall(r"^### (7\.\d+)", page("odd.md"), re.MULTILINE))
    assert patterns()
    for row in patterns():
        assert len(row) == 3, row
        named = set(re.findall(r"7\.\d+", row[2]))
        assert named, row
        assert named <= sections, row


def test_a_theory_that_is_left_out_is_no_pattern() -> None:
    left_out = page("odd.md").split("**Left out.**")[1].split("\n\n")[0]
    works = cited(left_out)
    assert {("Savun", "2008"), ("Beber", "2012")} <= works
    for row in patterns():
        assert not cited(row[1]) & works, row
    assert all(word in left_out for word in ("sanctions", "arms", "elections"))


def test_works_are_cited_in_the_model_s_page_if_and_only_if_they_are_in_its_references() -> None:
    text, _, references = page("odd.md").partition("## 9. References")
    text = text.split("<!-- parameters:begin -->")[0]
    listed = [line[2:] for line in references.splitlines() if line.startswith("- ")]
    assert cited(text) == set.union(*(cited(line.split(":")[0]) for line in listed))


def test_two_works_of_one_author_and_year_are_told_apart_everywhere() -> None:
    for folder, ending in (("docs", "*.md"), ("sim", "*.py"), ("tests", "*.py")):
        for path in (ROOT / folder).rglob(ending):
            assert ("Slantchev", "2003") not in cited(path.read_text(encoding="utf-8")), path


def test_the_shares_of_ceasefires_beside_the_market_s_are_the_model_s() -> None:
    rows = re.findall(
        r"^\| by (.*) \| ([\d.]+) % \(([\d.]+) to ([\d.]+)\) \| ([\d.]+) % \|$",
        page("results.md"),
        re.MULTILINE,
    )
    run = sim.run("baseline", worlds=400, seed=2)
    ceasefire = run.column("ceasefire_day")
    assert len(rows) == 4
    for date, share, low, high, _ in rows:
        day = (dt.datetime.strptime(date, "%d %B %Y").date() - run.start).days
        assert float(low) < float(share) < float(high)
        expected = float(share) / 100
        error = np.sqrt(expected * (1 - expected) / run.worlds)
        assert (ceasefire <= day).mean() == pytest.approx(expected, abs=3 * error)


def test_the_market_s_prices_are_those_of_the_sources() -> None:
    source = page("sources.md").split("public prediction market |")[1].split("\n")[0]
    prices = [f"{100 * float(price):g}" for price in re.findall(r"\.\d{3}", source)]
    told = re.findall(r"^\| by .* \| ([\d.]+) % \|$", page("results.md"), re.MULTILINE)
    assert [f"{float(price):g}" for price in told] == prices
