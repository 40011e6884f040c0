"""Negotiation scenarios, simulated: many possible worlds of one set of talks.

>>> import sim
>>> sim.scenarios()                                 # doctest: +SKIP
>>> run = sim.run("baseline", worlds=500)           # doctest: +SKIP
>>> run.shares()                                    # doctest: +SKIP
>>> sim.compare("baseline", "strong_guarantees")    # doctest: +SKIP

docs/python.md describes every call and every column.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.analysis.calibrating import Calibrated, calibrate
    from sim.analysis.compare import Unpaired
    from sim.analysis.conditioning import Conditioned, condition
    from sim.analysis.discovery.discovering import discover
    from sim.analysis.explaining import Explanation, explain
    from sim.analysis.playing import Move, Played, play
    from sim.analysis.postures import postures
    from sim.analysis.ranges.asking import bargaining_range
    from sim.analysis.searching import search
    from sim.analysis.sensitivity import sensitivity
    from sim.analysis.side_by_side import compare
    from sim.analysis.sweep.play import sweep
    from sim.ensemble import run
    from sim.ensemble.cluster import NoSuchCluster, on_cluster
    from sim.ensemble.failure import BlockFailed, ClusterLost
    from sim.ensemble.precision import UnknownTarget
    from sim.ensemble.progress import progress
    from sim.errors import SimError, UnknownColumn, UnknownFigure, Usage
    from sim.report.browser import html_report
    from sim.results import Run, load
    from sim.results.files import CodeChanged, DamagedResults, FolderInUse
    from sim.results.listing import runs
    from sim.scenario import ScenarioError, ScenarioNotFoundError
    from sim.scenario.listing import scenarios
    from sim.scenario.measures import forget, measure

__version__ = "0.1.0"
__all__ = [
    "BlockFailed",
    "Calibrated",
    "ClusterLost",
    "CodeChanged",
    "Conditioned",
    "DamagedResults",
    "Explanation",
    "FolderInUse",
    "Move",
    "NoSuchCluster",
    "Played",
    "Run",
    "ScenarioError",
    "ScenarioNotFoundError",
    "SimError",
    "UnknownColumn",
    "UnknownFigure",
    "UnknownTarget",
    "Unpaired",
    "Usage",
    "__version__",
    "bargaining_range",
    "calibrate",
    "compare",
    "condition",
    "discover",
    "explain",
    "forget",
    "html_report",
    "load",
    "measure",
    "on_cluster",
    "play",
    "postures",
    "progress",
    "run",
    "runs",
    "scenarios",
    "search",
    "sensitivity",
    "sweep",
]

_NAMES = {
    "sim.analysis.calibrating": ("Calibrated", "calibrate"),
    "sim.analysis.compare": ("Unpaired",),
    "sim.analysis.conditioning": ("Conditioned", "condition"),
    "sim.analysis.explaining": ("Explanation", "explain"),
    "sim.analysis.discovery.discovering": ("discover",),
    "sim.analysis.playing": ("Move", "Played", "play"),
    "sim.analysis.postures": ("postures",),
    "sim.analysis.ranges.asking": ("bargaining_range",),
    "sim.analysis.searching": ("search",),
    "sim.analysis.sensitivity": ("sensitivity",),
    "sim.analysis.side_by_side": ("compare",),
    "sim.analysis.sweep.play": ("sweep",),
    "sim.ensemble": ("run",),
    "sim.ensemble.cluster": ("NoSuchCluster", "on_cluster"),
    "sim.ensemble.failure": ("BlockFailed", "ClusterLost"),
    "sim.ensemble.precision": ("UnknownTarget",),
    "sim.ensemble.progress": ("progress",),
    "sim.errors": ("SimError", "UnknownColumn", "UnknownFigure", "Usage"),
    "sim.report.browser": ("html_report",),
    "sim.results": ("Run", "load"),
    "sim.results.listing": ("runs",),
    "sim.results.files": ("CodeChanged", "DamagedResults", "FolderInUse"),
    "sim.scenario": ("ScenarioError", "ScenarioNotFoundError"),
    "sim.scenario.listing": ("scenarios",),
    "sim.scenario.measures": ("forget", "measure"),
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Fetch a name when it is first used: `sim --help` needs none of them."""
    if name not in _HOMES:
        told = f"module 'sim' has no attribute {name!r}"
        raise AttributeError(told, name=name, obj=sys.modules[__name__])
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
