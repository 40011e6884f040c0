"""What answers without noise teach: a normal belief between the highest no and the lowest yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np
import pytest
from scipy.stats import truncnorm

from sim.theory import truncated
from sim.theory.learning import Bounds, Heard, Mind, Normal, open_mind
from sim.worlds import Bools, Floats
from tests.builders import SHORT, baseline_with, model_of, standard_errors

MEAN, SD = 0.04, 0.06
ENDS = (-np.inf, -6.9, -3.0, -0.4, 0.0, 0.7, 3.0, 6.9, np.inf)
"""Standard deviations from the mean; beyond seven a tail weighs next to nothing."""

SIDES = [(low, high) for low in ENDS for high in ENDS if low < high]


def moments(mean: Floats, variance: Floats, above: Floats, below: Floats) -> Normal:
    return Normal(*truncated.between(mean, variance, above, below).moments())


def between(low: float, high: float) -> Mind:
    """The mind of who heard a no and a yes so many standard deviations from its first belief."""
    return told(believing(np.full(1, MEAN)), (MEAN + SD * low, False), (MEAN + SD * high, True))


def believing(error: Floats, sd: float = SD) -> Mind:
    return open_mind(error, np.full(error.shape, sd**2))


def told(mind: Mind, *answers: tuple[float, bool]) -> Mind:
    """What is believed after answers: a text's worth over the target, and whether it was a yes."""
    for excess, yes in answers:
        here = np.full(mind.error.shape, yes)
        if np.isfinite(excess):
            mind = Bounds().hear(mind, heard(np.full(here.shape, excess), ~here, here))
    return mind


def heard(excess: Floats, no: Bools, yes: Bools) -> Heard:
    target = np.full(excess.shape, 0.3)
    return Heard(target, target + excess, np.zeros(excess.shape), no, yes)


def chance_of_yes(mind: Mind, excess: Floats) -> Floats:
    """As believed in the one world of a mind, of texts worth so much more than the target."""
    here, target = np.zeros(excess.size, dtype=np.int64), np.full(1, 0.3)
    return np.exp(Bounds().log_yes(mind, target, 0.3 + excess, np.zeros(1), here))


@pytest.mark.parametrize(("low", "high"), SIDES)
def test_between_two_bounds_a_normal_law_has_the_textbook_mean_and_variance(
    low: float, high: float
) -> None:
    """Johnson and Kotz: those of the truncated normal, to 1e-9; either bound may be infinite."""
    found = moments(*(np.full(1, x) for x in (MEAN, SD**2, MEAN + SD * low, MEAN + SD * high)))
    cut = truncnorm(low, high, loc=MEAN, scale=SD)
    assert found.mean[0] == pytest.approx(cut.mean(), rel=1e-9, abs=1e-12)
    assert found.variance[0] == pytest.approx(cut.var(), rel=1e-9)


@pytest.mark.parametrize("end", [7.5, 30.0, 1e6])
def test_where_a_tail_weighs_next_to_nothing_its_nearer_end_is_believed(end: float) -> None:
    """Off by less than a seventh of a standard deviation: a tail of x has a mean below x + 1/x."""
    zero, one, inf = np.zeros(1), np.ones(1), np.full(1, np.inf)
    above, below = (
        moments(zero, one, one * end, inf),
        moments(zero, one, -inf, -one * end),
    )
    assert (above.mean[0], below.mean[0]) == (end, -end)
    assert (above.variance[0], below.variance[0]) == (0.0, 0.0)


@pytest.mark.parametrize("middle", [-2.0, -0.3, 0.0, 1.0])
def test_a_belief_lies_between_its_bounds_however_near_they_are(middle: float) -> None:
    """Its variance is at most a quarter of their distance squared (Popoviciu).

    Where they are near, a twelfth: that of the uniform law, to 1e-4.
    """
    width = np.logspace(-9, 1, 101)
    low, high = middle - width / 2, middle + width / 2
    found = moments(np.zeros(101), np.ones(101), low, high)
    assert (found.mean >= low).all()
    assert (found.mean <= high).all()
    assert (found.variance <= width**2 / 4 * (1 + 1e-6)).all()
    near = width < 1e-3
    assert found.variance[near] == pytest.approx(width[near] ** 2 / 12, rel=1e-4)


@pytest.mark.parametrize(("low", "high"), SIDES)
def test_a_yes_is_believed_as_likely_as_the_law_between_the_bounds_has_it(
    low: float, high: float
) -> None:
    """Its distribution function, to 1e-9; nothing below the highest no, sure above a yes."""
    z = np.array([-9.0, *np.linspace(-7, 7, 57), 9.0])
    expected = truncnorm(low, high).cdf(z)
    found = chance_of_yes(between(low, high), MEAN + SD * z)
    inside = (z > low + 1e-9) & (z < high - 1e-9)
    assert found[inside] == pytest.approx(expected[inside], rel=1e-9)
    assert (found[z < low - 1e-9] == 0).all()
    assert found[z > high + 1e-9] == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("bound", [8.0, 40.0])
def test_an_answer_is_believed_however_surprising_it_is(bound: float) -> None:
    """What is worse than a text refused is refused, what is better than one accepted accepted.

    Two standard deviations beyond, the law in its thin tail is certain to 1e-6.
    """
    beyond = np.array([-2.0, 0.0, 2.0])
    after_no = chance_of_yes(between(bound, np.inf), MEAN + SD * (bound + beyond))
    after_yes = chance_of_yes(between(-np.inf, -bound), MEAN + SD * (-bound + beyond))
    assert after_no == pytest.approx([0.0, 0.0, 1.0], abs=1e-6)
    assert after_yes == pytest.approx([0.0, 1.0, 1.0], abs=1e-6)


def test_before_any_answer_a_belief_is_the_one_it_began_with() -> None:
    mind, z = believing(np.full(1, MEAN)), np.linspace(-6, 6, 25)
    assert (mind.error[0], mind.variance[0]) == (MEAN, SD**2)
    expected = truncnorm(-np.inf, np.inf).cdf(z)
    assert chance_of_yes(mind, MEAN + SD * z) == pytest.approx(expected, rel=1e-9)


ANSWERS = ((-0.09, False), (-0.01, False), (0.11, True), (0.03, True))
"""Two that count and two that teach nothing beside them."""


def test_the_same_text_answered_twice_teaches_nothing_new() -> None:
    once = told(believing(np.linspace(-0.1, 0.1, 7)), *ANSWERS)
    for answer in ANSWERS:
        same_mind(told(once, answer), once)


def test_in_which_order_answers_are_heard_does_not_matter() -> None:
    """To the last bit."""
    minds = [told(believing(np.linspace(-0.1, 0.1, 7)), *order) for order in permutations(ANSWERS)]
    for mind in minds[1:]:
        same_mind(mind, minds[0])


def same_mind(one: Mind, other: Mind) -> None:
    for mine, theirs in zip(one, other, strict=True):
        assert np.array_equal(mine, theirs)


def test_every_answer_that_says_more_leaves_less_doubt() -> None:
    """Any cut of a normal law lowers its variance; a no raises its mean and a yes lowers it."""
    mind = believing(np.linspace(-0.1, 0.1, 7))
    for excess, yes in ANSWERS:
        then = told(mind, (excess, yes))
        says_more = excess < mind.below[0] if yes else excess > mind.above[0]
        assert says_more
        assert (then.variance < mind.variance).all()
        assert ((then.error < mind.error) if yes else (then.error > mind.error)).all()
        mind = then


@pytest.mark.parametrize("excess", [-0.4, -0.05, 0.0, 0.02, 0.3])
def test_a_yes_is_the_mirror_image_of_a_no(excess: float) -> None:
    """What a no says of an error, a yes to a text as much worse says of the opposite error."""
    error = np.linspace(-0.1, 0.1, 7)
    no, yes = told(believing(error), (excess, False)), told(believing(-error), (-excess, True))
    assert yes.error == pytest.approx(-no.error, abs=1e-12)
    assert yes.variance == pytest.approx(no.variance, rel=1e-9, abs=1e-15)
    above, below = error[:1] + 0.5 * SD, -error[:1] - 0.5 * SD
    refused = 1.0 - chance_of_yes(no.at(np.array([0])), above)
    assert chance_of_yes(yes.at(np.array([0])), below) == pytest.approx(refused, abs=1e-9)


def test_a_world_in_which_nobody_was_asked_learns_nothing() -> None:
    mind = believing(np.linspace(-0.1, 0.1, 7))
    no, yes = np.arange(7) == 2, np.arange(7) == 5
    then = Bounds().hear(mind, heard(np.full(7, 0.01), no, yes))
    unasked = np.flatnonzero(~no & ~yes)
    for was, now in zip(mind.at(unasked), then.at(unasked), strict=True):
        assert np.array_equal(was, now)
    assert (then.error != mind.error)[no | yes].all()


def test_who_is_certain_has_nothing_to_learn_from_true_answers() -> None:
    """No variance: no error either, and a yes is believed exactly where there will be one."""
    mind = told(believing(np.zeros(1), sd=0.0), *((x, x >= 0) for x in (-0.2, 0.1, -1e-6, 1e-6)))
    assert mind.error[0] == pytest.approx(0.0, abs=1e-12)
    assert mind.variance[0] < 1e-18
    chances = chance_of_yes(mind, np.array([-1.0, -1e-8, 1e-8, 1.0]))
    assert chances == pytest.approx([0.0, 0.0, 1.0, 1.0], abs=1e-12)


WORLDS = 4000
Texts = Callable[[np.random.Generator, Mind], Floats]


def anywhere(rng: np.random.Generator, mind: Mind) -> Floats:
    """Texts by the first belief, up to three standard deviations off."""
    return mind.first.mean + SD * rng.uniform(-3, 3, mind.error.size)


def in_doubt(rng: np.random.Generator, mind: Mind) -> Floats:
    """Texts near what is believed now, of which an answer teaches most."""
    return mind.error + 0.3 * np.sqrt(mind.variance) * rng.normal(size=mind.error.size)


def after(answers: int, texts: Texts) -> Mind:
    """Minds whose error was drawn from their own belief, after true answers.

    Texts are chosen by what can be known: the belief. The true error is 0, the believed one drawn.
    """
    rng = np.random.default_rng(31)
    mind = believing(SD * rng.normal(size=WORLDS))
    for _ in range(answers):
        excess = texts(rng, mind)
        mind = Bounds().hear(mind, heard(excess, excess < 0, excess >= 0))
    return mind


@pytest.mark.parametrize("texts", [anywhere, in_doubt])
@pytest.mark.parametrize("answers", [0, 1, 2, 5, 15])
def test_a_belief_is_right_on_average_and_errs_as_much_as_it_admits(
    answers: int, texts: Texts
) -> None:
    """Bayes' rule is exact: after any answers errors over their sd have mean 0 and variance 1."""
    mind = after(answers, texts)
    error = mind.error / np.sqrt(mind.variance)
    assert abs(standard_errors(error)) < 4
    assert abs(standard_errors(error**2 - 1.0)) < 4
    if answers > 1:
        assert mind.variance.mean() < 0.6 * SD**2


@pytest.mark.parametrize("answers", [0, 1, 2, 5, 15])
def test_of_texts_believed_to_be_accepted_so_often_so_many_are(answers: int) -> None:
    """In each tenth of the believed chances, within 4 SE of as many draws."""
    mind, rng = after(answers, anywhere), np.random.default_rng(32)
    excess = mind.error + 1.5 * np.sqrt(mind.variance) * rng.normal(size=WORLDS)
    none = np.zeros(WORLDS)
    chance = np.exp(Bounds().log_yes(mind, none, excess, none, np.arange(WORLDS)))
    accepted = (excess >= 0).astype(np.float64)
    for tenth in tenths(chance):
        expected, spread = chance[tenth].sum(), (chance * (1 - chance))[tenth].sum()
        assert tenth.sum() > 100
        assert abs(accepted[tenth].sum() - expected) < 4 * np.sqrt(spread)


def tenths(chance: Floats) -> list[Bools]:
    """Texts by their chance, without those of which the belief is certain."""
    return [(chance > d / 10) & (chance <= (d + 1) / 10) & (chance < 1) for d in range(10)]


ALONE = (
    "events.gone={type: mediator_leaves, date: 2026-02-08}",
    "calendar.alone={pace: 1, chance: 1}",
)
"""Nobody mediates: the sides offer in turn."""


@pytest.mark.parametrize(
    "changes",
    [(), (*ALONE, "rules.offer=risk_return"), (*ALONE, "rules.offer=trade_off")],
    ids=["mediated", "risk_return", "trade_off"],
)
def test_in_talks_without_noise_nobody_comes_to_rule_out_the_truth(changes: Sequence[str]) -> None:
    """The true error, 0, lies above every no and not above any yes, be it to one's own offer."""
    sharp = ("rules.acceptance=threshold", "rules.learning=bounds", "calendar.readiness=1")
    model = model_of(baseline_with(*SHORT, *sharp, *changes), 30)
    for _ in range(model.setting.days):
        model.step()
    for mind in (belief.mind for side in model.sides for belief in side.about.values()):
        assert (mind.above < 0).all()
        assert (mind.below >= 0).all()
        assert (mind.variance < mind.first.variance).any()
