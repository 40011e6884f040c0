"""A person, or a function, in one seat of one world; everybody else as the model has them."""

from sim.analysis.playing.moves import MODEL, NO, NOTHING, YES, Move
from sim.analysis.playing.play import Played, Result, play
from sim.analysis.playing.situation import Situation, Text

__all__ = ["MODEL", "NO", "NOTHING", "YES", "Move", "Played", "Result", "Situation", "Text", "play"]
