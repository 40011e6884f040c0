"""Where an accord stands among all that could have been signed (ODD 7.16, end)."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.twin.state import ACCORD, World

Gains = tuple[float, float]


def standing(w: World) -> dict[str, float]:
    """Gains of the accord, whether it is efficient, distances from three solutions."""
    names = [f"gain.{side.key}" for side in w.sides]
    others = ["on_frontier", "from_nash", "from_kalai_smorodinsky", "from_egalitarian"]
    if w.phase != ACCORD:
        return dict.fromkeys([*names, *others], math.nan)
    table = w.signing
    gains = [
        (v1 - table.war[0], v2 - table.war[1])
        for v1, v2 in zip(table.values[0], table.values[1], strict=True)
    ]
    accord = gains[w.package]
    held = [g for g, h in zip(gains, table.holds, strict=True) if h]
    beaten = any(g[0] >= accord[0] and g[1] >= accord[1] and g != accord for g in held)
    measures = [float(not beaten), *_distances(accord, [g for g in held if min(g) > 0])]
    return dict(zip([*names, *others], [*accord, *measures], strict=True))


def _distances(accord: Gains, inside: list[Gains]) -> list[float]:
    """From the Nash, Kalai-Smorodinsky and egalitarian points."""
    if not inside:
        return [math.nan] * 3
    ideal = [max(g[s] for g in inside) for s in (0, 1)]
    solutions: list[Callable[[Gains], float]] = [
        lambda g: math.log(g[0]) + math.log(g[1]),
        lambda g: min(g[0] / ideal[0], g[1] / ideal[1]),
        min,
    ]
    return [math.dist(accord, max(inside, key=solution)) for solution in solutions]
