"""What a worker does all its life: one task after the other, until its pipe ends."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Any


def serve(pipe: Connection[Any, Any]) -> None:
    """Work on one task after the other until the pipe ends.

    Ctrl-C is left to the parent. An orphan dies with its parent even amid a block.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with suppress(OSError):  # nobody hears of the end of the pipe
        while True:
            _reply(pipe, *_tried(partial(_next, pipe)))


def _next(pipe: Connection[Any, Any]) -> object:
    """Do the next task; one that cannot even be read is an error like any other."""
    task: Callable[[], object] = pipe.recv()
    return task()


def _tried(task: Callable[[], object]) -> tuple[object, BaseException | None]:
    """A result and no error, or the error, which tells where in this process it was raised."""
    try:
        return task(), None
    except Exception as error:
        error.add_note("in a worker:\n" + traceback.format_exc())
        return None, error


def _reply(pipe: Connection[Any, Any], result: object, error: BaseException | None) -> None:
    try:
        pipe.send((result, error))
    except OSError:
        raise
    except Exception as why:  # it cannot be pickled
        what = repr(error) if error else f"a result of type {type(result).__name__}"
        pipe.send((None, TypeError(f"{what} cannot be sent from a worker: {why}")))


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
