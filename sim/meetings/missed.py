"""A round that failed although some package met both demands: which one, and why not signed."""

from __future__ import annotations

import numpy as np

from sim.journal import ONLY
from sim.meetings.accounts import CLOSED, MISJUDGED, TABLED, Missed, Text
from sim.parties import Parties
from sim.table import Table, acceptable
from sim.theory import bargaining
from sim.worlds import Bools, Floats


def missed_by(parties: Parties, table: Table, text: Text | None) -> Missed | None:
    """What a failed round of the only world missed; None if nothing met both demands."""
    packages, names = parties.packages, [side.name for side in parties.sides]
    met = acceptable(table.valuation, table.targets)[0]
    if not met.any():
        return None
    worth = [w[0] for w in table.valuation.worth]
    spare = [w - target[0] for w, target in zip(worth, table.targets, strict=True)]
    is_open: Bools = table.tabled[0]
    tabled, mediated = text.package if text else -1, bool(parties.mediator.present[0])
    case, chosen = _case(tabled, met, is_open, packages.open_rungs[-1], spare)
    return Missed(
        package=chosen,
        words=packages.in_words(chosen),
        case=case,
        count=int(met.sum()),
        worth={s: float(worth[i][chosen]) for i, s in enumerate(names)},
        spare={s: float(spare[i][chosen]) for i, s in enumerate(names)},
        rungs=tuple(rung for rung in packages.ladder if packages.rungs[rung][chosen]),
        believed=_believed(parties, table) if case == MISJUDGED and mediated else {},
    )


def _believed(parties: Parties, table: Table) -> dict[str, float]:
    """By party: the demand that the mediator believes in."""
    return {
        side.name: float(parties.mediator.about[side.name].about(target, ONLY).mean[0])
        for side, target in zip(parties.sides, table.targets, strict=True)
    }


def _case(
    tabled: int, met: Bools, is_open: Bools, on_ladder: Bools, spare: list[Floats]
) -> tuple[str, int]:
    """Why it was not agreed on, and the package that shows it best."""
    if tabled >= 0 and met[tabled]:
        return TABLED, tabled
    case = MISJUDGED if (met & is_open).any() else CLOSED
    among = next(some for some in (met & is_open, met & on_ladder, met) if some.any())
    return case, int(np.where(among, bargaining.smaller_gain(*spare), -np.inf).argmax())
