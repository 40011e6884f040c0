"""What an event may ask of the world as a day begins (ODD 7.15)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from tests.twin.appointed import foreseen
from tests.twin.state import ACCORD, World


def holds(w: World, asked: Any, day: int) -> bool:
    """Whether all that a condition names is so."""
    return all([*_states(w, asked), *_days(w, asked, day), *_answers(w, asked), *_series(w, asked)])


def _states(w: World, asked: Any) -> Iterator[bool]:
    so = {
        "accord": w.phase == ACCORD,
        "broken_off": w.broken_off,
        "mediator": w.present,
        "deadline_lapsed": w.lapsed,
    }
    for key, value in so.items():
        stated = getattr(asked, key)
        if stated is not None:
            yield value == stated


def _days(w: World, asked: Any, day: int) -> Iterator[bool]:
    if asked.deadline_within is not None:
        runs = not w.lapsed and day <= w.clock_last
        yield runs and w.clock_last - day <= asked.deadline_within
    if asked.round_within is not None:
        yield _to_the_next_date(w, day) <= asked.round_within
    if asked.no_round_within is not None:
        yield _to_the_next_date(w, day) > asked.no_round_within


def _to_the_next_date(w: World, day: int) -> float:
    """Days to the next date that is known, infinite if there is none."""
    if not w.open or w.broken_off:
        return math.inf
    known = [r.day for r in foreseen(w) if r.announced <= day <= r.day]
    return min(known) - day if known else max(w.next_date - day, 0)


def _answers(w: World, asked: Any) -> Iterator[bool]:
    """What those named said to the last text; neither yes nor no before the first."""
    said = {} if w.said is None else dict(zip(w.p.parties, w.said, strict=True))
    yield all(said.get(party) is False for party in asked.refused_by)
    yield all(said.get(party) is True for party in asked.accepted_by)


def _series(w: World, asked: Any) -> Iterator[bool]:
    """Yesterday evening's figures; on the first morning there are none."""
    if asked.above is not None:
        yield bool(w.diary) and _figure(w, asked.above) > asked.above.than
    if asked.below is not None:
        yield bool(w.diary) and _figure(w, asked.below) < asked.below.than


def _figure(w: World, asked: Any) -> float:
    """What is not recorded is neither above nor below anything."""
    name = asked.series if asked.of is None else f"{asked.series}.{asked.of}"
    return w.diary[-1].get(name, math.nan)
