"""A seat that is played: left to the model the world is the model's own, else another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

import sim
from sim.analysis.playing import MODEL, NO, YES, Move, Played, Situation, Text
from sim.analysis.playing.beliefs import Belief, Seen, moved
from sim.analysis.playing.moves import Made, chosen, dated, written
from sim.analysis.playing.play import replayed, seat_of, seats
from sim.analysis.playing.seat import Decide, Sitting, as_move
from sim.analysis.playing.situation import Moved
from sim.errors import Usage
from sim.journal import WorldJournal
from sim.scenario import Scenario, load
from sim.simulation import simulate
from sim.theory.learning import LEARNING, open_mind
from sim.trajectory import Trajectory
from tests.builders import SHORT, baseline_with, pie_with

WORLDS = 2
ALONE = ("mediator.walk_away.gap=5 days", "calendar.alone.pace=1", "calendar.alone.chance=1")
SCENARIOS: dict[str, Callable[[], Scenario]] = {
    "baseline": lambda: baseline_with(*SHORT),
    "left_alone": lambda: baseline_with(*SHORT, *ALONE),
    "risk_and_return": lambda: baseline_with(*SHORT, *ALONE, "rules.offer=risk_return"),
    "vetoes": lambda: load("who_else_must_agree", SHORT),
    "wage_round": lambda: load("wage_round", ["horizon=2026-05-05"]),
    "nobody": lambda: pie_with("mediator=null", "rungs=null"),
}


_BLUR = ("temperature=0.0001", "misjudges=0")


def yes_always(_: Situation) -> Move:
    return YES


def same(one: Trajectory, other: Trajectory, at: int = 0) -> bool:
    """Is the only world of one the world at that place of the other, to the last bit?"""

    def alike(a: Mapping[str, np.ndarray], b: Mapping[str, np.ndarray]) -> bool:
        return all(np.array_equal(a[k][..., 0], b[k][..., at], equal_nan=True) for k in b)

    return all(
        alike(getattr(one, part), getattr(other, part)) for part in ("daily", "story", "final")
    )


def crowd(scenario: Scenario, seed: int = 1) -> Trajectory:
    return simulate(scenario, seed, 0, WORLDS, np.ones(WORLDS, dtype=bool))


@cache
def asked_in(name: str, seat: str, world: int, *changes: str) -> list[Situation]:
    """Every decision of a seat whose decisions are left to the model."""
    seen: list[Situation] = []

    def decide(now: Situation) -> Move:
        seen.append(now)
        return MODEL

    scenario = baseline_with(*SHORT, *changes) if changes else SCENARIOS[name]()
    course(scenario, seat, world, decide)
    return seen


def course(scenario: Scenario, seat: str, world: int, decide: Decide) -> tuple[Trajectory, Sitting]:
    """The course of one world alone."""
    sitting, only = Sitting(seat, decide), np.array([True])
    journal = WorldJournal()
    return simulate(scenario, 1, world, 1, only, observer=sitting, journal=journal), sitting


@pytest.mark.parametrize("name", SCENARIOS)
def test_left_to_the_model_a_world_is_the_models_own_to_the_last_bit(name: str) -> None:
    scenario = SCENARIOS[name]()
    together, asked = crowd(scenario), 0
    for seat, world in product(seats(scenario), range(WORLDS if name == "baseline" else 1)):
        alone, sitting = course(scenario, seat, world, lambda _: MODEL)
        assert same(alone, together, world)
        asked += len(sitting.made)
    assert asked > 0


def test_the_model_beside_is_the_model_itself() -> None:
    scenario = baseline_with(*SHORT)
    left, other = sim.play(scenario, "russia", world=1), sim.play(scenario, "russia", yes_always, 1)
    assert same(left.by_model, crowd(scenario), 1)
    assert same(other.by_model, left.by_model)
    assert left.outcome == left.model == other.model


@pytest.mark.parametrize("name", ["baseline", "wage_round"])
def test_another_answer_makes_another_world(name: str) -> None:
    scenario = SCENARIOS[name]()
    for seat in scenario.file.parties:
        others = [
            not same(each.trajectory, each.by_model)
            for world in range(WORLDS)
            for each in [sim.play(scenario, seat, yes_always, world)]
            if each.made
        ]
        assert any(others)


def test_what_is_answered_is_what_the_world_hears() -> None:
    for decide, bit in ((NO, False), (YES, True)):
        played = sim.play(baseline_with(*SHORT), "russia", lambda _, d=decide: d, world=3)
        days = [(made.date - played.scenario.file.start).days for made in played.made]
        answers = played.trajectory.daily["answers"][days, 0]
        assert days
        assert [bool(each & 2) for each in answers] == [bit] * len(days)


def test_without_a_yes_of_its_own_nothing_is_signed() -> None:
    ends = [sim.play(baseline_with(*SHORT), "ukraine", lambda _: NO, w) for w in range(WORLDS)]
    assert not any(each.outcome.accord for each in ends)


def test_a_mediator_tables_what_it_says_and_nothing_where_it_says_so() -> None:
    texts: list[Text] = []

    def decide(now: Situation) -> Text | str:
        if texts:
            return "nothing"
        text = next(each for name, each in now.candidates.items() if name == "yes.russia")
        texts.append(text)
        return text

    played = sim.play(baseline_with(*SHORT), "mediator", decide, world=3)
    first, *later = [(made.date - played.scenario.file.start).days for made in played.made]
    package = played.trajectory.story["package"][:, 0]
    assert package[first] == texts[0].package
    assert later
    assert (package[later] == -1).all()
    assert played.moves[0].text == texts[0].choice


@pytest.mark.parametrize("name", ["left_alone", "risk_and_return", "nobody"])
def test_a_side_offers_what_it_says_when_it_has_the_turn(name: str) -> None:
    scenario, offered = SCENARIOS[name](), 0
    for seat in scenario.file.parties:
        wanted: dict[int, int] = {}

        def decide(now: Situation, wanted: dict[int, int] = wanted) -> Text | Move:
            if now.asks == "answer":
                return NO
            wanted[now.day] = now.candidates["own"].package
            return now.candidates["own"]

        played = sim.play(scenario, seat, decide, 1)
        story = played.trajectory.story
        own = played.trajectory.parties.index(seat)
        for day, package in wanted.items():
            assert story["package"][day, 0] == package
            assert story["proposer"][day, 0] == own
        offered += len(wanted)
    assert offered > 0


def test_moves_that_are_played_again_give_the_same_bits() -> None:
    scenario, luck = baseline_with(*SHORT), np.random.default_rng(1)

    def decide(now: Situation) -> Move | Text | str:
        choices = [*now.moves.values(), *now.candidates.values()]
        return choices[luck.integers(len(choices))]

    for seat in seats(scenario):
        played = sim.play(scenario, seat, decide, world=2)
        lines = written(list(played.made), "sim play").splitlines()
        moves = iter([dated(line)[1] for line in lines if not line.startswith("#")])
        again = sim.play(scenario, seat, lambda _, moves=moves: next(moves), world=2)
        assert played.made
        assert again.made == played.made
        assert same(again.trajectory, played.trajectory)
        assert same(sim.play(scenario, seat, replayed(played.made), 2).trajectory, again.trajectory)


def test_a_seat_knows_its_own_worth_as_the_model_counts_it() -> None:
    together = crowd(baseline_with(*SHORT))
    for world in range(WORLDS):
        for now in asked_in("baseline", "ukraine", world):
            assert now.text is not None
            assert now.text.worth == together.story["offered.ukraine"][now.day, world]
            assert now.asks_for == together.story["target.ukraine"][now.day, world]
            assert now.going_on == together.daily["war_value.ukraine"][now.day, world]
            assert sum(now.text.parts.values()) == pytest.approx(now.text.gain, abs=1e-12)
            assert sum(now.going_on_parts.values()) == pytest.approx(now.going_on, abs=1e-12)


def test_what_a_seat_sees_holds_nothing_of_the_others_but_what_was_said() -> None:
    """Others' luck and targets may change an answer to come, but nothing that is seen before it."""
    for now in asked_in("baseline", "ukraine", 3):
        assert set(now.text.chances if now.text else {}) == {"russia", "vote.ukraine"}
        assert all(each.what != "meeting" and each.day <= now.day for each in now.news)
        assert all(each.date < now.date for each in now.rounds)
    model = asked_in("baseline", "mediator", 3)
    assert all(each.advice is None or each.advice.worth is None for each in model)


def test_a_certain_belief_tells_a_yes_from_a_no() -> None:
    """The believed chance is the model's own where neither error nor noise blurs it."""
    certain = [f"parties.{p}.{k}" for p in ("russia", "ukraine") for k in _BLUR]
    said = []
    for world, (own, other) in product((1, 3), (("ukraine", "russia"), ("russia", "ukraine"))):
        for now, after in pairwise(asked_in("baseline", own, world, *certain)):
            assert now.text is not None
            answer = next(each for each in after.rounds if each.date == now.date)
            said.append((now.text.chances[other] > 0.5, answer.accepted[other]))
    assert {answered for _, answered in said} == {True, False}
    assert all(thought == answered for thought, answered in said)


def test_a_text_of_ones_own_is_the_nearest_that_may_be_tabled() -> None:
    seen: list[Situation] = []

    def decide(now: Situation) -> Move:
        if seen:
            return MODEL
        seen.append(now)
        assert now.advice is not None
        assert now.look({}) == now.look(now.advice.choice) == now.advice
        other, advice = now.look({"plant": "joint"}).choice, now.advice.choice
        assert [issue for issue, option in other.items() if option != advice[issue]] == ["plant"]
        assert now.look({"plant": advice["plant"]}, near=now.look(other)) == now.advice
        return MODEL

    course(baseline_with(*SHORT), "mediator", 3, decide)
    assert seen


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"plnt": "joint"}, "no issue 'plnt': did you mean 'plant'"),
        ({"plant": "jiont"}, "did you mean 'joint'"),
        ({"territory": "line", "zone_rules": "0.5"}, "do not go together"),
        ("maybe", "no move 'maybe'"),
        ("yes", "no move 'yes'"),
        ("table plant", "issue=option"),
        (
            Move("table", {"territory": "withdrawal"}),
            "may not be tabled yet: the mediator's ladder",
        ),
    ],
)
def test_a_move_that_does_not_fit_is_told(wrong: object, said: str) -> None:
    now = asked_in("baseline", "mediator", 3)[0]
    with pytest.raises(Usage, match=said):
        as_move(wrong, now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scenario", "seat", "said"),
    [
        ("baseline", "ukrain", "did you mean 'ukraine'"),
        ("baseline", "", "say which seat is yours: ukraine, russia, mediator"),
        ("baseline", "United States", None),
        ("wage_round", "conciliatr", "did you mean 'mediator'"),
        ("wage_round", "Employer", None),
        ("who_else_must_agree", "veto", "cannot be played"),
    ],
)
def test_seats_go_by_the_names_of_the_file(scenario: str, seat: str, said: str | None) -> None:
    read = load(scenario)
    seat = next(iter(read.file.vetoes), "") if seat == "veto" else seat
    if said is None:
        assert seat_of(read, seat) in seats(read)
        return
    with pytest.raises(Usage, match=said):
        sim.play(read, seat)


def test_where_nobody_mediates_the_mediator_cannot_be_played() -> None:
    with pytest.raises(Usage, match="nobody mediates"):
        sim.play(SCENARIOS["nobody"](), "mediator")


def test_there_is_no_world_below_the_first() -> None:
    with pytest.raises(Usage, match="no world -1"):
        sim.play("baseline", "ukraine", world=-1)


@pytest.fixture(scope="module")
def yes_man() -> Played:
    return sim.play("baseline", "ukraine", lambda _: YES, world=3, set=list(SHORT))


def test_the_frame_holds_the_seat_against_the_model(yes_man: Played) -> None:
    frame = yes_man.frame.set_index("measure")
    assert list(frame.columns) == ["unit", "played", "model", "difference"]
    assert frame.loc["worth.ukraine", "played"] == yes_man.outcome.worth["ukraine"]
    assert (frame["difference"] == frame["played"] - frame["model"]).all()


def test_the_story_is_that_of_the_world_that_was_played(yes_man: Played) -> None:
    told = yes_man.story.to_dict()
    answers = [each["answers"] for each in told["rounds"] if each["answers"]]
    assert {each[who] for each in answers for who in each if who.lower() == "ukraine"} == {"yes"}
    assert told["ending"]["date"] == yes_man.outcome.date.isoformat()
    assert same(yes_man.diary.trajectory, yes_man.trajectory)
    parted = yes_man.parting
    assert parted.date in [each.date.isoformat() for each in yes_man.made]


def test_the_worth_of_an_accord_on_the_first_day_is_that_of_its_text() -> None:
    """By hand: the mean over days of going on before the accord, and of the accord after it."""
    played = sim.play(baseline_with(*SHORT), "ukraine", lambda _: YES, world=3)
    if not played.outcome.accord:
        pytest.skip("nothing was signed")
    day = (played.outcome.date - played.scenario.file.start).days
    trajectory = played.trajectory
    before = trajectory.daily["war_value.ukraine"][:day, 0].sum()
    worth = trajectory.story["offered.ukraine"][day, 0]
    mean = (before + worth * (trajectory.days - day)) / trajectory.days
    assert played.outcome.worth["ukraine"] == pytest.approx(mean, abs=1e-9)


def test_a_file_of_moves_can_be_read_back() -> None:
    made = Made(load("baseline").file.start, Move("table", {"a": "b", "c": "-", "d": "0.5"}))
    assert str(made) == "2026-02-07 table a=b, d=0.5"
    date, said = dated(str(made))
    assert date == made.date
    assert chosen(said.removeprefix("table ")) == {"a": "b", "d": "0.5"}
    with pytest.raises(Usage, match="no date"):
        dated("2026-02-31 yes")


def test_a_scenario_that_is_read_already_takes_no_changes() -> None:
    with pytest.raises(Usage, match="give its path or name"):
        sim.play(replace(baseline_with(*SHORT)), "ukraine", set={"war.drift": 1})


def test_a_vote_that_failed_is_known_to_whoever_plays_on() -> None:
    """Both said yes, the vote at home did not: the seat is told so at the next date."""
    seen: list[Situation] = []

    def watch(situation: Situation) -> str:
        seen.append(situation)
        return "model"

    for world in range(8):
        sim.play("wage_round", "union", watch, world)
    failed = [r for now in seen for r in now.rounds if r.accepted and all(r.accepted.values())]
    assert any(r.refused_at_home == ("union",) for r in failed)


def moves_of_chances(seat: str, world: int) -> list[tuple[Situation, str, Moved]]:
    found = []
    for now in asked_in("baseline", seat, world):
        texts = [*([now.text] if now.text else []), *now.candidates.values()]
        found += [(now, who, each) for text in texts for who, each in text.moved.items()]
    return found


def test_what_moved_a_chance_is_told_where_it_moved_far_and_only_there() -> None:
    before: dict[int, float] = {}
    for now in asked_in("baseline", "ukraine", 3):
        assert now.text is not None
        chance, moved = now.text.chances["russia"], now.text.moved.get("russia")
        if moved is not None:
            assert abs(moved.chance - chance) >= 0.1
        if now.text.package in before and moved is None:
            assert abs(before[now.text.package] - chance) < 0.1
        before = {now.text.package: chance}
    found = [*moves_of_chances("ukraine", 3), *moves_of_chances("mediator", 1)]
    assert {each.because for _, _, each in found} >= {"worth", "going_on"}
    assert all(each.since < now.date for now, _, each in found)


@pytest.mark.parametrize(
    ("because", "changed", "grown"),
    [
        ("heard", {"mind": open_mind(np.array([0.1]), np.array([1e-4]))}, False),
        ("worth", {"worth": np.array([0.2, 0.2])}, False),
        ("going_on", {"target": np.array([0.5]), "going_on": np.array([0.5])}, True),
        ("holds_out", {"target": np.array([0.5])}, True),
    ],
)
def test_the_one_thing_that_changed_is_what_moved_a_chance(
    because: str, changed: dict[str, object], grown: bool
) -> None:
    """By hand: of a belief only one thing is changed, and the chance falls by that alone."""
    then = Belief(
        learning=LEARNING["bounds"],
        mind=open_mind(np.array([0.0]), np.array([1e-4])),
        blur=np.zeros(1),
        worth=np.array([0.41, 0.41]),
        target=np.array([0.4]),
        going_on=np.array([0.4]),
        parts={"a": 0.3, "b": 0.1},
    )
    now = replace(then, **changed, parts={"a": 0.35, "b": 0.15 if because == "going_on" else 0.05})
    day, every = load("baseline").file.start, np.arange(2)
    seen = [Seen(day, {"x": each.chances(every)}, {"x": each}) for each in (then, now)]
    (found,) = moved(seen[0], seen[1], 1).values()
    assert (found.because, found.grown) == (because, grown)
    assert found.chance == pytest.approx(then.chances(every)[1])
    assert (found.part in ("a", "b")) == (because == "going_on")
    assert moved(seen[0], seen[0], 1) == {}
    assert moved(None, seen[1], 1) == {}


def test_a_mediators_reading_is_what_its_chances_rest_on() -> None:
    for now in asked_in("baseline", "mediator", 3):
        for text in now.candidates.values():
            assert set(text.readings) == set(text.chances)
            for party, gain in text.gains.items():
                reading = text.readings[party]
                assert reading.brings == gain
                spare = (reading.brings - reading.asks) / max(reading.unsure, 1e-9)
                assert (text.chances[party] > 0.99) <= (spare > 0)
    assert all(not now.text.readings for now in asked_in("baseline", "ukraine", 3) if now.text)
