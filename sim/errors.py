"""What the program tells its user when something cannot be: one root, a few branches.

Every error that is meant for a user descends from ``SimError``; anything else that escapes is a
fault of the program. The branches stand in the rooms that raise them and can be imported from
``sim``; docs/python.md lists them.

>>> issubclass(Usage, SimError), issubclass(UnknownColumn, KeyError)
(True, True)
"""

from __future__ import annotations

from collections.abc import Iterable

_MOST_COMPARED, _MOST_SHOWN = 1000, 20


class SimError(Exception):
    """Root of everything that the program tells its user."""


class Usage(SimError, ValueError):
    """What was asked for cannot be."""


class UnknownColumn(SimError, KeyError):
    """No column, outcome or parameter of that name; says which was probably meant."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show its message in quotes


class UnknownFigure(SimError, AttributeError):
    """No figure of that name; says which was probably meant."""


def not_among(what: str, name: object, known: Iterable[str]) -> str:
    """Says that a name is none of those known, and which was probably meant.

    >>> not_among("figure", "front", ["front_fan", "package_mix"])
    "no figure 'front': did you mean 'front_fan'?"
    """
    import difflib

    names = [*known]
    near = difflib.get_close_matches(str(name)[:80], names[:_MOST_COMPARED], n=1)
    if near:
        return f"no {what} {name!r}: did you mean {near[0]!r}?"
    more = ", ..." if len(names) > _MOST_SHOWN else ""
    return f"no {what} {name!r}; there are: {', '.join(names[:_MOST_SHOWN])}{more}"
