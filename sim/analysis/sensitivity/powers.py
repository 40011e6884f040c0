"""Power-scaling: what if a prior were a little surer, or less sure, of what it says?

A prior p is raised to a power alpha: above 1 it draws together, below 1 it spreads. No world is run
again: weights ``p(x)**(alpha - 1)`` make the worlds at hand those of the scaled prior (Kallioinen,
Paananen, Buerkner and Vehtari 2024, Statistics and Computing 34: 57). Where worlds that contradict
the past were drawn again, they stay so: the scaled prior is conditioned on the same past. A flat
prior is the same at every power: it cannot be asked this question.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2, nan

import numpy as np

from sim.quantities import densities
from sim.quantities.base import Weights
from sim.results import Run
from sim.scenario import Scenario
from sim.statistics import Estimate, Numbers, effective_number, tail_shape
from sim.statistics.estimate import normal

LOW, HIGH = 0.8, 1.25
RELIABLE = 0.7
"""Pareto's k above which a mean with such weights is not to be trusted."""


@dataclass(frozen=True)
class Lean:
    """How far an outcome leans on one prior.

    Attributes
    ----------
    per_doubling : Estimate
        Change of the outcome for a doubling of alpha, at the slope between `LOW` and `HIGH`.
    at_low, at_high : float
        The outcome under the prior to the power `LOW`, and `HIGH`.
    n_effective : float
        Of the two sets of weights, the smaller effective number of worlds.
    k : float
        Of the two, the larger Pareto k; NaN where no tail has a shape, which is harmless.
    flat : bool
        Whether the prior is flat: then nothing changes, by necessity.
    """

    per_doubling: Estimate
    at_low: float
    at_high: float
    n_effective: float
    k: float
    flat: bool = False


def log_ratios(run: Run) -> dict[str, tuple[Numbers, Numbers]]:
    """Log of scaled over stated prior at `LOW` and at `HIGH`, (worlds,) each, by parameter.

    Weights of issues are drawn together: theirs stand under the name of the party's ``weights``.
    """
    found, scenario = dict[str, tuple[Numbers, Numbers]](), run.scenario
    for name, q in scenario.quantities.items():
        if not q.fixed and name in run.parts.schema.names:
            density = q.log_density(run.column(name))
            found[name] = ((LOW - 1) * density, (HIGH - 1) * density)
    for name, weights in drawn_together(scenario).items():
        one, other = (_of_shares(run, weights, alpha) for alpha in (LOW, HIGH))
        found[name] = (one, other)
    return found


def drawn_together(scenario: Scenario) -> dict[str, Weights]:
    """Weights of issues of all who have some, by dotted name."""
    file = scenario.file
    found = {f"parties.{name}.weights": party.weights for name, party in file.parties.items()}
    found |= {f"vetoes.{name}.weights": player.weights for name, player in file.vetoes.items()}
    return {
        name: weights
        for name, weights in found.items()
        if sum(share.value > 0 for share in weights.shares.values()) > 1
    }


def _of_shares(run: Run, weights: Weights, alpha: float) -> Numbers:
    """A Dirichlet to a power is a Dirichlet, with concentrations ``alpha (a - 1) + 1``."""
    shares = {s.name: s.value for s in weights.shares.values() if s.value > 0}
    drawn = np.array([run.column(name) for name in shares])
    q, whole = weights.concentration, sum(shares.values())
    size = np.full(run.worlds, q.value) if q.fixed else run.column(q.name)
    a = size * (np.array(list(shares.values())) / whole)[:, None]
    scaled = alpha * (a - 1) + 1
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = densities.dirichlet(drawn, scaled) - densities.dirichlet(drawn, a)
    return np.where((scaled > 0).all(axis=0), ratio, np.inf)


def lean(h: Numbers, weights: Numbers, ratios: tuple[Numbers, Numbers]) -> Lean:
    """How an outcome answers to a prior's power.

    Parameters
    ----------
    h, weights : Numbers
        Outcome and weights of the worlds as they are, (worlds,).
    ratios : pair of Numbers
        Log of scaled over stated prior, at `LOW` and at `HIGH`, (worlds,).
    """
    n = effective_number(weights)
    if all(np.ptp(each) < 1e-12 for each in ratios):
        mean = float(np.average(h, weights=weights))
        return Lean(Estimate(0.0, 0.0, 0.0, 0.0, n), mean, mean, n, nan, flat=True)
    if not all(np.isfinite(each).all() for each in ratios):
        return Lean(Estimate(nan, nan, nan), nan, nan, nan, float("inf"))
    scaled = [weights * np.exp(each - each.max()) for each in ratios]
    low, high = (float(np.average(h, weights=w)) for w in scaled)
    # by linearisation, world by world: both means are over the same worlds
    moved = _pull(h, scaled[1], high) - _pull(h, scaled[0], low)
    error = float(np.sqrt(np.square(moved).sum())) / h.size
    doublings = log2(HIGH / LOW)
    slope = normal((high - low) / doublings, error / doublings, n)
    shapes = [k for k in map(tail_shape, scaled) if not np.isnan(k)]
    fewest = min(map(effective_number, scaled))
    return Lean(slope, low, high, fewest, max(shapes, default=nan))


def _pull(h: Numbers, w: Numbers, mean: float) -> Numbers:
    """What each world adds to a weighted mean, times the number of worlds."""
    return np.asarray(w * (h - mean) / w.mean())
