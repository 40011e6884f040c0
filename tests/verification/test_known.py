"""Known answers: each is what the project's code answers, and each can fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from sim import simulation
from sim.cli.app import app
from sim.processes.day import Day
from sim.processes.grid import Grid
from sim.processes.war.fighter import Fighter
from sim.theory import (
    bargaining,
    chance,
    concession,
    durability,
    front,
    learning,
    reservation,
    stopping,
)
from sim.theory.acceptance import Threshold
from sim.theory.reservation import Rubinstein
from sim.theory.truncated import Truncated
from sim.verification import Answer, answers, known, surely_off
from sim.verification.known.answer import counted, drawn, exact
from sim.verification.known.laws import LAWS
from sim.verification.known.pie import PIES
from sim.verification.known.played import DRAWS, PLAYED
from sim.worlds import Noise
from tests.builders import planted
from tests.faults.planting import Patch, gets, multiplies, returns, then
from tests.faults.processes import _forgets_aid

WORLDS, SEED = 200, 3
SURELY = surely_off(len(DRAWS))
ASKED: dict[str, Callable[[], Answer]] = {
    **{ask.__name__: ask for ask in (*LAWS, *PIES)},
    **{play.__name__: partial(play, WORLDS, SEED) for play in (*PLAYED, *DRAWS)},
}
FAULTS: dict[str, Patch] = {
    "endless_search": returns(stopping, "held_out_for", lambda share: 1.01 * share),
    "search_with_an_end": returns(stopping, "held_out_for", lambda share: 1.01 * share),
    "curve_of_concession": returns(concession, "concession", lambda conceded: conceded**2),
    "shares_of_a_pie": gets(bargaining, "log_nash_product", lambda gains, w: (gains, w[::-1])),
    "points_of_a_kinked_set": returns(bargaining, "solution", lambda index: index + 1),
    "axioms_of_nash": (
        bargaining, "SOLUTIONS", {"nash": lambda gains, inside: bargaining.total_gain(*gains)},
    ),
    "belief_between_two_answers": returns(Truncated, "moments", lambda m: (m[0], 1.01 * m[1])),
    "estimate_of_a_pace": returns(
        learning, "observe", lambda belief: belief._replace(variance=1.001 * belief.variance)
    ),
    "staying_power": gets(durability, "hazard_of_war", lambda h0, x, haste: (h0, 1.1 * x, haste)),
    "range_of_a_pie": then(Fighter, "__init__", multiplies("cost", 0.0)),
    "width_of_the_range": then(Fighter, "__init__", multiplies("cost", 1.2)),
    "no_delay": returns(reservation, "bargaining_power", lambda most: 0.0 * most + 0.9),
    "offers_in_turn": returns(
        Rubinstein, "demand", lambda demand: demand._replace(target=demand.target + 0.05)
    ),
    "nobody_signs_its_ruin": gets(
        Threshold, "chance", lambda rule, value, target, noise: (rule, value, target - 0.03, noise)
    ),
    "every_world_ends_once": (Day, "talking", property(lambda self: self.phase >= 0)),
    "alone_as_in_a_crowd": (
        simulation, "Noise", lambda seed, first, worlds: Noise(seed, 0, worlds),
    ),
    "power_is_neither_made_nor_lost": then(Grid, "_serve", _forgets_aid),
    "land_falls_by_the_law": (
        front, "crossing_probability", lambda L0, L1, sigma: np.zeros_like(L0),
    ),
    "shocks_come_by_chance": returns(chance, "count", lambda counts: np.minimum(counts, 0)),
    "accords_hold_as_said": returns(durability, "renewal_time", lambda years: 0.2 * years),
    "beliefs_are_right_on_average": returns(
        Truncated, "moments", lambda m: (m[0] + 0.02, m[1])
    ),
    "beliefs_err_as_they_admit": returns(Truncated, "moments", lambda m: (m[0], 4.0 * m[1])),
}  # fmt: skip


@cache
def answered(name: str) -> Answer:
    """What the code answers, asked once."""
    return ASKED[name]()


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tells of all answers takes those that were given, of as many worlds as it asks for."""

    def kept(name: str) -> Callable[..., Answer]:
        return lambda worlds=WORLDS, seed=SEED: answered(name)

    for part in ("LAWS", "PIES", "PLAYED", "DRAWS"):
        asks = tuple(kept(ask.__name__) for ask in getattr(known, part))
        monkeypatch.setattr(known, part, asks)


@pytest.mark.parametrize("name", ASKED)
def test_the_code_gives_the_known_answer(name: str) -> None:
    answer = answered(name)
    assert answer.holds(SURELY), answer
    assert answer.cases >= 3


@pytest.mark.parametrize("name", ASKED)
def test_with_one_thing_wrong_it_does_not(name: str) -> None:
    with planted(FAULTS[name]):
        assert not ASKED[name]().holds(SURELY)


def test_each_has_a_claim_of_its_own_and_a_source(asked_once: None) -> None:
    told = list(answers(200, SEED))
    assert len({answer.claim for answer in told}) == len(told) == len(ASKED)
    assert all(answer.source for answer in told)


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (exact("", "", [1.0, 2.0], [1.0, 2.0 + 1e-12], 1e-9), True),
        (exact("", "", [1.0, 2.0], [1.0, 2.1], 1e-9), False),
        (exact("", "", [1.0, np.nan], [1.0, 2.0], 1e-9), False),
        (counted("", "", [False, False]), True),
        (counted("", "", [False, True]), False),
        (drawn("", "", np.repeat([0.0, 1.0], 50), 0.6), True),
        (drawn("", "", np.repeat([0.0, 1.0], 50), 0.8), False),
    ],
)
def test_an_answer_holds_where_it_is_the_known_one(answer: Answer, holds: bool) -> None:
    """Draws may be off by chance: here by two standard errors, and by six."""
    assert answer.holds(SURELY) is holds


def test_right_answers_are_seldom_told_to_be_wrong() -> None:
    """Of a thousand tables of means of draws half a per cent, within four standard errors."""
    z = np.random.default_rng(7).standard_normal((1000, len(DRAWS)))
    told = [
        any(not Answer("", "", 9, "drawn", x, 0.0, 1.0).holds(SURELY) for x in row) for row in z
    ]
    assert np.mean(told) < 0.005 + 4 * np.sqrt(0.005 / 1000)


def told_by(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["verify", "--known", "-n", "200", *words])
    return done.exit_code, done.stdout


def test_the_command_tells_each_and_leaves_with_0(asked_once: None) -> None:
    code, text = told_by()
    assert code == 0
    assert text.count("\nok ") == len(ASKED)
    assert f"{len(ASKED)} known answers, 0 of them wrong." in text
    assert "paired worlds" not in text


def test_a_wrong_one_is_told_and_leaves_with_1(
    asked_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The laws are asked anew, since the fault is in one of them."""
    monkeypatch.setattr(known, "LAWS", LAWS)
    with planted(FAULTS["shares_of_a_pie"]):
        code, text = told_by("--json")
    record: dict[str, Any] = json.loads(text)
    assert code == 1
    assert "claims" not in record
    assert [each["verdict"] for each in record["answers"]].count("wrong") == 1
