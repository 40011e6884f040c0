"""A run as an xarray dataset."""

from __future__ import annotations

import sys

import numpy as np
import pytest

import sim


def test_outcomes_lie_over_worlds_and_daily_series_over_worlds_and_days(some: sim.Run) -> None:
    data = some.to_xarray()
    assert data["accord"].dims == ("world",)
    assert data["daily.held_area"].dims == ("traced", "day")
    assert (
        data["daily.held_area"].sel(traced=3, day=40) == some.trajectories.loc[(3, 40), "held_area"]
    )
    assert (data["outcome"] == some.outcomes["outcome"].astype(str).to_numpy()).all()


def test_outcomes_can_be_set_beside_the_daily_series(some: sim.Run) -> None:
    data = some.to_xarray()
    accord = data["accord"].sel(world=data["traced"])
    assert data["daily.trust"].where(accord).notnull().any("day").sum() == accord.sum()


def test_labels_and_units_are_attributes(some: sim.Run) -> None:
    data = some.to_xarray()
    assert data["km2_changed"].attrs["units"] == "km2"
    assert data["daily.war_value.russia"].attrs == {
        "long_name": "Russia: what going on without an accord is worth",
        "units": "utility",
    }
    assert data.attrs["seed"] == 1
    assert str(data["date"].values[0])[:10] == some.start.isoformat()


def test_a_whole_number_that_is_missing_is_no_number(some: sim.Run) -> None:
    package = some.to_xarray()["daily.package"]
    assert np.isnan(package.sel(traced=0, day=0))
    assert package.dtype == np.float64


def test_without_xarray_it_says_what_to_install(
    some: sim.Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(ImportError, match=r"pip install 'negotiation-sim\[xarray\]'"):
        some.to_xarray()


def test_without_daily_series_the_outcomes_remain(some: sim.Run) -> None:
    bare = sim.Run(some.manifest, some.table, scenario=some.scenario).to_xarray()
    assert set(bare.dims) == {"world"}
