"""How classes are written down: the code of a category, in as few bytes as hold them all."""

from __future__ import annotations

import numpy as np

from sim.worlds import Ints

_BYTE = 128  # categories whose codes, and -1, fit into eight bits


def codes(numbers: Ints, categories: int) -> Ints:
    """Numbers of categories (-1: does not apply) as small integers; digests cover their width."""
    kind = np.int8 if categories <= _BYTE else np.int16
    small: Ints = numbers.astype(kind)
    return small
