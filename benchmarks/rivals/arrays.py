"""A date's arrays, as a kernel takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.rivals.date import Date
from sim.agents.mediator import Mediator
from sim.agents.veto import VetoPlayer
from sim.theory.learning import Mind
from sim.theory.proposal import ExpectedNash
from sim.worlds import Bools, Floats, Ints


class Sides(NamedTuple):
    """Of the parties and of those who must allow what they accept, the beliefs about each."""

    mean: Floats  # (who, worlds): of the error in the reading of its target, before any answer
    spread: Floats
    above: Floats  # what answers have shown: the true error lies above, and not above ...
    below: Floats


class Arrays(NamedTuple):
    """Everything of a block that a date reads. Parties first, then worlds, then packages."""

    total: Floats  # (parties, worlds, packages): worth without resentment
    resented: Floats  # (parties, worlds): what resentment takes from it today
    war: Floats  # (parties, worlds): what going on is worth
    war_after: Floats  # (parties, worlds): the same of a war renewed, before power shifts
    sign: Floats  # (parties,): whom the shift of power is for
    shift: Floats  # (worlds, packages)
    ceded: Floats  # (worlds, packages): share of the land at stake
    new_line: Floats  # (parties, worlds): what war is worth more if all of it is ceded
    calm: Floats  # (worlds, packages): hazard without pressure or temptation, 1/year
    hastened: Floats  # (worlds,): by how much pressure raises its log
    most: Floats  # (worlds,): the largest hazard that every party would sign
    temptation: Floats  # (worlds,)
    discount: Floats  # (worlds,)
    claims_open: Bools  # (packages,)
    open: Bools  # (worlds, packages)
    targets: Floats  # (parties, worlds)
    errors: Floats  # (parties, worlds): of the mediator's readings
    weights: Floats  # (parties, worlds)
    taste: Floats  # (worlds, packages)
    minds: Sides
    kinds: Ints  # (players, packages)
    support: Floats  # (players, worlds, kinds): less the least that each asks for
    voters: Sides
    doubt: float
    least_gain: float


def arrays_of(date: Date) -> Arrays:
    """The arrays of a date, made once."""
    model, valuer = date.model, date.model.parties.valuer
    accord, mediator, now = valuer.accord, date.model.mediator, date.model.now
    renewal, everywhere = accord.renewal, np.arange(date.model.noise.worlds)
    assert renewal is not None
    assert isinstance(mediator, Mediator)
    pressure, war = now.effective_pressure, np.array(model.standing.worth)
    needed = [accord.hazard_reduction_needed(c, everywhere, pressure) for c in valuer.conditions]
    names, players = [side.name for side in model.sides], model.talks.must_allow
    return Arrays(
        total=np.array([worth.total for worth in valuer.worths]),
        resented=np.array([worth.exclusion * now.resentment for worth in valuer.worths]),
        war=war,
        war_after=war + np.array(valuer.pressures) * pressure,
        sign=np.array([-1.0 if name == renewal.against else 1.0 for name in names]),
        shift=renewal.kinds.spread(renewal.shift),
        ceded=renewal.kinds.spread(
            np.zeros_like(renewal.shift) if renewal.ceded is None else renewal.ceded
        ),
        new_line=np.array(model.standing.new_line),
        calm=accord.hazards(everywhere, mediator.present, np.zeros(everywhere.size)),
        hastened=accord.pressure_on_hazard * pressure,
        most=accord.hazard(everywhere, np.maximum.reduce(needed), pressure),
        temptation=renewal.temptation,
        discount=renewal.discount,
        claims_open=accord.claims_open,
        open=date.open,
        targets=date.targets,
        errors=np.array([mediator.about[name].error for name in names]),
        weights=np.array(mediator.weights(everywhere, names)),
        taste=mediator.taste,
        minds=_sides([mediator.about[name].mind for name in names]),
        kinds=np.array([player.kinds for player in players]),
        support=_support(players, everywhere.size),
        voters=_sides([player.about.mind for player in players]),
        doubt=ExpectedNash.doubt,
        least_gain=ExpectedNash.least_gain,
    )


def _sides(minds: Sequence[Mind]) -> Sides:
    return Sides(
        np.array([mind.first.mean for mind in minds]),
        np.array([np.maximum(np.sqrt(mind.first.variance), 1e-10) for mind in minds]),
        np.array([mind.above for mind in minds]),
        np.array([mind.below for mind in minds]),
    )


def _support(players: Sequence[VetoPlayer], worlds: int) -> Floats:
    kinds = max((player.worth.shape[1] for player in players), default=1)
    support = np.zeros((len(players), worlds, kinds))
    for own, player in zip(support, players, strict=True):
        own[:, : player.worth.shape[1]] = player.worth - player.least[:, None]
    return support
