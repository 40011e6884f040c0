"""How the tests are spread over processes: a file stays together, and so do its caches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MOST = 8
"""Processes that are worth their start; each imports and collects everything anew."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores for whole folders; none for files, where one may want to look."""
    cores = min(os.cpu_count() or 1, MOST)
    whole = all(Path(arg).is_dir() for arg in config.args)
    return cores if whole and cores > 1 else 0


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name a group for every test that names none: its file."""
    for item in items:
        if not any(item.iter_markers("xdist_group")):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))
