"""The fake model in place of the real one."""

from __future__ import annotations

import pytest

from sim.ensemble import block
from sim.scenario import Scenario, load
from tests.ensemble import fake


@pytest.fixture(scope="session")
def baseline() -> Scenario:
    """The shipped baseline."""
    return load("baseline")


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are run by the fake model, in this process."""
    for name in ("simulate", "declared", "outcomes"):
        monkeypatch.setattr(block, name, getattr(fake, name))
