"""Who decides in the model's place: nobody, unless somebody sits down at the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from sim.table import Table
from sim.worlds import Bools, Ints

T = TypeVar("T", Bools, Ints)


class Decision(NamedTuple, Generic[T]):
    """What is decided, and whether from a seat; both (rows,).

    ``what`` is a text (-1 for none) or an answer; ``from_seat`` tells where it is not the model's.
    """

    what: T
    from_seat: Bools


class Decider:
    """Decides in a party's place; this one leaves every decision to the model.

    The model decides first, so that its luck is the same whoever decides after it. Arrays have
    shape (rows,), those of the table's worlds.
    """

    def text(
        self, table: Table, package: Ints, proposer: Ints, may: Callable[[], Bools]
    ) -> Decision[Ints]:
        """The text that is tabled.

        ``package`` is what the model's ``proposer`` (a side, -1 for the mediator) tables, and
        ``may()`` (rows, packages) what it may table.
        """
        return left_to_the_model(package)

    def answer(
        self, own: int, table: Table, package: Ints, proposer: Ints, says_yes: Bools
    ) -> Decision[Bools]:
        """The answer of the side ``own`` to a text; ``says_yes`` is the model's."""
        return left_to_the_model(says_yes)


def left_to_the_model(what: T) -> Decision[T]:
    """The model's own decision."""
    return Decision(what, np.zeros(what.shape, dtype=bool))


def decided_here(what: T) -> Decision[T]:
    """A decision from a seat."""
    return Decision(what, np.ones(what.shape, dtype=bool))
