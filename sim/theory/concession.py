"""Time-dependent concession on a perceived clock."""

from __future__ import annotations

import numpy as np

from sim.worlds import Floats


def perceived_clock(
    credibility: Floats, elapsed: Floats, day: Floats | float, patience: Floats
) -> Floats:
    """Share of the time a side feels is used up, in [0, 1].

    The mediator's deadline counts as far as it is believed; the rest is the side's own patience:
    ``kappa t_c / D_c + (1 - kappa) t / T``. The simulation's horizon never enters.
    """
    return np.clip(credibility * elapsed + (1.0 - credibility) * day / patience, 0.0, 1.0)


def concession(theta: Floats, k: Floats, beta: Floats) -> Floats:
    """Share conceded at clock ``theta``: ``alpha = k + (1 - k) theta^(1 / beta)``.

    Faratin, Sierra and Jennings 1998 (Robotics and Autonomous Systems 24), the polynomial
    family: beta < 1 Boulware, 1 linear, > 1 conceder.
    """
    return k + (1.0 - k) * np.power(theta, 1.0 / beta)


def target(W: Floats, best: Floats, A: Floats, alpha: Floats) -> Floats:
    """Least value a side now accepts: ``W + A (1 - alpha) max(0, best - W)``.

    ``best`` is -inf where no accord is in reach: the target is then the war value.
    """
    return W + A * (1.0 - alpha) * np.maximum(0.0, best - W)
