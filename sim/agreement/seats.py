"""The party axis: what belongs to parties stands in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sim.worlds import Floats

T = TypeVar("T")

ByParty = tuple[Floats, ...]
"""One array a party, in the order of the file."""


def others(parties: Sequence[T], own: int) -> list[T]:
    """What belongs to every party but the one in seat ``own``.

    >>> others(["union", "employer", "state"], 1)
    ['union', 'state']
    """
    return [each for seat, each in enumerate(parties) if seat != own]
