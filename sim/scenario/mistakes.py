"""Mistakes in scenario files: where they are, and how they are shown with a caret."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from sim.errors import SimError
from sim.terminal import visible

_MOST_KEPT = 100
_MOST_SHOWN = 50
_MOST_COMPARED = 100
_MOST_CHOICES = 20
_WIDEST = 100  # characters of a line that are shown

Found = Iterator[tuple[str, str]]
"""Dotted names of what is wrong, each with what to do."""


@dataclass(frozen=True)
class Place:
    """A stretch of one line of a file.

    Parameters
    ----------
    file : str
        How the file is called in messages.
    line, column : int
        From 1.
    text : str
        The whole line.
    width : int
        Characters to underline, >= 1.
    """

    file: str
    line: int
    column: int
    text: str
    width: int = 1

    def __str__(self) -> str:
        return self.file if self.file == "--set" else f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Mistake:
    """What is wrong, where, and what may have been meant.

    Parameters
    ----------
    message : str
        In plain words, saying what to do.
    place : Place or None
        None if there is no text to point at (a missing file).
    hint : str
        Stands behind the carets.
    parameter : str
        Dotted name of what the mistake is about, if it has one.
    level : str
        A warning is about what can be used and is surely not meant.
    """

    message: str
    place: Place | None = None
    hint: str = ""
    parameter: str = ""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        # A name with a line end in it must not look like a message of its own.
        head = f"{self.level}: " + visible(self.message).replace("\n", "\\n")
        if self.place is None:
            return head
        return f"{head}\n{_excerpt(self.place, self.hint)}"


class ScenarioError(SimError):
    """A scenario that cannot be used.

    Parameters
    ----------
    mistakes : Iterable[Mistake]
        All that was found; the first are kept, in the order of the files and their lines.
    more : int, optional
        How many there are besides.

    Attributes
    ----------
    mistakes : list[Mistake]
        At most 100.
    more : int
        How many others were found.
    """

    def __init__(self, mistakes: Iterable[Mistake], more: int = 0) -> None:
        every = sorted_mistakes(mistakes)
        self.mistakes = every[:_MOST_KEPT]
        self.more = more + len(every) - len(self.mistakes)
        super().__init__(str(self))

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[list[Mistake], int]]:
        """Workers hand mistakes over whole."""
        return type(self), (self.mistakes, self.more)

    def __str__(self) -> str:
        shown = [str(mistake) for mistake in self.mistakes[:_MOST_SHOWN]]
        left = len(self.mistakes) - len(shown) + self.more
        return "\n\n".join(shown + ([f"... and {left} more mistakes"] if left else []))


class ScenarioNotFoundError(ScenarioError):
    """No file of that name."""


def sorted_mistakes(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Mistakes by file, as first met, then by position; one for each position."""
    every = list(mistakes)
    files = list(dict.fromkeys(m.place.file if m.place else "" for m in every))

    def position(mistake: Mistake) -> tuple[int, int, int]:
        place = mistake.place
        return (files.index(place.file), place.line, place.column) if place else (0, 0, 0)

    return sorted(dict.fromkeys(every), key=position)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question; empty if none is near, or too many are to choose from.

    Comparing is slow: a hostile file must not make it the work of minutes.
    """
    known = list(islice(known, _MOST_COMPARED + 1))
    if len(known) > _MOST_COMPARED:
        return ""
    near = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def choices(known: Iterable[str]) -> str:
    """Known words as a list to choose from."""
    first = list(islice(known, _MOST_CHOICES + 1))
    return ", ".join(first[:_MOST_CHOICES]) + (", ..." if len(first) > _MOST_CHOICES else "")


def _excerpt(place: Place, hint: str) -> str:
    """The line, with a caret under every character that is meant."""
    first = max(0, place.column - 1 - _WIDEST // 2) if len(place.text) > _WIDEST else 0
    shown = place.text[first : first + _WIDEST]
    start = place.column - 1 - first
    width = max(1, min(place.width, len(shown) - start))
    # Every character is shown as one cell, whatever it is, so that the carets stand right.
    line = "".join(c if c.isprintable() else " " if c == "\t" else "?" for c in shown)
    gutter = str(place.line)
    blank = " " * len(gutter)
    carets = " " * start + "^" * width + (f" {visible(hint)}" if hint else "")
    return "\n".join(
        [
            f"{blank}--> {visible(str(place))}",
            f"{blank} |",
            f"{gutter} | {line}".rstrip(),
            f"{blank} | {carets}",
        ]
    )
