"""A calibration as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.analysis.sensitivity.factors import in_words, parties_of

if TYPE_CHECKING:
    from sim.analysis.calibrating.calibrate import Calibrated


def anchors_frame(found: Calibrated) -> pd.DataFrame:
    """A row an anchor."""
    return pd.DataFrame(
        [
            {
                "anchor": each.anchor.name,
                "asks": each.anchor.asks,
                "says": each.anchor.says,
                "sd": each.anchor.sd,
                "yes": each.anchor.yes,
                "of": each.anchor.of,
                "before": each.before.value,
                "before_low": each.before.low,
                "before_high": each.before.high,
                "after": each.after.value,
                "after_low": each.after.low,
                "after_high": each.after.high,
                "missed": each.missed,
                "source": each.anchor.source,
            }
            for each in found.points
        ]
    ).set_index("anchor")


def parameters_frame(found: Calibrated) -> pd.DataFrame:
    """A row a parameter, in the order of the file; units are those of the scenario."""
    scenario = found.before.scenario
    called, known = parties_of(scenario), scenario.quantities
    return pd.DataFrame(
        [
            {
                "parameter": each.name,
                "label": in_words(each.name, called),
                "unit": known[each.name].unit if each.name in known else "",
                "prior_mean": each.prior[0],
                "prior_sd": each.prior[1],
                "posterior_mean": each.posterior[0],
                "posterior_sd": each.posterior[1],
                "shift": each.shift.value,
                "shift_low": each.shift.low,
                "shift_high": each.shift.high,
                "spread": each.spread.value,
                "spread_low": each.spread.low,
                "spread_high": each.spread.high,
                "moved": each.moved,
                "narrowed": each.narrowed,
            }
            for each in found.learnt.parameters
        ]
    ).set_index("parameter")
