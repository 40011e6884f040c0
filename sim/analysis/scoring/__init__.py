"""How good was a forecast, and was it made before its answer? Questions, scores, seals."""

from __future__ import annotations

from sim.analysis.scoring.questions import Question, questions
from sim.analysis.scoring.scored import Forecast, Scored, forecast, score
from sim.analysis.scoring.seal import Seal, opened, seal

__all__ = [
    "Forecast", "Question", "Scored", "Seal", "forecast", "opened", "questions", "score", "seal",
]  # fmt: skip
