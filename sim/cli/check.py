"""`sim check`: is a scenario valid, and if not, where and why?"""

from __future__ import annotations

from typing import Any

from sim.cli.errors import INVALID, note
from sim.cli.forewarn import forewarn
from sim.cli.output import notes, say, say_json
from sim.scenario import Mistake, Scenario, ScenarioError, load
from sim.scenario.coverage import coverage


def check_command(scenarios: list[str], set_: list[str], json_: bool, quiet: bool) -> int:
    """Read scenarios and tell every mistake, and what is valid and surely not meant.

    Parameters
    ----------
    scenarios : list[str]
        Paths or names.
    set_ : list[str]
        Changes, ``KEY=VALUE``.
    json_, quiet : bool
        Print JSON; print mistakes only.

    Returns
    -------
    int
        0 if all are valid, else 3.
    """
    answers = [(name, _read(name, set_)) for name in scenarios]
    if json_:
        say_json(scenarios=[_as_json(name, found) for name, found in answers])
    for name, found in answers:
        if isinstance(found, Scenario):
            if not json_ and not quiet:
                say(f"{name}: valid, {coverage(found)}")
            forewarn(found, quiet or json_)
        elif not json_:
            note(str(found))
    wrong = [name for name, found in answers if isinstance(found, ScenarioError)]
    if wrong:
        count = sum(len(found.mistakes) for _, found in answers if isinstance(found, ScenarioError))
        notes(f"\n{count} to correct in {', '.join(wrong)}", quiet=quiet or json_)
    return INVALID if wrong else 0


def _read(name: str, set_: list[str]) -> Scenario | ScenarioError:
    try:
        return load(name, set_)
    except ScenarioError as error:
        return error


def _as_json(name: str, found: Scenario | ScenarioError) -> dict[str, Any]:
    valid = isinstance(found, Scenario)
    mistakes = [] if isinstance(found, Scenario) else found.mistakes
    warnings = found.warnings if isinstance(found, Scenario) else ()
    return {
        "scenario": name,
        "valid": valid,
        "mistakes": [_mistake(m) for m in mistakes],
        "warnings": [_mistake(m) for m in warnings],
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    place = mistake.place
    return {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "parameter": mistake.parameter or None,
        "message": mistake.message,
        "hint": mistake.hint or None,
    }
