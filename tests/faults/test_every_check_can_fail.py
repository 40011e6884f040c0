"""Every theory check is seen to fail on a model with one thing wrong."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.builders import planted
from tests.faults import (
    accords,
    consent,
    decisions,
    endings,
    equations,
    informing,
    looking_ahead,
    outsiders,
    processes,
    promises,
    questions,
    rules,
)
from tests.faults.planting import Fault, checked

FAULTS = [
    *accords.FAULTS,
    *consent.FAULTS,
    *decisions.FAULTS,
    *endings.FAULTS,
    *equations.FAULTS,
    *informing.FAULTS,
    *looking_ahead.FAULTS,
    *outsiders.FAULTS,
    *processes.FAULTS,
    *promises.FAULTS,
    *questions.FAULTS,
    *rules.FAULTS,
]
ROWS = (
    "V3",
    "V4",
    "V6",
    "V9",
    "V10",
    "V11",
    "V12",
    "V13",
    "V14",
    "V16",
    "levers",
    "worlds",
    "points",
    "accords",
    "consent",
    "pressure",
    "breaks",
    "rules",
    "stopping",
    "reach",
    "offers",
    "bounds",
    "renewal",
    "sanctions",
    "backing",
    "questions",
    "informing",
    "settling",
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.row}: {fault.what}")
def test_a_planted_fault_is_seen(fault: Fault) -> None:
    """With the fault in place the check that guards against it fails, and says so."""
    with planted(fault.plant), pytest.raises(AssertionError):
        fault.check()


def test_every_row_of_the_checks_has_a_planted_fault() -> None:
    """None is left out."""
    assert {fault.row for fault in FAULTS} == set(ROWS)


def test_every_check_of_theory_has_a_planted_fault() -> None:
    """Every function that tests a theory is the one that must notice some fault."""
    seen = {checked(fault) for fault in FAULTS}
    for path in sorted((Path(__file__).parents[1] / "theory").glob("test_*.py")):
        parts = ast.parse(path.read_text(encoding="utf-8")).body
        names = [x.name for x in parts if isinstance(x, ast.FunctionDef)]
        checks = {f"tests.theory.{path.stem}.{name}" for name in names if name[:5] == "test_"}
        assert checks
        assert checks <= seen, sorted(checks - seen)
