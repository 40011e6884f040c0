"""Runs and their folders: saved block by block, read back whole."""

from __future__ import annotations

from sim.results.files import DamagedResults, FolderInUse
from sim.results.load import load
from sim.results.run import Run

__all__ = ["DamagedResults", "FolderInUse", "Run", "load"]
