"""The numbers of a run: shares with intervals, means with intervals, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.statistics import Estimate, mean, wilson

if TYPE_CHECKING:
    from sim.outcomes import Outcome
    from sim.results.run import Run

# JSON name of a flag where it differs from the flag's own
FLAG_NAMES = {"force_by_deadline": "taken_by_force"}
NO_MEASURE = frozenset({"package"})  # a number that only names something


def summary(run: Run) -> dict[str, Any]:
    """Everything `sim run --json` says about a run; numbers that do not exist are None."""
    digest, exact = run.digests
    return {
        "scenario": run.name,
        "title": run.title,
        "seed": run.seed,
        "worlds": run.worlds,
        "failed": len(run.manifest.get("failures", [])),
        "run_id": run.run_id,
        "path": None if run.path is None else str(run.path),
        "digest": digest,
        "digest_exact": exact,
        "start": run.start.isoformat(),
        "deadline": run.deadline.isoformat(),
        "horizon": run.horizon.isoformat(),
        "outcomes": shares_of(run, "outcome"),
        "by_deadline": flags(run),
        "measures": measures(run),
        "why_no_accord": why_no_accord(run),
    }


def shares_of(run: Run, name: str, where: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """Share of each category of a class, over all worlds or those where a condition holds."""
    outcome, codes = run.outcome(name), run.column(name)
    if where is not None:
        codes = codes[where]
    counts = np.bincount(codes[codes >= 0], minlength=len(outcome.categories))
    labels = outcome.labels or outcome.categories
    return {
        category: share(label, int(count), codes.size)
        for category, label, count in zip(outcome.categories, labels, counts, strict=True)
    }


def flags(run: Run) -> dict[str, Any]:
    """Share of worlds in which each yes-or-no outcome came true by the deadline."""
    return {
        FLAG_NAMES.get(outcome.name, outcome.name): share(
            outcome.label, int(run.column(outcome.name).sum()), run.worlds
        )
        for outcome in run.declared
        if outcome.kind == "flag"
    }


def why_no_accord(run: Run) -> dict[str, Any]:
    """Share of each reason among the worlds without an accord by the deadline."""
    without = ~run.column("accord")
    return {
        "by": run.deadline.isoformat(),
        "n": int(without.sum()),
        "reasons": shares_of(run, "reason", without),
        "red_lines": shares_of(run, "red_line", without),
    }


def measures(run: Run) -> dict[str, Any]:
    """Mean with interval, and quantiles, of every measure and count, where it applies."""
    return {
        outcome.name: _measure(outcome, applicable(outcome, run.column(outcome.name)))
        for outcome in run.declared
        if outcome.kind in ("measure", "count") and outcome.name not in NO_MEASURE
    }


def applicable(outcome: Outcome, values: NDArray[Any]) -> NDArray[np.float64]:
    """An outcome's values as floats where it applies: a measure is not NaN, a count not < 0."""
    there = values >= 0 if outcome.kind == "count" else ~np.isnan(values)
    return values[there].astype(np.float64)


def share(label: str, count: int, n: int) -> dict[str, Any]:
    """A share as the JSON has it; with n = 0 it is None, its interval 0 to 1."""
    return {"label": label} | _fields("share", wilson(count, n))


def _measure(outcome: Outcome, values: NDArray[np.float64]) -> dict[str, Any]:
    finite = values[np.isfinite(values)]
    quantiles = np.quantile(values, [0.05, 0.5, 0.95]) if values.size else np.full(3, np.nan)
    return (
        {"label": outcome.label, "unit": outcome.unit, "n": int(values.size)}
        | _fields("mean", mean(finite if finite.size == values.size else values[:0]))
        | {f"q{q}": number(x) for q, x in zip(("05", "50", "95"), quantiles, strict=True)}
    )


def _fields(name: str, estimate: Estimate) -> dict[str, float | None]:
    low, high = number(estimate.low), number(estimate.high)
    return {name: number(estimate.value), "low": low, "high": high}


def number(value: float) -> float | None:
    """A number JSON can hold: None for NaN and the infinities."""
    return float(value) if np.isfinite(value) else None
