"""Strikes, weather, grid (ODD 7.9)."""

from __future__ import annotations

import datetime as dt
import math

from tests.twin.chance import gamma_total, reverted
from tests.twin.shocks import Blows
from tests.twin.state import ACCORD, World

YEAR = 365.25


def step(w: World, day: int, blows: Blows) -> None:
    """Step 3 of a day."""
    if w.open and day <= w.quiet_until:
        w.truce_days += 1
    waves = _strikes(w, day, blows.surges)
    w.seen.update(strikes=waves, surge_waves=blows.surges * round(w.p.shocks.surge.waves))
    trust = w.p.talks.trust
    w.shift_trust(
        trust.strike * waves
        + trust.assassination * blows.assassinations
        + trust.back_channel * blows.meetings
    )
    _grid(w, day, _temperature(w, day))


def _strikes(w: World, day: int, surges: int) -> int:
    """Waves of strikes today; their damage is done."""
    strikes, grid = w.p.grid.strikes, w.p.grid
    quiet = day <= w.quiet_until or (w.phase == ACCORD and day > w.last_fighting)
    month = (w.start + dt.timedelta(days=day)).month
    season = strikes.warm_season if 4 <= month <= 9 else 1.0
    rate = (1 - strikes.cluster) * season / strikes.gap + w.echo
    regular = 0 if quiet else w.chance.count("grid.strikes", day, rate)
    q = math.exp(-1 / strikes.echo)
    w.echo = q * w.echo + strikes.cluster * (1 - q) * regular
    waves = 0 if quiet else regular + surges * round(w.p.shocks.surge.waves)
    u = w.chance.uniform("grid.damage", day)
    damage = gamma_total(u, waves, strikes.damage, strikes.shape)
    damage += sum(event.damage for event in w.events("strike"))
    w.damage = min(w.damage * (1 - grid.repair) + damage, grid.undamaged)
    return waves


def _temperature(w: World, day: int) -> float:
    weather = w.p.weather
    z = w.chance.normal("weather.anomaly", day)
    w.anomaly = reverted(w.anomaly, weather.memory, weather.spread, z)
    for event in w.events("cold_spell"):
        w.anomaly = event.anomaly
    date = w.start + dt.timedelta(days=day)
    return normal(weather.normals, date.timetuple().tm_yday - 0.5) + w.anomaly


def normal(normals: list[float], x: float) -> float:
    """The season's temperature, on straight lines between the middles of months."""
    place = x / (YEAR / 12) - 0.5
    before = math.floor(place)
    share = place - before
    return (1 - share) * normals[before % 12] + share * normals[(before + 1) % 12]


def _grid(w: World, day: int, temperature: float) -> None:
    grid = w.p.grid
    demand = grid.demand + grid.per_degree * max(0.0, grid.mild_day - temperature)
    supply = min(grid.undamaged - w.damage, demand)
    imports = min(demand - supply, grid.imports)
    short = demand - supply - imports
    aid = min(short, _aid(w, day))
    unserved = short - aid
    _requests(w, day, short, demand)
    share = unserved / max(demand, 1e-9)
    w.hardship += (share - w.hardship) * (1 - math.exp(-1 / grid.memory))
    w.blackout_hours += 24 * grid.people * share
    w.seen.update(temperature=temperature, demand=demand, supply=supply, imports=imports)
    w.seen.update(aid=aid, unserved=unserved)


def _helpers(w: World) -> list[str]:
    return [key for key, backer in w.p.backers.items() if backer.helps == w.p.grid.of]


def _aid(w: World, day: int) -> float:
    """Emergency power that comes today, GW."""
    return sum(
        w.p.backers[key].energy_aid
        for key in _helpers(w)
        if w.willing[key] and day >= w.asked[key] + w.p.backers[key].delay
    )


def _requests(w: World, day: int, short: float, demand: float) -> None:
    asks = short > w.p.grid.asks_above * demand or bool(w.events("aid_request"))
    for key in _helpers(w):
        if asks:
            w.asked[key] = min(w.asked[key], day)
        if short <= 0:
            w.asked[key] = math.inf
