"""The outcomes a scenario has: their names, what they mean, their units."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sim.outcome import Outcome
from sim.processes import PROCESSES

_KINDS = ("class", "count", "flag", "measure")

if TYPE_CHECKING:
    from sim.scenario import Scenario

STATUSES = {
    "taken_by_force": "the land at stake is taken by force",
    "collapsed": "talks are broken off",
    "mediator_left": "the mediator left, without an accord",
    "talks_go_on": "talks still open, without an accord",
}
SCOPES = {
    "ceasefire_only": "a bare ceasefire",
    "partial": "some issues settled",
    "comprehensive": "a comprehensive accord",
}
REASONS = {
    "empty_range": "no package was better than war for both",
    "not_deterred": "what was better than war for both would not have held",
    "beliefs": "the sides read the front too differently",
    "spoiler": "a shock cancelled the best date",
    "no_round": "the best date was not held",
    "not_ratified": "both accepted, a vote at home did not",
    "not_tabled": "a package met both demands and was not tabled",
    "aspiration": "each held out for more than the other would give",
}


def accord_classes(scenario: Scenario) -> dict[str, str]:
    """Classes of accord with their labels, in the file's order."""
    classes: dict[str, str] = {}
    for issue in scenario.file.issues.values():
        for name, option in (issue.options or {}).items():
            if option.outcome:
                classes.setdefault(option.outcome, f"accord: {option.label or name}")
    return classes


def of_processes(scenario: Scenario) -> tuple[Outcome, ...]:
    """Outcomes of the processes that the scenario has."""
    present = (process for process in PROCESSES if process.name in scenario.file.sections)
    return tuple(outcome for process in present for outcome in process.outcomes)


def declared(scenario: Scenario) -> tuple[Outcome, ...]:
    """All outcomes of a scenario, in a fixed order: by kind, then by rank."""
    file = scenario.file
    parties = {name: party.label for name, party in file.parties.items()}
    deadline = f"by {file.due:%-d %B %Y}"
    core = (
        *_classes(scenario),
        *_counts(),
        *_flags(scenario),
        *_measures(scenario),
        *_values(accord_classes(scenario), parties),
    )
    every = sorted((*core, *of_processes(scenario)), key=_place)
    return tuple(
        replace(outcome, label=f"{outcome.label} {deadline}") if outcome.kind == "flag" else outcome
        for outcome in every
    )


def _place(outcome: Outcome) -> tuple[int, int]:
    return _KINDS.index(outcome.kind), outcome.rank


def _classes(scenario: Scenario) -> list[Outcome]:
    endings = {**accord_classes(scenario), **STATUSES}
    lines = {
        f"{name}.{line}": f"{party.label} on {line.replace('_', ' ')}"
        for name, party in scenario.file.parties.items()
        for line in party.red_lines
    }
    accord = scenario.file.accord
    scopes = [_class("scope", "how much the accord settles", SCOPES)]
    return [
        _class("outcome", "how it ends", endings),
        *(scopes if accord and accord.scopes else []),
        _class("reason", "why there is no accord by the deadline", REASONS),
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
    accord, deadline = scenario.file.accord, f"by {scenario.file.due:%-d %B %Y}"
    points = {"nash": "Nash", "kalai_smorodinsky": "Kalai-Smorodinsky", "egalitarian": "egalitarian"}
    lasting = _lasting(accord.durable_years.value) if accord else []
    return [
        *lasting,
        _measure("ceasefire_day", "days from the start to the ceasefire", "days", 30),
        _measure("best_margin", f"largest margin of any date {deadline}", "utility", 80),
        _measure("on_frontier", "accords no package was better than for both", "share", 90),
        *(
            _measure(f"from_{key}", f"distance of the accord from the {name} point", "utility", rank)
            for rank, (key, name) in enumerate(points.items(), start=100)
        ),
    ]


def _lasting(years: float) -> list[Outcome]:
    return [
        _measure("p_hold", f"probability that the accord holds {years:g} years", "-", 10),
        _measure("renewed_after", "years until war returns", "years", 20),
    ]


def _measure(name: str, label: str, unit: str, rank: int) -> Outcome:
    return Outcome(name, label, unit, "measure", rank=rank)


def _values(classes: dict[str, str], parties: dict[str, str]) -> list[Outcome]:
    gains = [
        Outcome(f"gain.{name}", f"{label}: gain of the accord over war", "utility", "measure", rank=200)
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
