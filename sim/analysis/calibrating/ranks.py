"""Is a posterior right? Ranks of the truth among draws from it, over worlds whose truth is known.

Where parameters are drawn from the prior, data from them, and the posterior from the data, the rank
of each parameter among draws of its posterior is uniform (Cook, Gelman and Rubin 2006, J. Comput.
Graph. Stat. 15: 675-692; Talts, Betancourt, Simpson, Vehtari and Gelman 2018, arXiv:1804.06788).
Every world of a run is such a truth, and what came true in it is its data. Ranks of parameters
alone miss data that are used twice; those of the chance, which data speak of, see it (Modrak, Moon,
Kim, Buerkner, Huurre, Faltejskova, Gelman and Vehtari 2025, Bayesian Analysis 20: 461-488).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import chisquare

from sim.analysis.calibrating.anchors import Anchor, came_true
from sim.analysis.calibrating.chances import Chances, scores
from sim.analysis.calibrating.problem import drawn
from sim.analysis.calibrating.weighing import log_likelihood, weighted
from sim.results import Run
from sim.statistics import Numbers, holm
from sim.worlds import Ints

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 99
CHANCE = "(chance)"
_BINS = 20  # of the ranks 0 to 99: five ranks a bin


def ranks(
    truth: Numbers, yes: Numbers, of: int, x: Numbers, chance: Numbers, seed: int = 1
) -> Ints:
    """Rank of each true parameter among draws of its posterior.

    Parameters
    ----------
    truth : Numbers
        Shape (tries, parameters): drawn from the prior.
    yes : Numbers
        Shape (tries,): how often it came true, of ``of`` plays with those parameters.
    of : int
    x, chance : Numbers
        Shapes (worlds, parameters) and (worlds,): other draws of the prior, and the chance of each.
    seed : int
        Of the draws.

    Returns
    -------
    Ints
        Shape (tries, parameters), 0 to 99.
    """
    rng, found = np.random.default_rng(seed), []
    for true, count in zip(truth, yes, strict=True):
        w = weighted(log_likelihood(chance, float(count), of))
        drawn = x[rng.choice(len(x), DRAWS, p=w / w.sum())]
        found.append((drawn < true).sum(axis=0) + rng.integers(0, 1 + (drawn == true).sum(axis=0)))
    return np.array(found)


def uniform(found: Ints) -> Numbers:
    """(parameters,): chance of ranks as uneven as these, were they uniform; Holm's adjustment."""
    bins = found * _BINS // (DRAWS + 1)
    counts = [np.bincount(column, minlength=_BINS) for column in bins.T]
    return holm(np.array([float(chisquare(each).pvalue) for each in counts]))


def self_check(run: Run, anchor: Anchor, tries: int = 400, seed: int = 1) -> pd.Series:
    """Whether what a run learns from one play of itself is right, parameter by parameter.

    The last ``tries`` worlds are truths, each with what came true in it; the others are what is
    learnt from.

    Returns
    -------
    Series
        By parameter, and for the chance itself: adjusted chance of ranks as uneven as these. A
        small one is a fault.
    """
    import pandas as pd

    names, x = drawn(run)
    happened, kept = came_true(anchor, run), run.worlds - tries
    chance = Chances(scores(x), happened[:, None], np.ones(run.worlds)).without()[:, 0]
    asked, yes = np.column_stack([x, chance]), happened[kept:].astype(np.float64)
    found = ranks(asked[kept:], yes, 1, asked[:kept], chance[:kept], seed)
    return pd.Series(uniform(found), index=[*names, CHANCE], name="p")
