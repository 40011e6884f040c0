"""Reasons, red lines, packages, accords and outcomes as tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import sim
from sim.agreement.packages import packages_of
from sim.scenario.combinations import NO_OPTION

PARTS = ["label", "share", "low", "high", "n"]


def test_reasons_are_shares_of_the_worlds_without_an_accord(some: sim.Run) -> None:
    table = some.reasons()
    without = some.outcomes[~some.outcomes["accord"]]
    counts = without["reason"].value_counts(normalize=True)
    assert list(table.columns) == PARTS
    assert (table["n"] == len(without)).all()
    assert table["share"].to_dict() == pytest.approx(counts.reindex(table.index).to_dict())
    assert table["share"].is_monotonic_decreasing
    assert ((table["low"] <= table["share"]) & (table["share"] <= table["high"])).all()


def test_the_red_lines_of_a_side_add_up_to_its_total(some: sim.Run) -> None:
    table = some.red_lines()
    assert list(table.columns) == PARTS
    for side in some.parties:
        lines = table.loc[side, "share"]
        assert lines["(any)"] == pytest.approx(lines.drop("(any)").sum())
    assert table.loc[("russia", "(any)"), "label"] == "Russia"


def test_sides_and_the_worlds_that_no_line_explains_add_up_to_the_empty_ranges(
    some: sim.Run,
) -> None:
    table, ended = some.red_lines(), some.outcomes
    empty = ended["reason"] == "empty_range"
    none = (empty & ended["red_line"].isna()).sum() / (~ended["accord"]).sum()
    assert table.loc[("(none)", "(none)"), "share"] == pytest.approx(none)
    together = table.xs("(any)", level="red_line")["share"].sum() + none
    assert together == pytest.approx(some.reasons().loc["empty_range", "share"])


def test_what_came_true_by_the_deadline_is_a_share_of_all_worlds(some: sim.Run) -> None:
    table = some.by_deadline()
    assert list(table.columns) == PARTS
    assert (table["n"] == 60).all()
    for name in ("accord", "truce", "range_exists"):
        assert table.loc[name, "share"] == pytest.approx(some.outcomes[name].mean())


def test_without_any_accord_the_tables_still_have_their_rows(some: sim.Run) -> None:
    everywhere = sim.Run(some.manifest, some.table.filter(some.table["accord"]))
    reasons = everywhere.reasons()
    assert (reasons["n"] == 0).all()
    assert reasons["share"].isna().all()
    assert reasons["low"].eq(0).all()


def test_a_package_is_the_options_that_it_was_made_of(some: sim.Run) -> None:
    found, table = packages_of(some.scenario), some.packages
    assert len(table) == len(found)
    for number in (0, 17, len(found) - 1):
        for issue, option in found.all[number].choice.items():
            cell = table.loc[number, issue]
            if option == NO_OPTION:
                assert pd.isna(cell)
            else:
                assert (f"{cell:g}" if isinstance(cell, float) else cell) == option
    assert (table["words"] == [found.describe(i) for i in range(len(found))]).all()


def test_the_rungs_and_the_deterrence_of_a_package_are_those_of_the_scenario(
    some: sim.Run,
) -> None:
    table = some.packages
    territory = table["territory"].astype(str)
    assert (table["rung.withdrawal"] == (territory == "withdrawal")).all()
    assert (table["rung.stands_for"] == territory.isin(["line", "freeze", "zone"])).all()
    deters = {"line": 1.0, "freeze": 1.0, "zone": 0.5, "withdrawal": 0.0}
    assert (table["deters.territory"] == territory.map(deters)).all()
    assert (table["class"].astype(str) == territory.replace("line", "ceasefire")).all()
    # strengths at the medians of uniform [0.8, 2.4], [0.4, 1.2] and [0.45, 1.35]
    issues = {"guarantees": 1.6, "zone_rules": 0.8, "territory": 0.9}
    total = sum(strength * table[f"deters.{name}"] for name, strength in issues.items())
    assert np.allclose(table["deters"], total)


def test_an_accord_has_its_date_and_the_options_of_its_package(some: sim.Run) -> None:
    accords, ended = some.accords(), some.outcomes
    assert list(accords.index) == list(ended.index[ended["package"] >= 0])
    assert len(accords)
    assert (accords["class"].astype(str) == ended.loc[accords.index, "outcome"].astype(str)).all()
    row = accords.iloc[0]
    assert row["date"] == pd.Timestamp(some.start) + pd.Timedelta(days=row["day"])
    package = some.packages.loc[row["package"]]
    for issue in some.scenario.file.issues:
        assert row[issue] == package[issue] or (pd.isna(row[issue]) and pd.isna(package[issue]))
    late = accords["date"] > pd.Timestamp(some.deadline)
    assert (accords["by_deadline"] == ~late).all()


def test_a_run_without_accords_has_an_empty_table_of_them(some: sim.Run) -> None:
    open_ = some.table.filter(some.table["package"].to_numpy() < 0)
    none = sim.Run(some.manifest, open_, scenario=some.scenario).accords()
    assert len(none) == 0
    assert list(none.columns) == list(some.accords().columns)


def test_every_day_of_an_outcome_has_its_date(some: sim.Run) -> None:
    table = some.outcomes
    start = pd.Timestamp(some.start)
    for name in ("outcome", "ceasefire", "mediator_left", "broken_off"):
        days, dates = table[f"{name}_day"], table[f"{name}_date"]
        assert (dates.isna() == days.isna()).all()
        there = days.notna()
        assert there.any()
        assert (dates[there] == start + pd.to_timedelta(np.floor(days[there]), "D")).all()


@pytest.mark.parametrize("name", ["outcomes", "trajectories", "packages"])
def test_every_column_of_a_table_has_a_label_and_a_unit(some: sim.Run, name: str) -> None:
    table = getattr(some, name)
    for what in ("labels", "units"):
        assert list(table.attrs[what]) == list(table.columns)
        assert all(table.attrs[what].values())


def test_parameters_are_labelled_with_what_they_mean(some: sim.Run) -> None:
    quantity = some.scenario.quantities["war.drift"]
    assert some.outcomes.attrs["labels"]["war.drift"] == quantity.description
    assert some.outcomes.attrs["units"]["war.drift"] == "km2/day"
