"""Lines that somebody types, or that a file or a pipe holds: one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sim.cli.errors import Usage
from sim.cli.spoken_moves import looks_like_a_move

_MOST_LINES = 100_000


class Left(Exception):
    """Whoever played has left, or there is no more input."""


@dataclass(frozen=True)
class Line:
    """A line, where it stands, and whether somebody typed it and can try again."""

    text: str
    where: str
    typed: bool


class Lines:
    """First those of a file of moves, then those of the standard input.

    Parameters
    ----------
    path : Path or None
        The file; its empty lines and comments are passed over, as those of a pipe are.
    tell : Callable, optional
        Says a prompt with what a script said; by default nothing is said.
    prompt_apart : bool
        Whether the standard output is for something else, and prompts go elsewhere.

    Attributes
    ----------
    beyond : bool
        Whether a line has come from the standard input.
    """

    def __init__(
        self, path: Path | None, tell: Callable[[str], None] | None, prompt_apart: bool = False
    ) -> None:
        self._file, self._tell, self._apart = _lines_of(path), tell, prompt_apart
        self._number, self.beyond = 0, False

    def next(self, prompt: str) -> Line:
        """The next line.

        Raises
        ------
        Left
            At the end of the input.
        """
        line = next(self._file, None)
        if line is None:
            line = self._typed(prompt) if is_typing() else self._piped()
            self.beyond = True
        if self._tell is not None and not line.typed:
            self._tell(f"{prompt}{line.text}")
        return line

    def _typed(self, prompt: str) -> Line:
        try:
            if self._apart:
                sys.stderr.write(prompt)
                sys.stderr.flush()
            return Line(input("" if self._apart else prompt).strip(), "", typed=True)
        except EOFError:
            raise Left from None

    def _piped(self) -> Line:
        for text in sys.stdin or ():
            self._number += 1
            if _says(text):
                return Line(text.strip(), f"line {self._number} of the input", typed=False)
        raise Left


def is_typing() -> bool:
    """Is there somebody at a terminal?"""
    return sys.stdin is not None and sys.stdin.isatty()


def _lines_of(path: Path | None) -> Iterator[Line]:
    """Those of a file; read before anything is played.

    Raises
    ------
    Usage
        If there is no such file, it is not text, or few of its lines could be moves.
    """
    if path is None:
        return iter(())
    try:
        with path.open(encoding="utf-8-sig") as file:
            read = [text for _, text in zip(range(_MOST_LINES), file, strict=False)]
    except FileNotFoundError:
        raise Usage(f"there is no file of moves {path}") from None
    except IsADirectoryError:
        raise Usage(f"{path} is a folder: --moves takes a file of moves") from None
    except UnicodeDecodeError:
        raise Usage(f"{path} is no text: --moves takes a file of moves, a move a line") from None
    lines = [
        Line(text.strip(), f"line {number} of {path.name}", typed=False)
        for number, text in enumerate(read, start=1)
        if _says(text)
    ]
    if 2 * sum(looks_like_a_move(line.text) for line in lines) < len(lines):
        raise Usage(
            f"{path} is no file of moves: it holds a move a line, such as '2026-02-17 no' or "
            "'2026-02-25 table plant=joint, nato=barred' (sim play writes one)"
        )
    return iter(lines)


def _says(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith("#")
