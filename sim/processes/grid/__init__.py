"""Electricity: strikes, repair, aid, and what blackouts do."""

from sim.processes.grid.process import Grid

__all__ = ["Grid"]
