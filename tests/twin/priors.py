"""Priors and weights drawn by the inverse of their distribution functions (ODD 5.1)."""

from __future__ import annotations

import math
from typing import Any, Protocol

from scipy.special import betainc, betaincinv, gammainc, gammaincinv, ndtr, ndtri

from tests.twin.chance import PAST, Chance, clip


class Law(Protocol):
    """A distribution."""

    def below(self, x: float) -> float:
        """Probability of at most ``x``."""

    def at(self, u: float) -> float:
        """The number that this probability lies below."""


class Normal:
    """Or lognormal, where the numbers are those of the logarithm."""

    def __init__(self, mean: float, sd: float, log: bool = False) -> None:
        self.mean, self.sd, self.log = mean, sd, log

    def below(self, x: float) -> float:
        if self.log and x <= 0:
            return 0.0
        return float(ndtr(((math.log(x) if self.log else x) - self.mean) / self.sd))

    def at(self, u: float) -> float:
        x = self.mean + self.sd * float(ndtri(u))
        return math.exp(x) if self.log else x


class Beta:
    """On a range of its own."""

    def __init__(self, a: float, b: float, low: float = 0.0, high: float = 1.0) -> None:
        self.a, self.b, self.low, self.high = a, b, low, high

    def below(self, x: float) -> float:
        return float(betainc(self.a, self.b, clip((x - self.low) / (self.high - self.low), 0, 1)))

    def at(self, u: float) -> float:
        return self.low + (self.high - self.low) * float(betaincinv(self.a, self.b, u))


class Gamma:
    """Shape and scale."""

    def __init__(self, shape: float, scale: float) -> None:
        self.shape, self.scale = shape, scale

    def below(self, x: float) -> float:
        return float(gammainc(self.shape, max(x, 0.0) / self.scale))

    def at(self, u: float) -> float:
        return self.scale * float(gammaincinv(self.shape, u))


class Triangular:
    """Uniform is `Beta` with 1 and 1."""

    def __init__(self, low: float, mode: float, high: float) -> None:
        self.low, self.mode, self.high = low, mode, high

    def below(self, x: float) -> float:
        low, mode, high = self.low, self.mode, self.high
        if x <= low or x >= high:
            return 0.0 if x <= low else 1.0
        if x < mode:
            return (x - low) ** 2 / ((high - low) * (mode - low))
        return 1 - (high - x) ** 2 / ((high - low) * (high - mode))

    def at(self, u: float) -> float:
        low, mode, high = self.low, self.mode, self.high
        if u * (high - low) < mode - low:
            return low + math.sqrt(u * (high - low) * (mode - low))
        return high - math.sqrt((1 - u) * (high - low) * (high - mode))


def law(family: str, numbers: tuple[float, ...]) -> Law:
    """The distribution that a prior names."""
    match family, numbers:
        case "uniform", (a, b):
            return Beta(1, 1, a, b)
        case "triangular", (a, mode, b):
            return Triangular(a, mode, b)
        case "pert", (a, mode, b):
            return Beta(1 + 4 * (mode - a) / (b - a), 1 + 4 * (b - mode) / (b - a), a, b)
        case "normal", (mean, sd):
            return Normal(mean, sd)
        case "lognormal", (median, s):
            return Normal(math.log(median), s, log=True)
        case "beta", (a, b):
            return Beta(a, b)
        case "gamma", (shape, scale):
            return Gamma(shape, scale)
        case "ci90", (x05, x95):
            return _through(x05, x95)
    raise ValueError(family)


def _through(x05: float, x95: float) -> Law:
    log = x05 > 0
    low, high = (math.log(x05), math.log(x95)) if log else (x05, x95)
    return Normal((low + high) / 2, (high - low) / (2 * float(ndtri(0.95))), log)


def number(quantity: Any, chance: Chance) -> float:
    """A parameter's value in a world: its prior cut to its range."""
    if quantity.fixed:
        return float(quantity.value)
    prior = law(quantity.prior.family, quantity.prior.numbers)
    below, above = prior.below(quantity.low), prior.below(quantity.high)
    u = chance.uniform(f"prior:{quantity.name}", PAST)
    return clip(prior.at(below + u * (above - below)), quantity.low, quantity.high)


def weights(stated: Any, chance: Chance) -> dict[str, float]:
    """A Dirichlet draw about the stated shares."""
    shares = {issue: float(share.value) for issue, share in stated.shares.items()}
    concentration, total = number(stated.concentration, chance), sum(shares.values())
    parts = {}
    for issue, share in shares.items():
        u = chance.uniform(f"prior:{stated.shares[issue].name}", PAST)
        parts[issue] = float(gammaincinv(concentration * share / total, u)) if share > 0 else 0.0
    drawn = sum(parts.values())
    if drawn == 0:
        return {issue: share / total for issue, share in shares.items()}
    return {issue: part / drawn for issue, part in parts.items()}
