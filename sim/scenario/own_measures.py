"""Do the measures of a file ask for what the scenario has? Which columns they may speak of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.expression import Expression
from sim.outcome import REASONS, SCOPES
from sim.processes import PROCESSES
from sim.scenario import reserved
from sim.scenario.mistakes import Found, did_you_mean
from sim.scenario.schema import ScenarioFile

Columns = Mapping[str, tuple[str, ...]]
"""Columns of a run by name; a class with its words, anything else with none."""


def mistakes(file: ScenarioFile, parameters: Mapping[str, object]) -> Found:
    """Names that another outcome has, columns and words that there are none of."""
    known = outcomes(file)
    for name, measure in file.measures.items():
        where = f"measures.{name}"
        if name in known or name in reserved.OUTCOMES or name in parameters or name == "world":
            yield where, "has the name of an outcome that every scenario may have: take another"
        else:
            yield from ((f"{where}.of", told) for told in _wrong(measure.of, known, parameters))


def _wrong(text: str, known: Columns, parameters: Mapping[str, object]) -> Iterator[str]:
    expression = Expression(text)
    worded = dict(expression.words)
    for name in expression.names:
        if name not in known and name not in parameters:
            near = [each for each in parameters if each.split(".")[0] == name.split(".")[0]]
            meant = did_you_mean(name, near if "." in name else known)
            yield f"speaks of '{name}', which is no outcome and no parameter here{_hint(meant)}"
        elif known.get(name) and name not in worded:
            yield f"uses '{name}' as a number: compare it to a word, as in {name} == \"...\""
    for name, word in expression.words:
        if name in known and word not in known[name]:
            meant = did_you_mean(word, known[name])
            yield f"compares '{name}' to '{word}', which it never is{_hint(meant)}"


def _hint(meant: str) -> str:
    return f": {meant}" if meant else ""


def outcomes(file: ScenarioFile) -> dict[str, tuple[str, ...]]:
    """All outcomes of a scenario by name, classes with their words."""
    ended = tuple(dict.fromkeys(_classes(file)))
    numbers = [name for name in reserved.CORE if name not in _lacking(file)]
    numbers += [o.name for p in PROCESSES if p.name in file.sections for o in p.outcomes]
    numbers += [f"gain.{party}" for party in file.parties]
    numbers += [f"best_value.{kind}.{party}" for kind in ended for party in file.parties]
    classes = {
        "outcome": (*ended, *reserved.STATUSES),
        "reason": REASONS,
        "red_line": tuple(_red_lines(file)),
        **({"scope": tuple(SCOPES)} if file.accord and file.accord.scopes else {}),
    }
    return {**classes, **dict.fromkeys(numbers, ())}


def _classes(file: ScenarioFile) -> Iterator[str]:
    for issue in file.issues.values():
        yield from (o.outcome for o in (issue.options or {}).values() if o.outcome)


def _red_lines(file: ScenarioFile) -> Iterator[str]:
    for name, party in file.parties.items():
        yield from (f"{name}.{line}" for line in party.red_lines)


def _lacking(file: ScenarioFile) -> set[str]:
    """Outcomes of sections that the file has not."""
    without = set() if file.mediator else {"mediator_left_day"}
    if not (file.accord and file.accord.scopes):
        without |= {"comprehensive"}
    if not (file.accord and file.accord.talks_go_on):
        without |= {"settled_after"}
    return without if file.accord else without | {"durable_peace", "p_hold", "renewed_after"}
