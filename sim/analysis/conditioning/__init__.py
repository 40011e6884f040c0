"""What has happened since the start, as data: the worlds that contradict it count for nothing."""

from __future__ import annotations

from sim.analysis.conditioning.condition import Conditioned, condition, conditioned
from sim.analysis.conditioning.events import Happened, events

__all__ = ["Conditioned", "Happened", "condition", "conditioned", "events"]
