"""What others hold likely or have counted, as data: what the model would have to believe."""

from __future__ import annotations

from sim.analysis.calibrating.anchors import Anchor, anchors
from sim.analysis.calibrating.calibrate import Calibrated, Point, calibrate, calibrated

__all__ = ["Anchor", "Calibrated", "Point", "anchors", "calibrate", "calibrated"]
