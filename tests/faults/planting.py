"""What a planted fault is, and ways to plant one in a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import FunctionType
from typing import Any, NamedTuple

Patch = tuple[object, str, object]
"""Whose attribute, its name, and what stands in its place."""


class Fault(NamedTuple):
    """One thing wrong with the model, and the check of the row ``row`` that must notice."""

    row: str
    what: str
    check: Callable[[], object]
    plant: Patch


def checks(check: Callable[..., object]) -> Callable[[Any], Any]:
    """Say which check a function runs, where it must prepare what fixtures give."""

    def named(run: Any) -> Any:
        run.check = check
        return run

    return named


def checked(fault: Fault) -> str:
    """Module and name of the check that must notice a fault."""
    run: Any = fault.check
    while not isinstance(run, FunctionType) or hasattr(run, "check"):
        run = run.func if isinstance(run, partial) else run.check
    return f"{run.__module__}.{run.__name__}"


def returns(where: object, name: str, change: Callable[[Any], Any]) -> Patch:
    """What the function returns is changed."""
    kept = getattr(where, name)
    return where, name, lambda *args, **named: change(kept(*args, **named))


def gets(where: object, name: str, change: Callable[..., tuple[Any, ...]]) -> Patch:
    """The function gets other arguments than it was given."""
    kept = getattr(where, name)
    return where, name, lambda *args: kept(*change(*args))


def then(where: type, name: str, deed: Callable[[Any], None]) -> Patch:
    """The method does something more to its object."""
    kept = getattr(where, name)

    def does(self: Any, *args: Any, **named: Any) -> Any:
        answer = kept(self, *args, **named)
        deed(self)
        return answer

    return where, name, does


def multiplies(attribute: str, factor: float) -> Callable[[Any], None]:
    """A deed for ``then``: an attribute of the object is multiplied."""

    def deed(self: Any) -> None:
        setattr(self, attribute, factor * getattr(self, attribute))

    return deed
