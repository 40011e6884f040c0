"""How a world ends, in words: the same answers as its outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.outcomes import declared, outcomes
from sim.outcomes.declared import SCOPES
from sim.report.diary.tally import dates_words
from sim.report.diary.words import Names, counted, listed, on, signed, years
from sim.trajectory import ACCORD, Trajectory


def outcome_facts(trajectory: Trajectory) -> dict[str, Any]:
    """The world's outcomes, classes by name; what does not apply is None."""
    answers = outcomes(trajectory)
    facts: dict[str, Any] = {}
    for outcome in declared(trajectory.scenario):
        value = answers[outcome.name][0]
        if outcome.kind == "class":
            facts[outcome.name] = outcome.categories[value] if value >= 0 else None
        elif outcome.kind == "measure":
            facts[outcome.name] = float(value) if np.isfinite(value) else None
        else:
            facts[outcome.name] = bool(value) if outcome.kind == "flag" else int(value)
    return facts


def ending_words(trajectory: Trajectory, facts: dict[str, Any]) -> list[str]:
    """How it ended, the talks, what an accord is worth and whether it lasts, and the war."""
    lines = [_class(trajectory, facts), _talks(trajectory, facts)]
    if trajectory.daily["phase"][-1, 0] == ACCORD:
        lines += _accord(trajectory, facts)
    return [*lines, _war(trajectory, facts)]


def _class(trajectory: Trajectory, facts: dict[str, Any]) -> str:
    outcome = next(o for o in declared(trajectory.scenario) if o.name == "outcome")
    label = outcome.labels[outcome.categories.index(facts["outcome"])]
    when = on(trajectory.scenario, facts["outcome_day"])
    ended = trajectory.final["ended_on"][0] >= 0
    return f"On {when}: {label}." if ended else f"At the horizon, {when}: {label}."


def _talks(trajectory: Trajectory, facts: dict[str, Any]) -> str:
    freed = facts["prisoners"]
    return (
        f"{dates_words(trajectory, trajectory.days - 1)} "
        f"{counted(freed, 'prisoner') if freed else 'No prisoners'} exchanged."
    )


def _war(trajectory: Trajectory, facts: dict[str, Any]) -> str:
    lost, before = facts["km2_changed"], " before the accord" if facts["package"] >= 0 else ""
    return (
        f"{Names(trajectory.scenario).holder} {'lost' if lost >= 0 else 'regained'} "
        f"{abs(lost):,.0f} km2; {_killed(round(facts['killed']))}; truces "
        f"lasted {counted(round(facts['truce_days']), 'day')} in all{before}."
    )


def _killed(people: int) -> str:
    return "1 person was killed" if people == 1 else f"{people:,} people were killed"


def _accord(trajectory: Trajectory, facts: dict[str, Any]) -> list[str]:
    names, scenario = Names(trajectory.scenario), trajectory.scenario
    durable = years(scenario.file.accord.durable_years.value)
    gains = [f"{signed(facts[f'gain.{key}'])} to {label}" for key, label in names.parties.items()]
    other = "No" if facts["on_frontier"] else "Some other"
    cease = int(np.ceil(facts["ceasefire_day"]))
    return [
        f"Scope: {SCOPES[facts['scope']]}. Worth {listed(gains)} over fighting on. {other} "
        "package would have been better for both.",
        f"The guns fall silent on {on(scenario, cease)}.",
        f"It holds {durable} with probability {facts['p_hold']:.2f}; in this world war "
        f"returns after {facts['renewed_after']:.1f} years.",
    ]
