"""Shares as figures show them: every world counts for one, or for its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.plots.data import Numbers, worlds_traced
from sim.statistics import Estimate, effective_number, wilson
from sim.words import whole

if TYPE_CHECKING:
    from sim.results import Run


def share_among(where: NDArray[np.bool_], weights: Numbers | None) -> Estimate:
    """The share of the worlds given, (worlds,), in which something is so."""
    if weights is None:
        return wilson(int(where.sum()), where.size)
    return wilson(float(weights[where].sum()), float(weights.sum()), 0, effective_number(weights))


def tallied(
    codes: NDArray[np.int64], weights: Numbers | None, at_least: int
) -> NDArray[np.int64] | Numbers:
    """How many of the codes (each >= 0) are 0, 1, ..., or their weight: so many, or more."""
    found: NDArray[np.int64] | Numbers = np.bincount(codes, weights, at_least)
    return found


def weights_traced(run: Run) -> Numbers | None:
    """Weights of the worlds traced, shape (told,); None if all count alike."""
    weights = run.weights
    return None if weights is None else weights[: worlds_traced(run)]


def count_in_words(count: float) -> str:
    """``1,204``; of weights with a digit: ``1,204.5``."""
    return whole(count) if float(count).is_integer() else f"{count:,.1f}"
