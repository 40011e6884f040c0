"""The worlds axis, and noise that is addressed instead of consumed.

Every state of the model is an array whose first axis is the world. A random number is a function
of (seed, purpose, day, world) and nothing else, so a world is the same world alone, in a crowd,
in another block, on another worker, and under another scenario: that pairs scenarios
(common random numbers) and lets any world be told again.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

# Shape (worlds,) unless a docstring says otherwise.
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_LANES = 4  # one Philox counter gives four 64-bit words: four neighbouring worlds share it
PER_WORLD = -(2**31)
"""Day of what is drawn once a world, before its history."""

_FIRST_DAY = 2**32  # keeps days before the start positive in the counter
_TWO_53 = 2.0**-53
_BELOW_ONE = 1.0 - _TWO_53


@lru_cache(maxsize=4096)
def _key(purpose: str) -> int:
    """A purpose's half of the Philox key: stable over Python versions and hash seeds."""
    return int.from_bytes(hashlib.blake2b(purpose.encode(), digest_size=8).digest(), "little")


class Design(Protocol):
    """Where worlds lie in the unit cube that parameters are drawn from, in place of noise."""

    @property
    def key(self) -> str:
        """What tells it from other designs of the same seed."""

    def covers(self, name: str) -> bool:
        """Whether it places the parameter of that dotted name."""

    def coordinate(self, name: str, worlds: Ints) -> Floats:
        """Numbers in (0, 1) for a parameter it covers, by the worlds' own numbers, (worlds,)."""


class Noise:
    """Random numbers for the worlds ``first, ..., first + span - 1``, or some of them.

    Parameters
    ----------
    seed : int
        0 <= seed < 2**64.
    first : int
        Number of the first world, >= 0.
    span : int
        How many worlds, >= 1.
    some : Ints, optional
        Positions within the span of the only worlds wanted.
    attempts : Ints, optional
        How often each world wanted was drawn again; part of the address of all that comes before
        the start (priors and the past).
    design : Design, optional
        Places the parameters that it covers.
    """

    def __init__(
        self,
        seed: int,
        first: int,
        span: int,
        some: Ints | None = None,
        attempts: Ints | None = None,
        design: Design | None = None,
    ) -> None:
        self.seed, self.first, self.span, self.design = seed, first, span, design
        self.some = np.arange(span) if some is None else some
        self._whole = np.array_equal(self.some, np.arange(span))
        self.attempts = np.zeros(self.worlds, dtype=np.int64) if attempts is None else attempts
        # one generator that is set to an address each time: to make one takes longer than to draw
        self._bits = np.random.Philox(key=np.array([seed, 0], dtype=np.uint64))
        self._address = self._bits.state

    @property
    def worlds(self) -> int:
        """How many worlds the numbers are for."""
        return self.some.size

    @property
    def numbers(self) -> Ints:
        """(worlds,): the worlds' own numbers."""
        return self.first + self.some

    def only(self, some: Ints, attempts: Ints) -> Noise:
        """The same noise for some of the worlds, drawn again."""
        return Noise(self.seed, self.first, self.span, self.some[some], attempts, self.design)

    def drawn_again(self, attempts: Ints) -> Noise:
        """The same noise and worlds, with other attempts."""
        return Noise(self.seed, self.first, self.span, self.some, attempts, self.design)

    def placed_by(self, design: Design | None) -> Noise:
        """The same noise and worlds, with parameters placed by a design, or by none."""
        return Noise(self.seed, self.first, self.span, self.some, self.attempts, design)

    def uniform(self, purpose: str, day: int = 0) -> Floats:
        """Uniform numbers in the open interval (0, 1), one a world.

        Parameters
        ----------
        purpose : str
            What the number decides, such as ``"war.front"``.
        day : int
            Day of the decision; negative for the past, ``PER_WORLD`` for what precedes it.
        """
        if day >= 0 or not self.attempts.any():
            return self._draw(purpose, day, 0)
        values = np.empty(self.worlds)
        for attempt in np.unique(self.attempts):
            at = self.attempts == attempt
            values[at] = self._draw(purpose, day, int(attempt))[at]
        return values

    def _draw(self, purpose: str, day: int, attempt: int) -> Floats:
        at = self._address["state"]
        at["key"][1] = _key(purpose)
        at["counter"][:] = self.first // _LANES, day + _FIRST_DAY, attempt, 0
        self._bits.state = self._address  # as it was taken: with an empty buffer
        skip = self.first % _LANES
        words = self._bits.random_raw(skip + self.span)[skip:]
        return unit(words if self._whole else words[self.some])

    def normal(self, purpose: str, day: int = 0) -> Floats:
        """Standard normal numbers by inverse distribution function, one a world."""
        normals: Floats = ndtri(self.uniform(purpose, day))
        return normals

    def happens(self, purpose: str, day: int, probability: Floats) -> Bools:
        """Events that occur with the given probability, one a world."""
        occurs: Bools = self.uniform(purpose, day) < probability
        return occurs

    def coordinate(self, name: str) -> Floats:
        """The unit cube that priors are drawn from: dotted name -> one number a world.

        All parameters come through here, from noise or from a design.
        """
        if self.design is not None and self.design.covers(name):
            return self.design.coordinate(name, self.numbers)
        return self.uniform(f"prior:{name}", PER_WORLD)


def unit(words: NDArray[np.uint64]) -> Floats:
    """Random 64-bit words as numbers in the open interval (0, 1): 0 and 1 have no normal.

    >>> words = np.array([0, 2**63, 2**64 - 1], dtype=np.uint64)
    >>> unit(words) == [2.0**-54, 0.5, 1 - 2.0**-53]
    array([ True,  True,  True])
    """
    uniforms: Floats = (words >> np.uint64(11)).astype(np.float64)
    uniforms += 0.5
    uniforms *= _TWO_53
    return np.minimum(uniforms, _BELOW_ONE, out=uniforms)  # the largest word rounds up to 1


def lognormal(z: Floats, median: Floats, spread: Floats) -> Floats:
    """Lognormal numbers from standard normals."""
    numbers: Floats = median * np.exp(spread * z)
    return numbers
