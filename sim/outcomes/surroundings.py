"""What the war and the talks brought beside the accord."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.minutes import ENERGY_TRUCE, EXCHANGE, SHORT_TRUCE
from sim.outcomes.ending import deadline_day
from sim.trajectory import HELD, NO_DATE, Trajectory
from sim.worlds import Bools


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Rounds, partial deals, land, lives, power."""
    final, date = trajectory.final, trajectory.daily["date"]
    return {
        "dates": (date != NO_DATE).sum(axis=0),
        "rounds": (date == HELD).sum(axis=0),
        "prisoners": np.rint(final["exchanged"]).astype(np.int64),
        "prisoner_exchange": _made(trajectory, EXCHANGE),
        "truce": _made(trajectory, ENERGY_TRUCE | SHORT_TRUCE),
        "truce_days": trajectory.daily["truce"].sum(axis=0, dtype=np.int64).astype(np.float64),
        "km2_changed": final["area_at_start"] - final["held_area"],
        "killed": final["killed"],
        "blackout_hours": final["blackout_hours"],
    }


def _made(trajectory: Trajectory, bits: int) -> Bools:
    """Was such a deal made by the deadline?"""
    deals = trajectory.daily["deals"][: deadline_day(trajectory) + 1]
    made: Bools = np.logical_or.reduce((deals & bits) > 0, axis=0)
    return made
