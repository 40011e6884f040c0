"""The same games of offers in turn by the engine and by NegMAS, where that is installed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from benchmarks.rivals.sale import Domain
from benchmarks.rivals.worlds import SEED, Contest, Disagreement
from benchmarks.turns import Part, Row, interleaved, ratios, spread
from sim.outcomes import outcomes
from sim.simulation import simulate
from sim.trajectory import Trajectory

TITLE = "The same sales, two who concede over time and offer in turn"
ENGINE, NEGMAS = "engine, a block of sales", "NegMAS, one sale at a time"
LEFT_OUT = "NegMAS: left out, since it is not installed; pip install negmas"
LEAST = 0.95
"""Share of agreements that must be the same, day and text."""

Agreement = tuple[int, tuple[float, ...]] | None
Sell = Callable[[Domain, Mapping[str, float]], Agreement]


def games(contest: Contest, rounds: int, sell: Sell | None = None) -> Part:
    """The part of the table; without NegMAS a line that says how to install it.

    Raises
    ------
    Disagreement
        If fewer than 95 % of the agreements are the same.
    """
    domain, sell = Domain.read(), sell or _installed()

    def engine(number: int) -> Trajectory:
        return simulate(domain.scenario, SEED, contest.first(number), contest.block)

    known = [parameters(engine(number), contest.some) for number in range(rounds)]
    turns: dict[str, Callable[[int], Any]] = {ENGINE: engine}
    if sell is not None:
        sell(domain, known[0][0])  # warms up
        turns[NEGMAS] = lambda number: [sell(domain, drawn) for drawn in known[number]]
    came: dict[str, list[Agreement]] = {name: [] for name in turns}

    def look(name: str, number: int, result: Any) -> None:
        some = agreements(domain, result, contest.some) if name == ENGINE else result
        came[name] += some

    took = interleaved(turns, rounds, look)
    return _part(contest, took, came)


def _installed() -> Sell | None:
    if find_spec("negmas") is None:
        return None
    from benchmarks.rivals.negmas_sale import sale

    return sale


def parameters(played: Trajectory, some: int) -> list[dict[str, float]]:
    """What was drawn in each of the first worlds."""
    return [{k: float(v[i]) for k, v in played.sampled.items()} for i in range(some)]


def agreements(domain: Domain, played: Trajectory, some: int) -> list[Agreement]:
    """Day and levels of what was signed in each of the first worlds."""
    ended, levels = outcomes(played), [played.packages.levels(name) for name in domain.levels]
    return [
        (int(ended["outcome_day"][i]), tuple(float(each[package]) for each in levels))
        if (package := int(ended["package"][i])) >= 0
        else None
        for i in range(some)
    ]


def _part(contest: Contest, took: dict[str, list[float]], came: dict[str, list[Agreement]]) -> Part:
    worlds = {ENGINE: contest.block, NEGMAS: contest.some}
    a_sale = {name: [1000 * s / worlds[name] for s in each] for name, each in took.items()}
    rows = [Row(name, "CPU ms a sale", spread(each)) for name, each in a_sale.items()]
    if NEGMAS not in came:
        return Part(TITLE, "", rows, (LEFT_OUT,))
    pairs = list(zip(came[ENGINE], came[NEGMAS], strict=True))
    same = sum(one == other for one, other in pairs)
    if same < LEAST * len(pairs):
        raise Disagreement(f"NegMAS agrees as the engine does in {same} of {len(pairs)} sales")
    rows[1] = Row(NEGMAS, "CPU ms a sale", rows[1].value, ratios(a_sale[NEGMAS], a_sale[ENGINE]))
    note = f"{same} of {len(pairs)} sales end alike, day and text"
    return Part(TITLE, "times the engine's block", rows, (note,))
