"""The smallest changes that would bring a lasting peace nearer, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from sim.analysis.explaining import Lever
from sim.analysis.explaining.levers import FARTHEST, WANTED
from sim.report.text import columns
from sim.results import Run
from sim.words import points, short

_WIDTH = 96  # characters of a line
_SHOWN = 10  # of those that are not enough, unless all are asked for
_HEAD = ("parameter, moved in all worlds", "mean", "moved to", "unit", "sd", "gain", "95 %")


def levers_text(run: Run, found: Sequence[Lever], worlds: int, everything: bool = False) -> str:
    """Which parameters are enough, how far each must go, and what the others bring at most."""
    enough = [each for each in found if each.enough]
    others = [each for each in found if not each.enough]
    wanted = f"{points(WANTED).lstrip('+')} points"
    head = fill(
        f"{run.heading}: what would bring {wanted} more of a durable peace? {worlds:,} worlds, "
        f"seed {run.seed}. By itself {len(enough)} of {len(found)} parameters would.",
        _WIDTH,
    )
    parts = [head]
    if enough:
        parts.append(columns([_row(each) for each in enough], _HEAD, 48))
    shown = others if everything else others[:_SHOWN]
    if shown:
        left = len(others) - len(shown)
        parts.append(
            f"Not enough by {FARTHEST:.0f} standard deviations the better way"
            + (f" ({left} more: --all):" if left else ":")
        )
        parts.append(columns([_row(each) for each in shown], _HEAD, 48))
    parts.append(
        fill(
            "Each parameter is moved by the same amount in every world from the start on, as far "
            "as its prior holds possible; 'sd': the move in standard deviations over the worlds, "
            "known to an eighth. Gains are in percentage points, paired by world; of many "
            "parameters the largest gains are flattered by chance. A move comes as a surprise to "
            "worlds in which everybody refused until then. Conditional scenarios, not forecasts.",
            _WIDTH,
        )
    )
    return "\n\n".join(parts)


def _row(lever: Lever) -> list[str]:
    q, change = lever.quantity, lever.change
    return [
        q.name,
        short(lever.mean),
        short(lever.moved),
        q.unit,
        f"{lever.deviations:+.2f}",
        points(change.value),
        f"{points(change.low)} to {points(change.high)}",
    ]


def levers_json(run: Run, found: Sequence[Lever], worlds: int) -> dict[str, Any]:
    """The same for scripts."""
    from sim.analysis.explaining import levers_frame

    rows = levers_frame(found).reset_index().to_dict(orient="records")
    about = {"scenario": run.name, "changes": run.changes, "worlds": worlds, "seed": run.seed}
    return {**about, "measure": "durable_peace", "wanted": WANTED, "levers": rows}
