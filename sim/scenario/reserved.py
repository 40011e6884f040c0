"""Names that a scenario cannot give, because results or noise use them already."""

from __future__ import annotations

from sim.processes import PROCESSES

STATUSES = (
    *(ending.name for process in PROCESSES for ending in process.endings),
    "mediator_left",
    "talks_go_on",
)
"""What worlds without an accord come to."""

CORE = (
    *("outcome_day", "package", "dates", "rounds"),
    *("accord", "comprehensive", "durable_peace", "range_exists", "range_exists_first"),
    *(
        "mediator_left_day",
        "p_hold",
        "renewed_after",
        "settled_after",
        "best_margin",
        "on_frontier",
    ),
    *("from_nash", "from_kalai_smorodinsky", "from_egalitarian"),
)
"""Outcomes that are no class and that no process brings."""

OUTCOMES = frozenset(
    {
        *STATUSES,
        *(outcome.name for process in PROCESSES for outcome in process.outcomes),
        *("outcome", "scope", "reason", "red_line"),
        *CORE,
    }
)
"""Every outcome of a world has its name in tables, targets and figures for itself."""

PARTIES = frozenset({"mediator"})
"""Its misreading of the sides is drawn under this name."""
