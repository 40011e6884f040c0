"""Measures that a program asks of every world, beside what files do."""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from tokenize import TokenError
from typing import Any

from numpy.typing import NDArray

from sim.errors import Usage
from sim.outcome import Outcome, Played
from sim.scenario import reserved

Asked = Callable[[Any], NDArray[Any]]
"""What gives (worlds,) of a trajectory: its ``daily`` series, ``final`` state and ``sampled``."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_registered: dict[str, Outcome] = {}


def measure(
    name: str, label: str = "", unit: str = "-", yes_or_no: bool = False
) -> Callable[[Asked], Asked]:
    """Ask a function of every world that is run from now on: it becomes one of the outcomes.

    It stands in tables, comparisons, sweeps and sensitivities like any other, and in no digest.

    >>> @sim.measure("calm", label="days with trust above zero", unit="days")  # doctest: +SKIP
    ... def calm(trajectory):
    ...     return (trajectory.daily["effective_pressure"] < 0.1).sum(axis=0)

    Parameters
    ----------
    name : str
        Small letters, digits and _; asked again, the later function counts.
    label, unit : str
        In words; of a number.
    yes_or_no : bool
        Whether the function says what is so: then it has a share, and else a mean. A number that
        is NaN is no value in that world.

    Raises
    ------
    Usage
        If the name cannot be used.
    """
    if not isinstance(label, str):
        raise Usage("sim.measure is a decorator: sim.measure(name, label=...)(function)")
    if not _NAME.fullmatch(name) or name in reserved.OUTCOMES or name == "world":
        raise Usage(
            f"a measure cannot be called '{name}': a name has small letters, digits and _, "
            "begins with a letter, and is none of an outcome that scenarios have"
        )

    def ask(function: Asked) -> Asked:
        words, answer = label or name.replace("_", " "), _Answer(function)
        asked = Outcome(name, words, unit, "measure", answer=answer, own=True)
        _registered[name] = replace(asked, unit="-", kind="flag") if yes_or_no else asked
        return function

    return ask


def forget(name: str | None = None) -> None:
    """Ask a measure no more; without a name, none of them."""
    for each in [name] if name else list(_registered):
        _registered.pop(each, None)


def registered() -> tuple[Outcome, ...]:
    """What programs ask."""
    return tuple(_registered.values())


def key(measures: Iterable[Outcome]) -> str:
    """What tells measures from others with the same names; empty without any."""
    told = [f"{m.name}:{m.kind}:{m.unit}:{m.label}:{_source(m.answer)}" for m in measures]
    return hashlib.sha256("\n".join(told).encode()).hexdigest() if told else ""


def _source(answer: Callable[[Played], NDArray[Any]] | None) -> str:
    function = getattr(answer, "function", answer)
    try:
        return inspect.getsource(function)  # type: ignore[arg-type]
    except (OSError, TypeError, SyntaxError, TokenError):  # no file, or one changed since
        code = getattr(function, "__code__", None)
        return code.co_code.hex() + repr(code.co_consts) if code else repr(function)


class _Answer:
    """A program's function, which other processes get by its name."""

    def __init__(self, function: Asked) -> None:
        self.function = function

    def __call__(self, trajectory: Played) -> NDArray[Any]:
        return self.function(trajectory)

    def __reduce__(self) -> tuple[type[_Answer], tuple[Asked]]:
        """Refuse to travel where nobody could find the function."""
        name = getattr(self.function, "__qualname__", "<no name>")
        home = getattr(self.function, "__module__", "")
        if "<" in name or home == "__main__":
            raise Usage(
                f"the measure '{name}' lives in this program alone, where other processes cannot "
                "find it: put its function into a module that it imports, or take jobs=1"
            )
        return _Answer, (self.function,)
