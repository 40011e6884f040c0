"""Drawing the parameters of a block of worlds from unit-cube coordinates."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import gammaincinv

from sim.worlds import Floats

if TYPE_CHECKING:
    from sim.quantities.base import Weights
    from sim.quantities.quantity import Quantity


class Draw:
    """Draws quantities, each once: asking again gives the same worlds the same numbers.

    Parameters
    ----------
    coordinate : Callable[[str], Floats]
        Dotted name -> coordinates of the unit cube, shape (worlds,).
    worlds : int, optional
        How many worlds; learnt from the first coordinates if it is not given.

    Attributes
    ----------
    sampled : dict[str, Floats]
        Everything drawn so far that is not fixed, by dotted name, shape (worlds,); of weights the
        normalised ones.
    """

    def __init__(self, coordinate: Callable[[str], Floats], worlds: int | None = None) -> None:
        self._coordinate = coordinate
        self._drawn: dict[str, Floats] = {}
        self._worlds = worlds
        self.sampled: dict[str, Floats] = {}

    def __call__(self, q: Quantity) -> Floats:
        """The quantity in every world, shape (worlds,), in its unit."""
        if q.name not in self._drawn:
            if q.fixed:
                self._drawn[q.name] = np.full(self._count(q.name), q.value)
            else:
                self._drawn[q.name] = self.sampled[q.name] = q.ppf(self._coordinate(q.name))
        return self._drawn[q.name]

    def weights(self, w: Weights) -> dict[str, Floats]:
        """Weights of the issues, shape (worlds,) each: a Dirichlet draw that sums to one.

        Gamma numbers of the same scale, divided by their sum, are Dirichlet distributed. The sum
        runs in the order of the file, one addition after the other, so that it has the same bits
        in every crowd.
        """
        names = [share.name for share in w.shares.values()]
        if any(name not in self.sampled for name in names):
            self.sampled.update(zip(names, self._dirichlet(w), strict=True))
        return {issue: self.sampled[share.name] for issue, share in w.shares.items()}

    def _dirichlet(self, w: Weights) -> list[Floats]:
        concentration = self(w.concentration)
        whole = sum(share.value for share in w.shares.values())
        parts = []
        for share in w.shares.values():
            u = self._coordinate(share.name)
            shape = concentration * (share.value / whole)
            parts.append(gammaincinv(shape, u) if share.value > 0 else np.zeros_like(u))
        total = np.zeros_like(parts[0])
        for part in parts:
            total = total + part
        # With a tiny concentration every part can underflow; then the stated shares stand in.
        lost = total <= 0
        return [
            np.where(lost, share.value / whole, part / np.where(lost, 1.0, total))
            for share, part in zip(w.shares.values(), parts, strict=True)
        ]

    @property
    def worlds(self) -> int:
        """How many worlds are drawn."""
        return self._count("worlds")

    def _count(self, name: str) -> int:
        """Number of worlds."""
        if self._worlds is None:
            self._worlds = len(self._coordinate(name))
        return self._worlds
