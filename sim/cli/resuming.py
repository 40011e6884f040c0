"""What is said of work that was begun before."""

from __future__ import annotations

from sim.words import counted


def goes_on(there: int, of: int, what: str) -> list[str]:
    """A line that says how much is kept, if anything is; ``what`` is a word for one of it."""
    if not there:
        return []
    begun = "goes on" if there < of else "was played before"
    return [f"{begun}: {there:,} of {counted(of, what)} kept"]
