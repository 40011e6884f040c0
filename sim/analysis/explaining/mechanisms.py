"""What may stand in the way of an accord: mechanisms of a scenario, and how each is taken away.

To take a mechanism away is a change of the scenario that anybody could type (``-s KEY=VALUE``). It
holds from the start on, in worlds that lived through the same past with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sim.scenario import Scenario

_NEVER = "1e9"  # days
_NEVER_FADES = "36500"  # days
_EVERYTHING = "every_package"


@dataclass(frozen=True)
class Mechanism:
    """Something that may stand in the way of an accord.

    Attributes
    ----------
    name, label : str
        Its key, and in words.
    settings : tuple[str, ...]
        The changes that take it away, as ``-s`` takes them.
    """

    name: str
    label: str
    settings: tuple[str, ...]


def mechanisms(scenario: Scenario) -> list[Mechanism]:
    """The mechanisms that a scenario has, in the order of the list below.

    One that the scenario has switched off already (a size of zero) is not among them.
    """
    found = (each for of_a_kind in _KINDS for each in of_a_kind(scenario))
    return [each for each in found if any(_moves(scenario, s) for s in each.settings)]


def _moves(scenario: Scenario, setting: str) -> bool:
    """Whether a setting changes a number; what is no number is asked for only where it would."""
    key, _, value = setting.partition("=")
    quantity = scenario.quantities.get(key)
    return quantity is None or not quantity.fixed or quantity.value != float(value)


def _each_side(scenario: Scenario, key: str, value: object = 0) -> tuple[str, ...]:
    return tuple(f"parties.{side}.{key}={value}" for side in scenario.file.parties)


def _has(scenario: Scenario, section: str) -> bool:
    return section in scenario.file.sections


def _red_lines(scenario: Scenario) -> Iterator[Mechanism]:
    for side, party in scenario.file.parties.items():
        for line in party.red_lines:
            key = f"parties.{side}.red_lines.{line}.size=0"
            words = f"{party.label}'s red line: {line.replace('_', ' ')}"
            yield Mechanism(f"red_line.{side}.{line}", words, (key,))


def _of_a_side(key: str, name: str, words: str, needs: str = "") -> _Kind:
    """A kind of mechanism of which each side has its own."""

    def kind(scenario: Scenario) -> Iterator[Mechanism]:
        if needs and not _has(scenario, needs):
            return
        for side, party in scenario.file.parties.items():
            settings = (f"parties.{side}.{key}=0",)
            yield Mechanism(f"{name}.{side}", words.format(party.label), settings)

    return kind


def _of_both_sides(key: str, name: str, words: str, needs: str = "") -> _Kind:
    """A kind of mechanism that both sides have in common."""

    def kind(scenario: Scenario) -> Iterator[Mechanism]:
        if not needs or _has(scenario, needs):
            yield Mechanism(name, words, _each_side(scenario, key))

    return kind


def _commitment(scenario: Scenario) -> Iterator[Mechanism]:
    if scenario.file.accord is not None and scenario.file.accord.renewal is not None:
        words = "reckoning with a renewed war, and the shift of power"
        yield Mechanism("commitment", words, ("accord.renewal=null",))


def _votes(scenario: Scenario) -> Iterator[Mechanism]:
    for side, party in scenario.file.parties.items():
        if party.ratification is not None:
            settings = (f"parties.{side}.ratification=null",)
            yield Mechanism(f"vote.{side}", f"the vote at home: {party.label}", settings)
    for name, player in scenario.file.vetoes.items():
        yield Mechanism(f"veto.{name}", f"the veto: {player.label}", (f"vetoes.{name}=null",))


def _beliefs(scenario: Scenario) -> Iterator[Mechanism]:
    if _has(scenario, "war"):
        settings = (*_each_side(scenario, "optimism"), "war.learning.first_error=0")
        yield Mechanism("beliefs", "disagreement about the front", settings)


def _mediator_misreads(scenario: Scenario) -> Iterator[Mechanism]:
    if scenario.file.mediated:
        words = "the mediator's error about what the sides need"
        yield Mechanism("misreading.mediator", words, ("mediator.misjudges=0",))


def _deadline(scenario: Scenario) -> Iterator[Mechanism]:
    if _has(scenario, "deadline"):
        words = "the deadline: nobody believes in it"
        yield Mechanism("deadline", words, ("deadline.credibility=0",))


def _attention(scenario: Scenario) -> Iterator[Mechanism]:
    """The mediator is there, and all there, to the end."""
    if not scenario.file.mediated:
        return
    takes_it_away = ("distraction", "mediator_leaves")
    dated = [name for name, e in scenario.file.events.items() if e.type in takes_it_away]
    settings = (
        f"mediator.attention.half_on={_NEVER_FADES}",
        f"mediator.distraction.gap={_NEVER}",
        f"mediator.walk_away.gap={_NEVER}",
        *(f"events.{name}=null" for name in dated),
    )
    yield Mechanism("attention", "the mediator's attention fades, or it leaves", settings)


def _missed_dates(scenario: Scenario) -> Iterator[Mechanism]:
    if scenario.file.calendar is None:
        return
    rounds = [name for name, event in scenario.file.events.items() if event.type == "round"]
    cancelled = ("calendar.cancelled_within=0",) if _has(scenario, "shocks") else ()
    settings = (
        "calendar.readiness=1",
        *cancelled,
        *(f"events.{name}.at_place=1" for name in rounds),
    )
    yield Mechanism("missed_dates", "dates cancelled or not held", settings)


def _broken_talks(scenario: Scenario) -> Iterator[Mechanism]:
    if _has(scenario, "talks") and "talks.break_gap" in scenario.quantities:
        yield Mechanism("broken_talks", "talks broken off", (f"talks.break_gap={_NEVER}",))


def _ladder(scenario: Scenario) -> Iterator[Mechanism]:
    mediator = scenario.file.mediator
    if (
        mediator is None
        or not scenario.file.mediated
        or not scenario.file.rungs[mediator.ladder[0]]
    ):
        return
    asked = () if mediator.on_request is None else ("mediator.on_request=null",)
    settings = (f"rungs.{_EVERYTHING}={{}}", f"mediator.ladder=[{_EVERYTHING}]", *asked)
    yield Mechanism("ladder", "the mediator's ladder: it may not table everything", settings)


_Kind = Callable[[Scenario], Iterator[Mechanism]]
_KINDS: tuple[_Kind, ...] = (
    _red_lines,
    _of_a_side(
        "must_hold.probability", "must_hold", "{} signs only what is likely to hold", "accord"
    ),
    _commitment,
    _votes,
    _beliefs,
    _of_both_sides("turn_for", "hope", "hope that the other side gives way", "war"),
    _of_both_sides("misjudges", "misreading", "the sides' error about what the other needs"),
    _mediator_misreads,
    _of_a_side("fairness", "fairness", "{} minds conceding more than the other"),
    _of_a_side("exclusion", "exclusion", "{} minds talks behind its back", "shocks"),
    _of_a_side("hardship", "hardship", "{}: what outages do to its will to go on", "grid"),
    _deadline,
    _of_both_sides("pressure", "pressure", "the mediator's pressure", "deadline"),
    _attention,
    _missed_dates,
    _broken_talks,
    _ladder,
)
