"""Worlds played: what must hold in every one of them, and what must hold on average."""

from __future__ import annotations

import numpy as np

from sim.ensemble import run
from sim.results import Run
from sim.scenario import load
from sim.simulation import simulate
from sim.theory import front, learning
from sim.theory.learning import Bounds, Heard, Mind
from sim.trajectory import FORCE, Trajectory
from sim.verification.known.answer import Answer, counted, drawn, exact
from sim.worlds import Bools, Floats

_NOBODY_MEETS = (
    "past_of=nobody",
    "events=null",
    "calendar.gap={median: 36500, spread: 0}",
    "talks.break_gap=1e9",
)
_LAND, _PACE, _VOLATILITY, _DAYS = 150.0, 1.0, 15.0, 61
_OPEN_GROUND = (
    "war.belt={area: 0, slows_to: 1}", "war.drift_spread=0", "war.push_when_broken=1",
    f"war.area={_LAND}", f"war.drift={_PACE}", f"war.volatility={_VOLATILITY}",
    "deadline.date=2026-04-08", "horizon=2026-04-08",
)  # fmt: skip
_GAP, _TO_JUNE = 20.0, 144
_TOLD = 400  # worlds whose whole story is kept in memory


def nobody_signs_its_ruin(worlds: int, seed: int) -> Answer:
    """Gain of the accord over going on, of each party by its own estimate that day."""
    both = [run("baseline", worlds=worlds, seed=seed, set=changes) for changes in ((), _ALONE)]
    worse = [_worse_off(played) for played in both]
    return counted(
        "no party signs what is worth less to it than fighting on, with a mediator or without",
        "Fearon 1995", np.concatenate(worse),
    )  # fmt: skip


def every_world_ends_once(worlds: int, seed: int) -> Answer:
    """An ending is absorbing, and there is one for every world."""
    played = simulate(load("baseline"), seed, 0, min(worlds, 2 * _TOLD))
    phase = played.daily["phase"].astype(int)
    over = phase != 0
    revised = (over[:-1] & (phase[1:] != phase[:-1])).any(axis=0)
    first = np.where(over.any(axis=0), over.argmax(axis=0), -1)
    return counted("every world ends in one way, once", "definition",
                   revised | (first != played.final["ended_on"]))  # fmt: skip


def alone_as_in_a_crowd(worlds: int, seed: int) -> Answer:
    """The same bits of every daily series, whatever other worlds are played beside."""
    numbers = sorted({0, 7, min(worlds, _TOLD) - 1})
    crowd = simulate(load("baseline"), seed, 0, numbers[-1] + 1)
    alone = [simulate(load("baseline"), seed, number, 1) for number in numbers]
    differs = [
        series[:, n].tobytes() != one.daily[name][:, 0].tobytes()
        for n, one in zip(numbers, alone, strict=True)
        for name, series in crowd.daily.items()
    ]
    return counted("a world played alone is the world that a crowd holds, bit for bit",
                   "definition", differs)  # fmt: skip


def power_is_neither_made_nor_lost(worlds: int, seed: int) -> Answer:
    """``supply + imports + aid + unserved = demand``."""
    story = _told(worlds, seed, "horizon=2026-06-30").story
    served = story["supply"] + story["imports"] + story["aid"] + story["unserved"]
    return exact("on every day what is served and what is missing add up to the demand for power",
                 "definition", served, story["demand"], 1e-9)  # fmt: skip


def land_falls_by_the_law(worlds: int, seed: int) -> Answer:
    """The inverse Gaussian law, in closed form; nobody meets and nothing else ends a world."""
    changes = (*_NOBODY_MEETS, *_OPEN_GROUND)
    played = simulate(load("baseline", set=changes), seed, 0, worlds, np.zeros(worlds, dtype=bool))
    known = front.hitting_probability(*(np.array([x]) for x in (_LAND, _PACE, _VOLATILITY, _DAYS)))
    fell = played.daily["phase"][-1] == FORCE
    return drawn(f"the land falls within {_DAYS} days as often as the law of first passage says",
                 "Folks and Chhikara 1978", fell, known[0])  # fmt: skip


def shocks_come_by_chance(worlds: int, seed: int) -> Answer:
    """A mean of days / gap, and the variance of a Poisson law: ``E[(X - m)^2] = m``."""
    changes = ("horizon=2026-06-30", f"shocks.assassination.gap={_GAP}", "war.drift=-5")
    counts = _told(worlds, seed, *changes).story["assassinations"].sum(axis=0)
    mean = _TO_JUNE / _GAP
    return drawn("killings differ between worlds as a Poisson law says: variance of their number",
                 "definition", (counts - mean) ** 2, mean)  # fmt: skip


def accords_hold_as_said(worlds: int, seed: int) -> Answer:
    """Whether war returned, less the probability that it would."""
    eager = [f"parties.{side}.cost_of_war=0.6" for side in ("ukraine", "russia")]
    played = run(
        "baseline", worlds=worlds, seed=seed, set=[*eager, "parties.ukraine.must_hold=null"]
    )
    p = played.column("p_hold").astype(np.float64)
    signed = np.isfinite(p)
    held = played.column("renewed_after").astype(np.float64)[signed] > 5.0
    return drawn("as many accords hold for five years as their probabilities say",
                 "definition", held - p[signed], 0.0)  # fmt: skip


def beliefs_are_right_on_average(worlds: int, seed: int) -> Answer:
    """Errors of beliefs over their own standard deviation, after fifteen answers each."""
    z = _errors(worlds, seed)
    return drawn("after fifteen answers a belief about another is right on average",
                 "Bayes' rule", z, 0.0)  # fmt: skip


def beliefs_err_as_they_admit(worlds: int, seed: int) -> Answer:
    """The squares of the same have mean 1."""
    z = _errors(worlds, seed)
    return drawn("and errs as much as it admits: mean square of errors over their stated size",
                 "Bayes' rule", z * z, 1.0)  # fmt: skip


PLAYED = (
    nobody_signs_its_ruin,
    every_world_ends_once,
    alone_as_in_a_crowd,
    power_is_neither_made_nor_lost,
)
"""Asked of every world."""

DRAWS = (
    land_falls_by_the_law,
    shocks_come_by_chance,
    accords_hold_as_said,
    beliefs_are_right_on_average,
    beliefs_err_as_they_admit,
)
"""Asked of the mean over worlds."""

_ALONE = ("talks.protocol=alternating",)


def _worse_off(played: Run) -> Bools:
    """By world: does a party's accord bring it less than nothing?"""
    gains = [played.column(f"gain.{side}").astype(np.float64) for side in ("ukraine", "russia")]
    worse: Bools = np.minimum(*gains) < -1e-12  # NaN where there is no accord: nobody loses
    return worse


def _told(worlds: int, seed: int, *changes: str) -> Trajectory:
    some = min(worlds, _TOLD)
    scenario = load("baseline", set=(*_NOBODY_MEETS, *changes))
    return simulate(scenario, seed, 0, some, np.ones(some, dtype=bool))


def _errors(worlds: int, seed: int) -> Floats:
    """(worlds,): what is believed of an error that is 0, in units of its stated size.

    The first belief errs by a draw from its own law; the texts asked about lie near what is
    believed, where an answer teaches most.
    """
    rng, size = np.random.default_rng([seed, 31]), 0.2
    mind = learning.open_mind(size * rng.normal(size=worlds), np.full(worlds, size**2))
    for _ in range(15):
        excess = mind.error + 0.3 * np.sqrt(mind.variance) * rng.normal(size=worlds)
        mind = _heard(mind, excess)
    return mind.error / np.sqrt(mind.variance)


def _heard(mind: Mind, excess: Floats) -> Mind:
    """The mind after a text worth so much more than the target was answered truly."""
    target = np.full(excess.shape, 0.3)
    nothing = np.zeros(excess.shape)
    return Bounds().hear(mind, Heard(target, target + excess, nothing, excess < 0, excess >= 0))
