"""Why there was no accord where a bargaining range was open: what became of the best date."""

from __future__ import annotations

from sim.meetings.accounts import Answer, Meeting, Text
from sim.report.diary.missed import (
    both_demands,
    is_free,
    missed_reason,
    missed_words,
    not_tabled_words,
)
from sim.report.diary.words import Names, amount, listed, played, sentence, share, signed

_FATES = {
    "held": "The round was held",
    "not_held": "It was not held",
    "cancelled": "A shock cancelled it",
}


def reason_words(meeting: Meeting, names: Names) -> str | None:
    """The reason where the best round says more than its general name; None where not."""
    if meeting.text is None and meeting.from_seat:
        return not_tabled_words(meeting, names)
    if meeting.text is None:
        return None
    if meeting.missed is not None:
        return missed_reason(meeting.missed, meeting, names)
    if all(answer.accepted for answer in meeting.text.answers):
        return f"both accepted, {_failed(meeting.text, names)}"
    return _held_out(meeting.text, names)


def _held_out(text: Text, names: Names) -> str | None:
    """Whose no it was; None where each of two sides held out for more."""
    no = [answer for answer in text.answers if not answer.accepted]
    chance = any(a.accepted and a.short_by > 0 for a in text.answers)
    if not any(a.from_seat for a in text.answers) and (len(no) > 1 or chance):
        return None
    return listed([_no(answer, names) for answer in no])


def _no(answer: Answer, names: Names) -> str:
    who = names.parties[answer.party]
    if answer.from_seat:
        return f"{played(who)} said no"
    return f"{who} held out for more than {names.other(answer.party)} would give"


def open_words(meeting: Meeting, names: Names) -> list[str]:
    """Where a range was open: what became of it."""
    gains = [f"{signed(gain)} to {names.parties[p]}" for p, gain in meeting.gains.items()]
    range_ = (
        f"A bargaining range was open: package {meeting.best} ({meeting.best_words}) was worth "
        f"{listed(gains)} over {names.doing}."
    )
    chance = "" if meeting.fate == "held" else f"; the chance was {share(meeting.chance)}"
    otherwise = " without the shock" if meeting.fate == "cancelled" else ""
    return [range_, f"{_FATES[meeting.fate]}{chance}{otherwise}.", *_round(meeting, names)]


def _round(meeting: Meeting, names: Names) -> list[str]:
    text = meeting.text
    if meeting.fate != "held":
        return []
    number = text.package if text else None
    if missed := meeting.missed:
        told = missed.package in (meeting.best, number)
        what = f"package {missed.package}" + ("" if told else f" ({missed.words})")
        missing = missed_words(missed, what, meeting, names)
    else:
        both = both_demands(text)
        missing = f"No package met {both}: together they asked for more than there was."
    if text is None and meeting.from_seat:
        return [f"{sentence(not_tabled_words(meeting, names))}.", missing]
    if text is None:
        free = is_free(meeting, names)
        none = "offered" if free else "tabled from the rungs that were open"
        return [f"Nothing {'was' if free else 'could be'} {none}.", missing]
    said = [_answer(answer, text.package, names) for answer in text.answers]
    if all(a.accepted for a in text.answers):
        return [*said, f"{sentence(_failed(text, names))}."]
    return [*said, missing]


def _answer(answer: Answer, package: int, names: Names) -> str:
    who, did = names.parties[answer.party], "accepted" if answer.accepted else "refused"
    who = played(who) if answer.from_seat else who
    asked = "" if answer.from_seat else f"demanded {amount(answer.target)}, "
    return (
        f"{who} {did} package {package}: worth {amount(answer.value)} to it, {asked}"
        f"{names.doing} {amount(answer.war_value)}."
    )


def _failed(text: Text, names: Names) -> str:
    """What failed of a text that all parties accepted."""
    votes = [names.parties[a.party] for a in text.answers if not a.backed]
    if votes:
        return f"the vote at home failed in {listed(votes)}"
    return f"{listed([names.vetoes[v.player] for v in text.vetoes if not v.agrees])} did not agree"
