"""Trust, and whether the sides talk at all."""

from sim.processes.talks.process import Relations

__all__ = ["Relations"]
