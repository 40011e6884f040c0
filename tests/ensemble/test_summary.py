"""The numbers and the words of a run."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest

from sim.ensemble.runner import run
from sim.report.summary import answer, main_reason, next_lines, reasons_table, sentence
from sim.results import Run
from sim.scenario import Scenario, load
from sim.statistics import wilson

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


def test_reasons_and_red_lines_are_told_with_their_intervals_the_most_frequent_first(
    ran: Run,
) -> None:
    numbers = ran.summary()
    shares = {"russia.zone": 0.12, "ukraine.withdrawal": 0.18, "russia.guarantees": 0.0}
    numbers["why_no_accord"]["red_lines"] = {
        name: {"label": name, "share": share, "low": share, "high": share}
        for name, share in shares.items()
    }
    assert main_reason(ran, numbers).endswith("most often in the way: ukraine.withdrawal.")
    rows = [row.split("%") for row in reasons_table(numbers).splitlines()[2:]]
    assert [len(row) for row in rows] == [4, 4, 1, 1, 4, 4]  # reasons, a title, red lines
    told = [float(row[0].split()[-1]) for row in rows if len(row) == 4]
    assert told[0] >= told[1]
    assert told[2:] == [18, 12]


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
