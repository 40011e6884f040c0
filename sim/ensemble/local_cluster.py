"""A Dask cluster on this machine, in a process of its own that ends with whoever started it.

``python -m sim.ensemble.local_cluster N FOLDER`` prints the scheduler's address and lives until its
standard input ends, as it does whatever kills the process at the other end. Being a program of its
own, it never runs the user's script again in its workers, as spawned processes would.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType

_STARTS_WITHIN = 60.0  # seconds; two workers take some three


class LocalCluster:
    """Scheduler and workers that listen on 127.0.0.1 only.

    Parameters
    ----------
    workers : int
        How many, >= 1; each has one thread.

    Attributes
    ----------
    address : str
        Of the scheduler.

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
            self.address = self._told()
        except BaseException:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            self.close()
            if last:
                raise OSError(f"the local cluster did not start: {last[0]}") from None
            raise

    def _told(self) -> str:
        """The address it prints when all workers are there."""
        from multiprocessing.connection import wait

        said = self.process.stdout
        assert said is not None
        line = said.readline() if wait([said.fileno()], _STARTS_WITHIN) else ""
        if not line:
            raise OSError(f"the local cluster did not start within {_STARTS_WITHIN:.0f} s")
        return line.strip()

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
    """Start a cluster, print its address, and end with our standard input."""
    import dask
    from distributed import LocalCluster as Cluster

    # Deaths are counted by us, for local processes and clusters alike; no pages are served.
    alone = {
        "distributed.scheduler.allowed-failures": 0,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    loopback = "127.0.0.1"
    with dask.config.set(alone):
        cluster = Cluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=loopback,
            dashboard_address=f"{loopback}:0",
            worker_dashboard_address=f"{loopback}:0",
            memory_limit=0,  # else Dask pauses or kills what a local process may do
            local_directory=folder,
        )
        sys.stdout.write(cluster.scheduler_address + "\n")
        sys.stdout.flush()
        sys.stdin.read()
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)  # the workers watch a pipe of ours


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
