"""Blocks on a Dask cluster: the same tasks as on local processes, and so the same digests.

Dask reruns what a lost worker had, and each block is written by its worker into the run's folder.
Tasks travel pickled, which is Dask's protocol: whoever reaches a scheduler or a worker can run code
there. So a cluster on this machine has credentials of its own; others belong on trusted networks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib.util import find_spec

from sim.ensemble.connection import Connection
from sim.ensemble.failure import ClusterLost
from sim.ensemble.local_cluster import LocalCluster
from sim.ensemble.workers import led_by
from sim.errors import Usage

_ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+):\d{1,5}")
_LOCAL = re.compile(r"local:([1-9]\d{0,2})")
_NEEDED = ("distributed", "cryptography")  # the latter for credentials of our own
_NO_WORKERS = 300.0  # seconds without any worker from which a run is given up
_PIECES = 16  # blocks a small run is cut into where nobody knows how many workers there are
_TRUSTED_AGAIN = 3  # blocks that must go well after a death before others run beside them


class NoSuchCluster(Usage):
    """The name of a cluster that is none; or Dask is not installed."""


class Cluster:
    """Workers (see `sim.ensemble.workers`) of one executor: a cluster, connected when first needed.

    Parameters
    ----------
    name : str
        ``tcp://host:port`` or ``tls://host:port`` of a scheduler, or ``local:N`` for N workers
        on this machine, 1 <= N <= 999.

    Attributes
    ----------
    depth : int
        Blocks given to the cluster at once: one a worker, since one that only waited on a worker
        would be blamed for its death as well. After a death a single one, until some went well.
    pieces : int
        Blocks to cut a small run into, >= 1.

    Raises
    ------
    NoSuchCluster
        If the name is not of this form, or what it needs is not installed.
    """

    executors = 1

    def __init__(self, name: str) -> None:
        local = _LOCAL.fullmatch(name)
        if not local and not _ADDRESS.fullmatch(name):
            raise NoSuchCluster(f"a cluster is tcp://HOST:PORT or local:N, not {name!r}")
        if any(find_spec(each) is None for each in (_NEEDED if local else _NEEDED[:1])):
            raise NoSuchCluster("clusters need Dask: pip install 'negotiation-sim[cluster]'")
        self.name, self._local = name, int(local[1]) if local else 0
        self.pieces = self._local or _PIECES
        self.depth = 1
        self._machine: LocalCluster | None = None
        self._connection: Connection | None = None
        self._trusted_from = 0  # blocks that will have gone well
        self._populated = 0.0

    def start(self) -> Executor:
        """The connection."""
        if self._connection is None:
            if self._local:
                self._machine = LocalCluster(self._local)
            if there := self._machine:
                self._connection = Connection(there.address, self._look, there.security)
            else:
                self._connection = Connection(self.name, self._look)
            self._populated = time.monotonic()
        self._look()
        return self._connection

    def stop(self, executor: Executor) -> None:
        """Nothing: taking leave drops what has not begun, and what has ends whole or not at all."""

    def died(self, error: BaseException) -> bool:
        """Whether Dask gave a block up because the workers that ran it died."""
        from distributed import KilledWorker

        return isinstance(error, KilledWorker)

    def after_death(self, executor: Executor) -> Executor:
        """The same cluster, with one block at a time: no other is to be blamed for the next."""
        if there := self._connection:
            self._trusted_from = there.went_well + there.running + _TRUSTED_AGAIN
        self.depth = 1
        return executor

    def unstick(self, executor: Executor) -> None:
        """See that the scheduler is still there.

        Raises
        ------
        ClusterLost
            If it is not, or has had no workers for long.
        """
        self._look()

    def close(self) -> None:
        """Take leave of the scheduler, and end what was started on this machine."""
        if self._connection is not None:
            self._connection.close()
        if self._machine is not None:
            self._machine.close()
        self._connection = self._machine = None

    def _look(self) -> None:
        """See whether all is well, and how many blocks may run at once."""
        there = self._connection
        if there is None:
            return
        there.pulse()
        now = time.monotonic()
        if there.workers:
            self._populated = now
        elif now - self._populated > _NO_WORKERS:
            raise ClusterLost(f"{self.name} has had no workers for {_NO_WORKERS:.0f} s")
        careful = there.went_well < self._trusted_from
        self.depth = 1 if careful else max(1, there.workers)


@contextmanager
def on_cluster(name: str) -> Iterator[None]:
    """Within it, whatever is asked is played on a Dask cluster; no number changes.

    >>> with sim.on_cluster("local:2"):                       # doctest: +SKIP
    ...     sim.sweep("baseline", {"war.drift": "0:20:5"})

    Parameters
    ----------
    name : str
        ``tcp://host:port`` of its scheduler, or ``local:N``. See docs/clusters.md.

    Raises
    ------
    NoSuchCluster
        If it is none, or Dask is not installed.
    """
    with cluster(name) as team, led_by(team):
        yield


@contextmanager
def cluster(name: str) -> Iterator[Cluster]:
    """The workers of a cluster, from which leave is taken in the end."""
    workers = Cluster(name)
    try:
        yield workers
    finally:
        workers.close()
