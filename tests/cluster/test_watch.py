"""A worker that its nanny does not replace is replaced all the same."""

from __future__ import annotations

import asyncio
import os
import sys
from types import SimpleNamespace

import pytest

from sim.ensemble import local_cluster


class Nanny:
    """One whose worker is dead until it is asked for another; then the watch is over."""

    def __init__(self, over: int, failures: int) -> None:
        self.over, self.failures = over, failures
        self.process: object = "dead"

    def is_alive(self) -> bool:
        return self.process == "alive"

    async def instantiate(self) -> None:
        assert self.process is None
        self.failures -= 1
        if self.failures >= 0:
            raise TimeoutError
        self.process = "alive"
        os.close(self.over)


@pytest.mark.parametrize("failures", [0, 2])
def test_a_dead_worker_is_replaced_until_it_lives(
    monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    reads, writes = os.pipe()
    nanny = Nanny(writes, failures)
    cluster = SimpleNamespace(
        workers={0: nanny}, sync=lambda start, *args: asyncio.run(start(*args))
    )
    monkeypatch.setattr(local_cluster, "_LOOKS_EVERY", 0.01)
    with os.fdopen(reads) as end:
        monkeypatch.setattr(sys, "stdin", end)
        local_cluster._watch(cluster)
    assert nanny.is_alive()
