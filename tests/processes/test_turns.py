"""What a war costs by its days, and that it may end by a side that gives way."""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import add

import numpy as np
import pytest

from sim.model import NegotiationModel
from sim.processes.war import War
from sim.processes.war.fighter import Fighter
from sim.worlds import Floats
from tests.builders import baseline_with, model_of, process_of, same_bits

WORLDS = 7
PARTIES = ("ukraine", "russia")
YEAR = 365.25
SPARED = "backers.europe.relief=0.25"
"""Others carry a part of what war costs Ukraine."""


NEITHER = {
    "war.costed_days": "null",
    **{f"parties.{party}.{turn}": 0 for party in PARTIES for turn in ("turn_for", "turn_against")},
}
"""No cost by the day, and no side that gives way."""


@lru_cache(maxsize=16)
def seated(*changes: str) -> NegotiationModel:
    """A model in which there is neither, but for the changes."""
    changed = NEITHER | dict(change.split("=", 1) for change in changes)
    return model_of(baseline_with(*(f"{key}={value}" for key, value in changed.items())), WORLDS)


def fighters(*changes: str) -> dict[str, Fighter]:
    return process_of(seated(*changes), War).fighters


def at_war_for(days: float) -> tuple[str, ...]:
    """The horizon of both sides."""
    return tuple(f"parties.{party}.war_horizon={days}" for party in PARTIES)


def turning(won: object, lost: object) -> tuple[str, ...]:
    """Chances that a war turns within a year, as both sides believe."""
    return tuple(
        f"parties.{party}.{turn}={chance}"
        for party in PARTIES
        for turn, chance in (("turn_for", won), ("turn_against", lost))
    )


def test_a_war_costs_what_its_days_do() -> None:
    """``cost_of_war`` is that of the days named, so that half as long a war costs half."""
    usual = fighters()
    for days in (150.0, 300.0, 600.0):
        for party, fighter in fighters("war.costed_days=300", *at_war_for(days)).items():
            assert fighter.cost == pytest.approx(usual[party].cost * days / 300, rel=1e-12)


def test_unless_days_are_named_a_war_costs_the_same_however_long_it_is() -> None:
    short, long = (fighters(*at_war_for(days)) for days in (150.0, 600.0))
    for party in PARTIES:
        assert same_bits(short[party].cost, long[party].cost)
        assert same_bits(fighters()[party].cost, long[party].cost)


def test_a_war_of_the_days_named_costs_what_it_did() -> None:
    """A horizon drawn from a prior counts day by day in each world."""
    same = fighters("war.costed_days=300", *at_war_for(300.0))
    drawn = fighters("war.costed_days=540")
    for party, usual in fighters().items():
        assert same_bits(same[party].cost, usual.cost)
        ratio = drawn[party].cost / usual.cost
        assert ratio == pytest.approx(usual.horizon / 540, rel=1e-12)
        assert np.ptp(ratio) > 0.1


@pytest.mark.parametrize("days", [150.0, 600.0])
def test_a_day_of_war_costs_the_same_however_far_a_side_looks_ahead(days: float) -> None:
    """Where days are named; else a day of a long war is cheap. Exhaustion and relief count."""
    changes = (SPARED, *at_war_for(days))
    for named, costed in ((("war.costed_days=300",), 300.0), ((), days)):
        model, tired = seated(*changes, *named), np.linspace(0.5, 2.0, WORLDS)
        for party, fighter in process_of(model, War).fighters.items():
            fighter.exhaustion = tired
            share = 0.75 if party == "ukraine" else 1.0
            expected = fighters()[party].cost / costed * share * tired
            assert model.going_on.cost_a_day(party, 0) == pytest.approx(expected, rel=1e-12)


def test_the_days_of_a_war_add_up_to_what_it_costs() -> None:
    """A day's cost times the horizon is what going on is charged with."""
    model = seated("war.costed_days=300")
    for side in model.sides:
        fighter = fighters("war.costed_days=300")[side.name]
        charged = model.going_on.parts(side, model.situation(0))["cost"]
        a_day = model.going_on.cost_a_day(side.name, 0)
        assert charged == pytest.approx(-a_day * fighter.horizon, rel=1e-12)


@pytest.mark.parametrize("chance", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("days", [YEAR / 2, 3 * YEAR])
def test_chances_of_a_turn_add_up_over_the_years(chance: float, days: float) -> None:
    """Each year it turns with the chance given if it has not turned before."""
    never = (1 - chance) ** (days / YEAR)
    for own, chances in enumerate(((chance, 0), (0, chance))):
        for fighter in fighters(*at_war_for(days), *turning(*chances)).values():
            turns = fighter.turns or (np.zeros(WORLDS), np.zeros(WORLDS))
            assert turns[own] == pytest.approx(1 - never, abs=1e-12)
            assert not turns[1 - own].any()


@pytest.mark.parametrize(("won", "lost"), [(0.2, 0.1), (0.3, 0.9), (1.0, 0.2), (1.0, 1.0)])
def test_a_war_is_won_or_lost_or_neither(won: float, lost: float) -> None:
    """Chances that sum to more than one are scaled down to it, others left as they are."""
    alone = [1 - (1 - chance) ** (900 / YEAR) for chance in (won, lost)]
    scale = max(1.0, sum(alone))
    assert (scale > 1) == (lost > 0.1)
    for fighter in fighters(*at_war_for(900.0), *turning(won, lost)).values():
        assert fighter.turns is not None
        for found, chance in zip(fighter.turns, alone, strict=True):
            assert found == pytest.approx(chance / scale, rel=1e-12)


def test_a_longer_war_turns_more_often() -> None:
    """With a horizon drawn from a prior: the further a world's side looks, the likelier."""
    fighter = fighters(*turning(0.1, 0.2))["russia"]
    assert fighter.turns is not None
    for chance in fighter.turns:
        assert (np.diff(chance[np.argsort(fighter.horizon)]) > 0).all()


def at_stake(parts: dict[str, Floats]) -> Floats:
    """What issues are worth as going on decides them or leaves them."""
    return reduce(
        add, (v for name, v in parts.items() if name.startswith(("decided.", "status_quo")))
    )


@pytest.mark.parametrize(("won", "lost"), [(0.15, 0.4), ("{beta: [2, 5]}", 0.05), (1.0, 0.0)])
def test_who_wins_has_all_that_is_at_stake_and_who_loses_has_nothing(
    won: object, lost: object
) -> None:
    """``W = S + won (1 - S) - lost S`` beside what war costs and what is hoped: to 1e-12."""
    model = seated(*turning(won, lost))
    for side, usual in zip(model.sides, seated().sides, strict=True):
        parts = model.going_on.parts(side, model.situation(0))
        stake, turns = at_stake(parts), process_of(model, War).turns(side.name)
        assert turns is not None
        assert ((stake > 0) & (stake < 1)).all()
        expected = turns[0] * 1.0 + turns[1] * 0.0 + (1 - turns[0] - turns[1]) * stake
        assert stake + parts.pop("turn") == pytest.approx(expected, abs=1e-12)
        without = seated().going_on.parts(usual, seated().situation(0))
        assert parts.keys() == without.keys()
        assert all(same_bits(parts[name], part) for name, part in without.items())


def test_what_going_on_is_worth_rises_with_a_chance_to_win_and_falls_with_one_to_lose() -> None:
    worth = {
        chances: seated(*turning(*chances)).going_on.standing(seated().situation(0)).worth
        for chances in ((0.0, 0.0), (0.2, 0.0), (0.0, 0.2))
    }
    for own in (0, 1):
        assert (worth[0.2, 0.0][own] > worth[0.0, 0.0][own]).all()
        assert (worth[0.0, 0.2][own] < worth[0.0, 0.0][own]).all()


def test_where_no_side_may_give_way_nothing_is_added() -> None:
    for side in seated().sides:
        assert "turn" not in seated().going_on.parts(side, seated().situation(0))
    assert all(fighter.turns is None for fighter in fighters().values())
    assert all(fighter.turns is None for fighter in fighters(*turning(0, 0)).values())
