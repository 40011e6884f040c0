"""A package that a failed round missed, in words."""

from __future__ import annotations

from sim.meetings.accounts import BARRED, CLOSED, MISJUDGED, TABLED, Meeting, Missed, Text
from sim.report.diary.words import Names, amount, counted, listed, name, played, sentence


def is_free(meeting: Meeting, names: Names) -> bool:
    """Do the sides offer what they like, no mediator and no ladder between them?"""
    if meeting.text is not None:
        return meeting.text.proposer is not None
    return meeting.alone or (meeting.day >= 0 and not names.mediated)


def not_tabled_words(meeting: Meeting, names: Names) -> str:
    """That whoever plays the mediator, or the side whose turn it was, tabled nothing."""
    who = "whoever had the turn to offer" if is_free(meeting, names) else names.mediator
    return f"{played(who)} tabled nothing"


def _refused_reason(text: Text | None, names: Names) -> str:
    """Why a text that met both demands was refused, in a few words."""
    if text is None or not any(a.from_seat and not a.accepted for a in text.answers):
        return "a text met both demands and was refused by the noise of an answer"
    said = listed(_refusers(text, names, "made {who} refuse it"))
    return f"a text met {both_demands(text)}, and {said}"


def both_demands(text: Text | None) -> str:
    """The sides' demands; of a side that is played, what the model would demand."""
    is_played = text is not None and any(answer.from_seat for answer in text.answers)
    return "both demands, as the model has them" if is_played else "both demands"


def missed_words(missed: Missed, what: str, meeting: Meeting, names: Names) -> str:
    """The package and why it was not agreed on; ``what`` describes it."""
    text, both = meeting.text, both_demands(meeting.text)
    over = listed(
        [f"{amount(x)} above {names.parties[p]}'s demand" for p, x in missed.spare.items()]
    )
    if missed.case == TABLED:
        refused = "; ".join(_refusers(text, names, "made {who} refuse it"))
        return f"The text met {both} ({over}): {refused}."
    if missed.case == BARRED:
        more = counted(missed.count - 1, "other package")
        rest = "" if missed.count == 1 else f", as did {more}"
        return f"{sentence(what)} met {both} ({over}){rest}. {_barred(missed, names)}"
    met = "One package" if missed.count == 1 else counted(missed.count, "package")
    if is_free(meeting, names):
        one = ":" if missed.count == 1 else "; one of them is"
        return f"{met} met {both}{one} {what} ({over}). {_not_offered(meeting, names)}"
    if missed.case == CLOSED:
        best = "" if missed.count == 1 else ", none of them in an open rung; the nearest was"
        return f"{met} met {both}{best or ':'} {what} ({over}). {_closed(missed)}"
    best = ":" if missed.count == 1 else "; of those in open rungs the best was"
    return f"{met} met {both}{best} {what} ({over}). {_misjudged(missed, meeting, names)}"


def missed_reason(missed: Missed, meeting: Meeting, names: Names) -> str:
    """The same as a reason in a few words."""
    if missed.case == TABLED:
        return _refused_reason(meeting.text, names)
    if missed.case == BARRED:
        return f"what met both demands was known to fail: {_refusals(missed, names)} or its like"
    if is_free(meeting, names):
        return "a package met both demands, but was not the one that was offered"
    if meeting.from_seat and missed.case == MISJUDGED:
        return f"a package met both demands, but {played(names.mediator)} did not table it"
    if missed.case == MISJUDGED:
        return "a package met both demands, but the mediator misjudged it"
    if missed.rungs:
        return "a package met both demands, but its rung of the ladder was not open"
    return "a package met both demands, but no rung of the ladder allows it"


def _refusers(text: Text | None, names: Names, by_noise: str) -> list[str]:
    """Who refused what met both demands: by noise, or from a seat."""
    no = [answer for answer in text.answers if not answer.accepted] if text else []
    drawn = [names.parties[a.party] for a in no if not a.from_seat]
    said = [f"noise {by_noise.format(who=listed(drawn))}"] if drawn else []
    return said + [f"{played(names.parties[a.party])} refused it" for a in no if a.from_seat]


def _not_offered(meeting: Meeting, names: Names) -> str:
    """Who might have offered it, and did not."""
    text = meeting.text
    if meeting.from_seat:
        return _instead(meeting, names)
    if text is None:
        return "Whoever had the turn to offer saw nothing to gain by offering it."
    who = names.proposer(text.proposer)
    return f"{who} could have offered it, but thought package {text.package} the better bid."


def _instead(meeting: Meeting, names: Names) -> str:
    """What whoever plays the proposer tabled in its stead."""
    if meeting.text is None:
        return f"{sentence(not_tabled_words(meeting, names))}."
    who = played(names.proposer(meeting.text.proposer))
    return f"{who} tabled package {meeting.text.package} instead."


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


def _misjudged(missed: Missed, meeting: Meeting, names: Names) -> str:
    """By what reading the mediator passed it over: one that erred about this, or the other."""
    if meeting.from_seat:
        return _instead(meeting, names)
    wrong = [
        f"{names.parties[p]} to demand {amount(demand)}, more than its worth of "
        f"{amount(missed.worth[p])} to it"
        for p, demand in missed.believed.items()
        if demand >= missed.worth[p]
    ]
    if wrong:
        return f"The mediator misjudged it: it took {listed(wrong)}."
    instead = f"package {meeting.text.package}" if meeting.text else "another"
    return f"The mediator thought so too, but took {instead}, which did not, for the better one."
