"""Postures that are there for any scenario, made of its own parameters."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from sim.analysis.postures.posture import MEDIATOR, Posture, parties_of, shipped
from sim.quantities.families import FAMILIES
from sim.quantities.priors import Fixed, Prior
from sim.quantities.quantity import Quantity
from sim.scenario import Scenario

CLAIM = 0.05
"""By how much of all that is at stake going on is claimed to be worth more, or less."""

_LARGER = 1.5  # what red lines are claimed to be
_TWICE = 2.0
_MUCH = 0.9  # of the gain in reach that it asks for
Maker = Callable[[Scenario, str], tuple[tuple[str, ...], str]]


def built_in(scenario: Scenario) -> dict[str, list[Posture]]:
    """By party, those that change something in the scenario; what is shipped comes first."""
    return {party: [shipped(party), *_of(scenario, party)] for party in parties_of(scenario)}


def by_default(scenario: Scenario) -> dict[str, list[Posture]]:
    """By party, those that are played where nothing is said."""
    return {
        party: [each for each in found if each.name not in _ON_REQUEST]
        for party, found in built_in(scenario).items()
    }


def _of(scenario: Scenario, party: str) -> list[Posture]:
    makers = _MEDIATOR if party == MEDIATOR else _SIDE
    made = [(name, *maker(scenario, party)) for name, maker in makers.items()]
    return [
        Posture(name, party, settings, words)
        for name, settings, words in made
        if any(_changes(scenario, each) for each in settings)
    ]


def _changes(scenario: Scenario, setting: str) -> bool:
    """Whether a setting of a number is another than the scenario's; others always are."""
    key, _, text = setting.partition("=")
    quantity = scenario.quantities.get(key)
    return quantity is None or text != typed(quantity.prior)


def _claims(by: float, words: str) -> Maker:
    def make(scenario: Scenario, party: str) -> tuple[tuple[str, ...], str]:
        key = f"parties.{party}.value_of_waiting"
        moved = shifted(scenario.quantities[key], by)
        return ((f"{key}={typed(moved)}",) if moved else ()), words

    return make


def _red_lines(scenario: Scenario, party: str) -> tuple[tuple[str, ...], str]:
    key = f"parties.{party}.firmness"
    larger = scaled(scenario.quantities[key], _LARGER)
    lines = scenario.file.parties[party].red_lines
    return ((f"{key}={typed(larger)}",) if lines else ()), "claims red lines half as large again"


def _sets(name: str, value: float, words: str) -> Maker:
    def make(scenario: Scenario, party: str) -> tuple[tuple[str, ...], str]:
        return (f"parties.{party}.{name}={typed(Fixed(value))}",), words

    return make


def _patient(scenario: Scenario, party: str) -> tuple[tuple[str, ...], str]:
    key = f"parties.{party}.patience"
    return (
        f"{key}={typed(scaled(scenario.quantities[key], _TWICE))}",
    ), "bargains as if twice as patient"


def _presses(scenario: Scenario, _: str) -> tuple[tuple[str, ...], str]:
    keys = [f"parties.{side}.pressure" for side in scenario.file.parties]
    there = [key for key in keys if key in scenario.quantities]  # none without a deadline
    twice = {key: scaled(scenario.quantities[key], _TWICE) for key in there}
    settings = tuple(f"{key}={typed(prior)}" for key, prior in twice.items())
    return settings, "presses all sides twice as hard"


def _last_rung(scenario: Scenario, _: str) -> tuple[tuple[str, ...], str]:
    assert scenario.file.mediator is not None
    *before, last = scenario.file.mediator.ladder
    settings = (f"mediator.ladder=[{last}]",) if before else ()
    return settings, "opens the last rung of its ladder at once, and that alone"


def _even(scenario: Scenario, _: str) -> tuple[tuple[str, ...], str]:
    return ("mediator.bias=0.5",), "leans to nobody"


_SIDE: dict[str, Maker] = {
    "bluffs": _claims(CLAIM, f"claims that going on is worth {CLAIM:g} more to it than it is"),
    "yields": _claims(-CLAIM, f"settles for {CLAIM:g} less than going on is worth to it"),
    "inflates": _red_lines,
    "asks_more": _sets("aspiration", _MUCH, f"aims at {_MUCH:g} of the gain in reach"),
    "asks_less": _sets("aspiration", 0.0, "aims at none of the gain in reach"),
    "patient": _patient,
}
_MEDIATOR: dict[str, Maker] = {"presses": _presses, "last_rung": _last_rung, "even": _even}
_ON_REQUEST = ("inflates", "asks_more", "asks_less", "patient", "even")


def typed(prior: Fixed | Prior) -> str:
    """A number or a prior as ``-s`` takes it."""
    if isinstance(prior, Fixed):
        return str(prior)
    said: dict[str, list[float]] = {prior.family: list(prior.numbers)}
    if prior.within:
        said["within"] = list(prior.within)
    return json.dumps(said)


def scaled(quantity: Quantity, by: float) -> Fixed | Prior:
    """What is known of a parameter, so many times as large; within its range."""
    prior = quantity.prior
    if isinstance(prior, Fixed):
        return Fixed(min(prior.value * by, quantity.high))
    in_unit = FAMILIES[prior.family].with_unit
    numbers = tuple(n * by if own else n for n, own in zip(prior.numbers, in_unit, strict=True))
    within = prior.within and (prior.within[0] * by, prior.within[1] * by)
    return replace(prior, numbers=numbers, within=within)


def shifted(quantity: Quantity, by: float) -> Fixed | Prior | None:
    """The same moved; None for a prior that cannot be moved and stay of its family."""
    prior = quantity.prior
    if isinstance(prior, Fixed):
        return Fixed(round(prior.value + by, 12))
    if prior.family in ("lognormal", "beta", "gamma", "ci90") or prior.within:
        return None
    ends = prior.numbers[:1] if prior.family == "normal" else prior.numbers
    return replace(prior, numbers=(*(n + by for n in ends), *prior.numbers[len(ends) :]))
