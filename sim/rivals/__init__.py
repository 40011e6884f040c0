"""Rival theories of how talks end, asked the same question of the same worlds."""

from sim.rivals.comparing import Asked, Found, LeftOut, rivals
from sim.rivals.theories import THEORIES, Theory

__all__ = ["THEORIES", "Asked", "Found", "LeftOut", "Theory", "rivals"]
