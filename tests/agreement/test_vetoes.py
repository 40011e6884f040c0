"""Who else must say yes: votes at home and veto players, and what their answers teach."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import norm

from sim.agents.veto import Mood, VetoPlayer, refused_by
from sim.scenario import Scenario, load
from sim.theory.learning import LEARNING
from sim.trajectory import Trajectory
from sim.worlds import Floats
from tests.builders import TO_JUNE, baseline_with, run, told

WORLDS, PACKAGES = 4000, 7
LADDER = np.linspace(0.1, 0.9, PACKAGES)
"""What the packages are worth to the player."""
EVERYWHERE = np.arange(WORLDS)
NEEDS, SPREAD = 0.5, 0.2


def player(spread: float = SPREAD, rules: str = "bounds") -> VetoPlayer:
    z = np.random.default_rng(5).standard_normal(WORLDS)
    return VetoPlayer(
        "assembly",
        np.arange(PACKAGES),
        np.tile(LADDER, (WORLDS, 1)),
        np.full(WORLDS, NEEDS),
        Mood(np.full(WORLDS, spread), z),
        replace(load("baseline").rules, learning=LEARNING[rules]),
    )


def chances(of: VetoPlayer) -> Floats:
    """(worlds, packages): of a yes, as everybody believes."""
    row, package = (each.ravel() for each in np.indices((WORLDS, PACKAGES)))
    return np.exp(of.log_yes(EVERYWHERE, row, package)).reshape(WORLDS, PACKAGES)


def ask(of: VetoPlayer, package: int) -> None:
    of.hear(EVERYWHERE, np.full(WORLDS, package), np.ones(WORLDS, dtype=bool))


def test_before_any_answer_a_yes_is_as_likely_as_its_law_says() -> None:
    """In every world alike, whatever the player asks for there; and it then says so as often."""
    believed = chances(player())
    expected = norm.cdf((LADDER - NEEDS) / SPREAD)
    assert believed == pytest.approx(np.tile(expected, (WORLDS, 1)), abs=1e-12)
    for package, share in enumerate(expected):
        said = player().says_yes(EVERYWHERE, np.full(WORLDS, package)).mean()
        assert abs(said - share) < 4 * np.sqrt(share * (1 - share) / WORLDS)


def test_a_refused_text_and_all_that_are_worth_less_are_known_to_be_refused() -> None:
    """And nothing else is; what was accepted would be again."""
    asked = player()
    ask(asked, 3)
    yes = asked.says_yes(EVERYWHERE, np.full(WORLDS, 3))
    refused = refused_by([], [asked], EVERYWHERE).by_any
    assert refused is not None
    assert 0 < yes.sum() < WORLDS
    assert not refused[yes].any()
    assert (refused[~yes] == (np.arange(PACKAGES) <= 3)).all()
    assert (chances(asked)[~yes][:, :4] == 0).all()
    assert chances(asked)[yes][:, 3:] == pytest.approx(1.0)


def test_after_answers_a_yes_is_as_likely_as_it_is_frequent() -> None:
    """Bayes: among worlds with one history of answers, beliefs are shares, within their errors."""
    asked = player()
    ask(asked, 2)
    ask(asked, 4)
    between = ~asked.says_yes(EVERYWHERE, np.full(WORLDS, 2))
    between &= asked.says_yes(EVERYWHERE, np.full(WORLDS, 4))
    believed = chances(asked)[between]
    assert np.ptp(believed[:, 3]) < 1e-9
    said = asked.says_yes(EVERYWHERE, np.full(WORLDS, 3))[between].mean()
    assert 0.2 < said < 0.8
    share = believed[0, 3]
    assert abs(said - share) < 4 * np.sqrt(share * (1 - share) / between.sum())


def test_nothing_is_learnt_where_nobody_was_asked_or_nobody_learns() -> None:
    unasked = player()
    unasked.hear(EVERYWHERE, np.full(WORLDS, 3), np.zeros(WORLDS, dtype=bool))
    assert np.array_equal(chances(unasked), chances(player()))
    unmoved = player(rules="unmoved")
    ask(unmoved, 3)
    assert chances(unmoved) == pytest.approx(chances(player()), abs=1e-12)
    assert refused_by([], [unmoved], EVERYWHERE) == (None, None)


@lru_cache
def two_more_must_agree(*changes: str) -> Scenario:
    return load("who_else_must_agree", set=[*changes, TO_JUNE])


def played(*changes: str) -> Trajectory:
    return told(two_more_must_agree(*changes), 200)


def texts_after_a_failure(trajectory: Trajectory) -> tuple[int, int]:
    """Texts tabled after the same text was accepted by both and failed; and failures."""
    again = failures = 0
    for world in range(trajectory.worlds):
        failed: set[float] = set()
        for day in range(trajectory.days):
            package = trajectory.story["package"][day, world]
            again += package in failed
            both = trajectory.daily["answers"][day, world] & 3 == 3
            if both and trajectory.daily["barred"][day, world]:
                failed.add(package)
                failures += 1
    return again, failures


def test_what_failed_at_home_or_by_a_veto_is_never_tabled_again() -> None:
    """Where everybody learns; where nobody does, it is."""
    again, failures = texts_after_a_failure(played())
    assert again == 0
    assert failures > 20
    assert texts_after_a_failure(played("rules.learning=unmoved"))[0] > 5


def test_whoever_more_must_agree_makes_no_more_accords() -> None:
    """Tsebelis 2002: in nearly every world in which they would, both sides alone would sign.

    Not in all: what fails in time teaches the mediator a text that it would else not have tried.
    """
    alone = run(baseline_with(TO_JUNE), 200)
    with_vetoes = played()
    signed, without = (each.final["package"] >= 0 for each in (with_vetoes, alone))
    assert signed.sum() < without.sum()
    assert (signed & ~without).sum() < 0.1 * without.sum()


def test_a_veto_player_that_asks_for_nothing_changes_nothing() -> None:
    """To the last bit: its yes is certain."""
    easy = [f"vetoes.{name}.needs=-5" for name in ("parliament", "european_union")]
    asked = played(*easy)
    alone = run(baseline_with(TO_JUNE), 200)
    for name in ("package", "ended_on", "hazard"):
        assert np.array_equal(asked.final[name], alone.final[name], equal_nan=True)


def test_reasons_tell_a_vote_from_a_veto() -> None:
    """Where all ask for too much, every text that both sides accept is vetoed, or fails before."""
    hard = played("vetoes.parliament.needs=5")
    assert (hard.final["package"] == -1).all()
    barred = hard.daily["barred"]
    assert {0, 1, 2} == set(np.unique(barred))
    both = hard.daily["answers"] & 3 == 3
    backed = hard.story["votes"].astype(int) & 3 == 3
    assert (barred[both & ~backed] == 1).all()
    assert (barred[both & backed] == 2).all()
    assert (both & ~backed).any()
    assert (both & backed).any()
