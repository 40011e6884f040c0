"""Why there was no accord where a bargaining range was open: what became of the best date."""

from __future__ import annotations

from sim.meetings.accounts import Meeting, Text
from sim.report.diary.missed import is_free, missed_reason, missed_words
from sim.report.diary.words import Names, amount, listed, sentence, share, signed

_FATES = {
    "held": "The round was held",
    "not_held": "It was not held",
    "cancelled": "A shock cancelled it",
}


def reason_words(meeting: Meeting, names: Names) -> str | None:
    """The reason where the best round says more than its general name; None where not."""
    if meeting.text is None:
        return None
    if meeting.missed is not None:
        return missed_reason(meeting.missed, meeting, names)
    if all(answer.accepted for answer in meeting.text.answers):
        return f"both accepted, {_failed(meeting.text, names)}"
    short = [a.party for a in meeting.text.answers if not a.accepted]
    if len(short) > 1 or any(a.accepted and a.short_by > 0 for a in meeting.text.answers):
        return None
    return f"{names.parties[short[0]]} held out for more than {names.other(short[0])} would give"


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
        missing = "No package met both demands: together they asked for more than there was."
    if text is None:
        free = is_free(meeting, names)
        none = "offered" if free else "tabled from the rungs that were open"
        return [f"Nothing {'was' if free else 'could be'} {none}.", missing]
    said = [
        f"{names.parties[a.party]} {'accepted' if a.accepted else 'refused'} package "
        f"{text.package}: worth {amount(a.value)} to it, demanded {amount(a.target)}, "
        f"{names.doing} {amount(a.war_value)}."
        for a in text.answers
    ]
    if all(a.accepted for a in text.answers):
        return [*said, f"{sentence(_failed(text, names))}."]
    return [*said, missing]


def _failed(text: Text, names: Names) -> str:
    """What failed of a text that all parties accepted."""
    votes = [names.parties[a.party] for a in text.answers if not a.backed]
    if votes:
        return f"the vote at home failed in {listed(votes)}"
    return f"{listed([names.vetoes[v.player] for v in text.vetoes if not v.agrees])} did not agree"
