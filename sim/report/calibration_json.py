"""A calibration for scripts."""

from __future__ import annotations

from typing import Any

from sim.analysis.calibrating.calibrate import FEWEST, RELIABLE, Calibrated
from sim.analysis.compare import comparison
from sim.report.comparison import comparison_json
from sim.results.summary import number
from sim.statistics import Estimate


def calibration_json(found: Calibrated) -> dict[str, Any]:
    """Everything that the text tells, and all parameters."""
    return {
        "worlds": found.before.worlds,
        "seed": found.before.seed,
        "luck": found.luck,
        "n_effective": number(found.ess),
        "n_effective_needed": FEWEST,
        "pareto_k": number(found.pareto_k),
        "pareto_k_reliable": RELIABLE,
        "bits": number(found.bits),
        "anchors": [
            {
                "name": each.anchor.name,
                "outcome": each.anchor.outcome,
                "by": each.anchor.by.isoformat() if each.anchor.by else None,
                "says": each.anchor.says,
                "sd": each.anchor.sd,
                "yes": each.anchor.yes,
                "of": each.anchor.of,
                "source": each.anchor.source,
                "uncalibrated": _estimate(each.before),
                "calibrated": _estimate(each.after),
            }
            for each in found.points
        ],
        "parameters": [
            {
                "name": each.name,
                "prior": {"mean": number(each.prior[0]), "sd": number(each.prior[1])},
                "posterior": {"mean": number(each.posterior[0]), "sd": number(each.posterior[1])},
                "shift": _estimate(each.shift),
                "spread": _estimate(each.spread),
                "moved": each.moved,
                "narrowed": each.narrowed,
            }
            for each in found.learnt.parameters
        ],
        "trade_offs": [
            {"names": [*each.names], "before": number(each.before), **_estimate(each.change)}
            for each in found.learnt.trade_offs
        ],
        "comparison": comparison_json(comparison(found.before, found.after)),
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}
