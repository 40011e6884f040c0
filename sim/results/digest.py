"""Two fingerprints of what came out: one that machines should share, one for every bit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.outcomes import Outcome


def digests(declared: Iterable[Outcome], column: Callable[[str], NDArray[Any]]) -> tuple[str, str]:
    """Digest of the discrete outcomes, and of every outcome bit, of all worlds in order.

    Parameters
    ----------
    declared : iterable of Outcome
        The outcomes; sampled parameters enter neither digest.
    column : callable
        An outcome's values by its name, shape (worlds,).
    """
    discrete, exact = hashlib.sha256(), hashlib.sha256()
    for outcome in declared:
        name, content = _canonical(outcome.name, column(outcome.name))
        exact.update(name)
        exact.update(content)
        if outcome.kind != "measure":
            discrete.update(name)
            discrete.update(content)
    return f"sha256:{discrete.hexdigest()}", f"sha256:{exact.hexdigest()}"


def _canonical(name: str, values: NDArray[Any]) -> tuple[bytes, bytes]:
    """Name with type and length, and little-endian bytes with one spelling of NaN."""
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    if little.dtype.kind == "f":
        little = np.where(np.isnan(little), np.array(np.nan, little.dtype), little)
    return f"{name}:{little.dtype.str}:{little.size}\n".encode(), little.tobytes()
