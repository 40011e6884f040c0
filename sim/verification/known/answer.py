"""A known answer, and what the project's own code makes of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

Kind = Literal["exact", "counted", "drawn"]


@dataclass(frozen=True)
class Answer:
    """What a work proves, and what was found.

    Attributes
    ----------
    claim, source : str
        In words, and where it is proved.
    cases : int
        How many were looked at: settings, worlds or days.
    kind : str
        ``exact``: ``found`` is the largest distance from what is known, ``error`` the most that
        rounding allows. ``counted``: ``found`` counts the cases that contradict it; none may.
        ``drawn``: ``found`` is a mean of draws, ``known`` what it must be, ``error`` its standard
        error.
    """

    claim: str
    source: str
    cases: int
    kind: Kind
    found: float
    known: float = 0.0
    error: float = 0.0

    def holds(self, surely: float) -> bool:
        """Is the answer the known one? Draws may be ``surely`` standard errors off."""
        allowed = surely * self.error if self.kind == "drawn" else self.error
        return abs(self.found - self.known) <= allowed


def exact(claim: str, source: str, found: ArrayLike, known: ArrayLike, error: float) -> Answer:
    """Numbers that must be the known ones, each but for rounding."""
    off = np.abs(np.asarray(found, dtype=np.float64) - np.asarray(known, dtype=np.float64))
    return Answer(claim, source, off.size, "exact", float(off.max()), 0.0, error)


def counted(claim: str, source: str, contradicts: ArrayLike) -> Answer:
    """Cases none of which may contradict the claim."""
    cases = np.asarray(contradicts, dtype=bool)
    return Answer(claim, source, cases.size, "counted", float(cases.sum()))


def drawn(claim: str, source: str, found: ArrayLike, known: float) -> Answer:
    """Independent draws whose mean must be the known one."""
    draws = np.asarray(found, dtype=np.float64)
    error = float(draws.std(ddof=1) / np.sqrt(draws.size))
    return Answer(claim, source, draws.size, "drawn", float(draws.mean()), known, error)
