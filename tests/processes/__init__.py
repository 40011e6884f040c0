"""Processes, each in its room."""
