"""Where values come from: the grammar of `source:`.

``article p3 p10``, ``external 2026-01: KIIS`` and ``assumed: size`` can be joined by semicolons,
and each part may go on in free words: ``article p3; external 2004: Fortna; size assumed``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

LAST_PARAGRAPH = 24  # paragraphs of the report that seeds the baseline (docs/sources.md)
NEUTRAL = "neutral: not used unless a scenario sets it"
_LONGEST = 500  # characters, as of any text
COMMAND_LINE = "assumed: set on the command line"

_ARTICLE = re.compile(r"article((?: p[0-9]{1,4})+)(?:\s*[(,].*)?")
_EXTERNAL = re.compile(r"external ([0-9]{4}(?:-[0-9]{1,2}){0,2}): *\S.*")
_DATED = re.compile(r"\bexternal ([0-9]{4}(?:-[0-9]{1,2}){0,2})\b")
_HOW = "write 'article p10', 'external 2026-01-15: who says so' or 'assumed: why'"


class SourceError(ValueError):
    """A source that does not follow the grammar; says what to write."""


@dataclass(frozen=True)
class Source:
    """A source, taken apart.

    Parameters
    ----------
    kinds : tuple[str, ...]
        Of ``"article"``, ``"external"``, ``"assumed"``, ``"neutral"``, in the order of the text.
    paragraphs : tuple[int, ...]
        Paragraphs of the report, 0 to `LAST_PARAGRAPH`.
    dates : tuple[datetime.date, ...]
        When the external ones appeared; a year or a month counts as its first day.
    """

    kinds: tuple[str, ...]
    paragraphs: tuple[int, ...] = ()
    dates: tuple[dt.date, ...] = ()


def parse(text: object) -> Source:
    """Take a source apart.

    Raises
    ------
    SourceError
        If no part says where the value comes from, or one says so in a wrong way.

    Examples
    --------
    >>> parse("article p3; external 2004: Fortna").paragraphs
    (3,)
    """
    if not isinstance(text, str):
        raise SourceError(f"a source is text, in quotes: {_HOW}")
    if len(text) > _LONGEST:
        raise SourceError(f"too long: a source has at most {_LONGEST} characters")
    kinds: list[str] = []
    paragraphs: list[int] = []
    for part in (piece.strip() for piece in text.split(";")):
        kind = (re.match(r"(article|external|assumed|neutral)\b", part) or [""])[0]
        if kind == "article":
            paragraphs += _paragraphs(part)
        elif kind == "external" and not _EXTERNAL.fullmatch(part):
            raise SourceError(f"unclear source '{part[:60]}': {_HOW}")
        if kind:
            kinds.append(kind)
    if not kinds or text.strip(" :") in {"assumed", "neutral"}:
        raise SourceError(f"unclear source '{text[:60]}': {_HOW}")
    dates = tuple(_first_day(written) for written in _DATED.findall(text))
    return Source(tuple(dict.fromkeys(kinds)), tuple(paragraphs), dates)


def kind(text: str) -> str:
    """The leading kind of a source that was checked: what a figure colours it by."""
    return parse(text).kinds[0]


def _paragraphs(part: str) -> list[int]:
    match = _ARTICLE.fullmatch(part)
    if match is None:
        raise SourceError(
            f"unclear source '{part[:60]}': name paragraphs, such as 'article p3 p10'"
        )
    numbers = [int(word[1:]) for word in match[1].split()]
    if max(numbers) > LAST_PARAGRAPH:
        told = f"no paragraph p{max(numbers)}: the article has p0 to p{LAST_PARAGRAPH}"
        raise SourceError(told)
    return numbers


def _first_day(written: str) -> dt.date:
    numbers = [int(word) for word in written.split("-")]
    year, month, day = [*numbers, 1, 1][:3]
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise SourceError(f"the source's date {written} does not exist") from None
