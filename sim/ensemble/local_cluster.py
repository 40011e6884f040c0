"""A Dask cluster on this machine, in a process of its own that ends with whoever started it.

``python -m sim.ensemble.local_cluster N FOLDER`` prints how to reach it and lives until its
standard input ends, as it does whatever kills the process at the other end. Being a program of its
own, it never runs the user's script again in its workers, as spawned processes would.

Whoever can give tasks to a cluster can run code as its owner, and every user of a machine can reach
its loopback: so this one speaks TLS, with a key made for it alone that only its owner is told.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from distributed import LocalCluster as Cluster
    from distributed import Nanny
    from distributed.security import Security

_LOOKS_EVERY = 5.0  # seconds
_PATIENCE, _MORE_PATIENCE = 20.0, 1.5  # seconds without a worker, and how that grows
_STARTS_WITHIN = 60.0  # seconds; two workers take some three
_CREDENTIALS = ("tls_ca_file", "tls_client_cert", "tls_client_key")  # those of a client


class LocalCluster:
    """Scheduler and workers that listen on 127.0.0.1 only.

    Parameters
    ----------
    workers : int
        How many, >= 1; each has one thread.

    Attributes
    ----------
    address : str
        Of the scheduler, ``tls://127.0.0.1:port``.
    security : Security
        What a client needs to be heard there.

    Raises
    ------
    OSError
        If the cluster does not start.
    """

    def __init__(self, workers: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="negotiation-sim-cluster-")
        log = Path(self._folder.name) / "log"
        words = [sys.executable, "-m", __name__, str(workers), self._folder.name]
        with log.open("wb") as errors:
            self.process = subprocess.Popen(  # noqa: S603 -- this very interpreter and module
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,  # Ctrl-C is for the one who runs, who then ends us
            )
        try:
            self.address, self.security = self._told()
        except BaseException:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            self.close()
            if last:
                raise OSError(f"the local cluster did not start: {last[0]}") from None
            raise

    def _told(self) -> tuple[str, Security]:
        """What it prints when all workers are there: its address, and a client's credentials."""
        from multiprocessing.connection import wait

        from distributed.security import Security

        said = self.process.stdout
        assert said is not None
        line = said.readline() if wait([said.fileno()], _STARTS_WITHIN) else ""
        if not line:
            raise OSError(f"the local cluster did not start within {_STARTS_WITHIN:.0f} s")
        told = json.loads(line)
        return told.pop("address"), Security(require_encryption=True, **told)

    def close(self) -> None:
        """End it at once: it holds nothing but blocks that will be run again."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()  # its workers notice, and end
            self.process.wait()
        self._folder.cleanup()

    def __enter__(self) -> LocalCluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def main(workers: int, folder: str) -> None:
    """Start a cluster, print how to reach it, and end with our standard input."""
    import dask
    from distributed import LocalCluster as Cluster
    from distributed.security import Security

    # Deaths are counted by us, for local processes and clusters alike; no pages are served.
    alone = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    loopback, security = "127.0.0.1", Security.temporary()
    with dask.config.set(alone):
        cluster = Cluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=loopback,
            security=security,
            dashboard_address=f"{loopback}:0",
            worker_dashboard_address=f"{loopback}:0",
            memory_limit=0,  # else Dask pauses or kills what a local process may do
            local_directory=folder,
        )
        told = {name: getattr(security, name) for name in _CREDENTIALS}
        sys.stdout.write(json.dumps({"address": cluster.scheduler_address, **told}) + "\n")
        sys.stdout.flush()
        _watch(cluster)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)  # the workers watch a pipe of ours


def _watch(cluster: Cluster) -> None:
    """Until our standard input ends, see that workers who are missing are replaced.

    Dask's nannies replace those that die, but not always: not one that dies while its nanny still
    waits for its start; and where a start takes more than 15 s (``lost-worker-timeout``), the
    cluster strikes the worker off its list. What counts is whom the scheduler knows; a machine
    under load gets more patience every time.
    """
    from multiprocessing.connection import wait

    missing_since: dict[object, float] = {}
    patience = _PATIENCE
    while not wait([sys.stdin.fileno()], _LOOKS_EVERY):
        now, there = time.monotonic(), {w.name for w in cluster.scheduler.workers.values()}
        missing_since = {
            name: missing_since.get(name, now) for name in cluster.worker_spec if name not in there
        }
        late = [name for name, since in missing_since.items() if now - since > patience]
        for name in late:
            if name in cluster.workers:
                cluster.sync(_end, cluster.workers.pop(name))
            del missing_since[name]
        if late:
            patience *= _MORE_PATIENCE
            cluster.scale(len(cluster.worker_spec))  # makes anew whoever is not there


async def _end(nanny: Nanny) -> None:
    """Whatever is left of a worker and its nanny."""
    with suppress(Exception):  # it is not needed any more
        await asyncio.wait_for(nanny.close(timeout=_LOOKS_EVERY), 2 * _LOOKS_EVERY)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
