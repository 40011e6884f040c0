"""Scenario x worlds, in blocks, on any number of processes."""

from __future__ import annotations

from sim.ensemble.failure import BlockFailed
from sim.ensemble.runner import run
from sim.folders import default_out
from sim.results.files import CodeChanged

__all__ = ["BlockFailed", "CodeChanged", "default_out", "run"]
