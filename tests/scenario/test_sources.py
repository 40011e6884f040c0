"""Every value says where it comes from."""

from __future__ import annotations

import datetime as dt

import pytest

from sim.scenario import Scenario, load
from sim.scenario.coverage import coverage, paragraphs
from sim.scenario.sources import NEUTRAL, SourceError, kind, parse

from .conftest import Write


def test_a_source_is_taken_apart() -> None:
    found = parse("article p3 p10 (as reported); external 2026-01: KIIS; the rest assumed")
    assert found.kinds == ("article", "external")
    assert found.paragraphs == (3, 10)
    assert found.dates == (dt.date(2026, 1, 1),)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("external 2022: PSE", dt.date(2022, 1, 1)),
        ("external 2026-02: x", dt.date(2026, 2, 1)),
        ("external 2026-02-03: x", dt.date(2026, 2, 3)),
        ("assumed: rate external 2026-02-03", dt.date(2026, 2, 3)),
    ],
)
def test_a_year_or_month_counts_as_its_first_day(text: str, date: dt.date) -> None:
    assert parse(text).dates == (date,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "guess",
        "assumed",
        "assumed:",
        "article",
        "article 3",
        "article p25",
        "external: x",
        "external 2026",
        "external 2026-02-30: x",
        "external last year: x",
        "articles p3",
        3,
        None,
        ["article p3"],
    ],
)
def test_what_says_not_where_a_value_comes_from_is_refused(text: object) -> None:
    with pytest.raises(SourceError):
        parse(text)


def test_a_source_covers_what_is_below_it_until_a_nearer_one(write: Write) -> None:
    text = (
        "parties:\n"
        "  source: 'assumed: far'\n"
        "  russia: {hardship: 0.1, pressure: {value: 0.1, source: 'assumed: near'}}\n"
    )
    quantities = load(write(text)).quantities
    assert quantities["parties.russia.hardship"].source == "assumed: far"
    assert quantities["parties.russia.pressure"].source == "assumed: near"


def test_a_source_does_not_reach_into_another_file(write: Write) -> None:
    path = write("war: {source: 'assumed: what if', drift: 3}\n")
    found = load(path).quantities
    assert found["war.drift"].source == "assumed: what if"
    assert (
        found["war.drift_spread"].source == load("baseline").quantities["war.drift_spread"].source
    )


def test_every_parameter_of_the_baseline_has_unit_range_and_source(baseline: Scenario) -> None:
    count = len(baseline.quantities)
    told = f"{count} parameters, all with unit, range and source; wholly or in part assumed: "
    assert coverage(baseline).startswith(told)
    sources = [quantity.source for quantity in baseline.quantities.values()]
    supposed = sum("assumed" in source for source in sources)
    assert count / 2 < supposed < count
    assert coverage(baseline).endswith(f": {supposed}")
    for q in baseline.quantities.values():
        assert kind(q.source) in {"article", "external", "assumed", "neutral"}
        assert q.low < q.high
        assert (q.place is None) == (q.source == NEUTRAL)


def test_every_place_is_where_the_value_stands(baseline: Scenario) -> None:
    lines = baseline.path.read_text(encoding="utf-8").splitlines()
    for name, q in baseline.quantities.items():
        if q.place:
            file, line, column = q.place.rsplit(":", 2)
            assert file.endswith("baseline.yaml")
            before = lines[int(line) - 1][: int(column) - 1]
            key = name.rsplit(".", 1)[1]
            assert before.rstrip().endswith((f"{key}:", "value:")), q


def test_paragraphs_name_what_comes_from_them(baseline: Scenario) -> None:
    assert "parties.ukraine.must_hold.probability" in paragraphs(baseline)[3]
