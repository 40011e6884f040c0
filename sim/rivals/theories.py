"""The rival theories: what each changes in a scenario, where it is from, and what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sim.rivals.contest import costs_of
from sim.scenario import Scenario

Changes = Callable[[Scenario], tuple[str, ...]]
Objection = Callable[[Scenario], str]


def _fits(scenario: Scenario) -> str:
    """No objection."""
    return ""


@dataclass(frozen=True)
class Theory:
    """A theory of how talks end.

    Attributes
    ----------
    name, label, source : str
        Its key; in words; the work it is from.
    differs : str
        What it leaves out of the full model, or adds, in a phrase.
    changes : callable or None
        The settings that make a scenario its own, such as ``rules.reservation=fearon``; None if it
        is no scenario, and answers by itself.
    objection : callable
        Why it has nothing to say of a scenario, as a sentence; empty if it has.
    """

    name: str
    label: str
    source: str
    differs: str
    changes: Changes | None = None
    objection: Objection = _fits


def _has(scenario: Scenario, section: str) -> bool:
    return section in scenario.file.sections


def _each(scenario: Scenario, key: str, value: object) -> tuple[str, ...]:
    """A setting of both sides."""
    return tuple(f"parties.{side}.{key}={value}" for side in scenario.file.parties)


def _shifts_power(scenario: Scenario) -> bool:
    return scenario.file.accord is not None and scenario.file.accord.renewal is not None


def _kept_promises(scenario: Scenario) -> tuple[str, ...]:
    """No commitment problem: nobody reckons with a renewed war, nor asks how likely it is."""
    renewal = ("accord.renewal=null",) if _shifts_power(scenario) else ()
    asked = _each(scenario, "must_hold.probability", 0) if _has(scenario, "accord") else ()
    return renewal + asked


def _complete_information(scenario: Scenario) -> tuple[str, ...]:
    """Nobody misreads anybody, and what is expected of the war is expected by both."""
    known = _each(scenario, "misjudges", 0)
    known += ("mediator.misjudges=0",) if _has(scenario, "mediator") else ()
    if not _has(scenario, "war"):
        return known
    return (*known, *_each(scenario, "optimism", 0), *_agreed_turns(scenario))


def _agreed_turns(scenario: Scenario) -> Iterable[str]:
    """One chance that a side gives way, whoever reckons with it: half way between both means."""
    first, second = scenario.file.parties
    for side, other in ((first, second), (second, first)):
        names = f"parties.{side}.turn_for", f"parties.{other}.turn_against"
        means = [scenario.quantities[each].mean for each in names if each in scenario.quantities]
        if means:
            yield from (f"{each}={sum(means) / len(names):.6g}" for each in names)


def _fearon(scenario: Scenario) -> tuple[str, ...]:
    return "rules.reservation=fearon", *_kept_promises(scenario)


def _powell(scenario: Scenario) -> tuple[str, ...]:
    return "rules.reservation=fearon", *_complete_information(scenario)


def _slantchev(scenario: Scenario) -> tuple[str, ...]:
    rules = "rules.reservation=stopping", "rules.learning=bounds", "rules.acceptance=threshold"
    return *rules, *_kept_promises(scenario)


def _faratin(scenario: Scenario) -> tuple[str, ...]:
    rules = {
        "reservation": "faratin",
        "acceptance": "logit",
        "learning": "probit",
        "proposal": "nash",
        "offer": "trade_off",
    }
    return tuple(f"rules.{role}={rule}" for role, rule in rules.items())


def _without_shift(scenario: Scenario) -> str:
    if _shifts_power(scenario):
        return ""
    return "it speaks of power that an accord shifts, and the scenario has no accord.renewal"


def _without_war(scenario: Scenario) -> str:
    return "" if _has(scenario, "war") else "it speaks of a war, and the scenario has none"


def _without_costs(scenario: Scenario) -> str:
    if all(costs_of(scenario, side) for side in scenario.file.parties):
        return ""
    return (
        "it weighs what each side can cost the other, and the scenario has neither a war nor a "
        "strike that costs both"
    )


FULL = Theory("full", "full model", "docs/odd.md", "the scenario as it stands", lambda scenario: ())
BASE_RATE = Theory(
    "base_rate", "base rate", "Sarkees and Wayman 2010; CSIS 2024",
    "only how often wars of this age end under a ceasefire: no actors", None, _without_war,
)  # fmt: skip
EXPECTED_UTILITY = Theory(
    "expected_utility", "expected utility", "Bueno de Mesquita 1994",
    "one issue, no dates, no refusal: where it ends, not when or whether", None, _without_costs,
)  # fmt: skip
THEORIES: tuple[Theory, ...] = (
    FULL,
    Theory("rationalist", "rationalist", "Fearon 1995",
           "private information alone: promises are kept, nobody holds out", _fearon),
    Theory("commitment", "commitment", "Powell 2006",
           "shifting power alone: all is known, nobody holds out", _powell, _without_shift),
    Theory("convergence", "convergence", "Slantchev 2003b",
           "beliefs that fighting and answers correct: promises are kept", _slantchev,
           _without_war),
    Theory("concession", "concession", "Faratin et al. 1998",
           "time alone brings concessions: noisy answers, no foresight", _faratin),
    Theory("readiness", "readiness", "after Pruitt 2007",
           "signs once motivated and optimistic enough: nobody holds out",
           lambda scenario: ("rules.reservation=readiness",)),
    BASE_RATE,
    EXPECTED_UTILITY,
)  # fmt: skip
"""Every theory, in the order in which it is told; the first is what others are compared with."""
