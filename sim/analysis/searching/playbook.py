"""What each lever does to each aim, over the whole first design: the playbook's rules of thumb."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import spearmanr

from sim.analysis.searching.front import Aim
from sim.analysis.sweep.axis import Axis
from sim.analysis.sweep.swept import Swept
from sim.statistics import holm
from sim.worlds import Floats

_SURELY = 0.05  # family-wise chance that a lever which does nothing is told to do something


@dataclass(frozen=True)
class Rule:
    """What a lever does to an aim.

    Attributes
    ----------
    aim : Aim
    lever : str
    rank_correlation : float
        Of lever and outcome over the points (Spearman), -1 to 1; levers of words have none (NaN).
    best : str
        The value of a lever of words with the best mean; empty for numbers and dates.
    surely : bool
        Whether it is beyond chance among all rules (Holm 1979).
    """

    aim: Aim
    lever: str
    rank_correlation: float
    best: str
    surely: bool

    @property
    def serves(self) -> bool:
        """Whether more of the lever serves the aim."""
        return self.rank_correlation * self.aim.sign > 0


def rules(first: Swept, aims: list[Aim]) -> list[Rule]:
    """A rule for every lever and aim, those that are sure and strong first."""
    found, chances = list[Rule](), list[float]()
    for aim in aims:
        values = first.of(aim.outcome)["value"].to_numpy(np.float64)
        for number, axis in enumerate(first.plan.axes):
            places = [point.values[number] for point in first.plan.points[1:]]
            rule, chance = _rule(aim, axis, places, values)
            found.append(rule)
            chances.append(chance)
    surely = holm(np.array(chances)) < _SURELY
    told = [replace(rule, surely=bool(s)) for rule, s in zip(found, surely, strict=True)]
    return sorted(told, key=lambda r: (not r.surely, -abs(np.nan_to_num(r.rank_correlation))))


def _rule(aim: Aim, axis: Axis, places: list[str], values: Floats) -> tuple[Rule, float]:
    """The rule, and the chance of so much by luck."""
    there = np.isfinite(values)
    if axis.kind == "category":
        return _of_words(aim, axis, np.array(places)[there], values[there])
    numbers = np.array([axis.number_of(place) for place in places])
    tested = spearmanr(numbers[there], values[there])
    rho, chance = float(tested.statistic), float(tested.pvalue)
    return Rule(aim, axis.key, np.nan_to_num(rho), "", False), 1.0 if np.isnan(rho) else chance


def _of_words(
    aim: Aim, axis: Axis, places: np.ndarray[tuple[int], np.dtype[np.str_]], values: Floats
) -> tuple[Rule, float]:
    """By the means of each word; the chance is that of Kruskal and Wallis."""
    from scipy.stats import kruskal

    groups = {word: values[places == word] for word in axis.values if (places == word).any()}
    best = max(groups, key=lambda word: float(groups[word].mean()) * aim.sign)
    alike = len(groups) < 2 or np.ptp(values) == 0
    chance = 1.0 if alike else float(kruskal(*groups.values()).pvalue)
    return Rule(aim, axis.key, float("nan"), best, False), chance
