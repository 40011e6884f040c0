"""The diary of a world in which somebody sat: what was decided from the seat has no reasons."""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle

import pytest

import sim
from sim.analysis.playing import Move, Played, Situation, Text
from sim.report.diary import diary
from sim.report.diary.plain import story
from sim.scenario import Scenario, load
from tests.builders import pie_with
from tests.report.conftest import crowd_of

REASONS = ("by chance", "worse", "held out", "for the same reason", "on the same grounds")


@cache
def played(seat: str, *said: str, world: int = 3, name: str = "baseline") -> Played:
    """A world in which a party says these words in turn; a mediator's are names of candidates."""
    words = cycle(said)

    def decide(now: Situation) -> Move | Text | str:
        word = next(words)
        own = now.asks == "answer" and word == "own"
        return "no" if own else now.candidates.get(word, word)

    return sim.play(scenario(name), seat, decide, world)


def scenario(name: str) -> Scenario:
    return pie_with("mediator=null", "rungs=null") if name == "nobody" else load(name)


def flat(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.:]) (?=[A-Z])", flat(text))


def test_a_no_from_the_seat_is_told_without_a_reason_of_the_model() -> None:
    told = played("ukraine", "no").story
    own = [each for each in sentences(told.text()) if re.search(r"Ukraine\b.*\bsaid no", each)]
    assert any("Ukraine, played from its seat, said no." in each for each in own)
    assert not [each for each in own if any(f"Ukraine said no {why}" in each for why in REASONS)]
    assert told.page.table is not None
    answers = [dict(zip(told.page.table.header, row, strict=True)) for row in told.page.table.rows]
    assert {each["Ukraine"] for each in answers} == {"no (seat)"}
    assert {each["Why not"] for each in answers if each["Russia"] == "yes"} == {"from its seat"}
    assert all(r["from_seat"] == ["Ukraine"] for r in told.rounds if r["text"])
    whys = [r["why_not"] for r in told.rounds if r["text"] and r["answers"]["Russia"] == "yes"]
    assert set(whys) == {"Ukraine: so it was decided from its seat"}


def test_the_whole_diary_says_so_at_every_answer() -> None:
    own = played("ukraine", "no")
    text = flat(own.diary.text())
    assert text.count("Ukraine, played from its seat, refuses. The text is worth") == len(own.made)
    ahead = flat(own.diary.text().split("\nFebruary 2026\n", 1)[1])
    assert "Ukraine refuses: worth" not in ahead
    assert "Russia refuses: worth" in ahead  # the others' reasons are the model's


def test_a_yes_from_the_seat_is_told_as_such() -> None:
    own = played("ukraine", "yes", world=1)
    assert own.outcome.accord
    told = flat(own.story.text())
    assert re.search(r"[Bb]oth said yes, Ukraine from its seat, and it was signed\.", told)
    assert "gave both what they asked for" not in told
    assert "Ukraine, played from its seat, signed it." in told
    assert "Ukraine, played from its seat, accepts. The text is worth" in flat(own.diary.text())


def test_a_change_of_mind_at_the_seat_has_no_reason_either() -> None:
    told = flat(played("russia", "no", "no", "yes", world=4).story.text())
    assert "Russia, which had said no from its seat on 5 June, now said yes from its seat." in told


def test_a_yes_beside_anothers_no_is_told_too() -> None:
    told = flat(played("ukraine", "yes", world=2).story.text())
    assert "Ukraine, played from its seat, said yes. Russia said no:" in told


def test_what_is_left_to_the_model_has_the_models_reasons() -> None:
    own = played("ukraine", "model", world=0)
    of_the_model = story(diary(own.scenario, own.seed, own.world))
    assert own.story.page.sections == of_the_model.page.sections
    assert own.story.page.table == of_the_model.page.table
    mixed = flat(played("ukraine", "no", "model", world=0).story.text())
    assert "Ukraine, played from its seat, said no" in mixed
    assert "On 2 August Ukraine and Russia said no (worse than war)." in mixed


def test_a_text_of_the_mediators_seat_is_not_the_models_best() -> None:
    own = played("mediator", "yes.russia", "nothing", world=3)
    told, whole = flat(own.story.text()), flat(own.diary.text())
    assert "tabled by the United States, played from its seat," in told
    assert "nothing was tabled: so it was decided from the seat" in told
    assert "United States, played from its seat, tables package" in whole
    assert "In the mediator's place the model would read the sides as follows" in whole
    ahead = whole.split("February 2026 ====", 1)[1]
    assert "looks best to it" not in ahead
    assert "misjudged" not in ahead
    assert "United States, played from its seat, tabled nothing." in ahead
    assert "likely enough to hold for both to sign, and not refused before" not in ahead


def test_an_offer_of_a_side_is_told_as_its_seats() -> None:
    own = played("russia", "own", world=0, name="nobody")
    whole = flat(own.diary.text())
    assert "Russia, played from its seat, offers it itself. The text is worth" in whole
    assert "tabled by Russia, played from its seat," in flat(own.story.text())


@pytest.mark.parametrize("world", [1, 2])
def test_why_there_is_no_accord_names_the_seat(world: int) -> None:
    own = played("employer", "no", world=world, name="wage_round")
    why = own.diary.to_dict()["why_no_accord"]["text"]
    assert why[0] == (
        "a text met both demands, as the model has them, and Employer, played from its seat, "
        "refused it."
    )
    assert any("Employer, played from its seat, refused package" in each for each in why)
    told = flat(own.story.text())
    assert "But the employer, played from its seat, said no." in told
    assert "The yes of the employer to text A was missing." in told
    assert "chance" not in told.split("Where it stands")[1].split("What it came to")[0]


# --- what was lacking ---------------------------------------------------------------------------


def test_where_the_vote_at_home_failed_it_is_the_vote_that_was_missing() -> None:
    told = flat(story(diary(load("wage_round"), 1, 2)).text())
    assert "Only a majority at home in the union was missing." in told


def test_where_a_veto_was_cast_it_is_that_yes_that_was_missing() -> None:
    read, found = load("who_else_must_agree"), list[str]()
    for world in crowd_of(read, 40).where("reason", "vetoed").tolist():
        found.append(flat(story(diary(read, 1, world)).text()))
        if any("Only the yes of" in text for text in found):
            break
    else:
        pytest.fail(f"no best date with a veto in 40 worlds: {len(found)} vetoed")
