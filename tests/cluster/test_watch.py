"""A worker that its nanny does not replace is replaced all the same."""

from __future__ import annotations

import asyncio
import os
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from sim.ensemble import local_cluster


class Nanny:
    """One whose worker the scheduler does not know; it may hang when it is to end."""

    def __init__(self, hangs: bool) -> None:
        self.hangs, self.closed = hangs, False

    async def close(self, timeout: float) -> None:
        self.closed = True
        await asyncio.sleep(1000 if self.hangs else 0)


class Cluster:
    """Two workers, of whom one is missing until so many others have been made in its place."""

    def __init__(self, over: int, failures: int, nanny: Nanny) -> None:
        self.over, self.failures, self.ended = over, failures, [nanny]
        self.worker_spec: dict[int, Any] = {0: {}, 1: {}}
        self.workers: dict[int, Any] = {0: nanny, 1: "well"}
        self.scheduler = SimpleNamespace(workers={"tls://a": SimpleNamespace(name=1)})

    def sync(self, ask: Any, *args: Any) -> None:
        asyncio.run(ask(*args))

    def scale(self, number: int) -> None:
        assert number == 2
        assert 0 not in self.workers
        self.ended.append(Nanny(False))
        self.workers[0] = self.ended[-1]
        self.failures -= 1
        if self.failures < 0:
            self.scheduler.workers["tls://b"] = SimpleNamespace(name=0)
            os.close(self.over)


@pytest.mark.parametrize(
    ("failures", "hangs", "struck_off"),
    [(0, False, False), (0, True, False), (2, False, False), (0, False, True), (2, False, True)],
)
def test_a_missing_worker_is_replaced_until_the_scheduler_knows_it(
    monkeypatch: pytest.MonkeyPatch, failures: int, hangs: bool, struck_off: bool
) -> None:
    reads, writes = os.pipe()
    nanny = Nanny(hangs)
    cluster = Cluster(writes, failures, nanny)
    monkeypatch.setattr(local_cluster, "_LOOKS_EVERY", 0.01)
    monkeypatch.setattr(local_cluster, "_PATIENCE", 0.03)
    with os.fdopen(reads) as end:
        monkeypatch.setattr(sys, "stdin", end)
        if struck_off:
            del cluster.workers[0]
        local_cluster._watch(cluster)  # type: ignore[arg-type]
    assert nanny.closed != struck_off
    assert cluster.workers[1] == "well"
    closed = [former.closed for former in cluster.ended[1:]]
    assert closed == [True] * failures + [False]
