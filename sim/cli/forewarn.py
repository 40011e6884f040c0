"""Before a run: what is surely not meant, and what it will cost if that is much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.output import notes

if TYPE_CHECKING:
    from sim.scenario import Scenario


def forewarn(
    scenario: Scenario, quiet: bool, worlds: int = 2000, block_size: int = 2048, jobs: int = 1
) -> None:
    """A line for each doubt about a scenario, and one if it will take long or much memory."""
    from sim.scenario.cost import cost

    notes(*map(str, scenario.warnings), quiet=quiet)
    expected = cost(scenario, worlds, block_size, jobs)
    if expected.worth_telling:
        notes(f"note: {worlds:,} worlds of {scenario.name} take {expected}", quiet=quiet)
