"""A round: text, answers, who else must say yes (ODD 7.14)."""

from __future__ import annotations

from tests.twin.chance import expit
from tests.twin.proposals import mediators_text, offer
from tests.twin.state import World
from tests.twin.table import Table


def offering(w: World) -> int | None:
    """The side that offers a text itself, where nobody mediates."""
    return None if w.present else w.turn


def text(w: World, table: Table, choice: list[int]) -> int | None:
    """The package that is tabled of those that may be, or none."""
    if w.present:
        return mediators_text(w, table, choice)
    return offer(w, table, choice, w.turn)


def answers(w: World, table: Table, x: int | None, offered_by: int | None) -> list[bool]:
    """Who accepts the text; a side that offers it does."""
    if x is None:
        return [False, False]
    return [s == offered_by or _accepts(w, table, x, s) for s in (0, 1)]


def _accepts(w: World, table: Table, x: int, s: int) -> bool:
    side = w.sides[s]
    gain = table.values[s][x] - table.targets[s]
    if w.p.rules.acceptance == "threshold":
        return gain >= 0
    u = w.chance.uniform(f"answer.{side.key}", table.moment.day)
    return u < expit(gain / side.party.temperature)


def votes(w: World, x: int) -> list[bool]:
    """Whether a text passes at home, or would, on either side."""
    return [all(v.says_yes(x) for v in w.voters if v.side == s) for s in (0, 1)]


def others_agree(w: World, x: int) -> bool:
    """Whether all of those who must say yes do; all are asked at once, and everybody learns."""
    said = [voter.answers(x) for voter in w.voters]
    return all(said)
