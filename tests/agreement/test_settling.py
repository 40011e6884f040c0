"""Talks that go on under a ceasefire: what may be settled, what that is worth, and the fate."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy.integrate import quad

from sim.agreement.valuation import Valuation
from sim.model import NegotiationModel
from sim.outcomes import outcomes
from sim.report.diary import diary
from sim.report.diary.plain import story
from sim.scenario import Scenario
from sim.simulation import simulate
from sim.theory.durability import holding, survival
from sim.worlds import Floats
from tests.builders import baseline_with, model_of, same_bits

WORLDS = 40
DISCOUNT = 0.2
CALM = (
    "parties.ukraine.cost_of_war={lognormal: [0.45, 0.3]}",
    "parties.russia.cost_of_war={lognormal: [0.3, 0.3]}",
    "parties.russia.red_lines.ceasefire.size=0",
    "parties.russia.red_lines.zone.size=0.02",
    "mediator.favours.zone.size=0",
    "mediator.ladder=[ceasefire, stands_for]",
    "past_of=nobody",
)
"""Many a ceasefire, and something that both would rather have."""


def scenario(rate: float | str) -> Scenario:
    return baseline_with(*CALM, f"accord.settles={rate}")


def seated(rate: float) -> NegotiationModel:
    return model_of(scenario(rate), WORLDS)


def valued(rate: float) -> Valuation:
    """All packages on the first day."""
    model = seated(rate)
    now = model.situation(0)
    return model.valuation(np.arange(WORLDS), now, model.going_on.standing(now))


def rate(valuation: Valuation) -> Floats:
    """(rows, packages)."""
    assert valuation.settles is not None
    return valuation.settles


@pytest.mark.parametrize(("h", "s"), [(0.3, 0.2), (0.02, 1.5), (1.0, 0.0), (0.0, 0.4)])
def test_what_ends_an_accord_first_decides_whether_it_holds(h: float, s: float) -> None:
    """``1 - P(war within Y)``, war coming at rate h as long as nothing ended the accord."""
    war, _ = quad(lambda t: h * np.exp(-(h + s) * t), 0.0, 5.0, epsabs=1e-13)
    held = holding(np.full(1, h), np.full(1, s), np.full(1, 5.0))
    assert held[0] == pytest.approx(1.0 - war, abs=1e-12)


def test_where_talks_are_over_an_accord_holds_as_it_did() -> None:
    h = np.random.default_rng(3).uniform(0, 2, 500)
    assert same_bits(holding(h, np.zeros(500), np.full(500, 5.0)), survival(h, np.full(500, 5.0)))
    assert holding(np.zeros(1), np.zeros(1), np.ones(1)).tolist() == [1.0]
    assert valued(0.0).settles is None


def test_what_is_settled_is_nashs_solution_from_the_ceasefire() -> None:
    """Nash 1950, by looking at every package that may be signed; nothing where none is better.

    From what a ceasefire and all else are worth where talks are over: nothing is settled that could
    not have been signed, and no danger of war is forgotten.
    """
    valuation, ended = valued(0.5), valued(0.0)
    found, open_ = 0, valuation.valuer.accord.claims_open
    for world in range(WORLDS):
        may = np.flatnonzero(ended.signable[world] & ~open_)
        for x in np.flatnonzero(open_):
            here, there = (worth[world] for worth in ended.worth)
            gains = [(here[y] - here[x], there[y] - there[x]) for y in may]
            both = [gain for gain in gains if min(gain) > 0]
            assert rate(valuation)[world, x] == (0.5 if both else 0.0)
            best = max(both, key=lambda gain: gain[0] * gain[1]) if both else (0.0, 0.0)
            share = 0.5 / (0.5 + ended.hazard[world, x] + DISCOUNT)
            for own, gain in enumerate(best):
                more = valuation.worth[own][world, x] - ended.worth[own][world, x]
                assert more == pytest.approx(share * gain, abs=1e-14)
            found += bool(both)
    assert 10 < found < 2 * WORLDS - 10


def test_only_what_leaves_claims_open_is_settled_later() -> None:
    valuation, ended = valued(0.5), valued(0.0)
    closed = ~valuation.valuer.accord.claims_open
    assert not rate(valuation)[:, closed].any()
    for with_talks, without in zip(valuation.worth, ended.worth, strict=True):
        assert same_bits(with_talks[:, closed], without[:, closed])


def test_an_accord_is_worth_its_time_and_that_of_what_ends_it() -> None:
    """``integral r e^(-r t) [S v + P(war first) z + P(settled first) u] dt``, r = .2 a year.

    u is what the settlement is worth, with the danger of war that it has itself.
    """
    valuation, ended = valued(0.5), valued(0.0)
    rows, some = np.nonzero(rate(valuation))
    for row, x in list(zip(rows, some, strict=True))[:4]:
        h, s = float(valuation.hazard[row, x]), float(rate(valuation)[row, x])
        share = s / (h + s + DISCOUNT)
        for own in (0, 1):
            v, z = (float(t[own][row, x]) for t in (valuation.plain, valuation.war_after))
            more = float(valuation.worth[own][row, x] - ended.worth[own][row, x])
            later = float(ended.worth[own][row, x]) + more / share

            def flow(
                t: float, h: float = h, s: float = s, v: float = v, z: float = z, u: float = later
            ) -> float:
                lasts = np.exp(-(h + s) * t)
                after = (h * z + s * u) / (h + s) * (1.0 - lasts)
                return float(DISCOUNT * np.exp(-DISCOUNT * t) * (lasts * v + after))

            expected, _ = quad(flow, 0, np.inf, epsabs=1e-12)
            assert valuation.worth[own][row, x] == pytest.approx(expected, abs=1e-8)
            parts = valuation.parts_of(own, np.full(WORLDS, x))
            assert parts["settling"][row] > 0
            assert sum(part[row] for part in parts.values()) == pytest.approx(expected, abs=1e-8)


def test_the_faster_the_rest_is_settled_the_more_a_ceasefire_is_worth() -> None:
    """To both, wherever there is something to settle."""
    slow, fast = valued(0.2), valued(2.0)
    better = rate(fast) > 0
    assert better.sum() > 10
    for own in (0, 1):
        assert (fast.worth[own] > slow.worth[own])[better].all()
        assert same_bits(fast.worth[own][~better], slow.worth[own][~better])


def test_some_worlds_alone_settle_what_they_settle_among_others() -> None:
    valuation = valued(0.5)
    some = np.arange(WORLDS) % 3 == 1
    assert same_bits(rate(valuation.some(some)), rate(valuation)[some])


@lru_cache(maxsize=2)
def _played() -> dict[str, Floats]:
    found = outcomes(simulate(scenario("{gamma: [2, 0.5]}"), 1, 0, 400))
    return {name: values.astype(np.float64) for name, values in found.items()}


def test_war_returns_or_the_rest_is_settled_and_never_both() -> None:
    found = _played()
    signed, settled = np.isfinite(found["p_hold"]), np.isfinite(found["settled_after"])
    returned = np.isfinite(found["renewed_after"])
    assert ((settled + returned) == signed).all()
    assert 30 < settled.sum() < signed.sum() - 30
    assert (found["durable_peace"][settled & (found["accord"] == 1)] == 1).all()


def test_accords_hold_as_often_as_they_are_said_to() -> None:
    """Chances against fates: within 3.5 standard errors."""
    found = _played()
    p = found["p_hold"][signed := np.isfinite(found["p_hold"])]
    held = ~(found["renewed_after"][signed] <= 5.0)
    error = np.sqrt((p * (1 - p)).sum()) / p.size
    assert held.mean() == pytest.approx(p.mean(), abs=3.5 * error)


def test_the_diary_says_what_ended_the_accord() -> None:
    """In the page and in full: that it was settled, or that war returned."""
    found = _played()
    settled, returned = (
        int(np.flatnonzero(np.isfinite(found[name]))[0])
        for name in ("settled_after", "renewed_after")
    )
    played = scenario("{gamma: [2, 0.5]}")
    one, other = (diary(played, 1, world) for world in (settled, returned))
    years = f"after {found['settled_after'][settled]:.1f} years"
    assert f"talks under it settle the rest {years}" in " ".join(one.text().split())
    assert "war returns after" not in one.text()
    assert "talks under it settled the rest after" in " ".join(story(one).text().split())
    assert "war returns after" in " ".join(other.text().split())
    assert "settled the rest" not in story(other).text()
