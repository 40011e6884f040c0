"""Who decides in the model's place: nobody, unless somebody sits down at the table."""

from __future__ import annotations

from collections.abc import Callable

from sim.table import Table
from sim.worlds import Bools, Ints


class Decider:
    """Decides in a party's place; this one leaves every decision to the model.

    The model decides first, so that its luck is the same whoever decides after it. Arrays have
    shape (rows,), those of the table's worlds.
    """

    def text(self, table: Table, package: Ints, proposer: Ints, may: Callable[[], Bools]) -> Ints:
        """The text that is tabled, -1 for none.

        ``package`` is what the model's ``proposer`` (a side, -1 for the mediator) tables, and
        ``may()`` (rows, packages) what it may table.
        """
        return package

    def answer(
        self, own: int, table: Table, package: Ints, proposer: Ints, says_yes: Bools
    ) -> Bools:
        """The answer of the side ``own`` to a text; ``says_yes`` is the model's."""
        return says_yes
