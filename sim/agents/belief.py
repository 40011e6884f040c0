"""What one party believes about another's target: an error that persists until refusals mend it."""

from __future__ import annotations

import numpy as np

from sim.theory import learning
from sim.theory.rules import Rules
from sim.worlds import Bools, Floats, Ints


class TargetBelief:
    """A normal belief about the error in one's reading of another's target.

    It is a belief about the *error*, so that it moves along with the target: a text that failed
    is not tabled for ever because the other side has meanwhile conceded.

    Attributes
    ----------
    error : Floats
        Mean of the believed target less the true one (utility), shape (worlds,).
    variance : Floats
        Its variance, shape (worlds,).
    """

    def __init__(self, error: Floats, variance: Floats, rules: Rules) -> None:
        self.error, self.variance, self.rules = error.copy(), variance.copy(), rules

    def copy(self) -> TargetBelief:
        """The belief as it is now, whatever is learnt later."""
        return TargetBelief(self.error, self.variance, self.rules)

    def about(self, target: Floats, rows: Ints) -> learning.Normal:
        """The believed target where the true one is ``target``, in the worlds ``rows``."""
        return learning.Normal(target + self.error[rows], self.variance[rows])

    def learn_from_refusal(
        self, rows: Ints, refused: Bools, target: Floats, value: Floats, noise: Floats
    ) -> None:
        """Move the belief where a package worth ``value`` to its owner was refused.

        All arrays belong to the worlds ``rows``; ``noise`` is that of the owner's answers.
        """
        now = self.about(target, rows)
        then = self.rules.learning.refused(now, value, self.rules.acceptance.blur(noise))
        self.error[rows] = np.where(refused, then.mean - target, self.error[rows])
        self.variance[rows] = np.where(refused, then.variance, self.variance[rows])
