"""The mediator's deadline."""

from sim.processes.deadline.process import Clock, NoDeadline

__all__ = ["Clock", "NoDeadline"]
