"""The numbers and the words of a run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import numpy as np
import pyarrow as pa
import pytest

from sim.analysis.rows import rows
from sim.ensemble.precision import targets
from sim.ensemble.runner import run
from sim.outcomes import Outcome
from sim.report.summary import answer, main_reason, next_lines, reasons_table, sentence
from sim.results import Run
from sim.results.block import outcomes_table
from sim.results.digest import digests
from sim.results.parts import _nothing
from sim.results.red_lines import red_lines
from sim.scenario import Scenario, load
from sim.statistics import wilson
from tests.ensemble import fake

pytestmark = pytest.mark.usefixtures("fake_model")


@pytest.fixture
def ran(baseline: Scenario, fake_model: None) -> Run:
    return run(baseline, 2000)


def test_shares_and_reasons_sum_to_one_and_lie_in_their_intervals(ran: Run) -> None:
    numbers = ran.summary()
    for shares in (numbers["outcomes"], numbers["why_no_accord"]["reasons"]):
        assert sum(each["share"] for each in shares.values()) == pytest.approx(1, abs=1e-9)
    for each in [*numbers["outcomes"].values(), *numbers["by_deadline"].values()]:
        assert set(each) == {"label", "share", "low", "high"}
        assert 0 <= each["low"] <= each["share"] <= each["high"] <= 1


def test_the_numbers_are_those_of_the_table(ran: Run) -> None:
    numbers, table = ran.summary(), ran.outcomes
    assert numbers["by_deadline"]["accord"]["share"] == table["accord"].mean()
    assert "taken_by_force" in numbers["by_deadline"]
    assert numbers["outcomes"]["zone"]["share"] == (table["outcome"] == "zone").mean()
    holds = numbers["measures"]["p_hold"]
    assert holds["n"] == table["accord"].sum()
    assert holds["mean"] == pytest.approx(table["p_hold"].mean(), rel=1e-12)
    assert holds["q50"] == pytest.approx(table["p_hold"].median(), rel=1e-12)
    assert numbers["why_no_accord"]["n"] == (~table["accord"]).sum()


def test_the_summary_is_plain_json(ran: Run) -> None:
    assert json.loads(json.dumps(ran.summary(), allow_nan=False))["worlds"] == 2000


def test_a_summary_without_any_accord_is_still_json(ran: Run) -> None:
    none = Run(ran.manifest, ran.table.filter(~ran.table["accord"].to_numpy()))
    numbers = json.loads(json.dumps(none.summary(), allow_nan=False))
    assert numbers["measures"]["p_hold"]["mean"] is None
    assert sentence(none, numbers).startswith("In none of")


def test_the_sentence_comes_first_and_counts_worlds_of_a_hundred(ran: Run) -> None:
    accord, durable = (
        wilson(int(ran.column(name).sum()), ran.worlds) for name in ("accord", "durable_peace")
    )
    value, low, high = (int(100 * x + 0.5) for x in (accord.value, accord.low, accord.high))
    first = f"In {value} of 100 worlds ({low} to {high}) an accord by 30 June"
    value, low, high = (int(100 * x + 0.5) for x in (durable.value, durable.low, durable.high))
    expected = f"{first}; in {value} ({low} to {high}) one that holds five years."
    lines = answer(ran).splitlines()
    assert lines[0] == expected
    text = " ".join(answer(ran).split())
    assert "not forecasts" in text
    assert "sampling error only" in text


def test_the_most_frequent_reason_is_named_with_its_red_line(ran: Run) -> None:
    reasons = ran.outcomes.loc[~ran.outcomes["accord"], "reason"].value_counts(normalize=True)
    told = main_reason(ran, ran.summary())
    assert reasons.index[0] == "no_round"
    assert "no date" in told
    assert f"{100 * reasons.iloc[0]:.0f} %" in told


def test_halves_are_rounded_up_in_the_sentence_as_in_the_tables(ran: Run) -> None:
    numbers = ran.summary()
    numbers["by_deadline"]["accord"]["share"] = 0.145  # 290 of 2,000
    assert sentence(ran, numbers).startswith("In 15 of 100 worlds")


LINES = {
    "russia.guarantees": "Russia on guarantees",
    "ukraine.withdrawal": "Ukraine on withdrawal",
    "russia.zone": "Russia on zone",
}


def with_red_lines(run: Run, counts: dict[str, int], no_single: int, other: int) -> Run:
    """A run without accords: worlds by their red line, those that none explains, and the rest."""
    lines = Outcome("red_line", "-", "-", "class", tuple(LINES), tuple(LINES.values()))
    declared = tuple(lines if each.name == "red_line" else each for each in fake.DECLARED)
    codes = np.repeat([*range(len(LINES)), -1, -1], [*(counts[n] for n in LINES), no_single, other])
    answers = {each.name: run.column(each.name)[: codes.size] for each in declared}
    answers["accord"] = np.zeros(codes.size, dtype=bool)
    answers["red_line"] = codes.astype(np.int8)
    answers["reason"] = (np.arange(codes.size) >= codes.size - other).astype(np.int8)
    table = outcomes_table(0, declared, answers, {})
    return Run(run.manifest, table, scenario=run.scenario)


def test_the_side_whose_lines_together_are_most_in_the_way_comes_before_the_single_line(
    ran: Run,
) -> None:
    some = {"russia.guarantees": 240, "ukraine.withdrawal": 303, "russia.zone": 187}
    run = with_red_lines(ran, some, 70, 200)
    told = main_reason(run, run.summary())
    assert told.endswith(
        "The red line most in the way: one of Russia's in 427 of those 1,000 worlds, most often on "
        "guarantees; one of Ukraine's in 303, all on withdrawal."
    )


def test_the_table_of_red_lines_has_a_subtotal_a_side_and_adds_up(ran: Run) -> None:
    some = {"russia.guarantees": 240, "ukraine.withdrawal": 303, "russia.zone": 187}
    run = with_red_lines(ran, some, 70, 200)
    rows = reasons_table(run, run.summary()).split("in the same worlds")[1].splitlines()[1:]
    told = [(row[:40].strip(), float(row.split("%")[0].split()[-1])) for row in rows]
    assert told == [
        ("Russia, all its lines", 42.7),
        ("guarantees", 24.0),
        ("zone", 18.7),
        ("Ukraine, all its lines", 30.3),
        ("withdrawal", 30.3),
        ("no single line: lifting one helps none", 7.0),
    ]
    why = run.summary()["why_no_accord"]
    parts = [*why["red_lines_by_side"].values(), why["no_single_red_line"]]
    whole = why["reasons"]["empty_range"]["share"]
    assert sum(each["share"] for each in parts) == pytest.approx(whole)
    assert red_lines(run).empty == 800


def test_reasons_are_told_with_their_intervals_the_most_frequent_first(ran: Run) -> None:
    rows = reasons_table(ran, ran.summary()).splitlines()[2:4]
    shares = [[float(cell.split()[-1]) for cell in row.split("%")[:3]] for row in rows]
    assert shares[0][0] >= shares[1][0]
    assert all(low <= share <= high for share, low, high in shares)


def test_a_notebook_rounds_as_the_command_line_does(ran: Run) -> None:
    """5 of 2,000 worlds, .0025: ``{:.1%}`` made it 0.2 %."""
    codes = np.where(np.arange(2000) < 5, 0, 1).astype(np.int8)
    at = ran.table.schema.get_field_index("outcome")
    table = ran.table.set_column(at, "outcome", pa.array(codes))
    run = Run(ran.manifest, table, scenario=ran.scenario)
    assert "<td>0.3 %</td>" in run._repr_html_()
    assert "0.3 %" in answer(run)


def test_the_old_name_of_a_column_is_read_for_one_version(ran: Run) -> None:
    assert (ran.column("force_by_deadline") == ran.column("taken_by_force")).all()
    assert (ran.outcomes["force_by_deadline"] == ran.outcomes["taken_by_force"]).all()


def test_an_outcome_that_is_renamed_keeps_its_digests(ran: Run) -> None:
    old = tuple(
        dataclasses.replace(each, name="force_by_deadline", hashed_as="")
        if each.name == "taken_by_force"
        else each
        for each in fake.DECLARED
    )
    new = tuple(
        dataclasses.replace(each, hashed_as="force_by_deadline")
        if each.name == "taken_by_force"
        else each
        for each in fake.DECLARED
    )
    assert digests(old, ran.column) == digests(new, ran.column)
    assert digests(fake.DECLARED, ran.column) != digests(new, ran.column)


def test_every_share_has_one_name_and_one_count_in_summary_comparison_and_target(
    baseline: Scenario, ran: Run
) -> None:
    """Also where worlds failed: they are not among those without an accord."""
    failed = [{"world": 3, "seed": 1, "kind": "raised", "error": "-"}]
    lost = ran.table.slice(0, 3), _nothing(ran.table.schema, range(3, 4), None), ran.table.slice(4)
    run = Run(ran.manifest | {"failures": failed}, pa.concat_tables(lost), scenario=baseline)
    numbers, compared = run.summary(), rows(run)
    for group, told in (
        ("outcomes", numbers["outcomes"]),
        ("by_deadline", numbers["by_deadline"]),
        ("reasons", numbers["why_no_accord"]["reasons"]),
    ):
        for name, each in told.items():
            assert compared[f"{group}.{name}"].over.value == pytest.approx(each["share"], abs=1e-15)
            if group != "reasons":
                target = targets(run.declared)[name]
                assert target.count(run.parts) / run.worlds == pytest.approx(each["share"])
    assert set(numbers["by_deadline"]) == {o.name for o in run.declared if o.kind == "flag"}


def test_the_next_lines_name_a_world_without_an_accord_and_then_one_with(ran: Run) -> None:
    lines = [line.split() for line in next_lines(ran, "baseline", ["war.drift=7"]).values()]
    without, accord = (int(line[line.index("--world") + 1]) for line in lines)
    assert ran.outcomes["reason"][without] == "no_round"
    assert ran.column("accord")[accord]
    assert all(line[-2:] == ["-s", "war.drift=7"] for line in lines)
    lines = list(next_lines(ran, "baseline", [], [".venv/bin/sim"]).values())
    assert all(line.startswith(".venv/bin/sim ") for line in lines)


def test_a_title_cannot_steer_the_terminal(fake_model: None) -> None:
    hostile = load("baseline")
    hostile.file.title = "red \x9b31m \u202e $x_{1}$ [bold]"
    text = answer(run(hostile, 50))
    assert "\x9b" not in text
    assert "\u202e" not in text
    assert "$x_{1}$ [bold]" in text
    assert "<" not in run(hostile, 50)._repr_html_().split("<b>")[1].split("</b>")[0]


def test_tables_for_notebooks(ran: Run) -> None:
    shares = ran.shares()
    assert list(shares.columns) == ["label", "share", "low", "high"]
    assert shares["share"].sum() == pytest.approx(1)
    assert "war.drift" in ran.parameters
    assert "war.drift" in ran.outcomes
    assert ran.outcomes["reason"].dtype == "category"
    html = ran._repr_html_()
    assert "2,000 worlds" in html
    assert "a zone" in html


def test_days_are_dates(ran: Run) -> None:
    assert ran.deadline == dt.date(2026, 6, 30)
    assert ran.start == dt.date(2026, 2, 7)
    assert np.isfinite(ran.column("km2_changed")).all()
