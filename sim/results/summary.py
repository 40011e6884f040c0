"""The numbers of a run: shares with intervals, means with intervals, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.results.tally import NO_MEASURE, WHY, Spread, applicable
from sim.statistics import wilson

if TYPE_CHECKING:
    from sim.outcomes import Outcome
    from sim.results.run import Run

__all__ = ["NO_MEASURE", "applicable", "number", "share", "shares_of", "summary"]

# JSON name of a flag where it differs from the flag's own
FLAG_NAMES = {"force_by_deadline": "taken_by_force"}


def summary(run: Run) -> dict[str, Any]:
    """Everything `sim run --json` says about a run; numbers that do not exist are None."""
    tally = run.tally
    digest, exact = tally.digests
    return {
        "scenario": run.name,
        "title": run.title,
        "changes": run.changes,
        "seed": run.seed,
        "worlds": run.worlds,
        "failed": len(run.failures),
        "run_id": run.run_id,
        "path": None if run.path is None else str(run.path),
        "digest": digest,
        "digest_exact": exact,
        "start": run.start.isoformat(),
        "deadline": run.deadline.isoformat(),
        "horizon": run.horizon.isoformat(),
        "outcomes": _categories(run, "outcome", tally.counts["outcome"], run.worlds),
        "by_deadline": flags(run),
        "measures": measures(run),
        "why_no_accord": why_no_accord(run),
    }


def shares_of(run: Run, name: str) -> dict[str, Any]:
    """Share of each category of a class over all worlds."""
    return _categories(run, name, run.tally.counts[name], run.worlds)


def flags(run: Run) -> dict[str, Any]:
    """Share of worlds in which each yes-or-no outcome came true by the deadline."""
    return {
        FLAG_NAMES.get(name, name): share(
            run.outcome(name).label, count, run.worlds, len(run.failures)
        )
        for name, count in run.tally.true.items()
    }


def why_no_accord(run: Run) -> dict[str, Any]:
    """Share of each reason among the worlds without an accord by the deadline.

    Worlds that failed are not among them, for nobody knows; the intervals cover either case.
    """
    without = run.tally.no_accord
    reasons, lines = (run.tally.without[name] for name in WHY)
    return {
        "by": run.deadline.isoformat(),
        "n": without,
        "reasons": _categories(run, "reason", reasons, without, outside=True),
        "red_lines": _categories(run, "red_line", lines, without, outside=True),
        **_red_lines_together(run),
    }


def _red_lines_together(run: Run) -> dict[str, Any]:
    """Share of each side's lines together, and of the worlds that no single line explains."""
    without, failed = run.tally.no_accord, len(run.failures)
    reasons, lines = (run.tally.without[name] for name in WHY)
    names = [name.partition(".")[0] for name in run.outcome("red_line").categories]
    counts = dict.fromkeys(names, 0)
    for side, count in zip(names, lines, strict=True):
        counts[side] += int(count)
    empty = int(reasons[run.outcome("reason").categories.index("empty_range")])
    none = empty - sum(counts.values())
    return {
        "red_lines_by_side": {
            side: share(run.parties.get(side, side), count, without, failed, outside=True)
            for side, count in counts.items()
        },
        "no_single_red_line": share("no single red line", none, without, failed, outside=True),
    }


def _categories(
    run: Run, name: str, counts: NDArray[np.int64], n: int, outside: bool = False
) -> dict[str, Any]:
    outcome = run.outcome(name)
    labels = outcome.labels or outcome.categories
    return {
        category: share(label, int(count), n, len(run.failures), outside)
        for category, label, count in zip(outcome.categories, labels, counts, strict=True)
    }


def measures(run: Run) -> dict[str, Any]:
    """Mean with interval, and quantiles, of every measure and count, where it applies.

    Worlds that failed are in none. Quantiles are those of the first 131,072 values.
    """
    return {name: _measure(run.outcome(name), each) for name, each in run.tally.spreads.items()}


def share(label: str, count: int, n: int, failed: int = 0, outside: bool = False) -> dict[str, Any]:
    """A share as the JSON has it; with n = 0 it is None, its interval 0 to 1.

    Parameters
    ----------
    failed : int
        Worlds of which nobody knows whether they count: the interval covers both.
    outside : bool
        Whether they are not among the ``n``, though they might have been.
    """
    known = wilson(count, n)
    bounds = wilson(count, n + failed if outside else n, failed)
    low, high = number(min(known.low, bounds.low)), number(max(known.high, bounds.high))
    return {"label": label, "share": number(known.value), "low": low, "high": high}


def _measure(outcome: Outcome, spread: Spread) -> dict[str, Any]:
    found, quantiles = spread.mean, spread.quantiles([0.05, 0.5, 0.95])
    return {
        "label": outcome.label,
        "unit": outcome.unit,
        "n": spread.n,
        "mean": number(found.value),
        "low": number(found.low),
        "high": number(found.high),
    } | {f"q{q}": number(x) for q, x in zip(("05", "50", "95"), quantiles, strict=True)}


def number(value: float) -> float | None:
    """A number JSON can hold: None for NaN and the infinities."""
    return float(value) if np.isfinite(value) else None
