"""The priors that a reader can move: what the page must know of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.analysis.sensitivity.factors import Factor, factors_of
from sim.quantities.families import ci90_as
from sim.quantities.priors import Prior
from sim.report.browser.called import called

if TYPE_CHECKING:
    import pandas as pd

    from sim.results import Run
    from sim.scenario import Quantity, Scenario

SHOWN = 6
"""Priors with a slider from the start; the reader adds others."""


def movable(run: Run) -> dict[str, Quantity]:
    """What has a prior of its own in this run, by dotted name, in the order of the file.

    Weights of issues are drawn together, and cannot be moved one by one.
    """
    columns = set(run.parts.schema.names)
    quantities = run.scenario.quantities
    return {name: q for name, q in quantities.items() if not q.fixed and name in columns}


def by_importance(run: Run, matters: pd.DataFrame | None) -> list[str]:
    """Names of `movable`, those that explain most of the accords first."""
    names = list(movable(run))
    if matters is None:
        return names
    share = matters["share"]
    return sorted(names, key=lambda name: -float(share.get(name, 0.0)))


def told(scenario: Scenario, name: str, factors: Mapping[str, Factor]) -> dict[str, Any]:
    """A prior for the page; its family is one of seven, for the 90 % interval stands for two."""
    quantity, factor = scenario.quantities[name], factors[name]
    prior = quantity.prior
    assert isinstance(prior, Prior)
    family, numbers = prior.family, list(prior.numbers)
    if family == "ci90":
        family, numbers = ci90_as(*prior.numbers)
    low, high = prior.within or (quantity.low, quantity.high)
    return {
        "name": name,
        "words": called(scenario, name),
        "means": quantity.description,
        "unit": "" if quantity.unit == "-" else quantity.unit,
        "family": family,
        "numbers": numbers,
        "within": list(prior.within) if prior.within else None,
        "ends": [low, high],
        "stated": str(prior),
        "kind": factor.kind,
        "source": quantity.source or "assumed: not said",
    }


def all_told(run: Run) -> dict[str, dict[str, Any]]:
    """Every movable prior of a run, by name."""
    factors = factors_of(run.scenario)
    return {name: told(run.scenario, name, factors) for name in movable(run)}
