"""How the tests are spread over processes: a file stays together, and so do its caches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

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


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """A file of tests is one piece of work, and all that stands apart is one."""
    return ByFile(config, log)


class ByFile(LoadScopeScheduling):
    """Spreads files, not tests: what a file prepares is prepared once."""

    def _split_scope(self, nodeid: str) -> str:
        path = Path(nodeid.split("::", maxsplit=1)[0])
        apart = {HERE.name + "/" + each for each in APART}
        return "apart" if {path.as_posix(), path.parent.as_posix()} & apart else path.as_posix()
