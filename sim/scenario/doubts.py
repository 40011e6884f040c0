"""What is valid and surely not meant: told as warnings, each at its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from sim.quantities.priors import Prior
from sim.quantities.quantity import Quantity
from sim.scenario.already import added_up, asked_once, so_from_the_start
from sim.scenario.mistakes import Found, Mistake
from sim.scenario.nodes import Node
from sim.scenario.references import uses
from sim.scenario.schema import ScenarioFile
from sim.scenario.schema.agreement import Accord, Issue
from sim.theory import durability

_MOST_INSIDE = 0.45  # of a prior; half a normal distribution is a usual way to say "a size"


def doubts(
    file: ScenarioFile, quantities: Mapping[str, Quantity], chain: list[Node], tree: Node
) -> tuple[Mistake, ...]:
    """Warnings about a scenario without mistakes; `chain` are its layers, the last word first."""
    found = [
        *_weightless_lines(file),
        *_never_signed(file),
        *_ladder(file),
        *_noisy_bounds(file),
        *_idle_settling(file),
        *so_from_the_start(file, quantities),
        *asked_once(file),
        *added_up(file),
        *_idle_rungs(tree, [layer.place.file for layer in chain]),
        *_outside(quantities.values()),
    ]
    return tuple(
        Mistake(f"'{name}' {told}", node.spot, "", name, level="warning")
        for name, told in found
        if (node := tree.at(name))
    )


def _weightless_lines(file: ScenarioFile) -> Found:
    """Red lines are measured in firmness, which is 0 unless the file says more."""
    for name, party in file.parties.items():
        if party.red_lines and party.firmness.place is None:
            yield (
                f"parties.{name}.red_lines",
                "weigh nothing: their sizes are in units of the party's 'firmness', which is 0; "
                "add 'firmness' beside them",
            )


def _never_signed(file: ScenarioFile) -> Found:
    """A condition for signing that no package meets, whatever is drawn.

    Where claims may be left open no condition applies, and what a choice does to the hazard of
    renewed war cannot be told beforehand.
    """
    if file.accord is None or file.accord.renewal or _leaves_claims_open(file):
        return
    staying = _most_staying(file.accord, file.issues)
    for name, party in file.parties.items():
        asked, years = _ends(party.must_hold.probability)[0], _ends(party.must_hold.years)[0]
        likely = _most_likely(file.accord, staying, years)
        if asked > likely:
            yield (
                f"parties.{name}.must_hold",
                f"can be met by no package: at most {likely:.3g} is the probability that one "
                f"holds {years:g} years, so nothing will be signed",
            )


def _noisy_bounds(file: ScenarioFile) -> Found:
    """Answers with noise, heard by a rule that takes them for exact."""
    if (file.rules.acceptance, file.rules.learning) == ("logit", "bounds"):
        yield (
            "rules",
            "let parties answer with noise ('logit') and others take each answer for exact "
            "('bounds'), so that answers can contradict each other; use 'threshold', or 'probit'",
        )


def _idle_settling(file: ScenarioFile) -> Found:
    """Talks under an accord that have nothing to settle, or with which nobody reckons."""
    if file.accord is None or not file.accord.talks_go_on:
        return
    if not _leaves_claims_open(file):
        yield "accord.settles", "has nothing to settle: no option has 'claims_open'"
    elif file.accord.renewal is None:
        told = "is reckoned with by nobody without 'accord.renewal': it only ends the danger of war"
        yield "accord.settles", told


def _leaves_claims_open(file: ScenarioFile) -> bool:
    """Some option asks for no condition."""
    options = (o for issue in file.issues.values() for o in (issue.options or {}).values())
    return any(option.claims_open for option in options)


def _most_likely(accord: Accord, staying: float, years: float) -> float:
    """Probability that the most lasting package holds so long; below one, however near."""
    rate = np.asarray(_ends(accord.war_again)[0])
    hazard = durability.hazard_of_war(rate, np.asarray(staying), np.zeros(()))
    return min(float(durability.survival(hazard, np.asarray(years))), float(np.nextafter(1.0, 0.0)))


def _most_staying(accord: Accord, issues: Mapping[str, Issue]) -> float:
    """The most by which any package can lower the log hazard, whatever is drawn."""
    deters = {
        name: max(
            [*(issue.levels or []), *(_ends(o.deters)[1] for o in (issue.options or {}).values())]
        )
        for name, issue in issues.items()
    }
    return sum(max(0.0, _ends(q)[1]) * deters[issue] for issue, q in accord.deterrence.items())


def _ends(quantity: Quantity) -> tuple[float, float]:
    """The least and the most that can be drawn."""
    least, most = quantity.ppf(np.array([2.0**-54, 1.0 - 2.0**-53]))
    return float(least), float(most)


def _ladder(file: ScenarioFile) -> Found:
    ladder = file.mediator.ladder if file.mediator else []
    twice = [rung for rung, times in Counter(ladder).items() if times > 1]
    if twice:
        told = f"names {' and '.join(twice)} more than once: what is open already opens nothing new"
        yield "mediator.ladder", told


def _idle_rungs(tree: Node, layers: list[str]) -> Found:
    """Rungs that nothing uses, unless a file leaves out what another declared."""
    ladder = tree.at("mediator.ladder")
    used = {use.name for use in uses(tree) if use.of == "rungs"}
    for name, rung in (tree.mapping["rungs"].mapping if ladder else {}).items():
        left_out = layers.index(rung.spot.file) > layers.index(ladder.place.file) if ladder else 0
        if name not in used and not left_out:
            yield f"rungs.{name}", "is used nowhere: add it to the mediator's 'ladder' or remove it"


def _outside(quantities: Iterable[Quantity]) -> Found:
    for quantity in quantities:
        prior = quantity.prior
        if isinstance(prior, Prior):
            inside = prior.cdf(quantity.high) - prior.cdf(quantity.low)
            if inside < _MOST_INSIDE:
                yield (
                    quantity.name,
                    f"is drawn from {prior}, of which only {inside:.2g} lies within its range "
                    f"({quantity.low:g} to {quantity.high:g}): what lies outside is cut off",
                )
