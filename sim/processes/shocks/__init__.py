"""Luck from outside the room."""

from sim.processes.shocks.process import Shocks

__all__ = ["Shocks"]
