"""Sweeps: a scenario over a grid or a design of its parameters, the same worlds at every point."""
