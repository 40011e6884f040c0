"""What the page must show, by the project's own weighted estimates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.quantities.priors import Prior
from sim.report.browser.blob import from_steps, in_steps
from sim.results import Run
from sim.results.shares import Share, shares, without_accord
from sim.statistics import Estimate, Numbers, effective_number, tail_shape, wilson


def moved_prior(prior: Prior, shift: float, width: float) -> Prior:
    """A prior as the sliders move it: worked out here from what the page says it does."""
    moved = {"normal": _normal, "lognormal": _lognormal, "gamma": _gamma, "beta": _beta}
    a, b = prior.numbers
    return Prior(prior.family, moved[prior.family](a, b, shift, width), prior.within)


def _normal(mean: float, sd: float, shift: float, width: float) -> tuple[float, float]:
    return rounded(mean + shift * sd, sd * width)


def _lognormal(median: float, spread: float, shift: float, width: float) -> tuple[float, float]:
    return rounded(median * np.exp(shift * spread), spread * width)


def _gamma(shape: float, scale: float, shift: float, width: float) -> tuple[float, float]:
    mean = shape * scale * np.exp(shift / np.sqrt(shape))
    return rounded(shape / width**2, mean * width**2 / shape)


def _beta(a: float, b: float, shift: float, width: float) -> tuple[float, float]:
    mean, variance = a / (a + b), a * b / (a + b) ** 2 / (a + b + 1)
    logit = np.log(mean / (1 - mean)) + shift * np.sqrt(variance) / (mean * (1 - mean))
    to, size = 1 / (1 + np.exp(-logit)), (a + b + 1) / width**2 - 1
    return rounded(to * size, (1 - to) * size)


def rounded(*numbers: float) -> tuple[float, float]:
    """To six digits, as they stand in the command."""
    a, b = (float(f"{number:.6g}") for number in numbers)
    return a, b


@dataclass(frozen=True)
class Weighed:
    """A run whose worlds have weights: those of priors that were moved."""

    run: Run
    weights: Numbers

    @classmethod
    def of(cls, run: Run, priors: dict[str, Prior], in_the_file: bool = True) -> Weighed:
        """Weights for these priors in the place of the stated ones.

        Parameters
        ----------
        in_the_file : bool
            From columns in 16 bits, as the page has them; else as the run has them.
        """
        logs = np.zeros(run.worlds)
        for name, prior in priors.items():
            stated, x = run.scenario.quantities[name], run.column(name)
            x = from_steps(*in_steps(x)) if in_the_file else x
            logs += prior.log_density(x, stated.low, stated.high) - stated.log_density(x)
        return cls(run, np.exp(logs - logs.max()))

    def share(self, share: Share) -> Estimate:
        """One share, with its interval."""
        run, w = self.run, self.weights
        among = np.ones(run.worlds, dtype=bool)
        if share.without_accord:
            among = without_accord(run.column, np.zeros(0, dtype=np.int64))
        there = among & (run.column(share.column) == share.code)
        some = w[among]
        return wilson(w[there].sum(), some.sum(), 0, effective_number(some))

    def shares(self) -> dict[str, Estimate]:
        """All of them, by group and name."""
        return {f"{s.group} {s.name}": self.share(s) for s in shares(self.run.declared)}

    @property
    def trust(self) -> tuple[float, float]:
        """Effective number of worlds, and Pareto's k."""
        return effective_number(self.weights), tail_shape(self.weights)
