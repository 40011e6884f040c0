"""A month in a few lines: what processes add up to, and the mood."""

from __future__ import annotations

from sim.processes.words import Line
from sim.report.diary.teller import Teller
from sim.report.diary.words import amount, listed, share

_MOOD = 100  # after what processes tell


def month_words(told: Teller, days: range) -> list[str]:
    """What a month's days add up to; the mood while talks go on."""
    lines = [line for words in told.names.words for line in words.month(told, days)]
    if told.goes_on(days[-1]):
        lines.append(Line(_MOOD, _mood(told, days[-1])))
    return [line.text for line in sorted(lines)]


def month_facts(told: Teller, days: range) -> dict[str, float]:
    """The same numbers, for scripts."""
    last = days[-1]
    facts = {key: told.at(key, last) for key in ("attention", "credibility") if told.knows(key)}
    for words in told.names.words:
        facts |= words.month_facts(told, days)
    for party in told.parties:
        facts[f"war_value.{party}"] = told.at(f"war_value.{party}", last)
    return facts


def _mood(told: Teller, last: int) -> str:
    worth = listed(
        [
            f"{amount(told.at(f'war_value.{key}', last))} to {label}"
            for key, label in told.parties.items()
        ]
    )
    trust = f"; trust {told.at('trust', last):+.2f}" if told.knows("trust") else ""
    return f"Mood: {told.names.doing} is worth {worth}{trust}{_mediator(told, last)}."


def _mediator(told: Teller, last: int) -> str:
    if not told.names.mediated:
        return ""
    if not told.at("mediator_present", last):
        return "; no mediator"
    believed = (
        f"; its deadline believed to {share(told.at('credibility', last))}"
        if told.knows("credibility")
        else ""
    )
    return f"; {share(told.at('attention', last))} of the mediator's attention{believed}"
