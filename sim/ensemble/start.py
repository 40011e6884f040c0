"""Starting a worker, out of the way of Ctrl-C."""

from __future__ import annotations

import tempfile
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from sim.ensemble.serve import serve
from sim.jobs import leave_interrupts_to_the_parent, server


def unborn() -> tuple[BaseProcess, Connection[Any, Any], Connection[Any, Any]]:
    """A process that is still to be started, and both ends of its pipe: ours and its own.

    A daemon: what is left of it is ended with the interpreter instead of being waited for.
    """
    context = server()
    ours, theirs = context.Pipe()
    return context.Process(target=serve, args=(theirs,), daemon=True), ours, theirs


def start(process: BaseProcess, pipe: Connection[Any, Any]) -> None:
    """Start a process that serves a pipe, and leaves Ctrl-C to its parent from the beginning."""
    leave_interrupts_to_the_parent()
    with pipe:  # from then on the process alone has it
        process.start()


def why_not(error: OSError) -> str:
    """What keeps this machine from starting a process, and what to do."""
    if "path too long" in str(error):
        folder = tempfile.gettempdir()
        return f"the temporary folder {folder} has too long a name: set TMPDIR to another, or -j 1"
    return f"{error}; -j 1 needs none"
