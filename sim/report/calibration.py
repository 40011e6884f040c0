"""A calibration in words and tables, beside the run as it is."""

from __future__ import annotations

from dataclasses import replace
from math import isnan
from textwrap import fill

from sim.analysis.calibrating.calibrate import FEWEST, RELIABLE, Calibrated, Point
from sim.analysis.calibrating.learnt import Learnt, Parameter
from sim.analysis.compare import Comparison, comparison
from sim.analysis.sensitivity.factors import in_words, parties_of
from sim.report.comparison import comparison_text
from sim.report.text import columns, plain
from sim.statistics import Estimate
from sim.words import counted, day_month, half_up, listed, percent, percent_range, points, short

_WIDTH = 96  # characters of a line
_PAIRS = 5  # trade-offs that are told
_NEAR = 0.02  # a share this near to its anchor meets it
_READ = (
    "Intervals: 95 %, sampling error only; those after an anchor come from leaving out a tenth of "
    "the worlds at a time. Uncalibrated is what every other command tells; no prior is changed. "
    "--all has means too, and every parameter. Conditional scenarios, not forecasts: "
    "docs/calibrate.md."
)


def calibration_text(name: str, found: Calibrated, everything: bool = False) -> str:
    """Anchors before and after, what it takes, shares side by side, parameters, what is not told.

    Parameters
    ----------
    name : str
        What the anchors are called.
    found : Calibrated
    everything : bool
        Whether all rows and all parameters are told.
    """
    parts = [
        f"{fill(plain(_head(name, found)), _WIDTH)}\n\n{_anchors(found)}",
        *_fill(_reached(found), _sources(found)),
        comparison_text(_side_by_side(found, everything), everything),
        _parameters(found, everything),
        *_fill(_untold(found), *_trade_offs(found), _READ),
    ]
    return "\n\n".join(part for part in parts if part)


def _side_by_side(found: Calibrated, everything: bool) -> Comparison:
    """Shares of both; means too if all is to be told."""
    whole = comparison(found.before, found.after)
    some = [row for row in whole.differences if everything or row.group != "measures"]
    return replace(whole, differences=some)


def _fill(*texts: str) -> list[str]:
    return [fill(plain(each), _WIDTH) for each in texts]


def _head(name: str, found: Calibrated) -> str:
    what = (
        "weights may depend on all that comes true in a world, so part of it is put down to luck"
        if found.luck
        else "weights depend on parameters alone, so luck stays what it is"
    )
    k = f"is {found.pareto_k:.2f} (below {RELIABLE:g})"
    if isnan(found.pareto_k):
        k = "does not apply, since they take few values"
    return (
        f"{name}: {counted(len(found.points), 'anchor')}; {what}. The worlds then say as much as "
        f"{found.ess:,.0f} of {found.before.worlds:,} of equal weight (at least {FEWEST}), "
        f"Pareto's k {k}; what the anchors add to the priors is "
        f"{found.bits:.2f} bits."
    )


def asked(point: Point) -> str:
    """What an anchor is about: ``ceasefire by 30 June 2026``."""
    anchor = point.anchor
    what = anchor.outcome.replace("_", " ")
    return f"{what} by {day_month(anchor.by, year=True)}" if anchor.by else what


def _anchors(found: Calibrated) -> str:
    head = ["", "anchor", "uncalibrated", "95 %", "calibrated", "95 %", "off by"]
    rows = [
        [
            asked(each), _says(each), percent(each.before.value), _range(each.before),
            percent(each.after.value), _range(each.after), points(each.missed),
        ]
        for each in found.points
    ]  # fmt: skip
    return columns(rows, head)


def _says(point: Point) -> str:
    anchor = point.anchor
    if anchor.counted:
        return f"{anchor.yes:g} of {anchor.of:g}"
    assert anchor.sd is not None
    return f"{percent(anchor.share)} +- {half_up(anchor.sd, 1, power=2)}"


def _range(found: Estimate) -> str:
    return percent_range(max(found.low, 0.0), min(found.high, 1.0), 1)


def _reached(found: Calibrated) -> str:
    far = [each for each in found.points if not each.anchor.counted and abs(each.missed) > _NEAR]
    shares = [each for each in found.points if not each.anchor.counted]
    if not shares:
        return ""
    if not far:
        return "All shares are met within two points."
    told = listed([f"{asked(each)} ({points(each.missed)} points)" for each in far])
    why = (
        "worlds of that kind are too rare here"
        if found.luck
        else "the parameters move the anchors together; to part them would rest on few worlds"
    )
    return f"Not met within two points: {told}. Why: {why}. sd says how hard an anchor pulls."


def _sources(found: Calibrated) -> str:
    said = dict.fromkeys(each.anchor.source for each in found.points)
    return f"Source: {'; '.join(said)}."


def told_parameters(known: Learnt, everything: bool = False) -> list[Parameter]:
    """Parameters that moved or are known better or worse beyond chance, the largest shift first."""
    there = [each for each in known.parameters if everything or each.moved or each.narrowed]
    return sorted(there, key=lambda each: -abs(each.shift.value))


def _parameters(found: Calibrated, everything: bool) -> str:
    called, quantities = parties_of(found.before.scenario), found.before.scenario.quantities
    rows = []
    for each in told_parameters(found.learnt, everything):
        unit = quantities[each.name].unit if each.name in quantities else ""
        rows.append(
            [
                in_words(each.name, called), _mean_sd(each.prior), _mean_sd(each.posterior),
                unit if unit != "-" else "", _signed(each.shift.value),
                f"{_signed(each.shift.low)} to {_signed(each.shift.high)}",
                half_up(each.spread.value, 2),
            ]
        )  # fmt: skip
    if not rows:
        return ""
    head = ["parameter", "prior", "posterior", "unit", "shift", "95 %", "spread"]
    note = (
        "Mean and standard deviation; shift in standard deviations of the prior; spread after over "
        "before."
    )
    return f"{columns(rows, head)}\n\n{fill(note, _WIDTH)}"


def _mean_sd(moments: tuple[float, float]) -> str:
    return f"{short(moments[0])} +- {short(moments[1])}"


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + half_up(value, 2)


def _untold(found: Calibrated) -> str:
    known = found.learnt.parameters
    still = [each for each in known if not each.moved]
    largest = max((abs(each.shift.value) for each in known), default=0.0)
    return (
        f"Not told apart: {len(still)} of {len(known)} parameters stay where their priors have "
        f"them, but for chance (Holm), and none moves by more than {largest:.2f} standard "
        f"deviations. {_better(known)}"
    )


def _better(known: list[Parameter]) -> str:
    better = [each for each in known if each.narrowed and each.spread.value < 1]
    if not better:
        return "None is known better than before."
    least = min(each.spread.value for each in better)
    return f"Known better than before: {len(better)}, by {100 * (1 - least):.0f} % at most."


def _trade_offs(found: Calibrated) -> list[str]:
    pairs, called = found.learnt.trade_offs, parties_of(found.before.scenario)
    if not pairs:
        return ["No two parameters trade off beyond chance: what one gains no other must give."]
    told = [
        f"{' and '.join(in_words(name, called) for name in each.names)} "
        f"({_signed(each.change.value)}, {_signed(each.change.low)} to {_signed(each.change.high)})"
        for each in pairs[:_PAIRS]
    ]
    more = f"; and {len(pairs) - _PAIRS} more" if len(pairs) > _PAIRS else ""
    return [
        f"Traded off: the correlation changes of {'; '.join(told)}{more}. One may stand in for the "
        "other."
    ]
