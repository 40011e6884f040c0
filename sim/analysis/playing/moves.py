"""Moves: an answer, a text, or leaving it to the model; and the file that keeps them.

A line of the file is a move, after the date on which it was made: ``2026-02-17 no``. What it
tables is named by the scenario's own keys, so that it stays the same text however lists are laid
out. Lines that begin with ``#`` are for readers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sim.errors import Usage
from sim.scenario.combinations import NO_OPTION

ANSWERS, TEXTS = ("yes", "no", "model"), ("table", "nothing", "model")
"""Moves where a text is to be answered, and where one may be tabled."""

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(.+)")


@dataclass(frozen=True)
class Move:
    """What whoever sits there does.

    Attributes
    ----------
    kind : str
        ``yes`` or ``no`` to a text; ``table`` a text, or ``nothing``; ``model``: as the model
        decides.
    text : dict[str, str]
        What is tabled: issue -> option, by the scenario's keys.
    """

    kind: str
    text: Mapping[str, str] | None = None

    def __str__(self) -> str:
        if self.text is None:
            return self.kind
        said = (f"{issue}={option}" for issue, option in self.text.items() if option != NO_OPTION)
        return f"{self.kind} {', '.join(said)}"


YES, NO, NOTHING, MODEL = map(Move, ("yes", "no", "nothing", "model"))


@dataclass(frozen=True)
class Made:
    """A move, and the date on which it was made."""

    date: dt.date
    move: Move

    def __str__(self) -> str:
        return f"{self.date.isoformat()} {self.move}"


def dated(line: str) -> tuple[dt.date | None, str]:
    """A line's date, if it has one, and the rest of it."""
    found = _DATED.fullmatch(line.strip())
    if found is None:
        return None, line.strip()
    try:
        return dt.date.fromisoformat(found[1]), found[2].strip()
    except ValueError:
        raise Usage(f"{found[1]!r} is no date: a move's date is like 2026-02-17") from None


def chosen(said: str) -> dict[str, str]:
    """Issue -> option, from ``territory=freeze, security=0.5``.

    Raises
    ------
    Usage
        If it is not of that form.
    """
    choice = {}
    for part in filter(None, (each.strip() for each in said.split(","))):
        issue, sign, option = part.partition("=")
        if not sign or not option.strip():
            raise Usage(f"{part!r} names no option: a text is written issue=option, issue=option")
        choice[issue.strip()] = option.strip()
    return choice


def written(made: list[Made], command: str) -> str:
    """The file of some moves; ``command`` plays them again."""
    return "\n".join([f"# played again by: {command}", *map(str, made), ""])
