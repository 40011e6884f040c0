"""Which settings of levers serve several aims at once? Designs, a front, a playbook."""

from __future__ import annotations

from sim.analysis.searching.search import Found, Judged, search

__all__ = ["Found", "Judged", "search"]
