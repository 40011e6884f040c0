"""Is the model what theory says it must be? Known answers, and signs on paired worlds."""

from sim.verification.claims import CLAIMS, Claim
from sim.verification.folder import finished
from sim.verification.known import DRAWS, Answer, answers
from sim.verification.verdicts import Checked, surely_off, verify

__all__ = [
    "CLAIMS",
    "DRAWS",
    "Answer",
    "Checked",
    "Claim",
    "answers",
    "finished",
    "surely_off",
    "verify",
]
