"""Dated arms and turns of politics: what moves the war and the hopes of it after the start."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.model import NegotiationModel
from sim.processes.war import War
from sim.trajectory import Trajectory
from sim.worlds import Floats
from tests.builders import baseline_with, model_of, process_of, run, same_bits, standard_errors

WORLDS, DAY = 200, 20
DATE = "2026-02-27"
SIDES = ("ukraine", "russia")
HOPES = tuple(
    f"parties.{p}.{t}={c}" for p in SIDES for t, c in (("turn_for", 0.2), ("turn_against", 0.1))
)


def event(told: str, date: str = DATE) -> str:
    return f"events.e={{date: {date}, {told}}}"


def model_on(day: int, *changes: str) -> NegotiationModel:
    """Ten worlds without dates for talks, at the end of a day."""
    model = model_of(baseline_with(*HOPES, "calendar.readiness=0", *changes), 10)
    while model.day <= day:
        model.step()
    return model


def on_day(day: int, *changes: str) -> War:
    return process_of(model_on(day, *changes), War)


def chances(war: War, party: str) -> tuple[Floats, Floats]:
    found = war.fighters[party].turns
    assert found is not None
    return found


@pytest.mark.parametrize("of", SIDES)
def test_a_turn_changes_the_chance_that_the_side_gives_way_as_both_believe(of: str) -> None:
    """From .2 and .1 a year to so many times, from its day on; the other's chances stay."""
    turned = on_day(DAY, event(f"type: turn, of: {of}, times: 1.5"))
    for party in SIDES:
        years = turned.fighters[party].horizon / 365.25
        won, lost = (0.3, 0.1) if party != of else (0.2, 0.15)
        assert chances(turned, party)[0] == pytest.approx(1 - (1 - won) ** years, rel=1e-12)
        assert chances(turned, party)[1] == pytest.approx(1 - (1 - lost) ** years, rel=1e-12)


def test_the_day_before_nobody_knows_of_it() -> None:
    plain, turned = (
        on_day(DAY - 1, *more) for more in ((), (event("type: turn, of: ukraine, times: 5"),))
    )
    assert same_bits(np.array(chances(plain, "russia")), np.array(chances(turned, "russia")))


def test_turns_multiply_and_no_chance_is_above_one() -> None:
    """Twice as likely and half as likely is as it was; however often, the sum is at most 1."""
    there_and_back = on_day(
        DAY,
        event("type: turn, of: russia, times: 2"),
        "events.f={type: turn, date: 2026-02-20, of: russia, times: 0.5}",
    )
    assert chances(there_and_back, "ukraine")[0] == pytest.approx(
        chances(on_day(DAY), "ukraine")[0], rel=1e-12
    )
    every_day = "type: turn, of: ukraine, times: 100, through: 2026-06-30, repeats: true"
    often = on_day(DAY + 300, event(every_day + ", if: {accord: false}"))
    assert chances(often, "russia")[0] + chances(often, "russia")[1] == pytest.approx(1.0)
    assert np.isfinite(chances(often, "ukraine")).all()


@pytest.mark.parametrize(("helps", "sign"), [("ukraine", -1), ("russia", +1)])
def test_arms_move_the_front_and_what_both_expect_of_it(helps: str, sign: int) -> None:
    plain, armed = on_day(DAY), on_day(DAY, event(f"type: arms, helps: {helps}, pace: 3"))
    assert armed.drift - plain.drift == pytest.approx(3 * sign)
    assert armed.pace - plain.pace == pytest.approx(3 * sign)
    for party in SIDES:
        one, other = plain.fighters[party].belief, armed.fighters[party].belief
        assert other.mean - one.mean == pytest.approx(3 * sign, rel=1e-9)
        assert same_bits(one.variance, other.variance)


@cache
def played(*changes: str) -> Trajectory:
    return run(baseline_with(*HOPES, *changes), WORLDS)


def lost(*changes: str) -> Floats:
    final = played(*changes).final
    land: Floats = final["area_at_start"] - final["held_area"]
    return land


def test_arms_for_the_holder_keep_land() -> None:
    assert standard_errors(lost(event("type: arms, helps: ukraine, pace: 4")) - lost()) < -3


def test_help_can_answer_to_what_happens() -> None:
    """Where less than a limit is held, arms come: those worlds lose less, the others the same."""
    rescue = "type: arms, helps: ukraine, pace: 4, through: 2026-12-31"
    helped = event(f"{rescue}, if: {{below: {{series: held_area, than: 4700}}}}", "2026-02-08")
    fewer = lost(helped) - lost()
    assert standard_errors(fewer) < -3
    never = event(f"{rescue}, if: {{below: {{series: held_area, than: 0}}}}", "2026-02-08")
    assert same_bits(lost(never), lost())


def test_what_turns_against_a_side_makes_war_worth_less_to_it_and_more_to_the_other() -> None:
    turned = event("type: turn, of: ukraine, times: 3")
    plain, changed = (
        model.going_on.standing(model.situation(DAY)).worth
        for model in (model_on(DAY), model_on(DAY, turned))
    )
    assert (changed[0] < plain[0]).all()
    assert (changed[1] > plain[1]).all()
