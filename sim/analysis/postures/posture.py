"""A posture: what a party does or claims at the table, as settings that anybody could type.

What a party wants is no posture: weights, what fighting costs, what it believes. What it claims
may be set, such as the size of its red lines; its payoff counts the true one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sim.analysis.entries import Entry, read
from sim.scenario import Scenario
from sim.scenario.mistakes import Place, did_you_mean

MEDIATOR = "mediator"
SHIPPED = "shipped"
"""The posture of whoever does what the scenario says."""

CLAIMS = ("value_of_waiting", "firmness", "red_lines.", "fairness", "exclusion")
"""Of a side: what others take for true, and its payoff counts as the scenario has it."""

CONDUCT = ("aspiration", "patience", "opening_concession", "concession_curve", "temperature")
"""Of a side: how it bargains; in no payoff."""

_MEDIATES = (
    "leans_to", "bias", "favours.", "ladder", "refusals_to_open", "on_request.", "walk_away.",
)  # fmt: skip
_DEADLINE = ("credibility", "after_lapse", "binds", "on_lapse", "lingering_pressure", "new.")


@dataclass(frozen=True)
class Posture:
    """What a party does or claims at the table.

    Attributes
    ----------
    name : str
    party : str
        A side's key, or ``mediator``.
    settings : tuple of str
        As ``-s`` takes them.
    words : str
        What it comes to.
    places : tuple of Place
        Where each setting's value stands in a file of postures; none of those built in.
    """

    name: str
    party: str
    settings: tuple[str, ...] = ()
    words: str = ""
    places: tuple[Place, ...] = field(default=(), repr=False, compare=False)


def shipped(party: str) -> Posture:
    """What the scenario says."""
    return Posture(SHIPPED, party, (), "as the scenario has it")


def may_set(scenario: Scenario, party: str, key: str) -> bool:
    """Whether a setting is a party's posture, and not what it wants or what happens to it."""
    return any(
        key == allowed or (allowed.endswith(".") and key.startswith(allowed))
        for allowed in allowed_keys(scenario, party)
    )


def allowed_keys(scenario: Scenario, party: str) -> list[str]:
    """Settings that are a party's posture; those that end in a dot, and all below them."""
    if party != MEDIATOR:
        return [f"parties.{party}.{name}" for name in (*CLAIMS, *CONDUCT)]
    pressures = [f"parties.{side}.pressure" for side in scenario.file.parties]
    mediates = [f"mediator.{name}" for name in _MEDIATES]
    return [*mediates, *(f"deadline.{name}" for name in _DEADLINE), *pressures]


def postures_in(path: str | Path, scenario: Scenario) -> list[Posture]:
    """Postures of a file.

    Raises
    ------
    Usage, ScenarioError, OSError, DamagedResults
        As `sim.analysis.entries.read`.
    """
    return read(path, "postures", partial(_posture, scenario))


def parties_of(scenario: Scenario) -> list[str]:
    """Who can have a posture."""
    return [*scenario.file.parties, *([MEDIATOR] if scenario.file.mediated else [])]


def _posture(scenario: Scenario, entry: Entry) -> Posture:
    entry.only(("of", "set", "words"))
    said, parties = entry.node.mapping, parties_of(scenario)
    party = said["of"].word if "of" in said else ""
    if party not in parties:
        hint = did_you_mean(party, parties)
        told = f"no party '{party}'" if party else "lacks 'of'"
        entry.wrong(f"{told}: one of {', '.join(parties)}", said.get("of", entry.node), hint)
        return Posture(entry.name, parties[0])
    if entry.name == SHIPPED:
        entry.wrong("that name is taken, by what the scenario says", entry.node)
    words = said["words"].word if "words" in said else ""
    settings, places = _settings(scenario, entry, party)
    return Posture(entry.name, party, settings, words, places)


def _settings(
    scenario: Scenario, entry: Entry, party: str
) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """What it sets, and where each value stands."""
    node = entry.node.mapping.get("set")
    if node is None or not node.mapping:
        entry.wrong("lacks 'set': parameters and their values", node or entry.node)
        return (), ()
    for key, value in node.mapping.items():
        if not may_set(scenario, party, key):
            hint = did_you_mean(key, _typed(scenario, party))
            entry.wrong(f"'{key}' is no posture of {party}", value, hint)
    told = tuple(f"{key}={json.dumps(n.plain())}" for key, n in node.mapping.items())
    return told, tuple(value.place for value in node.mapping.values())


def _typed(scenario: Scenario, party: str) -> Sequence[str]:
    """Parameters that may be set, in full."""
    return [key for key in scenario.quantities if may_set(scenario, party, key)]
