"""The outcomes a scenario has: their names, what they mean, their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.words import day_month

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


@dataclass(frozen=True)
class Outcome:
    """What is asked of every world.

    ``kind`` is class (a code into ``categories``; -1: does not apply), flag (yes or no), count (a
    whole number; -1: does not apply) or measure (a number; NaN: does not apply).

    ``hashed_as`` is the name under which its values enter the digests, if it is another: an
    outcome can be renamed and the digests of all runs stay what they were.
    """

    name: str
    label: str
    unit: str
    kind: Literal["class", "flag", "count", "measure"]
    categories: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    hashed_as: str = ""


_HASHED_AS = {"taken_by_force": "force_by_deadline"}


def accord_classes(scenario: Scenario) -> dict[str, str]:
    """Classes of accord with their labels, in the file's order."""
    classes: dict[str, str] = {}
    for issue in scenario.file.issues.values():
        for name, option in (issue.options or {}).items():
            if option.outcome:
                classes.setdefault(option.outcome, f"accord: {option.label or name}")
    return classes


def declared(scenario: Scenario) -> tuple[Outcome, ...]:
    """All outcomes of a scenario, in a fixed order."""
    years = scenario.file.accord.durable_years.value
    parties = {name: party.label for name, party in scenario.file.parties.items()}
    deadline = f"by {day_month(scenario.file.deadline.date, year=True)}"
    return (
        *_classes(scenario),
        *_counts(),
        *_flags(years, deadline),
        *_measures(years, deadline),
        *_values(accord_classes(scenario), parties),
    )


def _classes(scenario: Scenario) -> list[Outcome]:
    endings = {**accord_classes(scenario), **STATUSES}
    lines = {
        f"{name}.{line}": f"{party.label} on {line.replace('_', ' ')}"
        for name, party in scenario.file.parties.items()
        for line in party.red_lines
    }
    return [
        _class("outcome", "how it ends", endings),
        _class("scope", "how much the accord settles", SCOPES),
        _class("reason", "why there is no accord by the deadline", REASONS),
        _class("red_line", "red line that keeps the range empty", lines),
    ]


def _class(name: str, label: str, categories: dict[str, str]) -> Outcome:
    return Outcome(name, label, "-", "class", tuple(categories), tuple(categories.values()))


def _counts() -> list[Outcome]:
    return [
        Outcome("outcome_day", "day it ends", "days", "count"),
        Outcome("package", "package of the accord", "-", "count"),
        Outcome("dates", "dates scheduled", "dates", "count"),
        Outcome("rounds", "rounds held", "rounds", "count"),
        Outcome("prisoners", "prisoners exchanged, both sides together", "persons", "count"),
    ]


def _flags(years: float, deadline: str) -> list[Outcome]:
    flags = {
        "accord": "an accord",
        "comprehensive": "a comprehensive accord",
        "durable_peace": f"an accord that holds {years:g} years, signed",
        "range_exists": "a bargaining range on some date",
        "range_exists_first": "a bargaining range on the first date",
        "prisoner_exchange": "an exchange of prisoners",
        "truce": "a truce, of strikes or of all fighting",
        "taken_by_force": "the land at stake taken by force",
    }
    return [
        Outcome(k, f"{v} {deadline}", "-", "flag", hashed_as=_HASHED_AS.get(k, ""))
        for k, v in flags.items()
    ]


def _measures(years: float, deadline: str) -> list[Outcome]:
    return [
        Outcome("p_hold", f"probability that the accord holds {years:g} years", "-", "measure"),
        Outcome("renewed_after", "years until war returns", "years", "measure"),
        Outcome("ceasefire_day", "days from the start to the ceasefire", "days", "measure"),
        Outcome("truce_days", "days of truce before an accord", "days", "measure"),
        Outcome("km2_changed", "land lost by its holder (below zero: regained)", "km2", "measure"),
        Outcome("killed", "people killed on both sides", "persons", "measure"),
        Outcome(
            "blackout_hours", "hours without power, over all people", "person-hours", "measure"
        ),
        Outcome("best_margin", f"largest margin of any date {deadline}", "utility", "measure"),
        Outcome("on_frontier", "accords no package was better than for both", "share", "measure"),
        Outcome("from_nash", "distance of the accord from the Nash point", "utility", "measure"),
        Outcome(
            "from_kalai_smorodinsky",
            "distance of the accord from the Kalai-Smorodinsky point",
            "utility",
            "measure",
        ),
        Outcome(
            "from_egalitarian",
            "distance of the accord from the egalitarian point",
            "utility",
            "measure",
        ),
    ]


def _values(classes: dict[str, str], parties: dict[str, str]) -> list[Outcome]:
    gains = [
        Outcome(f"gain.{name}", f"{label}: gain of the accord over war", "utility", "measure")
        for name, label in parties.items()
    ]
    best = [
        Outcome(
            f"best_value.{kind}.{name}",
            f"{label}: value, at the start, of the best package ({kind})",
            "utility",
            "measure",
        )
        for kind in classes
        for name, label in parties.items()
    ]
    return [*gains, *best]
