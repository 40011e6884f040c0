"""A side's answer in words: worth, demand, and what both are made of."""

from __future__ import annotations

from sim.meetings.accounts import Answer, Veto
from sim.report.diary.words import Names, amount, listed, played, sentence, share, signed
from sim.theory.acceptance import ACCEPTANCE
from sim.theory.reservation import RESERVATION

_SMALL = 0.0005  # utility: less than a last digit
_MINOR = 0.01  # utility: what counts for little, told together
_UNLIKELY = 0.5


def answer_words(answer: Answer, names: Names, signed_text: bool, in_full: bool) -> list[str]:
    """The answer; a refusal, or a signature, with the balance behind it.

    ``in_full`` tells what the war value is the sum of.
    """
    lines = [verdict(answer, names)]
    if answer.accepted and not signed_text:
        return lines
    if answer.from_seat:
        return [*lines, *_told(balance_words(answer, names))]
    lines += _told(war_words(answer, names), *(_parts_words(answer, names) if in_full else []))
    lines += _told(balance_words(answer, names))
    return lines if answer.accepted else [*lines, *_told(demand_words(answer, names))]


def vote_words(answer: Answer) -> list[str]:
    """The vote at home on what both accepted."""
    vote = answer.vote
    if vote is None:
        return []
    return [
        f"  The vote at home {'passes' if answer.backed else 'fails'}: polls expect "
        f"{share(vote.support)}, {share(vote.needed)} is needed; it had a chance of "
        f"{share(vote.chance)}."
    ]


def veto_words(veto: Veto, names: Names) -> str:
    """The answer of whoever else must say yes."""
    answer = "agrees" if veto.agrees else "does not agree: there is no accord"
    return (
        f"{names.vetoes[veto.player]} must say yes too, and {answer}. The text is worth "
        f"{amount(veto.worth)} to it, it asks for {amount(veto.least)}; others thought "
        f"{amount(veto.asks)} (a yes: {share(veto.chance)})."
    )


def _told(*lines: str) -> list[str]:
    """One step further in."""
    return [f"  {line}" for line in lines]


def verdict(answer: Answer, names: Names) -> str:
    """Yes or no, worth against demand."""
    who = names.parties[answer.party]
    if answer.from_seat:
        return _from_seat(answer, names)
    worth = f"worth {amount(answer.value)} to it, it demands {amount(answer.target)}"
    if answer.offered_itself:
        return f"{who} offers it itself: {worth}."
    gap = answer.short_by
    off = f"short by {amount(gap)}" if gap > 0 else f"{amount(-gap)} to spare"
    surprising = (answer.chance < _UNLIKELY) == answer.accepted
    told = ACCEPTANCE[answer.rules["acceptance"]].words.format(
        chance=share(answer.chance), surprising=", against the odds" if surprising else ""
    )
    verb = "accepts" if answer.accepted else "refuses"
    return f"{who} {verb}: {worth}: {off} ({told})."


def _from_seat(answer: Answer, names: Names) -> str:
    """Yes or no of somebody who plays the party, whose reasons nobody knows."""
    verb = "accepts" if answer.accepted else "refuses"
    verb = "offers it itself" if answer.offered_itself else verb
    return (
        f"{played(names.parties[answer.party])} {verb}. The text is worth {amount(answer.value)} "
        f"to it, and {names.doing} {amount(answer.war_value)}."
    )


def war_words(answer: Answer, names: Names) -> str:
    """What fighting on is worth to it, by what it expects of the front."""
    worth = f"{sentence(names.doing)} is worth {amount(answer.war_value)} to it"
    reading = names.reading(answer.outlook)
    return f"{worth}: {reading}." if reading else f"{worth}."


def _parts_words(answer: Answer, names: Names) -> list[str]:
    """What the war value is the sum of."""
    sums: dict[str, float] = {}
    for key, part in answer.war_parts.items():
        what = _standing(key, names) or names.entry(answer.party, key)
        sums[what] = sums.get(what, 0.0) + part
    told = [f"{what} {signed(part)}" for what, part in sums.items() if abs(part) >= _SMALL]
    return [f"That adds up {', '.join(told)}."]


def _standing(key: str, names: Names) -> str | None:
    """What an issue is called in the worth of going on: what decides it, or that it stands."""
    kind, _, issue = key.partition(".")
    return (names.decided(issue) or names.others) if kind == "issue" else None


def balance_words(answer: Answer, names: Names) -> str:
    """What the text brings and takes, compared with fighting on, largest first."""
    entries = sorted(answer.balance().items(), key=lambda item: -abs(item[1]))
    halves = []
    for verb, sign in (("takes", -1), ("brings", 1)):
        told = [
            f"{names.change(answer.party, key)} {signed(x)}"
            for key, x in entries
            if sign * x >= _MINOR
        ]
        halves += [f"{verb} {', '.join(told)}"] if told else []
    rest = sum(x for _, x in entries if abs(x) < _MINOR)
    halves += [f"small things {signed(rest)}"] if abs(rest) >= _SMALL else []
    total = signed(answer.value - answer.war_value)
    return f"Compared with that, the text {'; '.join(halves) or 'changes nothing'}: in all {total}."


def demand_words(answer: Answer, names: Names) -> str:
    """Why it demands what it demands."""
    reach = answer.in_reach
    if reach is None:
        return (
            f"It sees no accord in reach that beats {names.doing}: it demands just what that is "
            "worth."
        )
    rule = RESERVATION[answer.rules["reservation"]]
    words = rule.words + (rule.conceding if answer.conceded > 0 else "")
    claim = words.format(
        claim=share(answer.claim),
        conceded=share(answer.conceded),
        held=share(answer.claim * (1.0 - answer.conceded)),
    )
    return (
        f"It holds out for {signed(answer.target - answer.war_value)}: the best accord it thinks "
        f"the other side could take would gain it {signed(reach)}; {claim}."
    )


def reading_words(answers: tuple[Answer, ...], names: Names, from_seat: bool) -> str:
    """What the mediator, or the model in its place, thought of the text before the answers."""
    if from_seat:
        why = "In the mediator's place the model would read the sides as follows"
    elif all(a.believed_target is not None and a.value > a.believed_target for a in answers):
        why = "The mediator thinks that it meets both demands"
    else:
        why = (
            "The mediator does not think that it meets both demands, but of what it may table this "
            "one looks best to it"
        )
    read = [
        f"{names.parties[a.party]} to demand {amount(a.believed_target or 0.0)} (a yes: "
        f"{share(a.believed_chance or 0.0)})"
        for a in answers
    ]
    return f"{why}: it takes {listed(read)}."
