"""Numbers of many worlds in one lump of text: a few bytes each, pressed, in base 64."""

from __future__ import annotations

import base64
import hashlib
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.statistics import Numbers

STEPS = 65_535
"""Of a parameter's range in the file: it is kept in 16 bits."""


class Blob:
    """Bytes one after the other; where each array lies is told as JSON. Equal ones are kept once.

    Attributes
    ----------
    size : int
        Bytes so far.
    """

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._known: dict[bytes, int] = {}
        self.size = 0

    def add(self, array: NDArray[Any], kind: str) -> dict[str, Any]:
        """Take in an array as little-endian numbers of a kind, such as ``u2``; say where."""
        content = np.ascontiguousarray(array, dtype=f"<{kind}").tobytes()
        return {"at": self._place(content), "bytes": len(content), "kind": kind}

    def add_text(self, text: str) -> dict[str, Any]:
        """Take in a text."""
        content = text.encode()
        return {"at": self._place(content), "bytes": len(content), "kind": "text"}

    def holds(self, array: NDArray[Any], kind: str) -> bool:
        """Whether an equal array is there already."""
        content = np.ascontiguousarray(array, dtype=f"<{kind}").tobytes()
        return hashlib.sha256(content).digest() in self._known

    def _place(self, content: bytes) -> int:
        digest = hashlib.sha256(content).digest()
        if digest not in self._known:
            self._known[digest] = self.size
            self._parts.append(content)
            self.size += len(content)
        return self._known[digest]

    def text(self) -> str:
        """All of it: zlib, then base 64."""
        return base64.b64encode(zlib.compress(b"".join(self._parts), 9)).decode()


def in_steps(x: Numbers) -> tuple[NDArray[np.uint16], float, float]:
    """A column in 16 bits, and the ends of its range.

    The greatest error is half a step: 1/131,070 of the range.

    >>> in_steps(np.array([0.0, 0.5, 1.0]))[0].tolist()
    [0, 32768, 65535]
    """
    low, high = float(x.min()), float(x.max())
    width = (high - low) or 1.0
    return np.rint((x - low) / width * STEPS).astype(np.uint16), low, high


def from_steps(steps: NDArray[np.uint16], low: float, high: float) -> Numbers:
    """The column as the page reads it."""
    return np.asarray(low + steps.astype(np.float64) * ((high - low) / STEPS))
