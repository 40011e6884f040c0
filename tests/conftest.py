"""How the tests are spread over processes: a file stays together, and so do its caches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MOST = 8
"""Processes that are worth their start; each imports and collects everything anew."""

APART = [
    "cluster", "cli/test_disk.py", "cli/test_kills.py", "cli/test_process.py",
    "ensemble/test_failures.py", "ensemble/test_memory.py", "ensemble/test_promises.py",
]  # fmt: skip
"""What measures time or kills processes: one after the other, never two at once."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores for whole folders; none for files, where one may want to look."""
    cores = min(os.cpu_count() or 1, MOST)
    whole = all(Path(arg).is_dir() for arg in config.args)
    return cores if whole and cores > 1 else 0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name the group of every test: those that run in one process, one after the other."""
    for item in items:
        apart = any((HERE / each) in (item.path, item.path.parent) for each in APART)
        item.add_marker(pytest.mark.xdist_group("apart" if apart else item.nodeid.split("::")[0]))
