"""How the grid is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from sim.processes.words import Line, Term, Told, Trait, Words
from sim.words import counted, percent

_HOURS = 24.0
_DARK = 0.001  # share of need: less is no blackout


class GridWords(Words):
    """Strikes and blackouts."""

    traits = (
        Trait(
            50,
            "hardship",
            "what blackouts add to the worth of fighting on, were all power out",
        ),
    )
    terms: ClassVar[Mapping[str, Term]] = {
        "hardship": Term(
            "what blackouts do to its will",
            "ended",
            "its will to fight on, which blackouts had hardened",
        )
    }

    def month(self, told: Told, days: range) -> list[Line]:
        """Waves of strikes, blackouts, help."""
        short = _unserved(told, days)
        waves, dark = int(told.over("strikes", days).sum()), int((short > _DARK).sum())
        said = f"Power: {counted(waves, 'wave')} of strikes"
        if not dark:
            return [Line(20, f"{said}, need met on every day.")]
        aided = int((told.over("aid", days) > 0).sum())
        help_ = f"; help from abroad on {counted(aided, 'day')}" if aided else ""
        worst = percent(float(short.max()), 0)
        hours = counted(round(_HOURS * float(short.sum())), "hour")
        return [
            Line(
                20,
                f"{said}, blackouts on {counted(dark, 'day')}, at worst {worst} of need unserved: "
                f"{hours} without power a person{help_}.",
            )
        ]

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Waves of strikes, and the share of need unserved."""
        return {
            "waves": float(told.over("strikes", days).sum()),
            "unserved_share": float(_unserved(told, days).mean()),
        }


def _unserved(told: Told, days: range) -> Any:
    return told.over("unserved", days) / np.maximum(told.over("demand", days), 1e-9)
