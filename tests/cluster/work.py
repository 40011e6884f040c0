"""Tasks for the workers of a cluster."""

from __future__ import annotations

import os
import signal
import time

KILLS = 5


def counts(worlds: range) -> range:
    """Do nothing, well."""
    return worlds


def dies(worlds: range) -> range:
    """Kill the worker of one world, every time."""
    if KILLS in worlds:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.1)
    return worlds


def raises(worlds: range) -> range:
    """Raise what no protocol of ours knows."""
    raise ZeroDivisionError("on a worker")
