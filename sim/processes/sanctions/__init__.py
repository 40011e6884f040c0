"""Sanctions: what they cost whoever does not agree, from a day on, and before it as a threat."""

from sim.processes.sanctions.process import Sanctions

__all__ = ["Sanctions"]
