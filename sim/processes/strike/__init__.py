"""A strike: what it costs both sides until they agree."""

from sim.processes.strike.process import Strike

__all__ = ["Strike"]
