"""How much is luck in worlds that fit the past.

Sobol's scheme plays without the past, where far more worlds sign. This is the same total index of
luck for the worlds that a scenario is about: parameters that fitted the past are played once more
under other luck, and again under yet another where they then contradict it, until they fit. Both
outcomes of such a pair have the same parameters and independent luck, so that half their mean
squared difference is the variance that is left if all parameters are known (Jansen 1999, Computer
Physics Communications 117: 35-43).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.sensitivity.outcomes import outcomes_of
from sim.ensemble import run
from sim.results.pieces import Pieces, made, packed, unpacked
from sim.scenario import Scenario
from sim.statistics import Estimate, Numbers, resampled_sums
from sim.worlds import Floats

_TRIES, _LEFT = 40, 0.01
"""Other luck is tried so often, or until so few parameters are left whose worlds never fit."""

_RESAMPLES = 1000
_FEWEST = 30  # pairs, below which nothing is told


@dataclass(frozen=True)
class Pairs:
    """Worlds of the same parameters under two kinds of luck.

    Attributes
    ----------
    values : dict of str to (Numbers, Numbers)
        By outcome: its values in the first and in the second world of each pair, (pairs,).
    fitted, played : int
        How many first worlds fitted the past; how many worlds were played for all of it.
    """

    values: dict[str, tuple[Numbers, Numbers]]
    fitted: int
    played: int


def pairs_given_past(
    scenario: Scenario,
    outcomes: Sequence[str],
    worlds: int,
    seed: int,
    tell: Callable[[int], None] = lambda _: None,
    pieces: Pieces | None = None,
) -> Pairs:
    """Play so many worlds of a scenario with its past, and those that fit it under other luck.

    Parameters
    ----------
    outcomes : sequence of str
        Names; each must have a value in every world that fits.
    worlds : int
        To begin with; few of them fit.
    seed : int
        Of the luck of the first; the second's seeds follow it.
    pieces : Pieces, optional
        Where each of the tries is kept.
    """
    names = dict.fromkeys([*scenario.origin.coordinates, *scenario.coordinates])
    rng = np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, worlds])))
    table = {name: _open(rng.random(worlds)) for name in names}
    first, fits = _fitting(scenario, outcomes, seed, table, pieces)
    tell(worlds)
    other = {name: np.full(worlds, np.nan) for name in first}
    open_, played = np.flatnonzero(fits), worlds
    for attempt in range(1, _TRIES + 1):
        if open_.size <= _LEFT * fits.sum():
            break
        again = {name: column[open_] for name, column in table.items()}
        values, fit = _fitting(scenario, outcomes, (seed + attempt) % 2**64, again, pieces)
        for name, column in values.items():
            other[name][open_[fit]] = column[fit]
        played, open_ = played + open_.size, open_[~fit]
    both = fits.copy()
    both[open_] = False
    found = {name: (first[name][both], other[name][both]) for name in first}
    return Pairs(found, int(fits.sum()), played)


def _fitting(
    scenario: Scenario,
    outcomes: Sequence[str],
    seed: int,
    table: dict[str, Floats],
    pieces: Pieces | None,
) -> tuple[dict[str, Numbers], NDArray[np.bool_]]:
    """The outcomes' values in the worlds of a table, and which of these fit the past."""

    def play() -> bytes:
        size = next(iter(table.values())).size
        found = outcomes_of(run(scenario, size, seed, design=table), outcomes)
        return packed(found[0].weights > 0, *(each.values for each in found))

    fits, *values = unpacked(made(pieces, f"past-{seed}", play))
    return dict(zip(outcomes, values, strict=True)), fits


def luck_in(one: Numbers, other: Numbers) -> Estimate:
    """Share of the variance that is left if all parameters are known.

    Parameters
    ----------
    one, other : Numbers
        An outcome in both worlds of each pair, (pairs,).
    """
    if one.size < _FEWEST:
        return Estimate(np.nan, np.nan, np.nan, n_effective=one.size)
    middle = (one.mean() + other.mean()) / 2
    a, b = one - middle, other - middle
    columns = np.column_stack([np.ones(a.size), a + b, a * a + b * b, (a - b) ** 2])
    value = float(_shares(columns.sum(axis=0)[None])[0])
    drawn = _shares(resampled_sums(columns, 0, _RESAMPLES))
    drawn = drawn[np.isfinite(drawn)]
    if not np.isfinite(value) or drawn.size < 2:
        return Estimate(np.nan, np.nan, np.nan, n_effective=one.size)
    low, high = np.quantile(drawn, [0.025, 0.975])
    ends = min(float(low), value), max(float(high), value)
    return Estimate(value, *ends, float(drawn.std()), one.size)


def _shares(sums: Numbers) -> Numbers:
    """From sums of 1, a + b, a^2 + b^2 and (a - b)^2, shape (any, 4)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        n, both, squares, apart = sums.T
        variance = squares / (2 * n) - (both / (2 * n)) ** 2
        return np.asarray(apart / (2 * n) / variance)


def _open(coordinates: Floats) -> Floats:
    return np.clip(coordinates, 2.0**-54, 1 - 2.0**-53)
