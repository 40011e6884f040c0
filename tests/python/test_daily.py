"""The daily series as people read them: names instead of codes, dates beside days."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import sim
from sim.processes.partial_deals.process import DEAL_BITS
from sim.results.days import dates_of
from sim.results.series import SERIES
from sim.trajectory import HELD


def test_every_stored_series_is_described(some: sim.Run) -> None:
    others = [sim.run(name, worlds=2) for name in ("wage_round", "sanctions_on_russia")]
    stored = {name.partition(".")[0] for run in (some, *others) for name in run.daily_numbers}
    assert stored == set(SERIES)


def test_no_column_holds_an_infinity_or_a_mask_of_bits(some: sim.Run) -> None:
    table = some.trajectories
    assert np.isinf(some.daily_numbers["quiet_until"]).any()  # as they are stored
    assert not np.isinf(table.select_dtypes("number").astype(float)).any(axis=None)
    assert not {"answers", "deals", "votes"} & set(table.columns)


def test_codes_are_names(some: sim.Run) -> None:
    table, stored = some.trajectories, some.daily_numbers
    assert ((table["talks"] == "held") == (stored["date"] == HELD)).all()
    assert set(table["phase"].cat.categories) == {"talks", "accord", "force"}
    ended = table.xs(table.index.get_level_values("day").max(), level="day")
    signed = some.outcomes["package"] >= 0
    assert ((ended["phase"] == "accord") == signed).all()


def test_bits_are_columns_of_yes_and_no_named_after_parties_and_deals(some: sim.Run) -> None:
    table, stored = some.trajectories, some.daily_numbers
    answers, votes = (stored[name].to_numpy().astype(int) for name in ("answers", "votes"))
    for bit, party in enumerate(some.scenario.file.parties):
        assert (table[f"accepted.{party}"] == (answers >> bit) % 2).all()
        assert (table[f"vote.{party}"] == (votes >> bit) % 2).all()
        assert table[f"accepted.{party}"].any()
    deals = stored["deals"].astype(int)
    for name, bit in DEAL_BITS.items():
        assert (table[f"deal.{name}"] == (deals & bit > 0)).all()


def test_a_party_that_accepts_tells_so_on_the_day_of_its_accord(some: sim.Run) -> None:
    for world, accord in some.accords().iterrows():
        day = some.trajectories.loc[(world, accord["day"])]
        assert day["accepted.ukraine"]
        assert day["accepted.russia"]
        assert day["vote.ukraine"]
        assert day["vote.russia"]
        assert day["package"] == accord["package"]


def test_nobody_proposed_where_nothing_was_tabled(some: sim.Run) -> None:
    table = some.trajectories
    assert (table["proposer"].isna() == table["package"].isna()).all()
    assert set(table["proposer"].dropna()) <= {"mediator", *some.parties}
    assert "mediator" in set(table["proposer"].dropna())
    assert (table["package"].notna() <= (table["talks"] == "held")).all()


def test_days_have_dates_beside_them(some: sim.Run) -> None:
    table = some.trajectories
    day = table.index.get_level_values("day")
    assert (table["date"] == pd.Timestamp(some.start) + pd.to_timedelta(day, "D")).all()
    assert (table.loc[(0, 0), "deadline_end_date"]) == pd.Timestamp(some.deadline)
    assert (table["quiet_until_date"].isna() == table["quiet_until"].isna()).all()


def test_a_day_beyond_all_calendars_is_no_date(some: sim.Run) -> None:
    dates = dates_of(some, [0.0, 0.9, np.nan, np.inf, -np.inf, 1e300, 999_999])
    assert np.isnat(dates).tolist() == [False, False, True, True, True, True, False]
    assert dates[0] == dates[1] == np.datetime64(some.start)


def test_a_series_that_nobody_described_is_given_as_it_is(some: sim.Run) -> None:
    days = pa.array(np.arange(some.daily.num_rows), pa.float32())
    more = sim.Run(some.manifest, some.table, some.daily.append_column("bite.russia", days))
    column = more.trajectories["bite.russia"]
    assert (column == more.daily_numbers["bite.russia"]).all()
    assert more.trajectories.attrs["labels"]["bite.russia"] == "Russia: bite"


def test_a_run_without_daily_series_says_so(some: sim.Run) -> None:
    with pytest.raises(ValueError, match="no daily series"):
        _ = sim.Run(some.manifest, some.table).trajectories
