"""The numbers of a run: shares with intervals, means with intervals, reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.results.red_lines import red_lines
from sim.results.shares import Share, shares, shares_in
from sim.statistics import Mass, share_of, wilson

if TYPE_CHECKING:
    from sim.outcomes import Outcome
    from sim.results.run import Run
    from sim.results.spread import Spread


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
        "outcomes": _group(run, "outcomes"),
        "by_deadline": _group(run, "by_deadline"),
        **({"own": own} if (own := _group(run, "own")) else {}),
        "measures": measures(run),
        "why_no_accord": why_no_accord(run),
    }


def shares_of(run: Run, name: str) -> dict[str, Any]:
    """Each share that is counted in one outcome, by its name."""
    return _told(run, shares_in(run.outcome(name)))


def _group(run: Run, group: str) -> dict[str, Any]:
    return _told(run, [each for each in shares(run.declared) if each.group == group])


def why_no_accord(run: Run) -> dict[str, Any]:
    """Share of each reason among the worlds without an accord by the deadline.

    Worlds that failed are not among them, for nobody knows; the intervals cover either case. The
    red lines also have a subtotal a side, and with the worlds that no single line explains they
    add up to those where no package was better than war for both.
    """
    found = {
        "by": run.deadline.isoformat(),
        "n": run.tally.no_accord,
        "reasons": _group(run, "reasons"),
        "red_lines": _group(run, "red_lines"),
    }
    lines, mass, failed = red_lines(run), run.tally.without_accord, len(run.failures)
    sides = {
        name: share(side.label, side.count, mass, failed, outside=True)
        for name, side in lines.sides.items()
    }
    none = share("no single line: lifting one helps none", lines.no_single, mass, failed, True)
    return found | {"red_lines_by_side": sides, "no_single_red_line": none}


def _told(run: Run, some: list[Share]) -> dict[str, Any]:
    tally, failed = run.tally, len(run.failures)
    return {
        each.name: share(
            each.label, tally.count(each), tally.among(each), failed, each.without_accord
        )
        for each in some
    }


def measures(run: Run) -> dict[str, Any]:
    """Mean with interval, and quantiles, of every measure and count, where it applies.

    Worlds that failed are in none. Quantiles are those of the first 131,072 values.
    """
    return {
        name: _measure(run, run.outcome(name), each) for name, each in run.tally.spreads.items()
    }


def share(
    label: str, count: float, among: Mass, failed: int = 0, outside: bool = False
) -> dict[str, Any]:
    """A share as the JSON has it; of no worlds it is None, its interval 0 to 1.

    Parameters
    ----------
    count : float
        Worlds that count, or their weight.
    among : Mass
        The worlds it is a share of. If they have weights, their effective number is told.
    failed : int
        Worlds of which nobody knows whether they count: the interval covers both.
    outside : bool
        Whether they are not among them, though they might have been.
    """
    n, size, more = among.weight, among.n_effective, failed if outside else 0
    known = share_of(count, among)
    bounds = wilson(count, n + more, failed, size + more)
    low, high = number(min(known.low, bounds.low)), number(max(known.high, bounds.high))
    told = {"label": label, "share": number(known.value), "low": low, "high": high}
    return told | ({"n_effective": number(size)} if among.weighted else {})


def _measure(run: Run, outcome: Outcome, spread: Spread) -> dict[str, Any]:
    found, quantiles = spread.mean, spread.quantiles([0.05, 0.5, 0.95])
    told = {
        "label": outcome.label,
        "unit": outcome.unit,
        "n": spread.n,
        "mean": number(found.value),
        "low": number(found.low),
        "high": number(found.high),
    } | {f"q{q}": number(x) for q, x in zip(("05", "50", "95"), quantiles, strict=True)}
    told |= {"own": True} if outcome.own else {}
    return told | ({"n_effective": number(spread.n_effective)} if run.tally.all.weighted else {})


def number(value: float) -> float | None:
    """A number JSON can hold: None for NaN and the infinities."""
    return float(value) if np.isfinite(value) else None
