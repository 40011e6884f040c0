"""Every theory check is seen to fail on a model with one thing wrong."""

from __future__ import annotations

import pytest

from tests.builders import planted
from tests.faults import decisions, processes, promises
from tests.faults.planting import Fault

FAULTS = [*decisions.FAULTS, *processes.FAULTS, *promises.FAULTS]
ROWS = ("V3", "V4", "V6", "V9", "V10", "V11", "V12", "V13", "V14", "V16", "levers", "worlds")


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.row}: {fault.what}")
def test_a_planted_fault_is_seen(fault: Fault) -> None:
    """With the fault in place the check that guards against it fails, and says so."""
    with planted(fault.plant), pytest.raises(AssertionError):
        fault.check()


def test_every_row_of_the_checks_has_a_planted_fault() -> None:
    """None is left out."""
    assert {fault.row for fault in FAULTS} == set(ROWS)
