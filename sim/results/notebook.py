"""A run as notebooks want it: tables, a dataset, a page, figures."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from sim.results.shares import OLD_NAMES
from sim.results.summary import shares_of
from sim.words import percent

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from sim.results.run import Run


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
    return frame


def trajectories_frame(run: Run) -> pd.DataFrame:
    """Daily series by world and day.

    Raises
    ------
    ValueError
        If none are stored with the run.
    """
    if run.daily is None:
        raise ValueError("no daily series are stored with this run")
    frame: pd.DataFrame = run.daily.to_pandas(use_threads=False).set_index(["world", "day"])
    return frame


def shares_frame(run: Run) -> pd.DataFrame:
    """Label, share, low and high by how the worlds end."""
    import pandas as pd

    shares = pd.DataFrame.from_dict(shares_of(run, "outcome"), orient="index")
    return shares.rename_axis("outcome")


def dataset(run: Run) -> xr.Dataset:
    """Outcomes and sampled parameters over the coordinate ``world``.

    Raises
    ------
    ImportError
        If xarray is not installed.
    """
    try:
        import xarray  # noqa: F401
    except ImportError:
        raise ImportError("to_xarray() needs xarray: python -m pip install xarray") from None
    return run.outcomes.to_xarray()


def html(run: Run) -> str:
    """The run as a small page: title, and the table of shares."""
    shares = shares_frame(run).set_index("label").rename_axis(None)
    told = shares[["share", "low", "high"]].map(percent)
    about = f"{run.worlds:,} worlds, seed {run.seed}, {run.start} to {run.horizon}"
    return (
        f"<b>{escape(run.heading)}</b><br>{escape(about)}{told.to_html(escape=True)}"
        "<small>95 % intervals: sampling error only. Conditional scenarios, not forecasts.</small>"
    )


class Plots:
    """The figures of a run by name; ``dir()`` lists them."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def __getattr__(self, name: str) -> Any:
        # Figures stand above runs in the house; only this one door, for notebooks, leads up.
        from sim.plots import FIGURES

        if name not in FIGURES:
            raise AttributeError(f"no figure {name!r}; there are: {', '.join(FIGURES)}")
        figure, run = FIGURES[name], self._run

        def drawn(*args: Any, **kwargs: Any) -> Any:
            return figure(run, *args, **kwargs)

        drawn.__name__ = name
        drawn.__doc__ = f"{figure.__doc__ or name}\n\nIts ``savefig(path)`` writes it to a file."
        return drawn

    def __dir__(self) -> list[str]:
        from sim.plots import FIGURES

        return list(FIGURES)
