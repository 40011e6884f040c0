"""What one party believes about another's target: an error that persists until answers mend it."""

from __future__ import annotations

from sim.theory import learning
from sim.theory.learning import Heard
from sim.theory.rules import Rules
from sim.worlds import Floats, Ints


class TargetBelief:
    """A belief about the error in one's reading of another's target.

    It is a belief about the *error*, so that it moves along with the target: a text that failed
    is not tabled for ever because the other side has meanwhile conceded.

    Attributes
    ----------
    mind : Mind
        What is believed of it; arrays have shape (worlds,).
    """

    def __init__(self, error: Floats, variance: Floats, rules: Rules) -> None:
        self.mind, self.rules = learning.open_mind(error, variance), rules

    @property
    def error(self) -> Floats:
        """Mean of the believed target less the true one (utility), (worlds,)."""
        return self.mind.error

    @property
    def variance(self) -> Floats:
        """Variance of that, (worlds,)."""
        return self.mind.variance

    def about(self, target: Floats, rows: Ints) -> learning.Normal:
        """The believed target where the true one is ``target``, in the worlds ``rows``."""
        return self.mind.at(rows).about(target)

    def hear(self, rows: Ints, heard: Heard) -> None:
        """Move the belief by an answer in the worlds ``rows``."""
        then = self.rules.learning.hear(self.mind.at(rows), heard)
        mind = self.mind
        for whole, part in (
            (mind.error, then.error),
            (mind.variance, then.variance),
            (mind.above, then.above),
            (mind.below, then.below),
        ):
            whole[rows] = part
