"""The front and those who fight at it."""

from sim.processes.war.process import War

__all__ = ["War"]
