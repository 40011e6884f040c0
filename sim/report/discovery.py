"""What scenario discovery found, as text and as JSON."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

from sim.report.text import columns
from sim.words import percent, percent_range, short

if TYPE_CHECKING:
    from sim.analysis.discovery.box import Fit
    from sim.analysis.discovery.discovering import Discovery
    from sim.statistics import Estimate

_WIDTH = 96  # characters of a line
_READ = (
    "Coverage: share, of the worlds sought, that lies in the box; density: share, of the worlds in "
    "the box, that is sought; mass: share of all worlds in the box. The worlds held out had no "
    "part in the box: their numbers are the honest ones. p held out: chance of so high a density "
    "there if the limit did nothing; quasi-p the same where the limit was chosen. Found again: in "
    "so many of ten random halves of the even worlds the parameter is limited too. Weights of "
    "issues are not searched. Limits, not causes; intervals of 95 % cover sampling error only. "
    "Conditional scenarios, not forecasts: docs/discover.md."
)


def discovery_text(found: Discovery) -> str:
    """The box, how well it fits, and how to read that."""
    run = found.run
    first = (
        f"{run.heading}: where is '{found.outcome}' ({found.label}) frequent? Box found in "
        f"{found.found.worlds:,} worlds and judged in {found.held_out.worlds:,} others, seed "
        f"{run.seed}; {len(found.names)} parameters searched"
    )
    return "\n\n".join([fill(first, _WIDTH), _fits(found), _limits(found), fill(_READ, _WIDTH)])


def _fits(found: Discovery) -> str:
    held, own = found.fits["held_out"], found.fits["found"]
    rows = [[name, _told(getattr(held, name)), _told(getattr(own, name))] for name in vars(held)]
    everywhere = ["share in all worlds", _told(found.held_out.share), _told(found.found.share)]
    head = ["the box", "in worlds held out (95 %)", "where it was found"]
    return columns([*rows, everywhere], head)


def _told(share: Estimate) -> str:
    return f"{percent(share.value)} ({percent_range(share.low, share.high, 1)})"


def _limits(found: Discovery) -> str:
    if found.limits.empty:
        told = (
            "No limit is more than chance: no part of the parameters' space stands out. More "
            "worlds (-n), or a smaller --coverage, may show one."
        )
        return fill(told, _WIDTH)
    rows = [
        [
            row.parameter,
            f"{row.side} {short(row.limit, row.unit)}",
            percent(row.of_prior),
            _chance(row.p_held_out),
            _chance(row.quasi_p),
            f"{row.reproduced} of 10",
        ]
        for row in found.limits.itertuples()
    ]
    head = ["limit", "", "of its prior", "p held out", "quasi-p", "found again"]
    return columns(rows, head)


def _chance(p: float) -> str:
    return "under .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")


def discovery_json(found: Discovery) -> dict[str, Any]:
    """All numbers, for scripts."""
    run = found.run
    return {
        "scenario": run.name,
        "changes": run.changes,
        "seed": run.seed,
        "outcome": found.outcome,
        "label": found.label,
        "worlds_found": found.found.worlds,
        "worlds_held_out": found.held_out.worlds,
        "rule": {
            "coverage": found.rule.coverage,
            "significance": found.rule.significance,
            **vars(found.rule.patience),
        },
        "parameters": list(found.names),
        "share": {
            "found": _estimate(found.found.share),
            "held_out": _estimate(found.held_out.share),
        },
        "box": {name: _fit(each) for name, each in found.fits.items()},
        "limits": found.limits.to_dict("records"),
        "trajectory": found.trajectory.reset_index().to_dict("records"),
    }


def _fit(fit: Fit) -> dict[str, dict[str, float | None]]:
    return {name: _estimate(each) for name, each in vars(fit).items()}


def _estimate(found: Estimate) -> dict[str, float | None]:
    value = None if found.value != found.value else found.value
    return {"value": value, "low": found.low, "high": found.high}
