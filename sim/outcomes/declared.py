"""The outcomes a scenario has: their names, what they mean, their units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.expression import Expression
from sim.outcome import SCOPES, Ending, Outcome
from sim.processes import PROCESSES, Process
from sim.words import day_month

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.scenario.schema.agreement import Accord

_KINDS = ("class", "count", "flag", "measure")
_MEDIATOR_LEFT = "the mediator left, without an accord"
_TALKS_GO_ON = "talks still open, without an accord"


def accord_classes(scenario: Scenario) -> dict[str, str]:
    """Classes of accord with their labels, in the file's order."""
    classes: dict[str, str] = {}
    for issue in scenario.file.issues.values():
        for name, option in (issue.options or {}).items():
            if option.outcome:
                classes.setdefault(option.outcome, f"accord: {option.label or name}")
    return classes


def processes_of(scenario: Scenario) -> list[type[Process]]:
    """The processes that the scenario has."""
    return [process for process in PROCESSES if process.name in scenario.file.sections]


def endings(scenario: Scenario) -> list[Ending]:
    """Ways to end without an accord that processes bring."""
    return [ending for process in processes_of(scenario) for ending in process.endings]


def statuses(scenario: Scenario) -> dict[str, str]:
    """What talks without an accord come to, with labels."""
    found = {ending.name: ending.label for ending in endings(scenario)}
    if scenario.file.mediator:
        found["mediator_left"] = _MEDIATOR_LEFT
    return {**found, "talks_go_on": _TALKS_GO_ON}


def going_on(scenario: Scenario) -> str:
    """Going on without an accord, in a word."""
    words = (process.words.instead for process in processes_of(scenario))
    return next((word for word in words if word), "going on")


def reasons(scenario: Scenario) -> dict[str, str]:
    """Reasons against an accord that the scenario can have, with labels."""
    file, instead = scenario.file, going_on(scenario)
    apart = [p.words.disagreement for p in processes_of(scenario) if p.words.disagreement]
    votes = any(party.ratification for party in file.parties.values())
    labels = {
        "empty_range": f"no package was better than {instead} for both",
        "not_deterred": file.accord
        and f"what was better than {instead} for both would not have held",
        "beliefs": apart and apart[0],
        "spoiler": "shocks" in file.sections and "a shock cancelled the best date",
        "no_round": "the best date was not held",
        "not_ratified": votes and "both accepted, a vote at home did not",
        "vetoed": bool(file.vetoes) and "both accepted, somebody else who must agree did not",
        "not_tabled": "a package met both demands and was not tabled",
        "aspiration": "each held out for more than the other would give",
    }
    return {name: label for name, label in labels.items() if label}


def of_processes(scenario: Scenario) -> tuple[Outcome, ...]:
    """Outcomes of the processes that the scenario has."""
    return tuple(outcome for process in processes_of(scenario) for outcome in process.outcomes)


def declared(scenario: Scenario) -> tuple[Outcome, ...]:
    """All outcomes of a scenario, in a fixed order: by kind, then by rank."""
    file = scenario.file
    parties = {name: party.label for name, party in file.parties.items()}
    deadline = f"by {day_month(file.due, year=True)}"
    core = (
        *_classes(scenario),
        *_counts(),
        *_flags(scenario),
        *_measures(scenario),
        *_values(accord_classes(scenario), parties, going_on(scenario)),
    )
    every = sorted((*core, *of_processes(scenario)), key=_place)
    known = [
        replace(outcome, label=f"{outcome.label} {deadline}") if outcome.kind == "flag" else outcome
        for outcome in every
    ]
    flags = {outcome.name for outcome in known if outcome.kind == "flag"}
    return (*known, *_own(scenario, flags))


def _own(scenario: Scenario, flags: set[str]) -> list[Outcome]:
    """What the file asks, and what a program does."""
    asked = []
    for name, measure in scenario.file.measures.items():
        label = measure.label or name.replace("_", " ")
        if measure.of.strip() in flags or Expression(measure.of).yes_or_no:
            asked.append(Outcome(name, label, "-", "flag", own=True))
        else:
            asked.append(Outcome(name, label, measure.unit, "measure", own=True))
    return [*asked, *scenario.measures]


def _place(outcome: Outcome) -> tuple[int, int]:
    return _KINDS.index(outcome.kind), outcome.rank


def _classes(scenario: Scenario) -> list[Outcome]:
    ends = {**accord_classes(scenario), **statuses(scenario)}
    lines = {
        f"{name}.{line}": f"{party.label} on {line.replace('_', ' ')}"
        for name, party in scenario.file.parties.items()
        for line in party.red_lines
    }
    accord = scenario.file.accord
    scopes = [_class("scope", "how much the accord settles", SCOPES)]
    return [
        _class("outcome", "how it ends", ends),
        *(scopes if accord and accord.scopes else []),
        _class("reason", "why there is no accord by the deadline", reasons(scenario)),
        _class("red_line", "red line that keeps the range empty", lines),
    ]


def _class(name: str, label: str, categories: dict[str, str]) -> Outcome:
    return Outcome(name, label, "-", "class", tuple(categories), tuple(categories.values()))


def _counts() -> list[Outcome]:
    return [
        Outcome("outcome_day", "day it ends", "days", "count", rank=10),
        Outcome("package", "package of the accord", "-", "count", rank=20),
        Outcome("dates", "dates scheduled", "dates", "count", rank=30),
        Outcome("rounds", "rounds held", "rounds", "count", rank=40),
    ]


def _flags(scenario: Scenario) -> list[Outcome]:
    accord = scenario.file.accord
    flags = {"accord": ("an accord", 10)}
    if accord and accord.scopes:
        flags["comprehensive"] = "a comprehensive accord", 20
    if accord:
        years = accord.durable_years.value
        flags["durable_peace"] = f"an accord that holds {years:g} years, signed", 30
    flags["range_exists"] = "a bargaining range on some date", 40
    flags["range_exists_first"] = "a bargaining range on the first date", 50
    return [Outcome(k, v, "-", "flag", rank=rank) for k, (v, rank) in flags.items()]


def _measures(scenario: Scenario) -> list[Outcome]:
    accord, deadline = scenario.file.accord, f"by {day_month(scenario.file.due, year=True)}"
    points = {
        "nash": "Nash",
        "kalai_smorodinsky": "Kalai-Smorodinsky",
        "egalitarian": "egalitarian",
    }
    left = [_measure("mediator_left_day", "day the mediator left", "days", 33)]
    lasting = _lasting(accord) if accord else []
    return [
        *lasting,
        *(left if scenario.file.mediator else []),
        _measure("best_margin", f"largest margin of any date {deadline}", "utility", 80),
        _measure("on_frontier", "accords no package was better than for both", "share", 90),
        *(
            _measure(
                f"from_{key}", f"distance of the accord from the {name} point", "utility", rank
            )
            for rank, (key, name) in enumerate(points.items(), start=100)
        ),
    ]


def _lasting(accord: Accord) -> list[Outcome]:
    years = accord.durable_years.value
    settled = _measure("settled_after", "years until talks under it settle the rest", "years", 21)
    return [
        _measure("p_hold", f"probability that the accord holds {years:g} years", "-", 10),
        _measure("renewed_after", "years until war returns", "years", 20),
        *([settled] if accord.talks_go_on else []),
    ]


def _measure(name: str, label: str, unit: str, rank: int) -> Outcome:
    return Outcome(name, label, unit, "measure", rank=rank)


def _values(classes: dict[str, str], parties: dict[str, str], instead: str) -> list[Outcome]:
    gains = [
        Outcome(
            f"gain.{name}",
            f"{label}: gain of the accord over {instead}",
            "utility",
            "measure",
            rank=200,
        )
        for name, label in parties.items()
    ]
    best = [
        Outcome(
            f"best_value.{kind}.{name}",
            f"{label}: value, at the start, of the best package ({kind})",
            "utility",
            "measure",
            rank=300,
        )
        for kind in classes
        for name, label in parties.items()
    ]
    return [*gains, *best]
