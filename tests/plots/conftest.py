"""Small runs that figures are drawn from."""

from __future__ import annotations

import pytest

import sim
from sim.results import Run


@pytest.fixture(scope="session")
def some() -> Run:
    """Sixty worlds of the baseline."""
    return sim.run("baseline", worlds=60)


@pytest.fixture(scope="session")
def no_accord() -> Run:
    """Seven worlds in which each side is sure that the other will soon give way."""
    sure = {"turn_for": 1, "turn_against": 0}
    changes = {f"parties.{side}.{k}": v for side in ("ukraine", "russia") for k, v in sure.items()}
    return sim.run("baseline", worlds=7, set=changes)
