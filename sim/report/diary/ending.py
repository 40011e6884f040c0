"""How a world ends, in words: the same answers as its outcomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.outcome import SCOPES
from sim.outcomes import declared, outcomes
from sim.outcomes.declared import processes_of
from sim.processes.words import Told
from sim.report.diary.tally import dates_words, silent_from
from sim.report.diary.words import Names, counted, listed, on, sentence, signed, years
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


def ending_words(trajectory: Trajectory, facts: dict[str, Any], told: Told) -> list[str]:
    """How it ended, the talks, what an accord is worth and whether it lasts, and what was."""
    lines = [_class(trajectory, facts), _talks(trajectory, facts)]
    if trajectory.daily["phase"][-1, 0] == ACCORD:
        lines += _accord(trajectory, facts)
    return [*lines, *_processes(trajectory, facts, told)]


def _class(trajectory: Trajectory, facts: dict[str, Any]) -> str:
    outcome = next(o for o in declared(trajectory.scenario) if o.name == "outcome")
    label = outcome.labels[outcome.categories.index(facts["outcome"])]
    when = on(trajectory.scenario, facts["outcome_day"])
    ended = trajectory.final["ended_on"][0] >= 0
    return f"On {when}: {label}." if ended else f"At the horizon, {when}: {label}."


def _talks(trajectory: Trajectory, facts: dict[str, Any]) -> str:
    dates = dates_words(trajectory, trajectory.days - 1)
    if "prisoners" not in facts:
        return dates
    freed = facts["prisoners"]
    return f"{dates} {counted(freed, 'prisoner') if freed else 'No prisoners'} exchanged."


def _processes(trajectory: Trajectory, facts: dict[str, Any], told: Told) -> list[str]:
    """What processes had brought, in a sentence."""
    words = [process.words for process in processes_of(trajectory.scenario)]
    said = sorted(line for each in words for line in each.ends(told, facts))
    before = " before the accord" if facts["package"] >= 0 else ""
    text = "; ".join(line.text for line in said)
    return [sentence(f"{text}{before}.")] if said else []


def _accord(trajectory: Trajectory, facts: dict[str, Any]) -> list[str]:
    names, scenario = Names(trajectory.scenario), trajectory.scenario
    gains = [f"{signed(facts[f'gain.{key}'])} to {label}" for key, label in names.parties.items()]
    other = "No" if facts["on_frontier"] else "Some other"
    scope = f"Scope: {SCOPES[facts['scope']]}. " if "scope" in facts else ""
    lines = [
        f"{scope}Worth {listed(gains)} over {names.doing}. {other} package would have been better "
        "for both."
    ]
    if facts.get("ceasefire_day") is not None:
        silent = silent_from(facts["ceasefire_day"])
        lines.append(f"The guns fall silent on {on(scenario, silent)}.")
    if scenario.file.accord is not None:
        durable = years(scenario.file.accord.durable_years.value)
        lines.append(
            f"It holds {durable} with probability {facts['p_hold']:.2f}; in this world "
            f"{_what_ends_it(facts)}."
        )
    return lines


def _what_ends_it(facts: dict[str, Any]) -> str:
    """War that returns, or a settlement, whichever comes first."""
    if facts.get("settled_after") is not None:
        return f"talks under it settle the rest after {facts['settled_after']:.1f} years"
    return f"war returns after {facts['renewed_after']:.1f} years"
