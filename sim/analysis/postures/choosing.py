"""Who plays what: postures by name, built in or from a file, checked before anything is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import prod
from pathlib import Path

from sim.analysis.explaining.worlds import Source
from sim.analysis.postures.built_in import built_in, by_default
from sim.analysis.postures.playing import BLOCK, Table
from sim.analysis.postures.posture import SHIPPED, Posture, postures_in
from sim.errors import Usage, not_among
from sim.scenario import Mistake, Scenario, ScenarioError
from sim.scenario.cost import cost

MOST = 256
"""Profiles that are played."""

AIMS = {"accord": "an accord by the deadline", "durable_peace": "an accord that holds"}
"""What the mediator may want."""

BELIEFS = {
    "own": "each side's own reading of events",
    "common": "the mean of the sides' readings of events",
}
"""By what payoffs of sides are counted."""

_SIDES = 2


def table_of(
    source: Source,
    seed: int,
    chosen: Mapping[str, Sequence[str]] | Sequence[str] = (),
    file: str | Path | None = None,
    aim: str = "accord",
    belief: str = "own",
) -> Table:
    """Who could play what: all checked, nothing played."""
    base = source.scenario()
    for what, name, known in (("aim", aim, AIMS), ("belief", belief, BELIEFS)):
        if name not in known:
            raise Usage(not_among(what, name, known))
    if aim == "durable_peace" and base.file.accord is None:
        raise Usage(f"{base.name} does not say what makes an accord hold: it has no durable peace")
    own = () if file is None else postures_in(file, base)
    players = _players(base, _wanted(chosen), own)
    table = Table(source, seed, players, belief == "common", aim)
    for each in (posture for own in players for posture in own):
        _see_that_it_is_valid(source, each)
    return table


def _see_that_it_is_valid(source: Source, posture: Posture) -> None:
    """Read the scenario with a posture; a mistake is told where the posture has it."""
    try:
        source.scenario(*posture.settings)
    except ScenarioError as error:
        before = len(source.changes)
        raise ScenarioError([_of_posture(posture, m, before) for m in error.mistakes]) from None


def _of_posture(posture: Posture, mistake: Mistake, before: int) -> Mistake:
    """Settings are counted from 1, after so many of the command."""
    told = f"postures.{posture.name}: {mistake.message}"
    place, number = mistake.place, 0
    if place is not None and place.file == "--set":
        number = place.line - 1 - before
        place = posture.places[number] if 0 <= number < len(posture.places) else None
    return replace(mistake, message=told, place=place)


def many_of(table: Table, worlds: int) -> int:
    """How many worlds are played in all.

    Raises
    ------
    Usage
        If there are too many profiles: says how long they would take.
    """
    profiles = prod(len(own) for own in table.postures)
    if profiles > MOST:
        counts = " x ".join(str(len(own)) for own in table.postures)
        seconds = profiles * cost(table.source.scenario(), worlds, BLOCK, 1).seconds
        raise Usage(
            f"{counts} postures are {profiles:,} profiles, about {seconds / 60:,.0f} minutes on "
            f"one core: at most {MOST} are played; choose with --posture PARTY=NAME,..."
        )
    return profiles * worlds


def _wanted(chosen: Mapping[str, Sequence[str]] | Sequence[str]) -> dict[str, list[str]]:
    """Names by party."""
    if isinstance(chosen, Mapping):
        return {party: list(names) for party, names in chosen.items()}
    wanted: dict[str, list[str]] = {}
    for text in chosen:
        party, equals, names = text.partition("=")
        if not equals or not names.strip():
            raise Usage(f"--posture {text}: expected PARTY=NAME,NAME, such as russia=bluffs,yields")
        wanted.setdefault(party.strip(), []).extend(n.strip() for n in names.split(","))
    return wanted


def _players(
    base: Scenario, wanted: Mapping[str, list[str]], own: Sequence[Posture]
) -> tuple[tuple[Posture, ...], ...]:
    """Those with postures: both sides, and a mediator that has more than what is shipped."""
    there, default = built_in(base), by_default(base)
    for party in wanted:
        if party not in there:
            raise Usage(not_among("party", party, there))
    players = []
    for party, known in there.items():
        given = [each for each in own if each.party == party]
        by_name = {each.name: each for each in (*known, *given)}
        names = wanted.get(party) or [
            p.name for p in ([known[0], *given] if given else default[party])
        ]
        for name in names:
            if name not in by_name:
                raise Usage(f"{party}: {not_among('posture', name, by_name)}")
        found = dict.fromkeys([SHIPPED, *names])
        players.append(tuple(by_name[name] for name in found))
    return tuple(each for i, each in enumerate(players) if i < _SIDES or len(each) > 1)
