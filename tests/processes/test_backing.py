"""What backers bring to the war: arms that move the front, and staying power."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model import NegotiationModel
from sim.processes.war import War
from sim.worlds import Floats
from tests.builders import (
    baseline_with,
    model_of,
    process_of,
    run,
    same_bits,
    share_accord,
    standard_errors,
)

SEVEN, WORLDS = 7, 300
YEAR = 365.25
SIDES = ("ukraine", "russia")


def seated(*changes: str) -> NegotiationModel:
    return model_of(baseline_with(*changes), SEVEN)


def war_of(*changes: str) -> War:
    return process_of(seated(*changes), War)


def friend(helps: str, **brings: float) -> str:
    """A backer beside those of the baseline."""
    told = "".join(f", {key}: {number}" for key, number in brings.items())
    return f"backers.friend_of_{helps}={{label: A friend, helps: {helps}{told}}}"


def worth(party: int, *changes: str) -> Floats:
    model = seated(*changes)
    return model.going_on.standing(model.situation(0)).worth[party]


def test_a_backer_that_brings_nothing_to_the_war_changes_nothing() -> None:
    idle = friend("russia", slows_front=0, steadies=0)
    plain, with_it = run(baseline_with(), 60), run(baseline_with(idle), 60)
    assert all(same_bits(values, with_it.daily[name]) for name, values in plain.daily.items())


def test_arms_move_the_front_in_favour_of_whom_they_help() -> None:
    """The true pace, and the first estimate of it by as much; those of several add up."""
    plain = war_of()
    for helps, sign in (("ukraine", -1), ("russia", +1)):
        armed = war_of(friend(helps, slows_front=2), "backers.europe.slows_front=0.5")
        moved = sign * 2 - 0.5
        assert armed.drift - plain.drift == pytest.approx(moved)
        assert armed.first_estimate().mean - plain.first_estimate().mean == pytest.approx(moved)
        assert same_bits(armed.first_estimate().variance, plain.first_estimate().variance)


def test_arms_for_the_holder_are_a_slower_front() -> None:
    """On every day as if the mean pace were lower by as much, with the same past."""
    armed = run(baseline_with("backers.europe.slows_front=2", "war.drift=8"), 60)
    slower = run(baseline_with("war.drift=6"), 60)
    same = armed.final["held_area"] == pytest.approx(slower.final["held_area"], rel=1e-9)
    assert same


@pytest.mark.parametrize("helps", SIDES)
def test_who_is_steadied_must_give_way_less_often_as_both_believe(helps: str) -> None:
    """Of the yearly chance that it gives way .4 is left after one backer, .3 after another."""
    backers = (friend(helps, steadies=0.6), "backers.europe.steadies=0.25")
    shares = {"ukraine": 1.0, "russia": 1.0}
    shares[helps] *= 0.4
    shares["ukraine"] *= 0.75
    chances = {"turn_for": 0.2, "turn_against": 0.1}
    given = [f"parties.{p}.{turn}={c}" for p in SIDES for turn, c in chances.items()]
    fighters = war_of(*backers, *given).fighters
    for own, other in (SIDES, SIDES[::-1]):
        fighter = fighters[own]
        assert fighter.turns is not None
        won, lost = (
            1 - (1 - chances[turn] * shares[whose]) ** (fighter.horizon / YEAR)
            for turn, whose in (("turn_for", other), ("turn_against", own))
        )
        assert fighter.turns[0] == pytest.approx(won, rel=1e-12)
        assert fighter.turns[1] == pytest.approx(lost, rel=1e-12)


def test_europe_steady_behind_ukraine_leaves_russia_less_to_hope_for() -> None:
    """And Ukraine less to fear: what going on is worth falls to one and rises to the other."""
    steady = "backers.europe.steadies=0.5"
    assert (worth(1, steady) < worth(1)).all()
    assert (worth(0, steady) > worth(0)).all()


def test_arms_for_ukraine_leave_russia_less_to_expect() -> None:
    armed = "backers.europe.slows_front=2"
    assert (worth(1, armed) < worth(1)).all()
    assert (worth(0, armed) > worth(0)).all()


def test_europe_carrying_cost_makes_ukraine_hold_out_for_more() -> None:
    assert (worth(0, "backers.europe.relief=0.2") > worth(0)).all()


def test_a_front_that_is_slowed_takes_less_land() -> None:
    lost = [
        played.final["area_at_start"] - played.final["held_area"]
        for played in (
            run(baseline_with(*changes), WORLDS)
            for changes in ((), ("backers.europe.slows_front=2",))
        )
    ]
    assert standard_errors(lost[1] - lost[0]) < -3


def test_who_has_less_to_hope_from_war_signs_more() -> None:
    """Russia steadied against: a chance of Ukraine's collapse that both had counted on is gone."""
    shaky = ("parties.russia.turn_for=0.3", "parties.ukraine.turn_against=0.05")
    plain, steady = (
        share_accord(run(baseline_with(*shaky, *changes), WORLDS))
        for changes in ((), ("backers.europe.steadies=0.8",))
    )
    assert standard_errors(steady - plain) > 3
    assert np.mean(steady) > np.mean(plain)
