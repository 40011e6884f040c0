"""What came of a game: the diary, how the seat fared, and where it parted from the model."""

from __future__ import annotations

from typing import Any

from sim.analysis.playing import Played
from sim.report.diary.layout import clean, heading, paragraph
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.words import listed
from sim.report.playing.amounts import beside, chances, worth

_ANECDOTE = (
    "One world is an anecdote: another draw of chance, and the same moves may do better or worse. "
    "What a way of playing is worth shows only over many worlds."
)


def end_words(played: Played, width: int) -> str:
    """The diary of the world, how it ended for the seat, and where it parted from the model."""
    lines = [*heading("How you did", width), *_fared(played, width)]
    parted = played.parting
    if parted.day is not None:
        for section in parted.page.sections[:1]:
            lines += heading("Where you and the model parted", width)
            for text in section.paragraphs:
                lines += paragraph(text, width)
    return "\n".join([played.story.text(width), clean(lines)])


def _fared(played: Played, width: int) -> list[str]:
    prose, own, model = Prose(played.scenario), played.outcome, played.model
    when = f"{own.date.day} {own.date:%B %Y}"
    told = [f"Your world: {own.label}, {when}. The model's own: {model.label}, {_date(model)}."]
    told += _mediated(played) if played.seat not in own.worth else [_worth(played, prose)]
    others = [
        f"{prose.parties[party]} had {worth(each)} ({beside(each, model.worth[party])} beside the "
        "model's own world)"
        for party, each in own.worth.items()
        if party != played.seat
    ]
    told.append(f"{begin(listed(others))}, of 100 points.")
    if not any(each.move.kind != "model" for each in played.made):
        told.append("You left every decision to the model: the two are the same world.")
    told.append(_ANECDOTE)
    return [line for text in told for line in paragraph(text, width)]


def _date(result: Any) -> str:
    return f"{result.date.day} {result.date:%B %Y}"


def _worth(played: Played, prose: Prose) -> str:
    own, model = (each.worth[played.seat] for each in (played.outcome, played.model))
    who = prose.parties[played.seat]
    return (
        f"On a mean day from the start to the end {who} had {worth(own)} points of the 100 at "
        f"stake for it; when the model plays it, {worth(model)}: {beside(own, model)}."
    )


def _mediated(played: Played) -> list[str]:
    told = []
    for who, result in (("With you", played.outcome), ("With the model", played.model)):
        signed = "an accord in time" if result.accord else "no accord in time"
        holds = f", with {chances(result.durable_peace)} to hold" if result.durable_peace else ""
        told.append(f"{who} as mediator: {signed}{holds}.")
    return [" ".join(told)]


def result_facts(played: Played) -> dict[str, Any]:
    """The same for scripts."""
    parted = played.parting
    return {
        "moves": [str(each) for each in played.made],
        "outcome": played.outcome.to_dict(),
        "model": played.model.to_dict(),
        "parts_on": parted.date,
        "first": dict(zip(("played", "model"), parted.first, strict=True)),
        "story": played.story.to_dict(),
    }
