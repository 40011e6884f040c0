"""`sim.discover`: the box of parameters in which an outcome comes about, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.asked import run_asked
from sim.analysis.discovery.box import HIGH, Box, Fit, Sample, fit
from sim.analysis.discovery.prim import Patience, pasted
from sim.analysis.discovery.significance import few, quasi_p, reproduced
from sim.analysis.discovery.target import sought
from sim.errors import Usage
from sim.results import Run
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

_LEAST_SOUGHT = 20  # worlds with the outcome, in each half
_HALVES = 10  # random halves in which the search is repeated


@dataclass(frozen=True)
class Rule:
    """Which box is taken.

    Attributes
    ----------
    coverage : float
        Of the boxes that hold at least this share of the worlds sought, the densest.
    significance : float
        A limit with a larger quasi-p-value is dropped.
    patience : Patience
    """

    coverage: float = 0.5
    significance: float = 0.05
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True)
class Discovery:
    """The box that was found in the even worlds of a run, and judged in the odd ones.

    Attributes
    ----------
    run : Run
    outcome, label : str
        What was sought, and the same in words.
    names : tuple[str, ...]
        Dotted names of the parameters searched.
    rule : Rule
    found, held_out : Sample
        The even worlds, in which the box was found, and the odd ones.
    boxes : list[Box]
        The peeling trajectory.
    peak : Box
        The box of the trajectory that the rule takes.
    box : Box
        The same without limits that are not significant, pasted.
    reproduced : Floats
        (parameters,): in how many of ten random halves each parameter is limited again.
    """

    run: Run
    outcome: str
    label: str
    names: tuple[str, ...]
    rule: Rule
    found: Sample
    held_out: Sample
    boxes: list[Box]
    peak: Box
    box: Box
    reproduced: Floats

    @cached_property
    def fits(self) -> dict[str, Fit]:
        """How well the box fits the worlds in which it was ``found``, and those ``held_out``."""
        return {"found": fit(self.box, self.found), "held_out": fit(self.box, self.held_out)}

    @cached_property
    def limits(self) -> pd.DataFrame:
        """A row a limit: ``parameter``, ``side`` (at least, at most), ``limit`` in its ``unit``.

        ``of_prior``: the share of the parameter's prior that it lets in. ``quasi_p``: chance of the
        box's density if the limit did nothing, in the worlds in which it was found; ``p_held_out``
        the same in those held out, which is a p-value. ``reproduced``: in how many of ten random
        halves of the worlds the parameter is limited again. ``description``: what it means.
        """
        import pandas as pd

        columns = [
            "parameter", "side", "limit", "unit", "of_prior", "quasi_p", "p_held_out", "reproduced",
            "description",
        ]  # fmt: skip
        rows = [self._limit(j, side) for j, side in self.box.limits]
        return pd.DataFrame(rows, columns=columns)

    def _limit(self, j: int, side: int) -> list[object]:
        quantity = self.run.scenario.quantities[self.names[j]]
        limit, freed = self.box.limit(j, side), self.box.without(j, side)
        below = quantity.cdf(limit)
        return [
            self.names[j],
            "at most" if side == HIGH else "at least",
            limit,
            quantity.unit,
            below if side == HIGH else 1.0 - below,
            quasi_p(self.box, freed, self.found),
            quasi_p(self.box, freed, self.held_out),
            int(self.reproduced[j]),
            quantity.description,
        ]

    @cached_property
    def trajectory(self) -> pd.DataFrame:
        """A row a peel, in the worlds in which it was found: coverage, density, mass, limits.

        Each with its 95 % interval (``_low``, ``_high``), and ``parameters``: how many are limited.
        """
        import pandas as pd

        rows = []
        for box in self.boxes:
            own = vars(fit(box, self.found))
            row = {name: each.value for name, each in own.items()}
            for name, each in own.items():
                row |= {f"{name}_low": each.low, f"{name}_high": each.high}
            rows.append({**row, "parameters": len(box.parameters)})
        return pd.DataFrame(rows).rename_axis("peel")


def discover(
    what: Run | str | Path,
    outcome: str = "accord",
    *,
    coverage: float = 0.5,
    significance: float = 0.05,
    peel: float = 0.05,
    least: float = 0.05,
    worlds: int = 2000,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> Discovery:
    """Find limits on few parameters within which an outcome is much more frequent.

    By the patient rule induction method (Friedman and Fisher 1999), as Bryant and Lempert 2010 use
    it: peeled in the even worlds; of the boxes that hold enough of the worlds sought the densest;
    limits that may be chance are dropped; what raises the density is pasted. The box is judged in
    the odd worlds, which had no part in it.

    Parameters
    ----------
    what : Run, str or Path
        A run, the folder of a saved one (or its name in ``results/``), or a scenario to be run.
    outcome : str
        A flag such as ``accord``, an ending such as ``mediator_left``, or a reason against an
        accord such as ``empty_range``; ``no_accord`` are the worlds without one.
    coverage : float
        Least share of the worlds sought that the box holds where it is found, in (0, 1).
    significance : float
        Limits with a larger quasi-p-value are dropped, in (0, 1].
    peel, least : float
        Share of the box's worlds that a peel takes, in (0, 0.5); of all worlds the least that is
        left, in (0, 1).
    worlds, seed, set, jobs
        For a scenario to be run: as in :func:`sim.run`.

    Raises
    ------
    Usage
        If there is no such outcome, or too few worlds have it, or a share is none.
    ScenarioError, DamagedResults
        If a scenario is invalid, a folder damaged.
    """
    _check("coverage", coverage, 1.0)
    _check("peel", peel, 0.5)
    _check("least", least, 1.0)
    _check("significance", significance, 1.0 + 1e-9)
    rule = Rule(coverage, significance, Patience(peel=peel, least=least))
    return searched(run_asked(what, worlds, seed, set, jobs), outcome, rule)


def _check(name: str, share: float, below: float) -> None:
    if not 0.0 < share < below:
        raise Usage(f"{name} must lie between 0 and {below:g}, not at {share:g}")


def searched(run: Run, outcome: str, rule: Rule) -> Discovery:
    """Search a run for the box of an outcome."""
    names = tuple(name for name in run.parameters if _drawn_alone(run, name))
    if not names:
        raise Usage("nothing is drawn from a prior here: there is no space to search")
    whole, label, numbers = _sample(run, outcome, names)
    found, held_out = whole.only(numbers % 2 == 0), whole.only(numbers % 2 == 1)
    fewest = min(int(found.sought.sum()), int(held_out.sought.sum()))
    if fewest < _LEAST_SOUGHT:
        told = f"only {int(whole.sought.sum())} of {run.worlds:,} worlds have '{outcome}'"
        raise Usage(f"{told}: a box needs {_LEAST_SOUGHT} in each half; run more worlds with -n")
    asked = rule.patience, rule.coverage, rule.significance
    boxes, peak = few(found, *asked)
    box = pasted(peak, found, rule.patience)
    again = reproduced(found, *asked, _HALVES, run.seed)
    return Discovery(
        run, outcome, label, names, rule, found, held_out, boxes, peak, box, again
    )  # fmt: skip


def _drawn_alone(run: Run, name: str) -> bool:
    """Is it drawn from a prior of its own? Weights are drawn together, and cannot be cut alone."""
    quantity = run.scenario.quantities.get(name)
    return quantity is not None and not quantity.fixed


def _sample(
    run: Run, outcome: str, names: Sequence[str]
) -> tuple[Sample, str, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """The worlds that ran and count, the outcome in words, and the worlds' numbers."""
    flags, label = sought(run, outcome)
    weights = np.ones(run.worlds) if run.weights is None else run.weights.copy()
    weights[[each["world"] for each in run.failures]] = 0.0
    values = np.stack([run.column(name).astype(np.float64) for name in names], axis=1)
    there = weights > 0.0
    return Sample(values, flags, weights).only(there), label, np.flatnonzero(there)
