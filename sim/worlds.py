"""The worlds axis, and noise that is addressed instead of consumed.

Every state of the model is an array whose first axis is the world. A random number is a function
of (seed, purpose, day, world) and nothing else, so a world is the same world alone, in a crowd,
in another block, on another worker, and under another scenario: that pairs scenarios
(common random numbers) and lets any world be told again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

# Shape (worlds,) unless a docstring says otherwise.
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_LANES = 4  # one Philox counter gives four 64-bit words: four neighbouring worlds share it
_FIRST_DAY = 2**32  # keeps days before the start positive in the counter
_TWO_53 = 2.0**-53


@lru_cache(maxsize=4096)
def _key(purpose: str) -> int:
    """A purpose's half of the Philox key: stable over Python versions and hash seeds."""
    return int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")


class Noise:
    """Random numbers for the worlds ``first, ..., first + worlds - 1``.

    Parameters
    ----------
    seed : int
        0 <= seed < 2**64.
    first : int
        Number of the first world, >= 0.
    worlds : int
        How many worlds, >= 1.
    """

    def __init__(self, seed: int, first: int, worlds: int) -> None:
        self.seed, self.first, self.worlds = seed, first, worlds

    def uniform(self, purpose: str, day: int = 0, attempt: int = 0) -> Floats:
        """Uniform numbers in the open interval (0, 1), one a world.

        Parameters
        ----------
        purpose : str
            What the number decides, such as ``"war.front"``.
        day : int
            Day of the decision; may be negative.
        attempt : int
            How often this world's history has been drawn again.
        """
        counter = [self.first // _LANES, day + _FIRST_DAY, attempt, 0]
        bits = np.random.Philox(key=[self.seed, _key(purpose)], counter=counter)
        skip = self.first % _LANES
        raw = bits.random_raw(skip + self.worlds)[skip:]
        uniforms: Floats = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * _TWO_53
        return uniforms

    def normal(self, purpose: str, day: int = 0, attempt: int = 0) -> Floats:
        """Standard normal numbers by inverse distribution function, one a world."""
        normals: Floats = ndtri(self.uniform(purpose, day, attempt))
        return normals

    def happens(self, purpose: str, day: int, probability: Floats) -> Bools:
        """Events that occur with the given probability, one a world."""
        occurs: Bools = self.uniform(purpose, day) < probability
        return occurs

    def coordinates(self, attempts: Ints) -> Callable[[str], Floats]:
        """The unit cube that priors are drawn from: dotted name -> one number a world.

        ``attempts`` (worlds,) says how often each world was drawn again; it is part of the address.
        """

        def coordinate(name: str) -> Floats:
            values = self.uniform(f"prior:{name}")
            for attempt in np.unique(attempts[attempts > 0]):
                again = attempts == attempt
                values[again] = self.uniform(f"prior:{name}", attempt=int(attempt))[again]
            return values

        return coordinate


def lognormal(z: Floats, median: Floats, spread: Floats) -> Floats:
    """Lognormal numbers from standard normals."""
    numbers: Floats = median * np.exp(spread * z)
    return numbers
