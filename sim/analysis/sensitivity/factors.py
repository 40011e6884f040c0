"""What is drawn in a scenario: its names, words, sources, and how it is put into groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.errors import Usage, not_among
from sim.scenario import Scenario
from sim.scenario.sources import kind, parse

OTHERS = "(all others)"
LUCK = "(luck)"
LUCK_GIVEN_PAST = "(luck, given the past)"
GROUPINGS = ("section", "source")
KINDS = ("article", "external", "assumed", "neutral")


@dataclass(frozen=True)
class Factor:
    """A drawn parameter.

    Attributes
    ----------
    name : str
        Dotted, such as ``parties.ukraine.cost_of_war``.
    words : str
        The same with the words of the scenario: ``Ukraine: cost of war``.
    description, unit, prior : str
        As `sim show` tells them.
    kind : str
        Leading kind of its source.
    size_assumed : bool
        Whether its source says that its size, or part of it, is assumed.
    """

    name: str
    words: str
    description: str
    unit: str
    prior: str
    kind: str
    size_assumed: bool


def factors_of(scenario: Scenario) -> dict[str, Factor]:
    """Everything that is drawn, by name, in the order of the file."""
    called = parties_of(scenario)
    return {name: _factor(scenario, name, called) for name in scenario.coordinates}


def parties_of(scenario: Scenario) -> dict[str, str]:
    """What parties, and others who must agree, are called, by name."""
    file = scenario.file
    others = {name: player.label for name, player in file.vetoes.items()}
    return others | {name: party.label for name, party in file.parties.items()}


def _factor(scenario: Scenario, name: str, called: dict[str, str]) -> Factor:
    q = scenario.quantities[name]
    prior = f"a share of about {q.value:g}" if q.fixed else str(q.prior)
    source = q.source or "assumed: not said"
    assumed = "assumed" in parse(source).kinds or "assumed" in source
    return Factor(
        name, in_words(name, called), q.description, q.unit, prior, kind(source), assumed
    )  # fmt: skip


def in_words(name: str, called: dict[str, str]) -> str:
    """A dotted name as one would say it.

    Parameters
    ----------
    name : str
    called : dict of str to str
        What parties are called, by name.

    >>> in_words("parties.ukraine.red_lines.zone.size", {"ukraine": "Ukraine"})
    'Ukraine: red lines, zone, size'
    """
    first, *rest = name.split(".")
    if first in ("parties", "vetoes") and rest:
        first = called.get(rest[0], rest[0])
        rest = rest[1:]
    said = [part.replace("_", " ") for part in rest if part not in ("shares", "strikes")]
    return f"{first.replace('_', ' ')}: {', '.join(said)}" if said else first


def chosen(scenario: Scenario, wanted: Sequence[str]) -> list[str]:
    """Drawn parameters of these names, or whose names begin so; all if none are named.

    Raises
    ------
    Usage
        If a name means nothing that is drawn; says what was probably meant.
    """
    drawn, found = scenario.coordinates, list[str]()
    for name in wanted:
        some = [each for each in drawn if each == name or each.startswith(f"{name}.")]
        if not some:
            raise Usage(_not_drawn(scenario, name))
        found += some
    return [each for each in drawn if each in found] if wanted else list(drawn)


def _not_drawn(scenario: Scenario, name: str) -> str:
    q = scenario.quantities.get(name)
    if q is None:
        return not_among("drawn parameter", name, scenario.coordinates)
    return (
        f"{name} is not drawn: it is {q.prior} in every world; "
        f"give it a prior, as in -s '{name}={{uniform: [low, high]}}'"
    )


def groups_of(
    scenario: Scenario, by: str = "section", parameters: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Drawn parameters in groups: every one is in exactly one of them.

    Parameters
    ----------
    by : str
        ``section`` of the file (of the parties, each party), or kind of ``source``.
    parameters : sequence of str
        If some are named, each is a group by itself, and all others are one.

    Raises
    ------
    Usage
        If there is no such grouping, or a name means nothing that is drawn.
    """
    if by not in GROUPINGS:
        raise Usage(not_among("grouping", by, GROUPINGS))
    if parameters:
        alone = chosen(scenario, parameters)
        rest = tuple(name for name in scenario.coordinates if name not in alone)
        return {name: (name,) for name in alone} | ({OTHERS: rest} if rest else {})
    factors, groups = factors_of(scenario), dict[str, tuple[str, ...]]()
    for name, factor in factors.items():
        key = factor.kind if by == "source" else _section(name)
        groups[key] = (*groups.get(key, ()), name)
    return groups


def _section(name: str) -> str:
    parts = name.split(".")
    return ".".join(parts[:2]) if parts[0] in ("parties", "vetoes") else parts[0]
