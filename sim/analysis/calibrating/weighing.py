"""Weights that bring worlds nearer to anchors: by what was counted, and by what others hold likely.

A count of like cases is data: weights are its likelihood, as of any Bayesian update. A share that
somebody holds likely is no data; it says how things stand on average over what he does not know.
Among all weights those are taken that depart least from the worlds as they are (least relative
entropy: Csiszar 1975, Annals of Probability 3: 146-158; Shore and Johnson 1980) and miss the shares
by no more than their errors warrant: w = exp(strengths @ chances).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from scipy.optimize import minimize
from scipy.special import xlog1py, xlogy

from sim.statistics import Numbers


@dataclass(frozen=True)
class Tilt:
    """Weights, mean 1 over the worlds, and the strengths that make them.

    Attributes
    ----------
    weights : Numbers
        Shape (worlds,).
    strengths : Numbers
        Shape (shares,), in standard deviations of the chances.
    """

    weights: Numbers
    strengths: Numbers


def log_likelihood(chance: Numbers, yes: float, of: float) -> Numbers:
    """Log of the binomial likelihood of a count, up to what is the same everywhere; (worlds,)."""
    found: Numbers = xlogy(yes, chance) + xlog1py(of - yes, -chance)
    return found


def weighted(log_weights: Numbers) -> Numbers:
    """Weights of mean 1 from their logarithms up to a constant."""
    found = np.exp(log_weights - log_weights.max())
    return np.asarray(found / found.mean())


def bits(weights: Numbers, base: Numbers) -> float:
    """Relative entropy of weights to others, both of mean 1, in bits: how much is learnt."""
    there = weights > 0
    w = weights[there] / weights.size
    return float((w * np.log(weights[there] / base[there])).sum()) / log(2)


def tilt(
    chance: Numbers,
    happened: Numbers,
    share: Numbers,
    sd: Numbers,
    base: Numbers,
    start: Numbers | None = None,
) -> Tilt:
    """Of all w = base exp(strengths @ chance), those of least entropy and misfit.

    The sum of the relative entropy to ``base`` in nats and of half the squared misfits in standard
    deviations: the top of a posterior (Hummer and Koefinger 2015, J. Chem. Phys. 143: 243150).

    Parameters
    ----------
    chance : Numbers
        Shape (worlds, shares): what weights may depend on.
    happened : Numbers
        0 or 1, shape (worlds, shares): what the shares are counted in.
    share, sd : Numbers
        Shape (shares,): aims, and how far off they may be.
    base : Numbers
        >= 0, shape (worlds,): weights to depart from.
    start : Numbers, optional
        Strengths to begin from.
    """
    z = (chance - chance.mean(axis=0)) / (chance.std(axis=0) + 1e-12)
    with np.errstate(divide="ignore"):
        log_base = np.log(base)

    def at(strengths: Numbers) -> tuple[Numbers, float]:
        """Shares of all weight, and the log of their sum before they were made shares."""
        log_w = log_base + z @ strengths
        top = log_w.max()
        w = np.exp(log_w - top)
        return w / w.sum(), float(top + np.log(w.sum()) - np.log(base.sum()))

    def cost(strengths: Numbers) -> tuple[float, Numbers]:
        w, log_sum = at(strengths)
        middle, off = w @ z, (w @ happened - share) / sd
        entropy = float(strengths @ middle) - log_sum
        about = z - middle
        slope = (about.T * w) @ (about @ strengths + happened @ (off / sd))
        return entropy + 0.5 * float(off @ off), slope

    first = np.zeros(share.size) if start is None else start
    strengths: Numbers = minimize(cost, first, jac=True, method="BFGS", tol=1e-6).x
    return Tilt(base.size * at(strengths)[0], strengths)
