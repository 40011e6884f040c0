"""Amounts as whoever plays reads them: utility in points of 100, chances in a hundred."""

from __future__ import annotations

from sim.words import half_up


def worth(utility: float) -> str:
    """``37.2``: of 100 points."""
    return half_up(utility + 0.0, 1, power=2).replace("-0.0", "0.0")


def change(utility: float) -> str:
    """``+1.8``, ``-0.3``, ``0.0``."""
    text = half_up(utility + 0.0, 1, power=2)
    return "0.0" if text in ("0.0", "-0.0") else f"{'+' if utility > 0 else ''}{text}"


def beside(own: float, other: float) -> str:
    """By how much one worth is more than another, as both are printed."""
    return change(round(own, 3) - round(other, 3))


def chances(probability: float) -> str:
    """``41 in 100``; never a 0 or a 100 that is none."""
    text = half_up(probability, 0, power=2)
    if text == "0" and probability > 0:
        return "under 1 in 100"
    return "over 99 in 100" if text == "100" and probability < 1 else f"{text} in 100"
