"""Why no accord, by taking mechanisms away: what was found in each world, for the page to weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report.browser.blob import Blob

if TYPE_CHECKING:
    from sim.analysis.explaining import Explanation
    from sim.results import Run

_SHOWN = 15  # mechanisms; the table of sim explain has all


def causes_told(run: Run, found: Explanation | None, blob: Blob) -> dict[str, Any]:
    """By world what was found of the first measure; only the command that asks, if nothing was.

    Of each world there is one byte a mechanism: 1 more than what taking it away alone changes, and
    three times 1 more than what it changed in the order of the world's group.
    """
    command = f"sim explain {run.run_id}"
    if found is None:
        return {"command": command}
    taken, measure = found.taken, next(iter(found.before))
    places = {each.name: place for place, each in enumerate(found.mechanisms)}
    shown = [each.mechanism for each in found.worths[:_SHOWN]]
    at = [places[each.name] for each in shown]
    alone = taken.alone[at, 0].astype(np.int64) - taken.before[0]
    return {
        "command": command,
        "measure": measure,
        "worlds": found.worlds,
        "orders": found.orders,
        "labels": [each.label for each in shown],
        "left_out": len(found.worths) - len(shown),
        "before": blob.add(taken.before[0], "u1"),
        "after": blob.add(taken.after[0], "u1"),
        "found": blob.add((alone + 1) + 3 * (taken.added[at, 0] + 1), "u1"),
        "pairs": list(taken.pairs),
        "student": found.student,
    }
