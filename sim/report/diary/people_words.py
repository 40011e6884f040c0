"""The parties of one world as tables, sentences and numbers for scripts."""

from __future__ import annotations

from typing import Any

from sim.report.diary.people import Profile, Trait
from sim.report.diary.words import name, whole
from sim.scenario import Scenario
from sim.words import half_up

_FAR = 0.4  # of ranks, from the middle: one world in five is as far off


def number(trait: Trait) -> str:
    """A trait's value with its rank: ``0.31 [62]``."""
    size = abs(trait.value)
    value = whole(trait.value) if size >= 100 else f"{trait.value:.1f}" if size >= 10 else None
    shown = value or f"{trait.value + 0.0:.2f}"
    return shown if trait.rank is None else f"{shown} [{half_up(trait.rank, 0, power=2)}]"


def rows(who: Profile, labels: dict[str, str]) -> list[list[str]]:
    """Both sides beside each other: name, meaning, unit; then a column a side; zeros left out."""
    traits = {t.key: t for side in who.parties.values() for t in reversed(side)}
    order = {t.key: None for side in who.parties.values() for t in side}
    table = []
    for key in order:
        cells = [_cell(side, key) for side in who.parties.values()]
        if any(cell not in ("", "0.00") for cell in cells):
            table.append([_with_unit(traits[key]), *cells])
    return [["", *labels.values()], *table]


def world_rows(who: Profile) -> list[list[str]]:
    """What is drawn for everybody: name, meaning and unit, then the number."""
    return [[_with_unit(trait), number(trait)] for trait in who.world]


def _with_unit(trait: Trait) -> str:
    unit = _unit(trait)
    return f"{trait.key}: {trait.meaning}" + (f" ({unit.strip()})" if unit else "")


def names_words(who: Profile) -> str:
    """How the tables' names are written in the file."""
    sides = [f"parties.{party}." for party in who.parties]
    return (
        "Before each colon stands the parameter's name in the file, in the first table after "
        f"{' or '.join(sides)}; sim show prints its prior and its source."
    )


def unusual_words(who: Profile, labels: dict[str, str]) -> list[str]:
    """What few worlds have lower, or higher: a line each, the most unusual first."""
    owned = [(f"{labels[p]}: ", t) for p, traits in who.parties.items() for t in traits]
    drawn = [(whose, t) for whose, t in [*owned, *(("", t) for t in who.world)] if _is_unusual(t)]
    drawn.sort(key=lambda pair: -abs((pair[1].rank or 0.0) - 0.5))
    return [
        f"{trait.parameter} = {number(trait)}{_unit(trait)}: {whose}{trait.meaning}"
        for whose, trait in drawn
    ]


def _is_unusual(trait: Trait) -> bool:
    return trait.rank is not None and abs(trait.rank - 0.5) >= _FAR


def _unit(trait: Trait) -> str:
    return "" if trait.unit in ("-", "utility") else f" {trait.unit}"


def _cell(traits: list[Trait], key: str) -> str:
    return next((number(t) for t in traits if t.key == key), "")


def ladder_words(scenario: Scenario) -> str:
    """What the mediator may table, rung by rung."""
    file, rungs = scenario.file, []
    assert file.mediator is not None
    for rung in file.mediator.ladder:
        wanted = [
            f"{name(issue)} {' or '.join(name(str(option)) for option in options)}"
            for issue, options in file.rungs[rung].items()
        ]
        rungs.append(f'"{name(rung)}" ({", ".join(wanted) or "anything"})')
    has_levels = any(issue.levels for issue in file.issues.values())
    levels = " Levels run from 0 (none) to 1 (the most considered)." if has_levels else ""
    return (
        f"The mediator is {file.mediator.label}. Its ladder, kinds of text that refusals let it "
        f"table one after the other: {'; then '.join(rungs)}.{levels}"
    )


def facts(who: Profile) -> dict[str, Any]:
    """The profile, for scripts."""
    return {
        "parties": {p: {t.key: _record(t) for t in ts} for p, ts in who.parties.items()},
        "world": {t.key: _record(t) for t in who.world},
        "backers": who.backers,
        "drawn_again": who.attempt,
    }


def _record(trait: Trait) -> dict[str, Any]:
    return {k: v for k, v in vars(trait).items() if k != "key"}
