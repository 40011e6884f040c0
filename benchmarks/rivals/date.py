"""What a date for talks asks of the engine: every package valued, and the mediator's text.

The date is one of a real block: a model is played to its day. What both contestants need and
neither makes (demands, beliefs, what is open to be tabled) is taken from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.agents.mediator import Mediator, Offeree
from sim.model import NegotiationModel
from sim.processes.day import TALKS
from sim.scenario import Scenario
from sim.simulation import history_of
from sim.table import table_of, tiles
from sim.worlds import Bools, Floats, Ints, Noise


class Valued(NamedTuple):
    """What comes of a date in some worlds.

    ``gains`` (parties, rows, packages) is worth less what going on is worth, ``signable`` (rows,
    packages) what may be signed, ``text`` (rows,) the package of the largest expected Nash
    product.
    """

    gains: Floats
    signable: Bools
    text: Ints


@dataclass(frozen=True)
class Date:
    """A date for talks, in the worlds ``rows`` of a model that is past its beginning.

    Attributes
    ----------
    model : NegotiationModel
    rows : Ints
        Where talks are open and the mediator is there.
    targets : Floats
        (parties, worlds): what each side demands, by its rule.
    open : Bools
        (worlds, packages): what the mediator may table, if it may be signed.
    """

    model: NegotiationModel
    rows: Ints
    targets: Floats
    open: Bools


def date_of(scenario: Scenario, seed: int, first: int, worlds: int, day: int) -> Date:
    """A date on that day, for all worlds of a block in which it could be held."""
    noise, past = Noise(seed, first, worlds), history_of(scenario, seed, first, worlds)
    model = NegotiationModel(scenario, noise.drawn_again(past.attempts))
    model.remember(past)
    while model.day <= day:
        model.step()
    rows = np.flatnonzero((model.phase == TALKS) & model.mediator.present)
    targets = np.zeros((len(model.sides), worlds))
    open_ = np.zeros((worlds, len(model.parties.packages)), dtype=np.bool_)
    for part in tiles(rows):
        refused = model.talks.refused(part)
        valuation = model.valuation(part, model.now, model.standing)
        table = table_of(valuation, model.sides, model.now, model.mediator, refused)
        targets[:, part] = table.targets
        open_[part] = table.tabled
        if refused.by_any is not None:
            open_[part] &= ~refused.by_any
    return Date(model, rows, targets, open_)


def by_engine(date: Date) -> list[Valued]:
    """The engine's own calls, in its own portions of rows."""
    return [_valued(date, part) for part in tiles(date.rows)]


def _valued(date: Date, part: Ints) -> Valued:
    model, mediator = date.model, date.model.mediator
    assert isinstance(mediator, Mediator)
    valuation = model.valuation(part, model.now, model.standing)
    text = mediator.propose(
        part,
        date.open[part] & valuation.signable,
        valuation.worth,
        [
            Offeree(side.name, target[part], going_on, side.blur(part))
            for side, target, going_on in zip(
                model.sides, date.targets, valuation.going_on, strict=True
            )
        ],
        mediator.weights(part, [side.name for side in model.sides]),
        model.talks.must_allow,
    )
    return Valued(np.array(valuation.gains()), valuation.signable, text)
