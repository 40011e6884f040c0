"""Closed forms: what is known on paper, asked of the functions that the model is made of."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy.stats import truncnorm

from sim.theory import bargaining, concession, durability, learning, stopping, truncated
from sim.theory.learning import Normal
from sim.verification.known.answer import Answer, counted, exact
from sim.worlds import Floats

_STEPS = 600
_ROUNDING = 1e-9


def endless_search() -> Answer:
    """``E[max(X - r, 0)] = k / P`` for a uniform offer X: ``r = b - sqrt(2 b k / P)``."""
    most, chance, cost = _grid((0.05, 0.4, 1.0), (1e-3, 0.3, 1.0), (0.0, 1e-4, 0.01, 0.3))
    none = np.zeros_like(most)
    found = stopping.held_out_for(none + np.inf, none, most, chance, cost, none)
    known = np.maximum(0.0, most - np.sqrt(2.0 * most * cost / chance))
    return exact(
        "who may search for ever holds out for the reservation of a search for a job",
        "McCall 1970", found, known, _ROUNDING,
    )  # fmt: skip


def search_with_an_end() -> Answer:
    """Backward induction in small steps (Runge and Kutta), whose error is of fourth order."""
    n, part, b, P, k, p = _grid(
        (0.3, 4.0, 25.0), (0.0, 0.35, 1.0), (0.05, 0.6, 1.0),
        (1e-6, 0.2, 1.0), (0.0, 0.1), (0.0, 0.5),
    )  # fmt: skip
    found = stopping.held_out_for(n, part * b, b, P, k, p)
    steps = 1000
    known, h = part * b, n / steps

    def change(r: Floats) -> Floats:
        return P * (b - r) ** 2 / (2.0 * b) - k - p * r

    for _ in range(steps):
        one = change(known)
        two = change(known + h / 2.0 * one)
        three = change(known + h / 2.0 * two)
        four = change(known + h * three)
        known = np.maximum(known + h / 6.0 * (one + 2.0 * two + 2.0 * three + four), 0.0)
    return exact(
        "with so many dates to come it holds out for what backward induction says",
        "Bellman 1957", found, known, _ROUNDING,
    )  # fmt: skip


def curve_of_concession() -> Answer:
    """``W + A (1 - a) (best - W)`` with ``a = k + (1 - k) t^(1 / beta)``, the polynomial family."""
    t, beta, k, A = _grid(tuple(np.linspace(0.0, 1.0, 11)), (0.2, 1.0, 5.0), (0.0, 0.3), (0.4, 1.0))
    least, best = np.full(t.shape, 0.2), np.full(t.shape, 0.7)
    found = concession.target(least, best, A, concession.concession(t, k, beta))
    known = 0.2 + A * (1.0 - k) * (1.0 - t ** (1.0 / beta)) * 0.5
    return exact(
        "a demand by the rule 'faratin' falls along the published curve",
        "Faratin, Sierra and Jennings 1998", found, known, _ROUNDING,
    )  # fmt: skip


def shares_of_a_pie() -> Answer:
    """``argmax (1 - w) log x + w log(1 - x)`` is ``x = 1 - w``."""
    x = np.arange(_STEPS + 1) / _STEPS
    weights = np.array([0.2, 0.35, 0.5, 0.75])
    found = [_tops(bargaining.log_nash_product(_rows(x, 1.0 - x), (1.0 - w, w))) for w in weights]
    return exact(
        "of a pie the largest weighted product gives each side its weight",
        "Nash 1950; Kalai 1977", x[found], 1.0 - weights, _ROUNDING,
    )  # fmt: skip


def points_of_a_kinked_set() -> Answer:
    """One side has all it can until the other asks for more than a half: ``min(1, 2(1 - x))``."""
    x = np.arange(_STEPS + 1) / _STEPS
    gains = _rows(x, np.minimum(1.0, 2.0 * (1.0 - x)))
    names = ("nash", "kalai_smorodinsky", "egalitarian")
    everything = np.ones((1, x.size), dtype=bool)
    found = [x[bargaining.solution(name, gains, everything)[0]] for name in names]
    return exact(
        "the solutions of a kinked set are those on paper: 1/2, 2/3 and 2/3",
        "Nash 1950; Kalai and Smorodinsky 1975; Kalai 1977",
        found, (1 / 2, 2 / 3, 2 / 3), _ROUNDING,
    )  # fmt: skip


def axioms_of_nash() -> Answer:
    """The point chosen, in other units and once texts that were not chosen are taken away."""
    rng = np.random.default_rng(50)
    gains = [rng.normal(0.1, 0.5, (500, 60)) for _ in range(2)]
    everything = np.ones(gains[0].shape, dtype=bool)
    point = bargaining.solution("nash", gains, everything)
    units = bargaining.solution("nash", [3.0 * gains[0], 0.2 * gains[1]], everything)
    fewer = everything & (rng.random(everything.shape) < 0.5)
    chosen = np.flatnonzero(point >= 0)
    fewer[chosen, point[chosen]] = True
    product = np.where((gains[0] > 0) & (gains[1] > 0), gains[0] * gains[1], -np.inf)
    brute = np.where(np.isfinite(product.max(axis=1)), product.argmax(axis=1), -1)
    without = bargaining.solution("nash", gains, fewer)
    return counted(
        "Nash's solution is the largest product, whatever the units and the texts not chosen",
        "Nash 1950", (point != brute) | (point != units) | ((point >= 0) & (point != without)),
    )  # fmt: skip


def belief_between_two_answers() -> Answer:
    """Mean and variance of a normal law between two bounds."""
    ends = (-np.inf, -3.0, -0.7, 0.2, 2.5, np.inf)
    low, high = (
        np.array(x) for x in zip(*((a, b) for a in ends for b in ends if a < b), strict=True)
    )
    mean, sd = 0.3, 0.2
    law = truncated.between(np.full(low.shape, mean), np.full(low.shape, sd**2),
                            mean + sd * low, mean + sd * high)  # fmt: skip
    known = truncnorm(low, high, loc=mean, scale=sd)
    return exact(
        "a belief between the highest no and the lowest yes is the truncated normal law",
        "Johnson, Kotz and Balakrishnan 1994",
        np.concatenate(law.moments()), np.concatenate((known.mean(), known.var())), _ROUNDING,
    )  # fmt: skip


def estimate_of_a_pace() -> Answer:
    """``1 / (1 / v0 + t / s^2)`` after t days."""
    first, s2 = np.linspace(0.5, 4.0, 7), np.full(7, 225.0)
    belief, found = Normal(np.zeros(7), first), []
    for _ in range(200):
        belief = learning.observe(belief, np.full(7, 3.0), s2, np.zeros(7))
        found.append(belief.variance)
    days = np.arange(1, 201)[:, None]
    return exact(
        "what is believed of the front is as uncertain as the textbook filter says",
        "Kalman 1960", found, 1.0 / (1.0 / first + days / s2), _ROUNDING,
    )  # fmt: skip


def staying_power() -> Answer:
    """``P(T > y) = exp(-h0 exp(haste - x) y)``, solved for x."""
    h0, haste, p = _grid((0.1, 0.35, 2.0), (0.0, 0.4, 1.5), (0.05, 0.5, 0.9))
    years = np.full(p.shape, 5.0)
    needed = durability.hazard_reduction_needed(h0, haste, p, years)
    found = durability.survival(durability.hazard_of_war(h0, needed, haste), years)
    return exact(
        "an accord that is asked to hold so likely does, by a constant hazard",
        "Walter 2002; Fortna 2004", found, p, _ROUNDING,
    )  # fmt: skip


LAWS = (
    endless_search,
    search_with_an_end,
    curve_of_concession,
    shares_of_a_pie,
    points_of_a_kinked_set,
    axioms_of_nash,
    belief_between_two_answers,
    estimate_of_a_pace,
    staying_power,
)


def _grid(*values: tuple[float, ...]) -> list[Floats]:
    """All combinations, an array of each."""
    return [np.array(x) for x in zip(*product(*values), strict=True)]


def _rows(*gains: Floats) -> list[Floats]:
    """One world's."""
    return [gain[None, :] for gain in gains]


def _tops(score: Floats) -> int:
    return int(score.argmax(axis=1)[0])
