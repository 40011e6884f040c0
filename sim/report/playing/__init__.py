"""A seat that is played, in words: what it knows, what it may do, and what came of it."""

from sim.report.playing.asked import Asked
from sim.report.playing.end import end_words, result_facts
from sim.report.playing.introduction import introduction

__all__ = ["Asked", "end_words", "introduction", "result_facts"]
