"""What a YAML parser complains of, in words that say what to do.

The parser tells what it expected; a person wants to know which line, and what was probably meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

_KEY = re.compile(r"[ ]*[\"']?[\w.]{1,64}[\"']?:(?:[ ]|$)")
_GLUED = re.compile(r"([ ]*[\w.]{1,64}):([^ ].{0,60})$")
_EQUALS = re.compile(r"([ ]*[\w.]{1,64})[ ]*=[ ]*(.{1,60})$")
_CLOSES = {"{": "}", "[": "]"}


class Slip(NamedTuple):
    """What is wrong, where (line and column from 0), and what may have been meant."""

    told: str
    line: int
    column: int
    hint: str = ""


class _Seen(NamedTuple):
    """What the parser saw: where it stopped, and where what it was reading began."""

    lines: list[str]
    problem: str
    line: int
    column: int
    begin: tuple[int, int]

    def text(self, line: int) -> str:
        return self.lines[line] if line < len(self.lines) else ""

    def here(self, told: str, hint: str = "") -> Slip:
        return Slip(told, self.line, self.column, hint)

    def there(self, told: str, hint: str = "") -> Slip:
        return Slip(told, *self.begin, hint)


def slip(error: MarkedYAMLError, lines: list[str]) -> Slip:
    """The slip behind an error of the parser."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    begin = (error.context_mark.line, error.context_mark.column) if error.context_mark else None
    problem = f"{error.context or ''}: {error.problem or ''}"
    seen = _Seen(lines, problem, line, column, begin or (line, column))
    return next(
        (tell(seen) for pattern, tell in _TOLD if re.search(pattern, problem)), seen.here(UNCLEAR)
    )


UNCLEAR = "this cannot be read: look for a missing quote, bracket or colon here or just above"


def meant_as_entry(text: str) -> str:
    """A question about a text that lacks the space after its colon; empty if it does not."""
    glued = _GLUED.match(text)
    return f"did you mean '{glued[1].strip()}: {glued[2]}'?" if glued else ""


def _odd_start(seen: _Seen) -> Slip:
    character = seen.text(seen.line)[seen.column : seen.column + 1]
    share = re.match(r"%[ ]*([0-9.]{1,20})", seen.text(seen.line)[seen.column :])
    hint = f"did you mean '{share[1]} %'?" if share else ""
    return seen.here(f"a value cannot begin with '{character}': put it in quotes", hint)


def _tab(seen: _Seen) -> Slip:
    return seen.here("a tab stands here: indent with spaces")


def _no_colon(seen: _Seen) -> Slip:
    """A line that is no ``key: value``; the parser stops behind it."""
    return _entry(seen.lines, seen.begin[0], seen.begin[1])


def _entry(lines: list[str], line: int, column: int) -> Slip:
    text = lines[line] if line < len(lines) else ""
    if meant := meant_as_entry(text):
        return Slip("a space is missing after the colon", line, column, meant)
    if equals := _EQUALS.match(text):
        meant = f"did you mean '{equals[1].strip()}: {equals[2]}'?"
        return Slip("a key is followed by a colon, not by '='", line, column, meant)
    word = re.match(r"[\w.]{1,64}", text.strip())
    meant = f"did you mean '{word[0]}:'?" if word else ""
    return Slip("expected 'key: value': the colon is missing", line, column, meant)


def _odd_colon(seen: _Seen) -> Slip:
    """A colon where none can be: in a value, under a value, or after a line that lacks its own."""
    text, above = seen.text(seen.line), seen.line - 1
    key = _KEY.match(text)
    if key and key.end() <= seen.column:
        value = text[key.end() :].split(" #")[0].strip()
        meant = value.replace('"', "'")[:80]
        told = "a value that has a colon and a space in it must stand in quotes"
        return Slip(told, seen.line, key.end(), f'write "{meant}"')
    while above > 0 and not seen.text(above).split("#")[0].strip():
        above -= 1
    if above < 0 or seen.column >= len(text) or not key:
        return seen.here("a key is one short name on one line, followed by a colon")
    if _KEY.match(seen.text(above)):
        return Slip(_INDENTED, seen.line, _indent(text), _begins(seen.text(above)))
    return _entry(seen.lines, above, _indent(seen.text(above)))


_INDENTED = "this line is indented more than the one above it, which holds a value already"


def _begins(text: str) -> str:
    return f"the line above begins in column {_indent(text) + 1}"


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _in_brackets(seen: _Seen) -> Slip:
    """Something else than a comma or the end stands within brackets."""
    line, column = seen.begin
    opens = seen.text(line)[column : column + 1] or "{"
    closes = _CLOSES.get(opens, "}")
    if seen.problem.endswith(("'}'", "']'")):
        told = f"this closes no '{opens}': '{opens}' of line {line + 1} is closed by '{closes}'"
        return seen.here(told)
    if seen.line > line or "stream end" in seen.problem:
        return seen.there(f"this '{opens}' is never closed", f"add '{closes}'")
    if seen.problem.endswith("':'"):
        return seen.here("before this colon a comma is missing, or quotes around text with a colon")
    return seen.here("a comma is missing before this")


def _unclosed(seen: _Seen) -> Slip:
    """The file ends where a value is due: the last bracket was left open."""
    last = max(
        range(len(seen.lines)), key=lambda i: i if re.search(r"[\[{]", seen.lines[i]) else -1
    )
    column = max(seen.text(last).rfind(opens) for opens in _CLOSES)
    closes = _CLOSES.get(seen.text(last)[column : column + 1], "}")
    return Slip("this is never closed", last, max(0, column), f"add '{closes}'")


def _ended(seen: _Seen) -> Slip:
    """A mapping or list that ends where nothing can follow."""
    text = seen.text(seen.line)
    if seen.problem.endswith(("'}'", "']'")):
        return seen.here(f"this '{seen.problem[-2]}' closes nothing: remove it")
    if "scalar" in seen.problem and re.search("[\"']", text[: seen.column]):
        told = "text goes on after its closing quote"
        return seen.here(told, "inside '...' an apostrophe is written twice; or use \"...\"")
    if seen.problem.endswith("'-'"):
        return seen.here("an entry of a list (-) stands where a 'key: value' is expected")
    if seen.problem.endswith("'?'"):
        return seen.here("a 'key: value' stands where an entry of a list (-) is expected")
    return Slip(
        "this line is indented like none of those above it: entries that belong together begin in "
        "the same column",
        *(seen.line, _indent(text)),
        f"those of line {seen.begin[0] + 1} begin in column {seen.begin[1] + 1}",
    )


def _outside(seen: _Seen) -> Slip:
    if any(line.startswith("%") for line in seen.lines[: seen.line + 1]):
        at = next(i for i, line in enumerate(seen.lines) if line.startswith("%"))
        return Slip("directives (%) are not allowed: leave the line out", at, 0)
    told = "this line begins further left than the first one: keys at the top begin in one column"
    return seen.here(told, "" if seen.line else "remove the spaces before the first key")


def _says(told: str, hint: str = "", there: bool = False) -> Callable[[_Seen], Slip]:
    return lambda seen: (seen.there if there else seen.here)(told, hint)


_TOLD: list[tuple[str, Callable[[_Seen], Slip]]] = [
    (r"found character '\\t'", _tab),
    ("cannot start any token", _odd_start),
    ("could not find expected ':'", _no_colon),
    ("mapping values are not allowed", _odd_colon),
    ("sequence entries are not allowed", _says("a list on one line is written [a, b]")),
    ("mapping keys are not allowed", _says("a value cannot begin with '? ': put it in quotes")),
    ("expected ',' or", _in_brackets),
    ("expected <block end>", _ended),
    ("expected the node content, but found '<stream end>'", _unclosed),
    ("expected the node content", _says("a value is missing here")),
    ("quoted scalar: found unexpected", _says("this quote is never closed", "", there=True)),
    (
        "escape",
        _says("a backslash in double quotes begins an escape", "use '...', or write it twice"),
    ),
    (
        "block scalar",
        _says("a text that begins with | or > must stand in quotes", "", there=True),
    ),
    (
        "(an|a) (alias|anchor|tag)",
        _says("a value cannot begin with '*', '&' or '!': put it in quotes", "", there=True),
    ),
    ("directive|incompatible YAML|tag handle", _says("directives (%) are not allowed")),
    ("after document end", _says("nothing can follow the end of the document (...)")),
    ("expected '<document start>'", _outside),
]
