"""Renewed war as a choice, claims left open, and what an accord is worth without its mediator.

Powell 2006 (International Organization 60): whoever an accord will weaken would rather fight now,
unless the accord undoes the shift of power that it brings.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad

from sim.agreement.valuation import MUST_HOLD, Valuation
from sim.model import NegotiationModel
from sim.scenario import Scenario
from sim.theory.durability import chosen_hazard
from sim.worlds import Bools, Floats
from tests.builders import SHORT, baseline_with, model_of, same_bits, told

WORLDS = 7
PRESSURE = 0.7


def renewal(shift: float, undone: float = 1.0, left: tuple[float, float] = (1.0, 1.0)) -> str:
    """War renewed from an accord is worse for Ukraine, as far as guarantees do not undo that.

    ``left`` is the share of the land with which it starts, after a zone and after a withdrawal.
    """
    return (
        f"accord.renewal={{against: ukraine, shift: {shift}, temptation: 3, discount: 0.2, "
        f"undone_by: {{territory: 0, guarantees: {undone}}}, "
        f"starts_from: {{territory: {{zone: {left[0]}, withdrawal: {left[1]}}}}}}}"
    )


NEITHER = {"accord.renewal": "null", "accord.alone": "{guarantees: 1}"}
"""Nobody chooses a war renewed, and nothing rests on the mediator."""


def scenario(*changes: str) -> Scenario:
    """The baseline in which neither is so, but for the changes."""
    changed = NEITHER | dict(change.split("=", 1) for change in changes)
    return baseline_with(*(f"{key}={value}" for key, value in changed.items()))


@lru_cache(maxsize=8)
def seated(*changes: str) -> NegotiationModel:
    return model_of(scenario(*changes), WORLDS)


def valued(*changes: str, pressure: float = 0.0, mediated: bool = True) -> Valuation:
    """All packages on the first day, under so much pressure."""
    model = seated(*changes)
    standing = model.going_on.standing(model.situation(0))
    going_on = tuple(
        on - side.pressure * pressure for on, side in zip(standing.worth, model.sides, strict=True)
    )
    return model.parties.valuer.on(
        np.arange(WORLDS),
        np.full(WORLDS, 0.4),
        np.full(WORLDS, pressure),
        standing._replace(worth=going_on),
        np.full(WORLDS, mediated),
    )


def guarantees(valuation: Valuation) -> Floats:
    """(packages,): their level."""
    return valuation.valuer.accord.packages.levels("guarantees")


def tempted(valuation: Valuation, shift: float, undone: float = 1.0) -> list[Floats]:
    """By side, how much more war renewed is worth than a package, once pressure is over."""
    left = shift * (1.0 - undone * guarantees(valuation))
    return [
        (on + valuation.pressure * full)[:, None] + sign * left - plain
        for sign, on, full, plain in zip(
            (-1, 1), valuation.going_on, valuation.valuer.pressures, valuation.plain, strict=True
        )
    ]


GAINS = np.random.default_rng(51).normal(0, 0.5, (3, 200))


def test_the_hazard_is_what_it_was_where_war_is_worth_no_more_than_the_accord() -> None:
    """Or where nobody minds: a temptation of nothing."""
    before = np.linspace(0.01, 2.0, 200)
    assert np.array_equal(chosen_hazard(before, np.full(200, 3.0), [np.zeros(200)] * 2), before)
    assert np.array_equal(chosen_hazard(before, np.zeros(200), list(GAINS)), before)


def test_the_hazard_rises_with_what_either_side_gains_by_war() -> None:
    """And no matter which side it is."""
    before, t = np.full(200, 0.3), np.full(200, 3.0)
    hazard = chosen_hazard(before, t, list(GAINS))
    for own in range(3):
        more = [gain + 0.1 * (own == i) for i, gain in enumerate(GAINS)]
        assert (chosen_hazard(before, t, more) > hazard).all()
    assert chosen_hazard(before, t, list(GAINS[::-1])) == pytest.approx(hazard, rel=1e-12)


def test_the_hazard_is_the_mean_of_what_each_side_would_make_it() -> None:
    """A quantal response: odds of e to one for each 1/t of gain, up to e^6 either way."""
    one, t = np.ones(1), np.full(1, 2.0)
    hazard = chosen_hazard(one, t, [one * 0.5, one * -0.5])
    assert hazard[0] == pytest.approx((np.e + 1 / np.e) / 2, rel=1e-12)
    endless = chosen_hazard(one, t, [one * 1e3, one * -1e3])
    assert endless[0] == pytest.approx((np.exp(6) + np.exp(-6)) / 2, rel=1e-12)


def test_a_war_renewed_is_worth_todays_less_the_shift_and_without_the_pressure() -> None:
    """To each package: to the other side as much more."""
    valuation = valued(renewal(0.3, 0.5), pressure=PRESSURE)
    for war, plain, gain in zip(
        valuation.war_after, valuation.plain, tempted(valuation, 0.3, 0.5), strict=True
    ):
        assert war - plain == pytest.approx(gain, abs=1e-12)


def ended_with(model: NegotiationModel, own: int, score: float) -> Floats:
    """What going on would be worth if a side were sure to have that share of the land, by hand."""
    side, now = model.sides[own], model.situation(0)
    parts = dict(model.going_on.parts(side, now))
    won, lost = next(t for p in model.processes if (t := p.turns(side.name)) is not None)
    parts["decided.territory"] = side.weights["territory"] * score
    stake = parts["decided.territory"] + parts["status_quo"]
    parts["turn"] = won * (1.0 - stake) - lost * stake
    return np.sum(list(parts.values()), axis=0)


@pytest.mark.parametrize(("own", "score"), [(0, 0.0), (1, 1.0)])
def test_a_war_renewed_after_a_withdrawal_is_not_fought_for_the_land_again(
    own: int, score: float
) -> None:
    """Whoever gave it up has none of it to expect, whoever received it all of it."""
    model = seated(renewal(0.0, left=(1.0, 0.0)))
    valuation = valued(renewal(0.0, left=(1.0, 0.0)))
    ceded = model.parties.packages.with_option("territory", "withdrawal")
    expected = ended_with(model, own, score)
    assert valuation.war_after[own][:, ceded] == pytest.approx(
        np.broadcast_to(expected[:, None], (WORLDS, ceded.sum())), abs=1e-12
    )
    kept = valuation.going_on[own]
    assert same_bits(
        valuation.war_after[own][:, ~ceded],
        np.broadcast_to(kept[:, None], (WORLDS, (~ceded).sum())),
    )


def test_half_the_land_ceded_moves_war_half_as_far() -> None:
    """In a zone: to the same fraction for both sides, and against the holder."""
    half, all_ = (valued(renewal(0.0, left=(left, 1.0))) for left in (0.5, 0.0))
    in_zone = half.valuer.accord.packages.with_option("territory", "zone")
    for own, sign in ((0, -1), (1, 1)):
        by_half, by_all = (
            (v.war_after[own] - v.going_on[own][:, None])[:, in_zone] for v in (half, all_)
        )
        assert (sign * by_half >= 0).all()
        assert (sign * by_half > 0.01).any()
        assert by_half == pytest.approx(0.5 * by_all, abs=1e-15)


def test_from_the_new_line_the_giver_expects_less_of_war_and_the_receiver_more() -> None:
    """What was ceded is not fought over again: against a war for today's line."""
    from_today, from_there = (valued(renewal(0.0, left=(1.0, left))) for left in (1.0, 0.0))
    ceded = from_there.valuer.accord.packages.with_option("territory", "withdrawal")
    giver, receiver = (
        after[:, ceded] - before[:, ceded]
        for after, before in zip(from_there.war_after, from_today.war_after, strict=True)
    )
    assert (giver <= 0).all()
    assert (giver < 0).any()
    assert (receiver >= 0).all()
    assert (receiver > 0).any()


def test_what_undoes_a_shift_of_power_undoes_all_of_it_and_no_more() -> None:
    """A freeze behind guarantees strengthens nobody."""
    change = (
        "accord.renewal={against: ukraine, shift: 0.3, temptation: 3, discount: 0.2, "
        "undone_by: {territory: 1, guarantees: 0.5}, "
        "starts_from: {territory: {zone: 1, withdrawal: 1}}}"
    )
    valuation = valued(change)
    frozen = valuation.valuer.accord.packages.with_option("territory", "freeze")
    for own in (0, 1):
        moved = valuation.war_after[own] - valuation.going_on[own][:, None]
        assert not moved[:, frozen].any()
        assert moved[:, ~frozen].any()


def test_the_hazard_of_every_package_follows_from_who_would_gain_by_breaking_it() -> None:
    """The quantal response on top of what guarantees deter, written a second time."""
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    plain = valued(pressure=PRESSURE)
    odds = [np.exp(np.clip(3.0 * g, -6, 6)) for g in tempted(valuation, 0.3)]
    assert valuation.hazard == pytest.approx(plain.hazard * (odds[0] + odds[1]) / 2, rel=1e-12)


def test_an_accord_is_worth_its_discounted_time_and_that_of_the_war_that_ends_it() -> None:
    """``integral r e^(-r t) [S(t) v + (1 - S(t)) w] dt`` with ``S = e^(-h t)``, at rate r = .2."""
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    for own, row, package in ((0, 1, 12), (0, 4, 400), (1, 6, 77), (1, 2, 600)):
        h, v, w = (
            float(table[row, package])
            for table in (valuation.hazard, valuation.plain[own], valuation.war_after[own])
        )

        def flow(t: float, h: float = h, v: float = v, w: float = w) -> float:
            return 0.2 * np.exp(-0.2 * t) * (np.exp(-h * t) * v + (1 - np.exp(-h * t)) * w)

        expected, _ = quad(flow, 0, np.inf, epsabs=1e-12)
        assert valuation.worth[own][row, package] == pytest.approx(expected, abs=1e-9)


def test_the_parts_of_a_worth_add_up_to_it_with_what_war_takes_from_it() -> None:
    """To 1e-12, for both parties, of texts that one or the other would break."""
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    for own in (0, 1):
        for package in range(0, len(guarantees(valuation)), 7):
            chosen = np.full(WORLDS, package)
            parts = valuation.parts_of(own, chosen)
            assert parts["renewed_war"].any()
            total = sum(parts.values())
            assert total == pytest.approx(valuation.worth_of(chosen)[own], abs=1e-12)


def test_a_larger_shift_makes_war_likelier_wherever_the_rising_side_gains_more_by_it() -> None:
    """Powell 2006: of packages that undo not all of it; both would rather fight, for fear or gain.

    ``e^(t (a - s)) + e^(t (b + s))`` rises with s where ``b + s > a - s``.
    """
    shifts = (0.0, 0.2, 0.5)
    hazards = [valued(renewal(shift)).hazard for shift in shifts]
    falls, rises = tempted(valued(renewal(0.0)), 0.0)
    shifted = (rises > falls) & (guarantees(valued()) < 1)
    assert shifted.mean() > 0.3
    for smaller, larger in pairwise(hazards):
        assert (larger > smaller)[shifted].all()


def test_a_larger_shift_leaves_fewer_accords_that_the_declining_side_prefers_to_war() -> None:
    """Powell 2006: what it would gain falls wherever war becomes likelier; here without pressure.

    ``(v - w) (1 - x) - x s``, with x the share of time that war takes.
    """
    before, after = (valued(renewal(shift)) for shift in (0.05, 0.5))
    gains = [valuation.gains()[0] for valuation in (before, after)]
    likelier = after.hazard > before.hazard
    open_ = gains[0] > 0
    assert (open_ & likelier).sum() > 100
    assert (gains[1] < gains[0])[open_ & likelier].all()
    assert (gains[1] > 0).mean() < 0.8 * open_.mean()


def test_guarantees_that_undo_the_shift_restore_what_an_accord_is_worth() -> None:
    """All of them, to the last bit; half of them undo half of it."""
    large, none, half = (
        valued(renewal(shift, undone)) for shift, undone in ((0.5, 1.0), (0.0, 0.0), (0.25, 0.0))
    )
    level = guarantees(large)
    for package, other in ((level == 1, none), (level == 0.5, half)):
        assert same_bits(large.hazard[:, package], other.hazard[:, package])
        for own in (0, 1):
            assert same_bits(large.worth[own][:, package], other.worth[own][:, package])
    assert (large.hazard != none.hazard)[:, level < 1].all()


def test_without_a_red_line_war_is_as_likely_as_if_nobody_had_it() -> None:
    """Hazard, worth and what may be signed are worked out again, not carried over."""
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    line = valuation.valuer.worths[1].part("red_line.zone", valuation.rows, np.full(WORLDS, 0.4))
    zone = line.any(axis=0)
    eased = valuation.without("russia.red_line.zone")
    others = np.array([w[:, ~zone] for w in (*eased.worth, eased.hazard)])
    assert same_bits(others, np.array([w[:, ~zone] for w in (*valuation.worth, valuation.hazard)]))
    assert (eased.hazard < valuation.hazard)[:, zone].all()
    odds = [np.exp(np.clip(3.0 * g, -6, 6)) for g in tempted(eased, 0.3)]
    before = valued(pressure=PRESSURE).hazard
    assert eased.hazard == pytest.approx(before * (odds[0] + odds[1]) / 2, rel=1e-12)
    assert (eased.signable | ~valuation.signable).all()
    assert (eased.signable & ~valuation.signable).any()


def test_without_the_condition_to_hold_the_hazard_stays_and_anything_may_be_signed() -> None:
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    eased = valuation.without(MUST_HOLD)
    assert eased.signable.all()
    assert not valuation.signable.all()
    assert same_bits(eased.hazard, valuation.hazard)


def test_what_may_be_signed_holds_long_enough_although_somebody_is_tempted() -> None:
    """Exactly the packages whose hazard lets them survive each party's years."""
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    enough = np.ones(valuation.hazard.shape, dtype=bool)
    for asks in valuation.valuer.conditions:
        holds = np.exp(-valuation.hazard * asks.years[:, None])
        enough &= holds >= asks.probability[:, None]
    claimed = ~valuation.valuer.accord.claims_open
    assert np.array_equal(valuation.signable[:, claimed], enough[:, claimed])
    assert 0 < enough[:, claimed].mean() < 1


def test_some_rows_of_a_valuation_are_the_valuation_of_those_rows() -> None:
    valuation = valued(renewal(0.3), pressure=PRESSURE)
    which = np.arange(WORLDS) % 2 == 0
    some = valuation.some(which)
    line = "russia.red_line.zone"
    for one, whole in ((some, valuation), (some.without(line), valuation.without(line))):
        assert same_bits(one.hazard, whole.hazard[which])
        assert same_bits(one.worth[0], whole.worth[0][which])
        assert np.array_equal(one.signable, whole.signable[which])


@pytest.mark.parametrize("alone", [False, True], ids=["mediated", "alone"])
def test_a_signed_accord_has_the_hazard_of_its_package_on_the_day_of_signing(alone: bool) -> None:
    """To the last bit, from what is kept of the run; under pressure, or without a mediator."""
    leaves = (
        "events.gone={type: mediator_leaves, date: 2026-02-20}",
        "calendar.alone={pace: 1, chance: 1}",
    )
    run = told(
        scenario(
            *SHORT,
            renewal(0.3),
            "accord.alone={guarantees: 0.3}",
            "parties.ukraine.cost_of_war=0.8",
            "parties.russia.cost_of_war=0.8",
            *(leaves if alone else ()),
        ),
        60,
    )
    signed = np.flatnonzero(run.final["package"] >= 0)
    day, package = run.final["ended_on"][signed], run.final["package"][signed]
    valuation = run.valuation(signed, day)
    left = ~valuation.mediated
    assert signed.size > 10
    assert left.sum() > 5 if alone else (valuation.pressure > 0).any()
    assert same_bits(valuation.hazard_of(package), run.final["hazard"][signed])
    assert np.isnan(run.final["hazard"][run.final["package"] < 0]).all()


FREEZE = "issues.territory.options.freeze.claims_open=true"
LEVELS = ("weak_rules", "weak_guarantees", "strong_guarantees")
"""Red lines on a level."""


def frozen(valuation: Valuation) -> Bools:
    """(packages,): a freeze at the line."""
    return valuation.valuer.accord.packages.with_option("territory", "freeze")


@pytest.mark.parametrize("changes", [(), (renewal(0.3),)], ids=["fate", "choice"])
def test_what_leaves_claims_open_need_not_be_likely_to_hold(changes: tuple[str, ...]) -> None:
    """All freezes may be signed then, and of the rest exactly what might be before."""
    claimed, valuation = (valued(*changes, *more, pressure=PRESSURE) for more in ((), (FREEZE,)))
    freeze = frozen(valuation)
    assert not claimed.signable[:, freeze].all()
    assert valuation.signable[:, freeze].all()
    assert np.array_equal(valuation.signable[:, ~freeze], claimed.signable[:, ~freeze])
    assert not valuation.signable.all()


def test_what_leaves_claims_open_crosses_no_red_line_on_a_level() -> None:
    """Those on an option stay, as does everything in other packages."""
    claimed, valuation = valued(), valued(FREEZE)
    freeze, crossed = frozen(valuation), 0
    for own, worth in enumerate(valuation.valuer.worths):
        for name in worth.names():
            was, now = (
                np.broadcast_to(
                    v.valuer.worths[own].part(name, v.rows, v.resentment), v.plain[own].shape
                )
                for v in (claimed, valuation)
            )
            assert same_bits(now[:, ~freeze].copy(), was[:, ~freeze].copy())
            if name.removeprefix("red_line.") in LEVELS:
                crossed += was[:, freeze].any()
                assert not now[:, freeze].any()
            else:
                assert same_bits(now[:, freeze].copy(), was[:, freeze].copy())
    assert crossed == 2  # no freeze has rules of a zone
    option = valuation.valuer.worths[1].part("red_line.freeze", valuation.rows, np.zeros(WORLDS))
    assert (option < 0)[:, freeze].all()


def test_without_its_mediator_an_accord_is_deterred_by_less_of_what_rests_on_it() -> None:
    """``1 - share`` of what guarantees deter is gone, and all of the rest stays."""
    alone = "accord.alone={guarantees: 0.3}"
    valuation, left = (valued(alone, pressure=PRESSURE, mediated=m) for m in (True, False))
    strength = seated(alone).draw(scenario(alone).file.accord.deterrence["guarantees"])
    gone = 0.7 * strength[:, None] * guarantees(valuation)
    assert left.reduction == pytest.approx(valuation.reduction - gone, abs=1e-12)
    assert left.hazard == pytest.approx(valuation.hazard * np.exp(gone), rel=1e-12)
    assert same_bits(valuation.hazard, valued(pressure=PRESSURE, mediated=False).hazard)
    assert (left.signable <= valuation.signable).all()
    assert (left.signable < valuation.signable).any()


def test_only_where_the_mediator_left_is_it_missed() -> None:
    """In the model, world by world."""
    model = model_of(scenario("accord.alone={guarantees: 0.3}"), WORLDS)
    where, before = np.arange(WORLDS) % 3 == 1, today(model)
    model.mediator.leave(0, where)
    after = today(model)
    assert same_bits(after.hazard[~where], before.hazard[~where])
    level = guarantees(before)
    assert (after.hazard > before.hazard)[np.ix_(where, level > 0)].all()
    assert same_bits(after.hazard[:, level == 0], before.hazard[:, level == 0])


def today(model: NegotiationModel) -> Valuation:
    now = model.situation(0)
    return model.valuation(np.arange(WORLDS), now, model.going_on.standing(now))


def test_the_mediator_may_stand_behind_what_deters_nothing() -> None:
    """An issue without deterrence has none to lose."""
    assert same_bits(
        valued("accord.alone={plant: 0.5, guarantees: 1}", mediated=False).hazard,
        valued(mediated=False).hazard,
    )
