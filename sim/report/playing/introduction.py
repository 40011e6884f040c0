"""What whoever sits down is told first."""

from __future__ import annotations

from sim.report.diary.layout import clean, heading, paragraph
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.words import listed
from sim.scenario import Scenario


def introduction(scenario: Scenario, seat: str, world: int, width: int) -> str:
    """Who and where one is, and what is to be done."""
    prose = Prose(scenario)
    last = prose.date(scenario.days, year=True)
    lines = heading(scenario.file.title, width)[1:]
    told = [
        f"{scenario.file.question} World {world}, {prose.date(0)} to {last}.",
        f"{_you(prose, seat)} {_others(prose, seat)}",
        _what_for(prose, seat),
        "Answer by a number or a word. ? helps; quit keeps what was played.",
    ]
    for text in told:
        lines += paragraph(text, width)
    return clean(lines)


def _name(prose: Prose, seat: str) -> str:
    return prose.parties.get(seat, prose.mediator)


def _you(prose: Prose, seat: str) -> str:
    if seat not in prose.parties:
        return f"You are {_name(prose, seat)}, who mediates: you write the texts."
    return f"You are {_name(prose, seat)}."


def _others(prose: Prose, seat: str) -> str:
    names = [said for key, said in prose.parties.items() if key != seat]
    if seat in prose.parties and prose.names.mediated:
        names.append(prose.mediator)
    plays = "decides" if len(names) == 1 else "decide"
    return f"{begin(listed(names))} {plays} as in the model, and so does chance."


def _what_for(prose: Prose, seat: str) -> str:
    if seat not in prose.parties:
        until = prose.scenario.file.due
        by = f" by {prose.date(prose.scenario.day(until))}"
        holds = ", and that it holds" if prose.file.accord is not None else ""
        return f"What counts for you is an accord{by}{holds}."
    lines = [prose.red_line(line) for line in prose.file.parties[seat].red_lines.values()]
    red = f" You have drawn red lines against {listed(lines)}: to cross one costs." if lines else ""
    return (
        "All is counted in points: 100 is the best for you on every issue. Going on without an "
        f"accord is worth something too: sign what is worth more to you.{red}"
    )
