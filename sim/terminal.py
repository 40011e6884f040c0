"""Between this program and the terminal that started it: text, and signals.

It imports next to nothing, so that it is there whatever happens while the rest is imported.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType

Handler = Callable[[int, FrameType | None], object]


def visible(text: str) -> str:
    """Text that is safe on a terminal: control characters become escapes, newlines stay."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


def writable(text: str, encoding: str | None) -> str:
    """Text with ``?`` for what an encoding has no sign for."""
    encoding = encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def heed(handler: Handler) -> None:
    """Have Ctrl-C, SIGTERM and SIGHUP handled, unless they are to be ignored, as nohup asks."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def leave(number: int, frame: FrameType | None = None) -> None:
    """End at once, with one line: for signals that come before there is anything to resume."""
    os.write(2, b"interrupted\n")
    os._exit(128 + number)


def importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported there.

    An exception raised within may leave half a module behind, which cannot be imported again, or
    be swallowed by the machinery of imports.
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
