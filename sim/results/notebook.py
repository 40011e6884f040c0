"""A run as notebooks want it: the table of its worlds, and a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sim.results.days import dates_of
from sim.results.shares import OLD_NAMES
from sim.results.summary import shares_of
from sim.scenario import ScenarioError
from sim.terminal import visible
from sim.words import percent

if TYPE_CHECKING:
    import pandas as pd

    from sim.results.run import Run
    from sim.scenario import Quantity


def outcomes_frame(run: Run) -> pd.DataFrame:
    """A row a world: outcomes, classes as categories, then sampled parameters."""
    import pandas as pd

    frame: pd.DataFrame = run.table.to_pandas(use_threads=False).set_index("world")
    for outcome in run.declared:
        if outcome.kind == "class":
            codes = frame[outcome.name].to_numpy()
            frame[outcome.name] = pd.Categorical.from_codes(codes, list(outcome.categories))
    for old, name in OLD_NAMES.items():  # both names, for one version
        if name in frame:
            frame[old] = frame[name]
    return _described(run, frame)


def _described(run: Run, frame: pd.DataFrame) -> pd.DataFrame:
    """The table with a date beside every day, and what its columns mean."""
    from sim.results.frame import described

    labels = {outcome.name: outcome.label for outcome in run.declared}
    units = {outcome.name: outcome.unit for outcome in run.declared}
    for name in [each for each in frame.columns if each in units and each.endswith("_day")]:
        date = f"{name.removesuffix('_day')}_date"
        days = frame[name].where(frame[name] >= 0)
        frame.insert(frame.columns.get_loc(name) + 1, date, dates_of(run, days))
        labels[date], units[date] = f"{labels[name]}, as a date", "date"
    for name, quantity in _quantities(run).items():
        labels[name], units[name] = quantity.description, quantity.unit
    columns = list(frame.columns)
    return described(
        frame,
        {name: labels.get(name, name) for name in columns},
        {name: units.get(name, "-") for name in columns},
    )


def _quantities(run: Run) -> dict[str, Quantity]:
    """The parameters of a run; none if its scenario is not at hand."""
    try:
        return run.scenario.quantities
    except (ValueError, ScenarioError):
        return {}


def shares_frame(run: Run) -> pd.DataFrame:
    """Label, share, low and high by how the worlds end."""
    import pandas as pd

    shares = pd.DataFrame.from_dict(shares_of(run, "outcome"), orient="index")
    return shares.rename_axis("outcome")


def html(run: Run) -> str:
    """The run as a small page: title, and the table of shares."""
    shares = shares_frame(run).set_index("label").rename_axis(None)
    told = shares[["share", "low", "high"]].map(percent)
    about = f"{run.worlds:,} worlds, seed {run.seed}, {run.start} to {run.horizon}"
    if run.failures:
        about += f", {len(run.failures):,} failed"
    return (
        f"<b>{escape(visible(run.heading))}</b><br>{escape(about)}{told.to_html(escape=True)}"
        "<small>95 % intervals: sampling error only. Conditional scenarios, not forecasts.</small>"
    )
