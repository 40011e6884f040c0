"""Negotiation scenarios, simulated: many possible worlds of one set of talks.

>>> import sim
>>> run = sim.run("baseline", worlds=500)           # doctest: +SKIP
>>> run.shares()                                    # doctest: +SKIP
>>> sim.compare("baseline", "strong_guarantees")    # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.analysis.compare import compare
    from sim.ensemble import run
    from sim.results import load

__version__ = "0.1.0"
__all__ = ["__version__", "compare", "load", "run"]

_HOMES = {"run": "sim.ensemble", "load": "sim.results", "compare": "sim.analysis.compare"}


def __getattr__(name: str) -> object:
    """Fetch ``run``, ``load`` and ``compare`` when first used: `sim --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
