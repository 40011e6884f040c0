"""A world that could not be run: recorded with what is needed to see it fail again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

RAISED, DIED = "raised", "died"


@dataclass(frozen=True, order=True)
class Failure:
    """One world that failed.

    Attributes
    ----------
    world : int
        Its number.
    seed : int
        Seed of the noise; with the scenario and the number it fails again.
    kind : str
        ``raised``: the model raised an error, and will again. ``died``: the process that ran it
        was killed every time, which may be the machine's doing (memory), so that the next command
        tries again.
    error : str
        What was raised, and where.
    """

    world: int
    seed: int
    kind: str
    error: str

    @classmethod
    def read(cls, content: Any) -> Failure:
        """From what JSON holds; anything that is no failure is a ValueError."""
        types = {"world": int, "seed": int, "kind": str, "error": str}
        if not isinstance(content, dict) or {k: type(v) for k, v in content.items()} != types:
            raise ValueError("not the record of a failed world")
        return cls(**content)
