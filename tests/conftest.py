"""How the tests are spread over processes: a file stays together, and so does what it prepares."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

MOST = 8
"""Processes that are worth their start; each imports and collects everything anew."""

TOGETHER = ["tests/report", "tests/plots", "tests/browser"]
"""Folders whose files share what is dear to prepare."""

LONG = [
    "test_local.py", "test_process.py", "test_disk.py", "test_remote.py",  # waiting for others
    "test_every_check_can_fail.py", "test_twin.py", "test_snippets.py",
]  # fmt: skip
"""Files that take longest: begun first, so that none is left over for one core at the end."""


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many as there are cores for whole folders; none for files, where one may want to look."""
    cores = min(os.cpu_count() or 1, MOST)
    whole = all(Path(arg).is_dir() for arg in config.args)
    return cores if whole and cores > 1 else 0


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """A file of tests is one piece of work."""
    return ByFile(config, log)


class ByFile(LoadScopeScheduling):
    """Spreads files or folders, not tests, in the order of their collection."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", maxsplit=1)[0]
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; the others stay in their order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


def pytest_collection_finish() -> None:
    """What is collected stays to the end: no search for garbage need look at it again."""
    gc.collect()
    gc.freeze()
