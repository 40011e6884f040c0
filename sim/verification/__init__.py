"""Is the model what theory says it must be? Claims, where they are from, and paired worlds."""

from sim.verification.claims import CLAIMS, Claim
from sim.verification.verdicts import Checked, verify

__all__ = ["CLAIMS", "Checked", "Claim", "verify"]
