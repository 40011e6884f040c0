"""Temperature."""

from sim.processes.weather.process import Weather

__all__ = ["Weather"]
