"""A month in a few lines: the front, the power, the dead, the mood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.report.diary.happenings import Chronicle
from sim.report.diary.words import amount, counted, listed, share, whole
from sim.worlds import Floats

_HOURS = 24.0


def month_words(told: Chronicle, days: range) -> list[str]:
    """What a month's days add up to; the front until an accord, the mood while talks go on."""
    last = days[-1]
    front = [] if told.is_settled(last) else [_front(told, days)]
    mood = [_mood(told, last)] if told.goes_on(last) else []
    return [*front, _power(told, days), _people(told, days), *mood]


def month_facts(told: Chronicle, days: range) -> dict[str, float]:
    """The same numbers, for scripts."""
    last = days[-1]
    facts = {key: told.at(key, last) for key in ("held_area", "trust", "attention", "credibility")}
    facts["waves"] = float(_of(told, "strikes", days).sum())
    facts["unserved_share"] = float(_unserved(told, days).mean())
    for party in told.names.parties:
        facts[f"killed.{party}"] = _risen(told, f"killed.{party}", days)
        facts[f"expected_drift.{party}"] = told.at(f"expected_drift.{party}", last)
        facts[f"war_value.{party}"] = told.at(f"war_value.{party}", last)
    return facts


def _of(told: Chronicle, key: str, days: range) -> Floats:
    values: NDArray[np.float64] = told.series[key][days.start : days.stop]
    return values


def _unserved(told: Chronicle, days: range) -> Floats:
    return _of(told, "unserved", days) / np.maximum(_of(told, "demand", days), 1e-9)


def _risen(told: Chronicle, key: str, days: range) -> float:
    return told.at(key, days[-1]) - told.at(key, days.start - 1)


def _front(told: Chronicle, days: range) -> str:
    last, lost = days[-1], -_risen(told, "held_area", days)
    expects = listed(
        [
            f"{label} {told.at(f'expected_drift.{key}', last):+.1f}"
            for key, label in told.names.parties.items()
        ]
    )
    return (
        f"Front: {told.names.holder} holds {whole(told.at('held_area', last))} km2 of the land at "
        f"stake, {whole(abs(lost))} km2 {'less' if lost >= 0 else 'more'} than before. Loss a day "
        f"that each expects, km2 on open ground: {expects}."
    )


def _power(told: Chronicle, days: range) -> str:
    short = _unserved(told, days)
    waves, dark = int(_of(told, "strikes", days).sum()), int((short > 0.001).sum())
    said = f"Power: {counted(waves, 'wave')} of strikes"
    if not dark:
        return f"{said}, need met on every day."
    hours = counted(round(_HOURS * float(short.sum())), "hour")
    aided = int((_of(told, "aid", days) > 0).sum())
    help_ = f"; help from abroad on {counted(aided, 'day')}" if aided else ""
    return (
        f"{said}, blackouts on {counted(dark, 'day')}, at worst {share(float(short.max()))} of "
        f"need unserved: {hours} without power a person{help_}."
    )


def _people(told: Chronicle, days: range) -> str:
    killed = [
        f"{whole(_risen(told, f'killed.{key}', days))} of {label}"
        for key, label in told.names.parties.items()
    ]
    return f"Killed: {listed(killed)}."


def _mood(told: Chronicle, last: int) -> str:
    war = listed(
        [
            f"{amount(told.at(f'war_value.{key}', last))} to {label}"
            for key, label in told.names.parties.items()
        ]
    )
    mediator = (
        f"{share(told.at('attention', last))} of the mediator's attention; its deadline believed "
        f"to {share(told.at('credibility', last))}"
        if told.at("mediator_present", last)
        else "no mediator"
    )
    return f"Mood: fighting on is worth {war}; trust {told.at('trust', last):+.2f}; {mediator}."
