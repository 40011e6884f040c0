"""One good to divide and a war that decides it: what Fearon 1995 proves, asked of the engine.

`pie.yaml` is the scenario: an attacker's share of the land from 0 to 1 in steps, beliefs about the
front and costs drawn, and nothing else.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm

from sim.outcomes import outcomes
from sim.scenario import load
from sim.simulation import simulate
from sim.trajectory import HELD, NO_DATE, Trajectory
from sim.verification.known.answer import Answer, counted, exact
from sim.worlds import Floats

PIE = Path(__file__).parent / "pie.yaml"

_WORLDS, _STEP = 250, 0.025
_PACE, _VOLATILITY, _HORIZON = 8.0, 15.0, 300.0  # of the file
_AGREED = ("parties.ukraine.optimism=0", "parties.russia.optimism=0")
_COST, _PATIENCE = 0.3, (60, 120)
_DAYS_A_DATE = 12.0 * np.exp(0.45**2 / 2.0) / 0.8
_IN_TURN = (
    "mediator=null",
    "rungs=null",
    *(f"parties.{side}.cost_of_war={_COST}" for side in ("ukraine", "russia")),
    f"parties.ukraine.patience={_PATIENCE[0]}",
    f"parties.russia.patience={_PATIENCE[1]}",
)
_NOBODY_HOLDS_OUT = ("parties.ukraine.aspiration=0", "parties.russia.aspiration=0")
_LOOKS_AHEAD = (
    "rules={reservation: stopping, acceptance: threshold, learning: bounds, "
    "proposal: expected_nash, offer: risk_return}"
)


def range_of_a_pie() -> Answer:
    """Non-empty iff ``p_R - p_U <= c_R + c_U``, p_i a belief about the front, by integration."""
    pie = _played()
    least = _believed_share(pie, "russia") - pie.sampled["parties.russia.cost_of_war"]
    most = _believed_share(pie, "ukraine") + pie.sampled["parties.ukraine.cost_of_war"]
    width, middle = most - least, (least + most) / 2.0
    inside = (middle > _STEP) & (middle < 1.0 - _STEP)
    clear = inside & ((width < 0.0) | (width >= _STEP))  # of a pie in steps
    open_ = pie.daily["margin"][0] >= 0.0
    return counted(
        "two who can fight have a deal just where optimism costs less than the war",
        "Fearon 1995", (open_ != (width >= 0.0))[clear],
    )  # fmt: skip


def width_of_the_range() -> Answer:
    """``c_R + c_U`` where beliefs agree: the best compromise leaves each side half of it."""
    pie = _played(*_AGREED)
    costs = [pie.sampled[f"parties.{side}.cost_of_war"] for side in ("ukraine", "russia")]
    width, margin = costs[0] + costs[1], pie.daily["margin"][0]
    middle = _believed_share(pie, "russia") + (costs[0] - costs[1]) / 2.0
    inside = (middle > _STEP) & (middle < 1.0 - _STEP)
    return exact(
        "where beliefs agree the range is as wide as both costs of war, but for a step of the pie",
        "Fearon 1995", margin[inside], (width / 2.0 - _STEP / 4.0)[inside], _STEP / 4.0 + 1e-9,
    )  # fmt: skip


def no_delay() -> Answer:
    """Nothing is private, nobody holds out: the first date that can bring an accord does."""
    pie = _played(
        *_AGREED, "parties.ukraine.aspiration=0", "parties.russia.aspiration=0", _LOOKS_AHEAD
    )
    dates, margin = pie.daily["date"], pie.daily["margin"]
    feasible = (dates == HELD) & (margin >= 0.0)
    first = np.where(feasible.any(axis=0), feasible.argmax(axis=0), NO_DATE)
    met = feasible.any(axis=0)
    return counted(
        "where all is known and nobody holds out, the first date with a range brings an accord",
        "Fearon 1995; Slantchev 2003b", (pie.final["ended_on"] != first)[met],
    )  # fmt: skip


def offers_in_turn() -> Answer:
    """``(1 - e) / (1 - d e)`` of what can be divided to who offers first, d its discount factor.

    The pie comes in steps: who offers gives one away at most, and the other demands up to one less.
    """
    pie = _played(*_AGREED, *_IN_TURN, _LOOKS_AHEAD, "rules.reservation=rubinstein")
    d, e = (np.exp(-_DAYS_A_DATE / patience) for patience in _PATIENCE)
    share, step = _gain_of_the_first(pie) / (2.0 * _COST), _STEP / (2.0 * _COST)
    return exact(
        "of two who offer in turn the first has the share that their patience gives it, at once",
        "Rubinstein 1982", share, (1.0 - e) / (1.0 - d * e), step + 1e-9,
    )  # fmt: skip


PIES = (range_of_a_pie, width_of_the_range, no_delay, offers_in_turn)


def _played(*changes: str) -> Trajectory:
    return simulate(load(PIE, set=changes), 1, 0, _WORLDS, np.ones(_WORLDS, dtype=bool))


def _gain_of_the_first(pie: Trajectory) -> Floats:
    """(worlds,): what the accord brings who offered first; NaN where it took more than a date."""
    met = pie.daily["date"] == HELD
    at_once = met.any(axis=0) & (pie.final["ended_on"] == met.argmax(axis=0))
    gain: Floats = np.where(at_once, outcomes(pie)["gain.ukraine"], np.nan)
    return gain


def _believed_share(pie: Trajectory, side: str) -> Floats:
    """(worlds,): the share of the land that a side expects to fall within its horizon, on day 0.

    The displacement is normal and can take no less than nothing and no more than all.
    """
    optimism = pie.sampled.get(f"parties.{side}.optimism", np.zeros(_WORLDS))
    means, lands = (_PACE + optimism) * _HORIZON, pie.story["held_area"][0]
    sd = _VOLATILITY * np.sqrt(_HORIZON)
    return np.array([_share(mean, sd, land) for mean, land in zip(means, lands, strict=True)])


def _share(mean: float, sd: float, land: float) -> float:
    inside, _ = quad(lambda x: x / land * norm.pdf(x, mean, sd), 0.0, land, points=[mean])
    return float(inside + norm.sf(land, mean, sd))
