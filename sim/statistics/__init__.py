"""How exact a share, a mean or a difference is, given that worlds are a sample.

All intervals cover sampling error only: what the next million worlds would show. They say
nothing about whether the model or its priors are right. Every estimate takes weights, 1 by
default, and says how many worlds of equal weight would tell as much.
"""

from __future__ import annotations

from sim.statistics.estimate import Z95, Estimate, Numbers
from sim.statistics.exact import Counts, Mass, Total
from sim.statistics.jackknife import jackknife
from sim.statistics.logistic import LeftOut, chances, logistic
from sim.statistics.moments import Moments, effective_number, mean, paired_difference
from sim.statistics.multiplicity import holm, simultaneous
from sim.statistics.pareto import tail_shape
from sim.statistics.quantiles import quantiles
from sim.statistics.ratios import Ratio, ratio_differences, resampled_sums
from sim.statistics.shares import paired_shares, share_of, wilson

__all__ = [
    "Z95", "Counts", "Estimate", "LeftOut", "Mass", "Moments", "Numbers", "Ratio", "Total",
    "chances", "effective_number", "holm", "jackknife", "logistic", "mean", "paired_difference",
    "paired_shares", "quantiles", "ratio_differences", "resampled_sums", "share_of", "simultaneous",
    "tail_shape",
    "wilson",
]  # fmt: skip
