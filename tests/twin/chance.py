"""Chance (ODD 7.1): numbers looked up by what they decide, and the laws made of them."""

from __future__ import annotations

import hashlib
import math
from functools import cache

import numpy as np
from scipy.special import gammaincinv, ndtri

PAST = -(2**31)
"""Day of what is drawn before the past."""


BITS = np.random.Philox()
"""The generator: another would be as good, but takes long to make."""

FRESH = BITS.state
"""One that has drawn nothing."""


@cache
def key_of(purpose: str) -> int:
    """The half of the key that is a purpose's."""
    digest = hashlib.blake2b(purpose.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


class Chance:
    """The random numbers of one world at one attempt."""

    def __init__(self, seed: int, world: int, attempt: int) -> None:
        self.seed, self.world, self.attempt = seed, world, attempt

    def uniform(self, purpose: str, day: int) -> float:
        """``U(purpose, day)``, in (0, 1); the attempt counts only before the start."""
        attempt = self.attempt if day < 0 else 0
        state = dict(FRESH)
        state["state"] = {
            "counter": np.array([self.world // 4, day + 2**32, attempt, 0], dtype=np.uint64),
            "key": np.array([self.seed, key_of(purpose)], dtype=np.uint64),
        }
        BITS.state = state
        words = BITS.random_raw(4)
        word = int(words[self.world % 4])
        return min(((word >> 11) + 0.5) * 2.0**-53, 1 - 2.0**-53)

    def normal(self, purpose: str, day: int) -> float:
        """``N(purpose, day)``, by the inverse of the distribution function."""
        return float(ndtri(self.uniform(purpose, day)))

    def comes(self, purpose: str, day: int, rate: float) -> bool:
        """Whether the first event of a rate (1/day) comes today."""
        return self.uniform(purpose, day) < 1 - math.exp(-rate)

    def count(self, purpose: str, day: int, rate: float) -> int:
        """Poisson number with this mean."""
        return poisson(self.uniform(purpose, day), rate)


def poisson(u: float, rate: float) -> int:
    """The smallest count whose cumulative probability reaches ``u``, at most 59."""
    term = total = math.exp(-rate)
    count = 0
    while u > total and count < 59:
        count += 1
        term = term * rate / count
        total += term
    return count


def gamma_total(u: float, marks: int, mean: float, shape: float) -> float:
    """Sum of so many gamma numbers."""
    if marks == 0:
        return 0.0
    return mean / shape * float(gammaincinv(marks * shape, u))


def lognormal(z: float, median: float, spread: float) -> float:
    """Lognormal number from a standard normal one."""
    return median * math.exp(spread * z)


def reverted(x: float, memory: float, spread: float, z: float) -> float:
    """A reverting process a day later."""
    q = math.exp(-1 / memory)
    return q * x + spread * math.sqrt(1 - q * q) * z


def clip(x: float, low: float, high: float) -> float:
    """``x``, or the nearer end of the range."""
    return min(max(x, low), high)


def density(z: float) -> float:
    """Of the standard normal distribution."""
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def expit(x: float) -> float:
    """Logistic function, also far out."""
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
