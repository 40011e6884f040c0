"""The empty chair: nobody mediates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.agents.belief import TargetBelief
from sim.agreement.packages import Packages
from sim.worlds import Bools, Floats, Ints, Noise


class Nobody:
    """Does what a mediator does, and nothing comes of it: the sides offer anything in turn.

    Arrays have shape (worlds,).
    """

    def __init__(self, packages: Packages, worlds: int) -> None:
        self.packages = packages
        self.present = np.zeros(worlds, dtype=bool)
        self.rung = np.zeros(worlds, dtype=np.int64)
        self.distracted_until = np.zeros(worlds)
        self.left_on = np.full(worlds, np.nan)
        self.about: dict[str, TargetBelief] = {}
        self.heeds = None

    def attention(self, day: int) -> Floats:
        """Nobody's."""
        return np.zeros(self.present.shape)

    def attention_between(self, begin: Floats | int, end: Floats | float) -> Floats:
        """Nobody's."""
        return np.zeros(self.present.shape)

    def weights(self, rows: Ints, sides: Sequence[str]) -> list[Floats]:
        """(rows,): each side counts as much as the others."""
        return [np.full(rows.shape, 1.0 / len(sides)) for _ in sides]

    def is_distracted(self, day: int, noise: Noise) -> None:
        """Nobody can be."""

    def turn_away(self, where: Bools, until: Floats) -> None:
        """Nobody can."""

    def gives_up(self, day: int, lapsed: Bools, noise: Noise) -> Bools:
        """Nobody can."""
        return np.zeros_like(self.present)

    def leave(self, day: int, where: Bools) -> None:
        """Nobody can."""

    def tabled(self, rows: Ints, signable: Bools) -> Bools:
        """(rows, packages): nobody keeps a text from the table."""
        return np.ones((rows.size, len(self.packages)), dtype=bool)

    def opened(
        self, rows: Ints, tabled: Bools, chance: Floats, worth: Floats, going_on: Floats
    ) -> Bools:
        """(rows, packages): nobody is asked."""
        return tabled

    def count_refusal(self, day: int, refused: Bools) -> None:
        """No rung opens."""

    def open_ladder(self) -> None:
        """There is none."""

    def close_ladder(self, where: Bools) -> None:
        """No rung closes."""
