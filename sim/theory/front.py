"""The front as a diffusion that fortified ground slows down."""

from __future__ import annotations

import numpy as np
from scipy.special import log_ndtr, ndtr

from sim.worlds import Floats

_ROOT_TWO_PI = np.sqrt(2 * np.pi)


def friction(L: Floats, L_b: Floats, phi_min: Floats) -> Floats:
    """Speed of the front relative to open ground: ``phi(L)``, in [phi_min, 1].

    ``L`` is the land still held and ``L_b`` the land within and behind the belt, both km2.
    Speed falls linearly from the belt's edge to ``phi_min`` at the last square kilometre.
    """
    share = np.minimum(1.0, L / np.maximum(L_b, 1e-9))
    return phi_min + (1.0 - phi_min) * share


def open_ground_distance(L: Floats, L_b: Floats, phi_min: Floats) -> Floats:
    """Land held, measured in the open ground a front would cross in the same time (km2).

    ``Lam(L)``, the integral of ``1 / phi`` from 0 to L.
    """
    behind = np.minimum(L, L_b)
    slope = 1.0 - phi_min
    flat = slope < 1e-9
    steep = L_b / np.where(flat, 1.0, slope) * np.log(friction(behind, L_b, phi_min) / phi_min)
    return np.maximum(0.0, L - L_b) + np.where(flat, behind, steep)


def expected_share_taken(
    m: Floats, v: Floats, sigma: Floats, H: Floats, distance: Floats
) -> Floats:
    """Share of the land that an observer expects to be taken within H days, in [0, 1].

    Displacement after ``H`` days is normal with mean ``m H`` and variance ``v H^2 + sigma^2 H``;
    the share is its expectation censored to ``[0, distance]``, over ``distance`` (km2).

    Parameters
    ----------
    m, v : Floats
        Mean (km2/day) and variance of the believed drift.
    sigma : Floats
        Volatility, km2 per square root of a day.
    H : Floats
        Horizon in days, > 0.
    distance : Floats
        Open-ground distance, km2.
    """
    sd = np.sqrt(v * H * H + sigma * sigma * H)
    room = np.maximum(distance, 1e-9)
    taken = (_mean_excess(m * H, sd, 0.0 * room) - _mean_excess(m * H, sd, room)) / room
    return np.clip(taken, 0.0, 1.0)


def _mean_excess(mean: Floats, sd: Floats, b: Floats) -> Floats:
    """``E max(X - b, 0)`` for X normal: ``J(b) = sd (n(d) + d Phi(d))``."""
    d = (mean - b) / sd
    excess: Floats = sd * (np.exp(-0.5 * d * d) / _ROOT_TWO_PI + d * ndtr(d))
    return excess


def crossing_probability(L0: Floats, L1: Floats, sigma: Floats) -> Floats:
    """Probability that a Brownian path from L0 to L1 > 0 within a day touched zero between."""
    above = np.maximum(L0, 0.0) * np.maximum(L1, 0.0)
    crossing: Floats = np.exp(-2.0 * above / (sigma * sigma))
    return crossing


def hitting_probability(L: Floats, mu: Floats, sigma: Floats, T: Floats) -> Floats:
    """Probability that ``L - mu t + sigma B`` reaches zero by day T (open ground).

    The inverse Gaussian law of the first passage time; the reflected term is taken through
    logarithms because its factors overflow apart.
    """
    root = sigma * np.sqrt(T)
    reflected = np.exp(2.0 * mu * L / (sigma * sigma) + log_ndtr((-L - mu * T) / root))
    probability: Floats = ndtr((mu * T - L) / root) + reflected
    return probability
