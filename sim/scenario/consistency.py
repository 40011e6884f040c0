"""Do the parts of a typed scenario fit together? Issues, sums, and pairs of numbers."""

from __future__ import annotations

import numpy as np

from sim.scenario import combinations, reserved
from sim.scenario.mistakes import Found, Mistake, Place
from sim.scenario.nodes import Node
from sim.scenario.quantity import Quantity
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.agreement import Issue

_EXACT = 1e-9
_LEAST_SHARE = 1e-9  # of all weights; what is smaller is lost in the draw
_MOST_HALVINGS = 20.0  # an error a million times as large as today's says nothing of the past


def values(file: ScenarioFile, root: Node) -> list[Mistake]:
    """Mistakes between values, each of which is fine by itself."""
    packages = combinations.mistakes(file.issues, file.impossible)
    checks = (
        *(_outcomes(file), _parties(file), _issues(file), packages),
        *(_shares(file), _pairs(file), _talks(file), _past(file)),
    )
    return [
        Mistake(f"'{name}' {told}", _nearest(root, name), "", name)
        for check in checks
        for name, told in check
    ]


def _nearest(root: Node, name: str) -> Place:
    """Where a dotted name stands, or the nearest mapping above it."""
    parts = name.split(".")
    while parts:
        if node := root.at(".".join(parts)):
            whole = len(parts) == name.count(".") + 1
            return node.place if whole and not node.mapping else node.spot
        parts.pop()
    return root.spot


def _outcomes(file: ScenarioFile) -> Found:
    """Exactly one issue decides the class of an accord, with every one of its options."""
    deciding = [
        name
        for name, issue in file.issues.items()
        if any(option.outcome for option in (issue.options or {}).values())
    ]
    if len(deciding) != 1:
        named = " and ".join(deciding) or "none"
        yield ("issues", f"need exactly one issue whose options declare an 'outcome', not {named}")
        return
    for name, option in (file.issues[deciding[0]].options or {}).items():
        where = f"issues.{deciding[0]}.options.{name}"
        if option.outcome is None:
            yield where, "needs an 'outcome', as the other options of its issue have"
        elif option.outcome in reserved.STATUSES:
            yield (f"{where}.outcome", f"'{option.outcome}' is what talks without accord come to")
        elif option.outcome in reserved.OUTCOMES:
            told = f"'{option.outcome}' is the name of an outcome of every scenario: take another"
            yield f"{where}.outcome", told


def _parties(file: ScenarioFile) -> Found:
    for name in reserved.PARTIES & set(file.parties):
        yield f"parties.{name}", "is what the mediator is called: take another name"


def _issues(file: ScenarioFile) -> Found:
    for name, issue in file.issues.items():
        where = f"issues.{name}.in_war"
        if issue.refines or name == file.war.issue:
            why = "the front decides it" if name == file.war.issue else "it refines another issue"
            if issue.in_war is not None:
                yield where, f"is not used, because {why}: remove it"
        elif issue.in_war is None:
            yield (f"issues.{name}", "needs 'in_war': how the issue stands while war goes on")
        elif _zero_sum(issue) and not _sum_is_one(list(issue.in_war.values())):
            yield (where, "must be plain numbers that sum to 1, as this issue's scores do")


def _zero_sum(issue: Issue) -> bool:
    """Whether what one side gains in it the other loses."""
    if issue.options is not None:
        return all(_sum_is_one(list(option.scores.values())) for option in issue.options.values())
    return issue.scores is not None and len(set(issue.scores.values())) > 1


def _sum_is_one(numbers: list[Quantity]) -> bool:
    fixed = [number.value for number in numbers if number.fixed]
    return len(fixed) == len(numbers) and abs(sum(fixed) - 1) < _EXACT


def _shares(file: ScenarioFile) -> Found:
    """Every issue of its own has a weight; what refines another has none."""
    weighed = {name for name, issue in file.issues.items() if issue.refines is None}
    for party, section in file.parties.items():
        where, shares = f"parties.{party}.weights.shares", section.weights.shares
        for name in sorted(weighed - set(shares)):
            yield where, f"lacks a weight for '{name}' (0 if it does not matter)"
        for name, share in shares.items():
            if name in file.issues and name not in weighed:
                yield (f"{where}.{name}", "refines another issue and has no weight: remove it")
            if not share.fixed:
                told = "must be a plain number: 'concentration' says how uncertain the shares are"
                yield f"{where}.{name}", told
        fixed = {name: share.value for name, share in shares.items() if share.fixed}
        for name, value in fixed.items():
            if 0 < value < _LEAST_SHARE * sum(fixed.values()):
                yield f"{where}.{name}", "is too small beside the others: write 0 if it is none"
        if all(share.fixed and share.value == 0 for share in shares.values()):
            yield where, "need at least one weight above 0"


def _pairs(file: ScenarioFile) -> Found:
    """Pairs in which one must not be above the other."""
    for name in type(file.partial_deals).model_fields:
        deal = getattr(file.partial_deals, name)
        if deal and deal.shortest.mean > deal.longest.mean:
            yield f"partial_deals.{name}.shortest", "must not be above 'longest'"
    if file.grid.supply.mean > file.grid.undamaged.mean:
        yield "grid.supply", "must not be above 'undamaged'"
    if file.war.area.mean > file.war.whole_area.mean:
        yield "war.area", "must not be above 'whole_area'"
    for name, issue in file.issues.items():
        levels = issue.levels or []
        if levels != sorted(set(levels)):
            yield f"issues.{name}.levels", "must rise, each level once"
        elif len({f"{level:g}" for level in levels}) < len(levels):
            yield f"issues.{name}.levels", "are too near to each other: six digits must differ"


def _past(file: ScenarioFile) -> Found:
    """Optimism fades, so before the start it was larger: not beyond all measure."""
    days = [(file.start - past.date).days for past in file.history.rounds.values()]
    half_life = float(file.war.learning.optimism_half_life.ppf(np.array([1e-9]))[0])
    if max(days, default=0) > _MOST_HALVINGS * half_life:
        yield (
            "war.learning.optimism_half_life",
            f"is too short for a history of {max(days)} days: the error about the front would have "
            f"been 2^{max(days) / half_life:.0f} times as large then; take a longer half-life",
        )


def _talks(file: ScenarioFile) -> Found:
    """What can be tabled, and what votes at home can be about."""
    if not file.mediator.ladder:
        yield "mediator.ladder", "needs at least one rung"
    for name, party in file.parties.items():
        for issue in party.ratification.slopes if party.ratification else {}:
            if issue in file.issues and file.issues[issue].levels is None:
                where = f"parties.{name}.ratification.slopes.{issue}"
                yield where, "has options, not levels: support can only rise with a level"
    for name, refining in file.issues.items():
        if refining.refines and refining.levels is None:
            yield f"issues.{name}", "refines another issue and needs 'levels', not 'options'"
