"""Sensitivity without a new world: first-order effects, and on which priors the answer leans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.sensitivity.factors import KINDS, Factor, chosen, factors_of, in_words, parties_of
from sim.analysis.sensitivity.first_order import FirstOrder, bins_for, first_order, ranks
from sim.analysis.sensitivity.outcomes import Values, outcomes_of
from sim.analysis.sensitivity.powers import Lean, drawn_together, lean, log_ratios
from sim.errors import Usage
from sim.results import Run
from sim.statistics import Estimate, Numbers, effective_number, holm, jackknife, mean

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 400
"""Worlds that have a value; fewer tell nothing of seventy parameters."""

SURE = 0.05  # family-wise: the chance of even one false mark among all parameters of an outcome
_FIFTH = 0.2


def plain(
    run: Run, names: Sequence[str], parameters: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame, list[Values]]:
    """A row an outcome and parameter; a row an outcome and kind of source; the outcomes.

    Raises
    ------
    Usage
        If a name is unknown, or an outcome has a value in too few worlds.
    """
    import pandas as pd

    outcomes, factors = outcomes_of(run, names), factors_of(run.scenario)
    asked = chosen(run.scenario, parameters)
    ratios = log_ratios(run)
    rows, kinds = list[dict[str, Any]](), list[dict[str, Any]]()
    for outcome in outcomes:
        _refuse_few(outcome)
        found = _first_orders(run, outcome, factors)
        some = _rows(run, outcome, factors, found, ratios)
        rows += [row for row in some if _is_asked(row["parameter"], asked)]
        kinds += _by_kind(outcome, factors, found)
    frame = pd.DataFrame(rows).set_index(["outcome", "parameter"])
    return frame, pd.DataFrame(kinds).set_index(["outcome", "kind"]), outcomes


def _is_asked(name: str, asked: list[str]) -> bool:
    return name in asked or any(each.startswith(f"{name}.") for each in asked)


def _refuse_few(outcome: Values) -> None:
    there = int(outcome.there.sum())
    if there < FEWEST:
        of = f"of {outcome.there.size:,} " if there < outcome.there.size else ""
        raise Usage(
            f"{outcome.name} has a value in {there:,} {of}worlds: sensitivity needs "
            f"{FEWEST} or more; take more with -n (worlds=)"
        )


def _first_orders(
    run: Run, outcome: Values, factors: Mapping[str, Factor]
) -> dict[str, tuple[FirstOrder, list[Estimate]]]:
    """Of each parameter, what it explains, and the outcome in its lowest and highest fifth."""
    there = outcome.there
    h, w = outcome.values[there], outcome.weights[there]
    bins, found = bins_for(effective_number(w)), {}
    for name in factors:
        x = run.column(name)[there]
        place = ranks(x) / x.size
        fifths = [mean(h[some], w[some]) for some in (place < _FIFTH, place >= 1 - _FIFTH)]
        found[name] = first_order(x, h, w, bins), fifths
    return found


def _rows(
    run: Run,
    outcome: Values,
    factors: Mapping[str, Factor],
    found: Mapping[str, tuple[FirstOrder, list[Estimate]]],
    ratios: Mapping[str, tuple[Numbers, Numbers]],
) -> list[dict[str, Any]]:
    there = outcome.there
    h, w = outcome.values[there], outcome.weights[there]
    leans = {name: lean(h, w, (low[there], high[there])) for name, (low, high) in ratios.items()}
    names = [*factors, *(name for name in drawn_together(run.scenario))]
    words = {**{name: each.words for name, each in factors.items()}, **_words(run)}
    first = holm(np.array([found[n][0].p if n in found else nan for n in names]))
    prior = holm(np.array([_p(leans[n]) if n in leans else nan for n in names]))
    return [
        {"outcome": outcome.name, "parameter": name, "label": words[name]}
        | _about(factors, name)
        | _first(found.get(name), float(first[i]), effective_number(w))
        | _lean(leans.get(name), float(prior[i]))
        for i, name in enumerate(names)
    ]


def _words(run: Run) -> dict[str, str]:
    called, together = parties_of(run.scenario), drawn_together(run.scenario)
    return {name: f"{in_words(name, called)}, together" for name in together}


def _about(factors: Mapping[str, Factor], name: str) -> dict[str, Any]:
    """What it is; weights that are drawn together are what each of them is."""
    factor = factors.get(name) or next(f for n, f in factors.items() if n.startswith(f"{name}."))
    prior = factor.prior if name in factors else "drawn together (Dirichlet)"
    return {
        "description": factor.description,
        "unit": factor.unit,
        "prior": prior,
        "kind": factor.kind,
        "size_assumed": factor.size_assumed,
    }


def _first(found: tuple[FirstOrder, list[Estimate]] | None, p: float, n: float) -> dict[str, Any]:
    if found is None:
        return dict.fromkeys(_FIRST, nan) | {"beyond_noise": False}
    effect, (lowest, highest) = found
    share = jackknife(effect.value, effect.without, n)
    numbers = (share, lowest, highest)
    ends = [x for each in numbers for x in (each.value, each.low, each.high)]
    return dict(zip(_FIRST, [*ends, p], strict=True)) | {"beyond_noise": p < SURE}


_FIRST = (
    "share", "share_low", "share_high", "lowest_fifth", "lowest_low", "lowest_high",
    "highest_fifth", "highest_low", "highest_high", "p_share",
)  # fmt: skip


def _p(found: Lean) -> float:
    """Chance of a lean so far from zero if there were none; NaN where there can be none."""
    from scipy.special import ndtr

    z = found.per_doubling.z
    return nan if np.isnan(z) else float(2 * ndtr(-abs(z)))


def _lean(found: Lean | None, p: float) -> dict[str, Any]:
    if found is None:
        return dict.fromkeys(_LEAN, nan) | {"flat": False, "leans": False}
    slope = found.per_doubling
    numbers = (
        slope.value, slope.low, slope.high, slope.standard_error, found.at_low, found.at_high,
        found.n_effective, found.k, p,
    )  # fmt: skip
    return dict(zip(_LEAN, numbers, strict=True)) | {"flat": found.flat, "leans": p < SURE}


_LEAN = (
    "per_doubling", "per_doubling_low", "per_doubling_high", "per_doubling_se", "at_0.8",
    "at_1.25", "n_effective", "pareto_k", "p_lean",
)  # fmt: skip


def _by_kind(
    outcome: Values,
    factors: Mapping[str, Factor],
    found: Mapping[str, tuple[FirstOrder, list[Estimate]]],
) -> list[dict[str, Any]]:
    """What parameters of each kind of source explain one by one, of the variance and of the sum."""
    members = {kind: [n for n, f in factors.items() if f.kind == kind] for kind in KINDS}
    members = {kind: names for kind, names in members.items() if names}
    members["size assumed"] = [n for n, f in factors.items() if f.size_assumed]
    members["all"] = list(factors)
    sums = {
        kind: (
            sum(found[n][0].value for n in names),
            np.sum([found[n][0].without for n in names], axis=0),
        )
        for kind, names in members.items()
    }
    whole, whole_without = sums["all"]
    rows = []
    for kind, (value, without) in sums.items():
        share, part = jackknife(value, without), Estimate(nan, nan, nan)
        if whole > 0:
            with np.errstate(divide="ignore", invalid="ignore"):
                part = jackknife(value / whole, without / whole_without)
        row = {"outcome": outcome.name, "kind": kind, "parameters": len(members[kind])}
        row |= {"share": share.value, "share_low": share.low, "share_high": share.high}
        row |= {"part": part.value, "part_low": part.low, "part_high": part.high}
        rows.append(row)
    return rows
