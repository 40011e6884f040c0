"""A round: text, answers, the vote at home (ODD 7.14)."""

from __future__ import annotations

from scipy.special import ndtr

from tests.twin.chance import expit
from tests.twin.packages import outcome_issue
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


def ratified(w: World, x: int) -> list[bool]:
    """Whose votes at home pass."""
    return [_passes(w, x, s) for s in (0, 1)]


def _passes(w: World, x: int, s: int) -> bool:
    vote, package = w.sides[s].party.ratification, w.packages[x]
    if vote is None:
        return True
    support = vote.support.get(package.options[outcome_issue(w.p.issues)], 0.0) + vote.rally
    for issue, slope in vote.slopes.items():
        if package.raises(issue):
            support += slope * (package.levels[issue] - 0.5)
    u = w.chance.uniform(f"ratify.{w.sides[s].key}", 0)
    return u < float(ndtr((support - vote.needs) / vote.spread))
