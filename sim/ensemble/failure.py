"""What a block of worlds raises when the model fails in it."""

from __future__ import annotations

import traceback
from pathlib import Path

from sim.errors import SimError


class BlockFailed(SimError):
    """A block of worlds raised: our bug, named by the worlds so that it can be seen again."""

    def __init__(self, scenario: str, first: int, end: int, why: str = "") -> None:
        super().__init__(scenario, first, end, why)  # all, or it does not survive pickling
        self.scenario, self.first, self.end, self.why = scenario, first, end, why

    def __str__(self) -> str:
        last = self.end - 1
        worlds = f"world {last}" if self.first == last else f"worlds {self.first} to {last}"
        return f"{worlds} of {self.scenario} failed" + (f": {self.why}" if self.why else "")


class WorkerDied(Exception):
    """A process ended before the block that it worked on did."""


class ClusterLost(SimError, OSError):
    """A cluster's scheduler cannot be reached, or has no workers: what is stored stays."""


def told(error: BaseException) -> str:
    """An error in one line: what it is, what it says, and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    said = " ".join(str(error).split())[:300]
    return type(error).__name__ + (f": {said}" if said else "") + where
