"""What may be tabled, and what a side sees in reach (ODD 7.13)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tests.twin.packages import matches

_NODES, _RAW = np.polynomial.hermite_e.hermegauss(5)
NODES = [float(x) for x in _NODES]
SHARES = [float(x / _RAW.sum()) for x in _RAW]
"""Gauss-Hermite quadrature for the standard normal law."""


def tabled(w: Any, table: Any) -> list[int]:
    """Packages that hold and may be tabled today."""
    held = [x for x, holds in enumerate(table.holds) if holds and not table.barred(x)]
    if not w.present:
        return held
    names = _open_today(w, held)
    if _asked_for(w, table, [x for x in held if _let_through(w, x, names)]):
        names = [*names, w.p.mediator.on_request.rung]
    return [x for x in held if _let_through(w, x, names)]


def _open_today(w: Any, held: list[int]) -> list[str]:
    """The open rungs, and for today the next ones as long as these hold nothing."""
    ladder = w.p.mediator.ladder
    for rung in range(w.rung, len(ladder)):
        if any(_let_through(w, x, ladder[: rung + 1]) for x in held):
            return list(ladder[: rung + 1])
    return list(ladder)


def _let_through(w: Any, x: int, names: list[str]) -> bool:
    return any(matches(w.packages[x], w.p.rungs[name]) for name in names)


def _asked_for(w: Any, table: Any, choice: list[int]) -> bool:
    """Whether a side asks for the rung that is opened on request."""
    request = w.p.mediator.on_request
    if request is None or w.rung < len(w.p.mediator.ladder) - 1:
        return False
    s = next(s for s in (0, 1) if w.sides[s].key == request.by)
    chance, _ = in_reach(w, table, s, choice)
    return chance < request.hopeless and any(
        table.values[s][x] >= table.war[s]
        for x in range(len(w.packages))
        if _let_through(w, x, [request.rung])
    )


def in_reach(w: Any, table: Any, s: int, choice: list[int]) -> tuple[float, float]:
    """A side's chance of a text that beats war for both, as it believes, and its gain then."""
    belief, chance, sum_of_gains = w.sides[s].belief, 0.0, 0.0
    own, theirs = table.values[s], table.values[1 - s]
    for node, share in zip(NODES, SHARES, strict=True):
        need = table.war[1 - s] + belief.error + node * math.sqrt(belief.variance)
        best = max((own[x] for x in choice if theirs[x] >= need), default=-math.inf)
        if best >= table.war[s]:
            chance += share
            sum_of_gains += share * (best - table.war[s])
    return chance, sum_of_gains / chance if chance > 0 else 0.0
