"""Known answers: what theory proves, asked of the project's own code.

`laws` asks the functions that the model is made of, `pie` the engine of the one scenario whose
bargaining range is known on paper, `played` the engine of the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.verification.known.answer import Answer
from sim.verification.known.laws import LAWS
from sim.verification.known.pie import PIE, PIES
from sim.verification.known.played import DRAWS, PLAYED

__all__ = ["DRAWS", "PIE", "Answer", "answers"]


def answers(worlds: int, seed: int) -> Iterator[Answer]:
    """Every known answer in the order in which it is told; those drawn from so many ``worlds``."""
    for ask in (*LAWS, *PIES):
        yield ask()
    for play in (*PLAYED, *DRAWS):
        yield play(worlds, seed)
