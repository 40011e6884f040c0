"""Who should bluff? Postures as strategies of a game that is played in the same worlds."""

from __future__ import annotations

from sim.analysis.postures.answer import Answer, postures

__all__ = ["Answer", "postures"]
