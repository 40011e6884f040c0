"""A package that a failed round missed, in words."""

from __future__ import annotations

from sim.meetings.accounts import BARRED, CLOSED, MISJUDGED, TABLED, Meeting, Missed, Text
from sim.report.diary.words import Names, amount, counted, listed, name, sentence


def is_free(meeting: Meeting, names: Names) -> bool:
    """Do the sides offer what they like, no mediator and no ladder between them?"""
    if meeting.text is not None:
        return meeting.text.proposer is not None
    return meeting.alone or (meeting.day >= 0 and not names.mediated)


def missed_words(missed: Missed, what: str, meeting: Meeting, names: Names) -> str:
    """The package and why it was not agreed on; ``what`` describes it."""
    text = meeting.text
    over = listed(
        [f"{amount(x)} above {names.parties[p]}'s demand" for p, x in missed.spare.items()]
    )
    if missed.case == TABLED:
        refusers = [names.parties[a.party] for a in text.answers if not a.accepted] if text else []
        return f"The text met both demands ({over}): noise made {listed(refusers)} refuse it."
    if missed.case == BARRED:
        more = counted(missed.count - 1, "other package")
        rest = "" if missed.count == 1 else f", as did {more}"
        return f"{sentence(what)} met both demands ({over}){rest}. {_barred(missed, names)}"
    met = "One package" if missed.count == 1 else counted(missed.count, "package")
    if is_free(meeting, names):
        one = ":" if missed.count == 1 else "; one of them is"
        return f"{met} met both demands{one} {what} ({over}). {_not_offered(text, names)}"
    if missed.case == CLOSED:
        best = "" if missed.count == 1 else ", none of them in an open rung; the nearest was"
        return f"{met} met both demands{best or ':'} {what} ({over}). {_closed(missed)}"
    best = ":" if missed.count == 1 else "; of those in open rungs the best was"
    return f"{met} met both demands{best} {what} ({over}). {_misjudged(missed, text, names)}"


def missed_reason(missed: Missed, meeting: Meeting, names: Names) -> str:
    """The same as a reason in a few words."""
    if missed.case == TABLED:
        return "a text met both demands and was refused by the noise of an answer"
    if missed.case == BARRED:
        return f"what met both demands was known to fail: {_refusals(missed, names)} or its like"
    if is_free(meeting, names):
        return "a package met both demands, but was not the one that was offered"
    if missed.case == MISJUDGED:
        return "a package met both demands, but the mediator misjudged it"
    if missed.rungs:
        return "a package met both demands, but its rung of the ladder was not open"
    return "a package met both demands, but no rung of the ladder allows it"


def _not_offered(text: Text | None, names: Names) -> str:
    """Who might have offered it, and did not."""
    if text is None:
        return "Whoever had the turn to offer saw nothing to gain by offering it."
    who = names.proposer(text.proposer)
    return f"{who} could have offered it, but thought package {text.package} the better bid."


def _barred(missed: Missed, names: Names) -> str:
    told = sentence(_refusals(missed, names))
    return f"{told}, or one worth no less there: it was not tabled."


def _refusals(missed: Missed, names: Names) -> str:
    """Who had refused it before."""
    votes = [names.parties[name] for name in missed.barred_by if name in names.parties]
    players = [names.vetoes[name] for name in missed.barred_by if name in names.vetoes]
    told = [f"the vote at home in {listed(votes)}"] if votes else []
    return f"{listed([*told, *players])} had refused it"


def _closed(missed: Missed) -> str:
    if not missed.rungs:
        return "It could not be tabled: no rung of the ladder allows it."
    rungs = " or ".join(f'"{name(rung)}"' for rung in missed.rungs)
    return f"It could not be tabled: the ladder allows it from rung {rungs} on, not yet open."


def _misjudged(missed: Missed, text: Text | None, names: Names) -> str:
    """By what reading the mediator passed it over: one that erred about this, or the other."""
    wrong = [
        f"{names.parties[p]} to demand {amount(demand)}, more than its worth of "
        f"{amount(missed.worth[p])} to it"
        for p, demand in missed.believed.items()
        if demand >= missed.worth[p]
    ]
    if wrong:
        return f"The mediator misjudged it: it took {listed(wrong)}."
    instead = f"package {text.package}" if text else "another"
    return f"The mediator thought so too, but took {instead}, which did not, for the better one."
