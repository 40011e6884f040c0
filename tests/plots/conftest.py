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
    """Seven worlds in which one side would rather wait than sign anything."""
    return sim.run("baseline", worlds=7, set={"parties.russia.value_of_waiting": 2})
