"""Names that a scenario cannot give, because results or noise use them already."""

from __future__ import annotations

STATUSES = ("taken_by_force", "collapsed", "mediator_left", "talks_go_on")
"""What worlds without an accord come to."""

OUTCOMES = frozenset(
    {
        *STATUSES,
        *("outcome", "scope", "reason", "red_line"),
        *("outcome_day", "package", "dates", "rounds", "prisoners"),
        *("accord", "comprehensive", "durable_peace", "range_exists", "range_exists_first"),
        *("prisoner_exchange", "truce", "force_by_deadline"),
        *("p_hold", "renewed_after", "ceasefire_day", "truce_days", "km2_changed", "killed"),
        *("blackout_hours", "best_margin", "on_frontier"),
        *("from_nash", "from_kalai_smorodinsky", "from_egalitarian"),
    }
)
"""Every outcome of a world has its name in tables, targets and figures for itself."""

PARTIES = frozenset({"mediator"})
"""Its misreading of the sides is drawn under this name."""
