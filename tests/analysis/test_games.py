"""Games with known equilibria, through the functions that take what the simulation played."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.postures.game import (
    IS,
    IS_NOT,
    OPEN,
    Game,
    dominant,
    regrets,
    verdict,
    verdicts,
)
from sim.analysis.postures.mixed import solved
from sim.statistics import simultaneous
from sim.statistics.moments import mean
from sim.worlds import Floats

WORLDS = 400
LUCK, OWN_LUCK = 1.0, 0.3  # of a world, shared by all profiles; of a profile in a world


def a_game(first: list[list[float]], second: list[list[float]], seed: int = 0) -> Game:
    """Two players' payoffs with luck: what a world adds to all profiles, and to each by itself."""
    table = np.stack([np.array(first), np.array(second)], axis=-1)
    rng = np.random.default_rng(seed)
    luck = LUCK * rng.normal(size=(WORLDS, 1, 1, 2))
    payoffs = table + luck + OWN_LUCK * rng.normal(size=(WORLDS, *table.shape))
    rows, columns = (tuple("ab"[: table.shape[axis]]) for axis in (0, 1))
    return Game(("one", "two"), (rows, columns), payoffs)


def dilemma(seed: int = 0) -> Game:
    """Prisoners' dilemma (Luce and Raiffa 1957): a is to keep quiet, b to confess."""
    return a_game([[3, 0], [5, 1]], [[3, 5], [0, 1]], seed)


def chicken(seed: int = 0) -> Game:
    """Chicken: a is to swerve, b to go on; in the mixed equilibrium each goes on in 1 of 10.

    Who goes on has 1 against who swerves and -10 in a crash; who swerves 0, or -1 if alone:
    swerving is worth -p, going on 1 - 11 p, so that p = 1/10.
    """
    return a_game([[0, -1], [1, -10]], [[0, 1], [-1, -10]], seed)


def pennies(seed: int = 0) -> Game:
    """Matching pennies (von Neumann and Morgenstern 1944): what one wins the other loses."""
    return a_game([[1, -1], [-1, 1]], [[-1, 1], [1, -1]], seed)


def test_the_prisoners_dilemma() -> None:
    game = dilemma()
    assert verdicts(game) == {(0, 0): IS_NOT, (0, 1): IS_NOT, (1, 0): IS_NOT, (1, 1): IS}
    assert [dominant(game, player) for player in (0, 1)] == [1, 1]
    (only,) = solved(game, 50).equilibria
    assert only.support == ((1,), (1,))
    assert only.stays == 1.0


def test_chicken() -> None:
    game = chicken()
    assert {p for p, said in verdicts(game).items() if said == IS} == {(0, 1), (1, 0)}
    assert [dominant(game, player) for player in (0, 1)] == [None, None]
    found = solved(game, 50).equilibria
    assert sorted(e.support for e in found if e.pure) == [((0,), (1,)), ((1,), (0,))]
    (mixed,) = [e for e in found if not e.pure]
    for shares in mixed.shares:  # a mean over 400 worlds is good to .02, so p to .004
        np.testing.assert_allclose(shares, [0.9, 0.1], atol=0.02)
    assert mixed.stays == 1.0


def test_matching_pennies() -> None:
    game = pennies()
    assert set(verdicts(game).values()) == {IS_NOT}
    (only,) = solved(game, 50).equilibria
    assert not only.pure
    for shares in only.shares:
        np.testing.assert_allclose(shares, [0.5, 0.5], atol=0.03)
    np.testing.assert_allclose(only.payoffs, game.payoffs.mean(axis=(0, 1, 2)), atol=0.05)


def test_luck_that_worlds_share_falls_out() -> None:
    """The luck of a world is three times as large as that of a profile, and in no gain."""
    gain = dilemma().gain((0, 0), 0, 1).gain
    assert gain.value == pytest.approx(2.0, abs=0.1)
    assert gain.standard_error == pytest.approx(OWN_LUCK * (2 / WORLDS) ** 0.5, rel=0.2)


def test_a_game_with_a_third_player_is_solved_for_each_of_its_strategies() -> None:
    """The third player chooses the game: dilemma or chicken."""
    both = np.stack([dilemma().payoffs, chicken().payoffs], axis=3)
    third = np.zeros((*both.shape[:-1], 1))
    whole = Game(("one", "two", "three"), (("a", "b"),) * 3, np.concatenate([both, third], axis=-1))
    found = solved(whole, 20).equilibria
    assert [e.support for e in found if e.given == (0,)] == [((1,), (1,))]
    assert sum(e.given == (1,) for e in found) == 3


def test_a_tie_is_told() -> None:
    """Where a strategy changes nothing, support enumeration may miss equilibria."""
    game = a_game([[1, 1], [1, 1]], [[0, 1], [1, 0]])
    same = game.payoffs.copy()
    same[:, 1, :, 0] = same[:, 0, :, 0]
    tied = Game(game.players, game.strategies, same)
    assert solved(tied, 5).degenerate == [()]
    assert solved(pennies(), 5).degenerate == []


def test_what_chance_may_explain_is_left_open() -> None:
    game = a_game([[0, 0], [0.01, 0]], [[0, -1], [0, -1]])
    assert verdict(game, (0, 0)) == OPEN
    assert verdict(game, (0, 0), tolerance=0.2) == IS


def null_games(seed: int) -> Floats:
    """(worlds, 6, 1, 2): six strategies that are all worth the same."""
    return np.random.default_rng(seed).normal(size=(60, 6, 1, 2))


def test_regret_is_honest_about_taking_the_best_of_several() -> None:
    """Nothing is better than anything: a regret above zero is told in 5 % of samples at most.

    Judged each alone, the best of five would seem to be sure in about one in ten.
    """
    strategies = (tuple("abcdef"), ("a",))
    surely, alone = 0, 0
    for seed in range(600):
        game = Game(("one", "two"), strategies, null_games(seed))
        surely += regrets(game, (0, 0))[0].regret.low > 0
        alone += any(game.gain((0, 0), 0, to).gain.low > 0 for to in range(1, 6))
    assert surely <= 0.05 * 600 / 2 + 3 * (600 * 0.025) ** 0.5  # one side of the interval: 2.5 %
    assert alone > 2 * surely


def test_regret_covers_the_true_one() -> None:
    truth, covered = 0.3, 0
    strategies = (tuple("abcdef"), ("a",))
    for seed in range(300):
        payoffs = null_games(seed)
        payoffs[:, 3, :, 0] += truth
        found = regrets(Game(("one", "two"), strategies, payoffs), (0, 0))[0].regret
        assert found.low <= found.value <= found.high
        covered += found.low <= truth <= found.high
    assert covered >= 0.95 * 300 - 3 * (300 * 0.05 * 0.95) ** 0.5


def test_who_has_no_choice_regrets_nothing() -> None:
    payoffs = np.random.default_rng(1).normal(size=(20, 2, 1, 2))
    second = regrets(Game(("one", "two"), (("a", "b"), ("a",)), payoffs), (0, 0))[1]
    assert (second.regret.value, second.regret.high, second.best) == (0.0, 0.0, 0)


def test_intervals_that_hold_together_are_wider() -> None:
    one = mean(np.random.default_rng(2).normal(size=500))
    assert simultaneous(one, 1).low == pytest.approx(one.low)
    assert simultaneous(one, 20).high - one.value > 1.5 * (one.high - one.value)


def test_payoffs_must_be_those_of_the_players() -> None:
    with pytest.raises(ValueError, match="shape"):
        Game(("one", "two"), (("a", "b"), ("a",)), np.zeros((5, 2, 2, 2)))
