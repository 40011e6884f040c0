"""A block on a worker of a cluster: the task of a local process, once it is sure to be the same.

A worker elsewhere may run other code, other versions of what computes, or see other folders. Each
would spoil a run silently; here each is an error that names the worker's machine.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

import numpy
import scipy

from sim.errors import SimError

_ONE_AT_A_TIME = threading.Lock()  # a worker may have several threads; the model is for one


class WrongWorker(SimError, OSError):
    """A worker that is set up differently, and cannot stand in for a process of this machine."""


def versions() -> dict[str, str]:
    """What must be equal for equal bits: fingerprint of the code, numpy, scipy."""
    from sim.ensemble.block import CODE

    return {"code": CODE, "numpy": numpy.__version__, "scipy": scipy.__version__}


def on_worker(work: Callable[[range], Any], wanted: dict[str, str], worlds: range) -> Any:
    """Do the work for a block, here on a worker.

    Parameters
    ----------
    work : callable
        The task of the block.
    wanted : dict
        `versions` of the process that asks.
    worlds : range
        The block.

    Raises
    ------
    WrongWorker
        If this worker has other versions, or does not see the folder to write into.
    """
    there = versions()
    if there != wanted:
        raise WrongWorker(
            f"a worker on {socket.gethostname()} has {_told(there)}, but this run has "
            f"{_told(wanted)}: install the same everywhere, restart the workers, and run the "
            "same command again"
        )
    try:
        with _ONE_AT_A_TIME:
            return work(worlds)
    except FileNotFoundError as error:
        raise WrongWorker(
            f"a worker on {socket.gethostname()} cannot see the run's folder: name one (--out) "
            f"that all machines share under the same path ({error.filename})"
        ) from None


def _told(what: dict[str, str]) -> str:
    return ", ".join(f"{name} {version[:12]}" for name, version in what.items())
