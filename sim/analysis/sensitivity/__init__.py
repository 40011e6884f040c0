"""What an outcome varies with, and on which assumptions the answer leans."""

from __future__ import annotations

from sim.analysis.sensitivity.answer import Sensitivity
from sim.analysis.sensitivity.asking import sensitivity

__all__ = ["Sensitivity", "sensitivity"]
