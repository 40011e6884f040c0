"""Two fingerprints of what came out: one that machines should share, one for every bit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import Outcome


class Digest:
    """Digest of the discrete outcomes, and of every outcome bit, of worlds that come in order.

    Each outcome has a hash of its own that grows world by world, so that nothing needs to be kept
    and the portions in which worlds come change nothing; the digests are hashes of these hashes.
    Worlds that failed count with their lack of an outcome. Sampled parameters enter neither, nor
    does what a user asks beside the outcomes of every scenario.
    """

    def __init__(self, declared: Iterable[Outcome]) -> None:
        self._hashes = {outcome: hashlib.sha256() for outcome in declared if not outcome.own}
        self._types: dict[Outcome, str] = {}
        self._worlds = 0

    def add(self, column: Callable[[str], NDArray[Any]]) -> None:
        """Take in more worlds: an outcome's values by its name, shape (worlds,)."""
        worlds = 0
        for outcome, grown in self._hashes.items():
            values = _canonical(column(outcome.name))
            self._types[outcome], worlds = values.dtype.str, values.size
            grown.update(values.data)
        self._worlds += worlds

    @property
    def both(self) -> tuple[str, str]:
        """The digest of the discrete outcomes, and that of every bit."""
        discrete, exact = hashlib.sha256(), hashlib.sha256()
        for outcome, grown in self._hashes.items():
            kind = self._types.get(outcome, "-")
            name = outcome.hashed_as or outcome.name
            line = f"{name}:{kind}:{self._worlds}:{grown.hexdigest()}\n".encode()
            exact.update(line)
            if outcome.kind != "measure":
                discrete.update(line)
        return f"sha256:{discrete.hexdigest()}", f"sha256:{exact.hexdigest()}"


def digests(declared: Iterable[Outcome], column: Callable[[str], NDArray[Any]]) -> tuple[str, str]:
    """Digest of the discrete outcomes, and of every outcome bit, of all worlds at once."""
    digest = Digest(declared)
    digest.add(column)
    return digest.both


def _canonical(values: NDArray[Any]) -> NDArray[Any]:
    """Little-endian, without gaps, and with one spelling of NaN."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    if little.dtype.kind == "f":
        little = np.where(np.isnan(little), np.array(np.nan, little.dtype), little)
    return little
