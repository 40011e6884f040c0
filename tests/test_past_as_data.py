"""Rounds before the start as data: what was tabled, who refused it, and a deadline that lapsed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.folders import shipped_folder
from sim.model import NegotiationModel
from sim.scenario import Scenario, ScenarioError, load
from sim.simulation import Observer, simulate
from sim.talks import PastRound
from sim.trajectory import Trajectory
from sim.worlds import Noise
from tests.builders import model_of, same_bits

WORLDS = 60
JANUARY, FEBRUARY = -15, -3
"""Days of the two rounds in Abu Dhabi."""

Written = Callable[..., Scenario]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """The baseline with other rounds before its start, sharp answers and three days to follow.

    Its mediator tables nothing on request.
    """
    text = (shipped_folder() / "baseline.yaml").read_text(encoding="utf-8")
    text, _, _ = text.partition("history:\n")
    text = text.replace("horizon: 2026-12-31", "horizon: 2026-02-09")
    text = text.replace("date: 2026-06-30 ", "date: 2026-02-09 ")
    own = ("rules:", "  on_request:")
    lines = [line for line in text.splitlines() if not line.startswith(own)]

    def write(*rounds: str, rules: str = "acceptance: threshold") -> Scenario:
        past = [f"    round_{i}: {{{each}}}" for i, each in enumerate(rounds)]
        history = ["history:", "  source: 'assumed: a test'", "  rounds:", *past]
        path = tmp_path / "mine.yaml"
        path.write_text("\n".join([*lines, *history, f"rules: {{{rules}}}\n"]), encoding="utf-8")
        return load(path)

    return write


class Seen(Observer):
    """Notes how February's round was played, in the first and in the last draw of a world.

    Attributes
    ----------
    first, last : dict[str, NDArray]
        By name, minutes of the round, with the worlds as first axis.
    attempts : Ints
        (worlds,): how often each was drawn again.
    above : dict[str, Floats]
        (worlds,): the highest excess of worth over target that the mediator heard refused, by side.
    """

    def __init__(self) -> None:
        self.first: dict[str, Any] = {}
        self.last: dict[str, Any] = {}

    def after(self, model: NegotiationModel, day: int) -> None:
        if day == FEBRUARY:
            for name in ("package", "target", "offered", "accepted"):
                found = np.moveaxis(getattr(model.minutes, name), -1, 0)
                self.first.setdefault(name, found.copy())
                self.last.setdefault(name, found.copy())[model.noise.numbers] = found

    def before(self, model: NegotiationModel, day: int) -> None:
        if day == 0:
            self.attempts = model.noise.attempts
            about = model.mediator.about
            self.above = {name: belief.mind.above.copy() for name, belief in about.items()}


def seen(scenario: Scenario) -> tuple[Seen, Trajectory]:
    observer = Seen()
    return observer, simulate(scenario, 1, 0, WORLDS, observer=observer)


REFUSED = [
    ("{territory: [zone]}", ("ukraine",)),
    ("{territory: [withdrawal]}", ("russia",)),
    ("{territory: [zone], plant: [joint]}", ("ukraine", "russia")),
]
"""Texts that are known, and who is known to have refused them."""


def told_of(text: str, who: Sequence[str]) -> str:
    """A round in a file."""
    return f"date: 2026-02-04, text: {text}, refused_by: [{', '.join(who)}]"


@pytest.mark.parametrize(("text", "who"), REFUSED)
def test_who_is_known_to_have_refused_wanted_more_in_every_world(
    written: Written, text: str, who: Sequence[str]
) -> None:
    """With answers that are sharp: the text was worth less to it than its target that day."""
    played, run = seen(written(told_of(text, who)))
    tabled = played.last["package"] >= 0
    assert tabled.sum() > 15
    for name in who:
        own = run.parties.index(name)
        wanted, got = (played.last[series][tabled, own] for series in ("target", "offered"))
        assert (wanted > got).all()


@pytest.mark.parametrize(("text", "who"), REFUSED)
def test_worlds_in_which_it_would_have_accepted_are_drawn_again_and_no_others(
    written: Written, text: str, who: Sequence[str]
) -> None:
    """Also those in which both would have signed; the others keep their parameters to the bit."""
    scenario = written(told_of(text, who))
    played, run = seen(scenario)
    accepted = played.first["accepted"]
    assert (played.first["package"][accepted.any(axis=1)] >= 0).all()
    wrong = accepted[:, [run.parties.index(name) for name in who]].any(axis=1)
    wrong |= accepted.all(axis=1)
    assert 5 < wrong.sum() < WORLDS - 5
    assert np.array_equal(played.attempts > 0, wrong)
    first = model_of(scenario, WORLDS).draw.sampled
    for name in ("war.drift", "parties.russia.cost_of_war"):
        assert np.array_equal(run.sampled[name] != first[name], wrong)


def test_where_nobody_knows_who_refused_all_but_an_accord_is_possible(written: Written) -> None:
    played, _ = seen(written("date: 2026-02-04, text: {territory: [zone]}"))
    both = played.first["accepted"].all(axis=1)
    assert both.any()
    assert np.array_equal(played.attempts > 0, both)
    assert not played.last["accepted"].all(axis=1).any()
    assert played.last["accepted"].any(axis=0).all()


def test_the_text_tabled_is_one_that_is_known_whatever_the_ladder_says(written: Written) -> None:
    """A withdrawal, which no rung lets through; what is not named is the mediator's choice."""
    text = "{territory: [withdrawal], plant: [joint], guarantees: [0.5, 0.75, 1]}"
    played, run = seen(written(told_of(text, ())))
    tabled = [run.packages.all[i].choice for i in played.last["package"] if i >= 0]
    assert len(tabled) > 10
    assert {choice["territory"] for choice in tabled} == {"withdrawal"}
    assert {choice["plant"] for choice in tabled} == {"joint"}
    assert {float(choice["guarantees"]) for choice in tabled} <= {0.5, 0.75, 1.0}
    assert len({choice["nato"] for choice in tabled}) > 1


def test_a_text_that_is_not_known_is_one_of_the_ladder(written: Written) -> None:
    played, run = seen(written("date: 2026-02-04"))
    package = played.last["package"][played.last["package"] >= 0]
    assert package.size > 10
    assert run.packages.open_rungs[-1][package].all()


def test_of_two_texts_on_one_day_each_has_its_own_answer(written: Written) -> None:
    """Played in one model, in the order of the file: both are told, either can contradict."""
    scenario = written(
        told_of("{territory: [zone]}", ["ukraine"]), told_of("{territory: [freeze]}", ["russia"])
    )
    model = NegotiationModel(scenario, Noise(1, 0, WORLDS))
    zone, freeze = model.play_past(FEBRUARY)
    packages, wrong = model.parties.packages, []
    for round_, option, own in ((zone, "zone", 0), (freeze, "freeze", 1)):
        tabled = round_.package[round_.package >= 0]
        assert packages.with_option("territory", option)[tabled].all()
        wrong.append(round_.accepted[own] | round_.accepted.all(axis=0))
        assert np.array_equal(round_.contradicts(), wrong[-1])
    assert (wrong[1] & ~wrong[0]).any()
    played, _ = seen(scenario)
    assert np.array_equal(played.attempts > 0, wrong[0] | wrong[1])


def test_a_world_without_such_a_text_contradicts_nothing() -> None:
    """Where no text was to be had nothing counts as an answer; elsewhere who refused is known."""
    known = {
        (): [False, False, False, True],
        (0,): [False, False, True, True],
        (1,): [False, False, False, True],
    }
    for seats, wrong in known.items():
        round_ = PastRound.blank(FEBRUARY, 2, 4, seats)
        round_.package[1:] = 3
        round_.accepted[:] = [[1, 0, 1, 1], [1, 0, 0, 1]]
        assert round_.contradicts().tolist() == wrong


def test_everybody_begins_with_what_a_known_refusal_taught(written: Written) -> None:
    """The mediator knows of each who refused by how much at least its target was above."""
    text, who = REFUSED[2]
    rules = "acceptance: threshold, learning: bounds"
    played, run = seen(written(told_of(text, who), rules=rules))
    tabled = played.last["package"] >= 0
    for name in who:
        own = run.parties.index(name)
        excess = played.last["offered"][:, own] - played.last["target"][:, own]
        assert same_bits(played.above[name][tabled], excess[tabled])
        assert (played.above[name][~tabled] == -np.inf).all()


def test_another_scenario_shares_the_past_of_the_file_it_changes(written: Written) -> None:
    """The same worlds, drawn again as often, although in these nobody would have refused.

    What was learnt is what was learnt from those who did.
    """
    scenario = written(told_of(*REFUSED[0]), rules="acceptance: threshold, learning: bounds")
    dear = "{source: 'assumed: a test', ukraine: {cost_of_war: 9}, russia: {cost_of_war: 9}}"
    path = scenario.path.with_name("dear.yaml")
    path.write_text(
        f"extends: {scenario.path.name}\ntitle: Dear\nparties: {dear}\n", encoding="utf-8"
    )
    (mine, run), (other, changed) = seen(scenario), seen(load(path))
    assert np.array_equal(mine.attempts, other.attempts)
    assert same_bits(run.sampled["war.drift"], changed.sampled["war.drift"])
    assert same_bits(mine.last["offered"], other.last["offered"])
    assert np.isfinite(mine.above["ukraine"]).any()
    assert all(same_bits(above, other.above[name]) for name, above in mine.above.items())


def test_on_the_last_date_before_a_lapse_the_deadline_was_believed_and_pressed(
    written: Written,
) -> None:
    """At its full size as far as it is believed; on another date before the start, not at all."""
    scenario = written("date: 2026-01-23", "date: 2026-02-04, lapsed: true")
    model = model_of(scenario, WORLDS)
    other, lapsed = model.situation(JANUARY), model.situation(FEBRUARY)
    believed = model.draw.sampled["deadline.credibility"]
    assert same_bits(lapsed.credibility, believed)
    assert same_bits(lapsed.effective_pressure, believed)
    assert (lapsed.elapsed == 1).all()
    for nothing in (other.credibility, other.effective_pressure, other.elapsed):
        assert not nothing.any()
    for side in model.sides:
        pressed = [model.going_on.parts(side, now)["pressure"] for now in (other, lapsed)]
        assert not pressed[0].any()
        assert pressed[1] == pytest.approx(-side.pressure * believed, rel=1e-12)
        assert (pressed[1] < 0).all()


def test_who_looks_ahead_sees_a_deadline_at_its_end_on_that_date(written: Written) -> None:
    """No date is left before it; what then follows counts as far as it is believed."""
    scenario = written(
        "date: 2026-01-23", "date: 2026-02-04, lapsed: true", rules="reservation: stopping"
    )
    model = model_of(scenario, WORLDS)
    for before, ahead in zip(
        model.situation(JANUARY).ahead, model.situation(FEBRUARY).ahead, strict=True
    ):
        assert ahead.running.all()
        assert not before.running.any()
        assert not ahead.to_deadline.any()
        assert same_bits(ahead.credibility, model.clock.credibility)


@pytest.mark.parametrize(
    ("round_", "mistake"),
    [
        ("date: 2026-02-04, text: {territory: [zones]}", "zone"),
        ("date: 2026-02-04, text: {teritory: [zone]}", "territory"),
        ("date: 2026-02-04, refused_by: [ukrain]", "ukraine"),
    ],
)
def test_who_misspells_a_round_is_told(written: Written, round_: str, mistake: str) -> None:
    with pytest.raises(ScenarioError, match=f"'{mistake}'"):
        written(round_)
