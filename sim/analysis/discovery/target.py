"""What is sought: the worlds with an outcome, or those without."""

from __future__ import annotations

from collections.abc import Sequence

from sim.errors import Usage, not_among
from sim.outcomes import Outcome
from sim.results import Run
from sim.worlds import Bools

_NOT = ("no_", "not_")
_CLASSES = ("outcome", "reason", "scope")


def targets(declared: Sequence[Outcome]) -> dict[str, str]:
    """By name in words, all that can be sought: flags, ways to end, reasons, scopes."""
    found = {each.name: each.label for each in declared if each.kind == "flag"}
    for each in declared:
        if each.name in _CLASSES:
            for name, label in zip(each.categories, each.labels, strict=True):
                found.setdefault(name, label)
    return found


def check_sought(declared: Sequence[Outcome], outcome: str) -> tuple[str, bool]:
    """The name that is sought, and whether the worlds without it are meant.

    Raises
    ------
    Usage
        If nothing of that name is declared.
    """
    known = targets(declared)
    plain = next((outcome.removeprefix(n) for n in _NOT if outcome.startswith(n)), outcome)
    if outcome not in known and plain not in known:
        raise Usage(not_among("outcome", outcome, known))
    return (outcome, False) if outcome in known else (plain, True)


def sought(run: Run, outcome: str) -> tuple[Bools, str]:
    """(worlds,): which worlds have the outcome, and the outcome in words.

    ``no_NAME`` or ``not_NAME`` are the worlds without NAME, unless that itself is the name of one.

    Raises
    ------
    Usage
        If nothing of that name is declared, or all worlds have it, or none.
    """
    name, without = check_sought(run.declared, outcome)
    flags, words = _flags(run, name), targets(run.declared)[name]
    label, flags = (f"not: {words}", ~flags) if without else (words, flags)
    if flags.all() or not flags.any():
        how = "every world has" if flags.all() else "no world has"
        raise Usage(f"{how} '{outcome}' of {flags.size:,}: there is nothing to tell apart")
    return flags, label


def _flags(run: Run, name: str) -> Bools:
    for each in run.declared:
        if each.kind == "flag" and each.name == name:
            flags: Bools = run.column(name) == 1
            return flags
    declared = next(
        each for each in run.declared if each.name in _CLASSES and name in each.categories
    )
    codes: Bools = run.column(declared.name) == declared.categories.index(name)
    return codes
