"""A round that failed although some package met both demands: which one, and why not signed."""

from __future__ import annotations

import numpy as np

from sim.agreement.packages import Packages
from sim.journal import ONLY
from sim.meetings.accounts import BARRED, CLOSED, MISJUDGED, TABLED, Missed, Text
from sim.parties import Parties
from sim.table import Table
from sim.theory import bargaining
from sim.worlds import Bools, Floats


def missed_by(parties: Parties, table: Table, text: Text | None) -> Missed | None:
    """What a failed round of the only world missed; None if nothing met both demands."""
    packages, names = parties.packages, [side.name for side in parties.sides]
    met, refused = table.acceptable[0], table.refused.by_any
    if not met.any():
        return None
    free = met if refused is None else met & ~refused[0]
    worth = [w[0] for w in table.valuation.worth]
    spare = [w - target[0] for w, target in zip(worth, table.targets, strict=True)]
    is_open: Bools = table.tabled[0]
    tabled, mediated = text.package if text else -1, bool(parties.mediator.present[0])
    if free.any():
        case, chosen = _case(tabled, free, is_open, _on_ladder(packages), spare)
    else:
        case, chosen = BARRED, _best(met, spare)
    return Missed(
        package=chosen,
        words=packages.in_words(chosen),
        case=case,
        count=int((free if free.any() else met).sum()),
        worth={s: float(worth[i][chosen]) for i, s in enumerate(names)},
        spare={s: float(spare[i][chosen]) for i, s in enumerate(names)},
        rungs=tuple(rung for rung in packages.ladder if packages.rungs[rung][chosen]),
        believed=_believed(parties, table) if case == MISJUDGED and mediated else {},
        barred_by=_barred_by(parties, chosen) if case == BARRED else (),
    )


def _on_ladder(packages: Packages) -> Bools:
    """(packages,): what the ladder holds; anything where nobody mediates."""
    return packages.open_rungs[-1] if packages.ladder else np.ones(len(packages), dtype=bool)


def _barred_by(parties: Parties, package: int) -> tuple[str, ...]:
    """Whose vote, and which veto players, are known to refuse a package."""
    players = [*(vote for vote in parties.votes if vote), *parties.vetoes]
    refusing = [(player.name, player.has_refused(ONLY)) for player in players]
    return tuple(name for name, table in refusing if table is not None and table[0, package])


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
    return case, _best(among, spare)


def _best(among: Bools, spare: list[Floats]) -> int:
    """Of some packages the one with most to spare for the side that has less."""
    return int(np.where(among, bargaining.smaller_gain(*spare), -np.inf).argmax())
