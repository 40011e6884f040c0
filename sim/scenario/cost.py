"""What a run will cost, before it runs: a valid file can ask for hours, or for more memory.

Measured on one core of a server of 2023 and on the baseline with other packages, gaps and days;
good to a factor of two.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.scenario.combinations import choices
from sim.scenario.scenario import Scenario

_SECONDS_A_DAY = 8e-6  # of a world
_SECONDS_A_PACKAGE = 1e-7  # looked at on a date, of a world
_BYTES_A_DAY, _BYTES_A_PACKAGE = 80, 100  # of a world in a block
_BYTES_OF_A_PROCESS = 160 * 2**20
_LONG, _BIG = 60.0, 2 * 2**30  # seconds and bytes that are worth a line


@dataclass(frozen=True)
class Cost:
    """What a run takes, and what that comes from.

    Attributes
    ----------
    seconds : float
        Of one core, however many share the work.
    bytes : float
        Of all processes together.
    packages : int
    dates : float
        Of each world, on which packages are looked at.
    processes : int
    """

    seconds: float
    bytes: float
    packages: int
    dates: float
    processes: int

    @property
    def worth_telling(self) -> bool:
        """Whether somebody would want to know before it begins."""
        return self.seconds / self.processes > _LONG or self.bytes > _BIG

    def __str__(self) -> str:
        minutes, gib = self.seconds / 60, self.bytes / 2**30
        long = f"{minutes:,.0f} minutes" if minutes < 90 else f"{minutes / 60:,.0f} hours"
        return (
            f"about {long if minutes >= 1.5 else 'a minute'} of one core and {gib:.1f} GiB "
            f"({self.packages:,} packages, looked at on {self.dates:.0f} dates in each world)"
        )


def cost(scenario: Scenario, worlds: int, block: int, processes: int = 1) -> Cost:
    """What it will cost to run so many worlds, in blocks, on so many processes."""
    packages, dates = len(choices(scenario.file.issues)), _dates(scenario)
    second = _SECONDS_A_DAY * scenario.days + _SECONDS_A_PACKAGE * packages * dates
    room = _BYTES_A_DAY * scenario.days + _BYTES_A_PACKAGE * packages
    at_once = min(block, worlds) * room + _BYTES_OF_A_PROCESS
    return Cost(worlds * second, processes * at_once, packages, dates, processes)


def _dates(scenario: Scenario) -> float:
    """Dates of a world, if its talks go on to the horizon: at most one a day."""
    if scenario.file.calendar is None:
        return float(len(scenario.file.events))
    gap = scenario.file.calendar.gap
    mean = gap.median.mean * float(np.exp(gap.spread.mean**2 / 2))
    return scenario.days / max(1.0, mean)
