"""Rules of acceptance, reservation, learning and proposal: each a choice of the scenario."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, truncnorm

from sim.theory import learning
from sim.theory.acceptance import Logit, Threshold
from sim.theory.learning import Normal
from sim.theory.proposal import Egalitarian, Nash, TradeOff
from sim.theory.reach import Reach
from sim.theory.reservation import Ahead, Rubinstein
from sim.trajectory import Trajectory
from sim.worlds import Floats, Ints
from tests.builders import SHORT, TO_JUNE, baseline_with, model_of, told

WORLDS = 60
OPEN = ("parties.ukraine.cost_of_war=0.8", "parties.russia.cost_of_war=0.8")
"""A war so dear that mediators know texts which meet all targets."""


def by_rule(role: str, name: str) -> Trajectory:
    return told(baseline_with(TO_JUNE, f"rules.{role}={name}"), WORLDS)


def test_by_the_logit_a_text_at_its_target_is_accepted_half_the_time() -> None:
    """And one better by s with odds of e to 1 (McFadden 1974)."""
    s, target = np.array([0.02]), np.array([0.3])
    assert Logit().chance(target, target, s)[0] == 0.5
    better = Logit().chance(target + s, target, s)[0]
    assert better / (1 - better) == pytest.approx(np.e)


def test_the_probit_that_others_take_a_logit_for_is_near_it() -> None:
    """Within .01 everywhere (Johnson and Kotz)."""
    x = np.linspace(-8, 8, 400)
    logit = Logit().chance(x, np.zeros(400), np.ones(400))
    assert np.abs(logit - norm.cdf(x / Logit().blur(np.ones(400)))).max() < 0.01


def test_by_the_threshold_a_text_is_accepted_exactly_where_it_is_worth_the_target() -> None:
    """Rubinstein 1982; in the model, in every answer to a text of the mediator's."""
    run = by_rule("acceptance", "threshold")
    mediated, answers = run.story["proposer"] == -1, run.daily["answers"].astype(int)
    tabled = mediated & (run.story["package"] >= 0)
    assert tabled.sum() > 100
    for bit, name in enumerate(run.parties):
        worth_it = run.story[f"offered.{name}"] >= run.story[f"target.{name}"]
        assert np.array_equal(worth_it[tabled], (answers & (1 << bit) > 0)[tabled])


def test_an_answer_without_noise_cuts_the_belief_off() -> None:
    """A refusal says that the target is above the value: a normal truncated from below."""
    value, mean, sd = 0.1, 0.05, 0.2
    blur = Threshold().blur(np.array([0.015]))
    after = learning.refused(Normal(np.array([mean]), np.array([sd**2])), np.array([value]), blur)
    cut = truncnorm((value - mean) / sd, np.inf, loc=mean, scale=sd)
    assert after.mean[0] == pytest.approx(cut.mean(), rel=1e-9)
    assert after.variance[0] == pytest.approx(cut.var(), rel=1e-9)


@pytest.mark.parametrize("variance", [0.0, 1e-300, 1e-18, 0.04, 1e6])
@pytest.mark.parametrize("blur", [0.0, 1e-9, 10.0])
@pytest.mark.parametrize("value", [-1e6, -10.0, 0.0, 10.0, 1e6])
def test_no_refusal_however_surprising_makes_a_belief_infinite(
    variance: float, blur: float, value: float
) -> None:
    belief = Normal(np.zeros(1), np.full(1, variance))
    after = learning.refused(belief, np.array([value]), np.array([blur]))
    assert np.isfinite(after.mean).all()
    assert (after.variance >= 0).all()
    assert (after.variance <= variance).all()


def test_by_fearons_rule_nobody_holds_out() -> None:
    """Fearon 1995: the target is what going on is worth, on every day on which it is asked."""
    run = by_rule("reservation", "fearon")
    for name in run.parties:
        target = run.story[f"target.{name}"]
        valued = np.isfinite(target)
        assert valued.sum() > 100
        assert np.array_equal(target[valued], run.daily[f"war_value.{name}"][valued])


@pytest.mark.parametrize("mediated", [True, False])
def test_by_rubinsteins_rule_two_demands_are_those_of_offers_in_turn(mediated: bool) -> None:
    """Rubinstein 1982: what one demands is what the other cannot have by its own offer.

    With x and y what each has when it offers, ``x = 1 - e y`` and ``y = 1 - d x``; patience so
    long that 1 - d has few digits is no obstacle: both then have half.
    """
    days, long = np.array([15.0, 40.0]), np.array([90.0, 1e15])
    short = np.array([60.0, 1e15])
    demands = [
        Rubinstein().demand(Asked(days, mediated, one, other))
        for one, other in ((short, long), (long, short))
    ]
    (first, second), (d, e) = demands, (np.exp(-days / short), np.exp(-days / long))
    assert first.claim == pytest.approx(1.0 - e * second.claim, abs=1e-12)
    assert second.claim == pytest.approx(1.0 - d * first.claim, abs=1e-12)
    assert first.target == pytest.approx(0.2 + 0.5 * d * first.claim, abs=1e-12)
    assert second.claim[0] > 0.55
    assert first.claim[1] == pytest.approx(0.5, abs=1e-12)


class Asked:
    """A party with 0.5 in reach over going on, which is worth 0.2; dates every so many days."""

    going_on, reach = np.full(2, 0.2), Reach(np.full(2, 0.5), np.ones(2))

    def __init__(self, days: Floats, mediated: bool, patience: Floats, others: Floats) -> None:
        nothing = np.zeros(2)
        waits = (days, nothing) if mediated else (nothing, days)
        self.ahead = Ahead(
            np.full(2, mediated), np.zeros(2, dtype=bool), *(nothing for _ in range(3)), *waits,
            nothing, False, nothing, patience, others, nothing,
        )  # fmt: skip


@pytest.mark.parametrize("name", ["probit", "unmoved"])
def test_who_is_unmoved_believes_at_last_what_it_believed_at_first(name: str) -> None:
    """Yildiz 2003; by Bayes' rule beliefs do move."""
    model = model_of(baseline_with(*SHORT, f"rules.learning={name}", "calendar.readiness=1"), 30)
    beliefs = [*model.mediator.about.values(), *(b for s in model.sides for b in s.about.values())]
    first = [belief.error.copy() for belief in beliefs]
    for _ in range(model.setting.days):
        model.step()
    moved = max(np.abs(now.error - was).max() for was, now in zip(first, beliefs, strict=True))
    assert moved < 1e-12 if name == "unmoved" else moved > 1e-3


GAINS = [np.array([[4.0, 2.0, 8.0, 9.0]]), np.array([[1.2, 2.0, 0.5, -1.0]])]
"""Of four texts, to each of two parties."""


def test_nash_takes_the_largest_product_and_the_egalitarian_the_largest_smaller_gain() -> None:
    """Nash 1950: 4 x 1.2 is more than 2 x 2 or 8 x .5; Kalai 1977: 2 is more than 1.2 or .5.

    Neither hurts anyone.
    """
    even = [np.full((1, 1), 0.5)] * 2
    assert Nash().score(GAINS, even).argmax() == 0
    assert Egalitarian().score(GAINS, even).argmax() == 1
    for rule in (Nash(), Egalitarian()):
        assert rule.score(GAINS, even)[0, 3] == -np.inf


def test_by_the_egalitarian_rule_gains_follow_the_weights() -> None:
    """Kalai 1977: in proportion. With four fifths of the weight the first party gets 4 to 1.2."""
    weights = [np.full((1, 1), 0.8), np.full((1, 1), 0.2)]
    assert Egalitarian().score(GAINS, weights).argmax() == 0


def test_another_rule_of_proposal_tables_other_texts() -> None:
    nash, even = (
        told(baseline_with(TO_JUNE, *OPEN, f"rules.proposal={name}"), WORLDS)
        for name in ("nash", "egalitarian")
    )
    both = (nash.story["package"] >= 0) & (even.story["package"] >= 0)
    assert (nash.story["package"] != even.story["package"])[both].any()


def test_a_party_offers_what_the_others_like_most_of_what_meets_its_target() -> None:
    """Faratin, Sierra and Jennings 2002; where nothing does, what it likes most itself."""
    own, other = np.array([[1.0, 2.0, 3.0, 4.0]]), np.array([[9.0, 5.0, 6.0, 1.0]])
    allowed = np.array([[True, True, True, False]])

    def offered(demand: float) -> int:
        return int(TradeOff().choose(own, [other], np.array([demand]), _nobody_asks, allowed)[0])

    assert offered(2.0) == 2
    assert offered(3.5) == 2
    assert offered(0.0) == 0


def _nobody_asks(row: Ints, package: Ints) -> list[Floats]:
    raise AssertionError("a trade-off asks for no chances")
