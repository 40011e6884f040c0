"""The table of signs: how a verdict is reached, the strong signs in short, that each can fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from sim.agents.belligerent import Belligerent
from sim.agents.mediator import Mediator
from sim.processes.war.fighter import Fighter
from sim.scenario import load
from sim.verification import CLAIMS, Checked, Claim, verify
from sim.verification.claims import (
    ACCORD,
    DOWN,
    EARLY,
    HOLDS,
    LATE,
    NOT_MORE,
    NOTHING,
    UP,
)  # fmt: skip
from sim.verification.measuring import Measured, difference
from sim.verification.verdicts import SHOWN, alarm, verdict

WORLDS, MANY = 300, 60
STRONG = [
    "ten times the pressure",
    "what was signed under it holds less long",
    "war costs Russia twice",
    "with one of 2,000 days",
    "nobody mediates, and the sides hardly meet",
    "it must hold nine times in ten",
    "without any red line",
]


def claim(expected: str, measure: str = ACCORD) -> Claim:
    return Claim("a claim", "a source", expected, ("war.drift=0",), measure=measure)


def named(words: str) -> Claim:
    return next(each for each in CLAIMS if each.claim == words)


@pytest.fixture(scope="module")
def strong() -> dict[str, Checked]:
    return {each.claim.claim: each for each in verify([named(w) for w in STRONG], WORLDS)}


@pytest.mark.parametrize(
    ("expected", "difference", "error", "told"),
    [
        (UP, 0.04, 0.01, "ok"), (UP, 0.02, 0.01, "not shown"), (UP, -0.02, 0.01, "not shown"),
        (UP, -0.04, 0.01, "wrong"), (DOWN, -0.04, 0.01, "ok"), (DOWN, 0.04, 0.01, "wrong"),
        (NOTHING, 0.0, 0.0, "ok"), (NOTHING, 0.008, 0.001, "ok"), (NOTHING, 0.04, 0.01, "wrong"),
        (NOTHING, 0.02, 0.01, "ok"), (NOT_MORE, -0.4, 0.01, "ok"), (NOT_MORE, 0.04, 0.01, "wrong"),
        (UP, 0.0, 0.0, "not shown"),
    ],
)  # fmt: skip
def test_a_sign_is_shown_wrong_or_neither(
    expected: str, difference: float, error: float, told: str
) -> None:
    """Shown beyond three standard errors; wrong only where chance hardly explains it."""
    assert verdict(claim(expected), difference, error, MANY) == told


def test_a_model_with_every_sign_right_is_seldom_told_otherwise() -> None:
    """Effects of nothing, at the edge of right: one alarm in a hundred tables, by Bonferroni.

    A thousand tables of as many claims as there are, within four standard errors of that.
    """
    tables, rng, right = 1000, np.random.default_rng(1), claim(UP)
    z = rng.standard_normal((tables, MANY))
    told_wrong = [any(verdict(right, x, 1.0, MANY) == "wrong" for x in row) for row in z]
    share = np.mean(told_wrong)
    assert share < 0.01 + 4 * np.sqrt(0.01 * 0.99 / tables)
    assert alarm(MANY) > SHOWN


def measured(signed: list[int], day: list[int], holds: list[float]) -> Measured:
    return Measured(np.array(signed, dtype=bool), np.array(day, dtype=float), np.array(holds))


def test_what_is_measured_is_counted_by_hand() -> None:
    """Four worlds: signed on days 20, 130 and 150, and never; then on 20, 30, 130 and 140."""
    before = measured([1, 1, 1, 0], [20, 130, 150, 300], [0.5, 0.7, 0.9, np.nan])
    after = measured([1, 1, 1, 1], [20, 30, 130, 140], [0.5, 0.5, 0.5, 0.1])
    found = {m: difference(before, after, m)[0] for m in (ACCORD, EARLY, LATE, HOLDS)}
    assert found[ACCORD] == pytest.approx(4 / 4 - 2 / 4)
    assert found[EARLY] == pytest.approx(2 / 4 - 1 / 4)
    assert found[LATE] == pytest.approx(2 / 4 - 1 / 2)
    assert found[HOLDS] == pytest.approx(0.4 - 0.7)


def test_the_error_of_a_ratio_is_that_of_repeated_draws() -> None:
    """Within a tenth, over 400 draws of 400 worlds whose accords come late or not."""
    rng = np.random.default_rng(2)

    def drawn() -> tuple[float, float]:
        signed = rng.random(400) < 0.3
        day = np.where(rng.random(400) < 0.4, 130.0, 30.0)
        again = np.where(rng.random(400) < 0.5, 130.0, day)
        never = np.full(400, np.nan)
        return difference(Measured(signed, day, never), Measured(signed, again, never), LATE)

    draws = np.array([drawn() for _ in range(400)])
    assert draws[:, 1].mean() == pytest.approx(draws[:, 0].std(), rel=0.1)


def test_every_claim_has_a_source_and_a_scenario_that_is_valid() -> None:
    assert all(each.source for each in CLAIMS)
    for settings in {each for claim in CLAIMS for each in (claim.change, claim.against)}:
        load("baseline", set=settings)
    assert len({(each.claim, each.measure, each.change) for each in CLAIMS}) == len(CLAIMS)


def test_every_red_line_of_the_baseline_is_lifted_once() -> None:
    lines = {
        f"parties.{side}.red_lines.{line}.size=0"
        for side, party in load("baseline").file.parties.items()
        for line in party.red_lines
    }
    lifted = [change for each in CLAIMS for change in each.change if ".red_lines." in change]
    assert sorted(lifted) == sorted(lines)


@pytest.mark.parametrize("words", STRONG)
def test_the_strong_signs_are_shown_in_few_worlds(strong: dict[str, Checked], words: str) -> None:
    assert strong[words].verdict == "ok"


@contextmanager
def after(kind: type, name: str, attribute: str, factor: float) -> Iterator[None]:
    """Once a method is done, an attribute of its object is so many times as large."""
    method = getattr(kind, name)

    def changed(self: object, *args: object, **given: object) -> None:
        method(self, *args, **given)
        setattr(self, attribute, factor * getattr(self, attribute))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, name, changed)
        yield


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("ten times the pressure", (Belligerent, "__init__", "pressure", -1.0)),
        ("war costs Russia twice", (Fighter, "__init__", "cost", 0.0)),
        ("nobody mediates, and the sides hardly meet", (Mediator, "__init__", "half_on", -1.0)),
        ("what was signed under it holds less long", (Belligerent, "__init__", "pressure", 0.0)),
    ],
)
def test_a_mechanism_turned_round_or_forgotten_is_seen(
    words: str, fault: tuple[type, str, str, float]
) -> None:
    """By a planted fault the claim is no longer shown."""
    with after(*fault):
        (found,) = verify([named(words)], WORLDS)
    assert found.verdict != "ok"
