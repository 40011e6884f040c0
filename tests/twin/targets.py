"""What a side demands today, by each of the rules (ODD 7.13, 7.14)."""

from __future__ import annotations

import math
from typing import Any

from tests.twin.chance import clip
from tests.twin.going_on import cost_of_war
from tests.twin.proposals import weights
from tests.twin.reach import in_reach
from tests.twin.sanctions import cost_of_a_day
from tests.twin.stopping import NO_GAIN, Waiting, days_to_a_date, most_hoped_for, share_held_out_for


def target(w: Any, table: Any, s: int) -> float:
    """``T_S``."""
    match w.p.rules.reservation:
        case "stopping":
            return _stopping(w, table, s)
        case "faratin":
            return _faratin(w, table, s)
        case "fearon":
            return float(table.war[s])
        case "rubinstein":
            return _rubinstein(w, table, s)
        case "readiness":
            return _readiness(w, table, s)
    raise ValueError(w.p.rules.reservation)


def _stopping(w: Any, table: Any, s: int) -> float:
    side, party = w.sides[s], w.sides[s].party
    _, gain = in_reach(w, table, s, table.tabled)
    weight = weights(w)[s] if w.present else 0.5
    waiting = Waiting(
        max(gain, NO_GAIN),
        most_hoped_for(party.aspiration, weight),
        cost_of_war(w, side) / party.war_horizon + cost_of_a_day(w, side, table.moment.day),
        party.patience,
    )
    share = share_held_out_for(w, table.moment, waiting, party.pressure)
    return float(table.war[s] + share * gain)


def _rubinstein(w: Any, table: Any, s: int) -> float:
    days = days_to_a_date(w, alone=not w.present)
    d, e = (math.exp(-days / w.sides[i].party.patience) for i in (s, 1 - s))
    _, gain = in_reach(w, table, s, table.tabled)
    return float(table.war[s] + d * (1 - e) / (1 - d * e) * gain)


def _readiness(w: Any, table: Any, s: int) -> float:
    chance, _ = in_reach(w, table, s, table.tabled)
    ready = 1.0 - table.war[s] >= 0.5 and chance >= 0.5
    return float(table.war[s] if ready else table.war[s] + 10.0)


def _faratin(w: Any, table: Any, s: int) -> float:
    side, party, o = w.sides[s], w.sides[s].party, 1 - s
    least = table.war[o] + side.belief.error
    reach = [
        own
        for own, theirs, h in zip(table.values[s], table.values[o], table.holds, strict=True)
        if h and theirs >= least
    ]
    k = party.opening_concession
    alpha = k + (1 - k) * _clock(table.moment, party) ** (1 / party.concession_curve)
    gain = max(0.0, max(reach, default=-math.inf) - table.war[s])
    return float(table.war[s] + party.aspiration * (1 - alpha) * gain)


def _clock(moment: Any, party: Any) -> float:
    """The perceived clock."""
    if moment.day < 0:
        return 0.0
    believed = moment.credibility
    return clip(believed * moment.elapsed + (1 - believed) * moment.day / party.patience, 0, 1)
