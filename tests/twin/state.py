"""The state of a world, and how it starts (ODD 2, 5.2)."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from tests.twin.accord import ceded, shift_of_power, staying_power
from tests.twin.beliefs import Belief
from tests.twin.chance import PAST, Chance
from tests.twin.consent import voters
from tests.twin.packages import Package
from tests.twin.values import values

TALKS, ACCORD, FORCE = "talks", "accord", "force"
FIRST, SECOND = 0, 1


def mean_drift(p: Any) -> float:
    """The front's mean pace, as the arms of backers move it."""
    slowed = sum(
        backer.slows_front * (1 if backer.helps == p.war.holder else -1)
        for backer in p.backers.values()
    )
    return float(p.war.drift - slowed)


class Side:
    """A belligerent; what it believes of the other, and what others believe of it."""

    def __init__(self, p: Any, chance: Chance, key: str, other: str) -> None:
        self.key, self.party = key, p.parties[key]
        z = chance.normal("belief.front", 0)
        self.drift = mean_drift(p) + p.war.learning.first_error * z
        self.drift_variance = p.war.learning.first_error**2
        z = chance.normal(f"misreading.{key}.{other}", PAST)
        self.belief = Belief(self.party.misjudges * z, self.party.misjudges)
        z = chance.normal(f"misreading.mediator.{key}", PAST)
        self.mediators = Belief(p.mediator.misjudges * z, p.mediator.misjudges)
        z = chance.normal(f"misreading.mediator.{other}", PAST)
        self.belief = self._informed(p, self.belief, p.mediator.misjudges * z)
        helpers = [backer for backer in p.backers.values() if backer.helps == key]
        self.relief = min(1.0, sum(backer.relief for backer in helpers))
        self.yields = math.prod(1 - backer.steadies for backer in helpers)
        self.exhaustion, self.killed = 1.0, 0.0

    def _informed(self, p: Any, own: Belief, report: float) -> Belief:
        """What a side makes of the other once the mediator has told it what it makes of it."""
        if p.talks.protocol == "alternating":
            return own
        leans_here = p.mediator.leans_to == self.key
        weight = p.mediator.bias if leans_here else 1 - p.mediator.bias
        believed = p.mediator.informs * max(0.0, 2 * weight - 1)
        if believed == 0 or own.variance == 0:
            return own
        heeds = believed * own.variance / (p.mediator.misjudges**2 + own.variance)
        return Belief(own.first + heeds * (report - own.first), own.spread * math.sqrt(1 - heeds))


class World:
    """All state variables, at their values before the past is remembered."""

    def __init__(self, p: Any, chance: Chance, packages: list[Package]) -> None:
        self.p, self.chance, self.packages = p, chance, packages
        self.start = p.start
        self.alternating = p.talks.protocol == "alternating"
        first, second = p.parties
        self.sides = [Side(p, chance, first, second), Side(p, chance, second, first)]
        self.values = values(p, packages)
        self.voters = voters(p, chance, packages)
        self.staying = {
            mediated: [staying_power(p, package, mediated) for package in packages]
            for mediated in (True, False)
        }
        self.shifts = [shift_of_power(p, package) for package in packages]
        self.ceded = [ceded(p, package) for package in packages]
        self._start_ending()
        self._start_talks()
        self._start_surroundings()
        self.happening: dict[str, Any] = {}
        self.happened: Counter[str] = Counter()

    def _start_ending(self) -> None:
        self.phase, self.day_ended, self.package = TALKS, math.inf, -1
        self.near_accord, self.hazard, self.settles = False, math.nan, 0.0
        self.last_fighting = math.inf
        self.days_fought = 0
        self.dates: list[Any] = []
        self.signing: Any = None
        self.first_evening: Any = None
        self.seen: dict[str, float] = {}
        self.diary: list[dict[str, float]] = []

    def _start_talks(self) -> None:
        deadline = self.p.deadline
        self.present = not self.alternating
        self.left, self.left_on, self.broken_off_on = False, math.nan, math.nan
        self.distracted_until = 0.0
        self.rung = self.refusals = 0
        self.credibility = deadline.credibility
        self.clock_first, self.clock_last = 0.0, float(self.day_of(deadline.date))
        self.lapsed = self.presses_on = False
        self.next_clock = math.inf
        self.attention = 0.0
        self.trust, self.broken_off, self.turn = 0.0, False, FIRST
        self.next_date = 0.0
        self.said: list[bool] | None = None

    def _start_surroundings(self) -> None:
        p, chance = self.p, self.chance
        self.land, self.deviation = p.war.area, 0.0
        self.mean_drift = mean_drift(p)
        self.sanctions_days = 0
        self.anomaly = p.weather.anomaly
        self.damage = max(0.0, p.grid.undamaged - p.grid.supply)
        self.echo = p.grid.strikes.cluster / p.grid.strikes.gap
        self.hardship, self.blackout_hours = p.grid.deficit, 0.0
        self.willing = {
            key: chance.uniform(f"backer.{key}.willing", 0) < backer.willing
            for key, backer in p.backers.items()
        }
        self.asked = dict.fromkeys(p.backers, math.inf)
        self.resentment, self.last_shock = 0.0, -math.inf
        self.prisoners, self.truce_days = 0, 0
        self.quiet_until = self.silent_until = -math.inf
        self.exchange_days: list[int] = []
        self.truce_made_days: list[int] = []

    def day_of(self, date: Any) -> int:
        """Days from the start to a date."""
        return int((date - self.start).days)

    @property
    def open(self) -> bool:
        """Whether talks are open, broken off or not."""
        return self.phase == TALKS

    @property
    def mediating(self) -> bool:
        """Whether talks are open and the mediator is present."""
        return self.open and self.present

    def events(self, kind: str) -> list[Any]:
        """The dated events of a type that happen today."""
        return [event for event in self.happening.values() if event.type == kind]

    def shift_trust(self, by: float) -> None:
        """Move trust, within its range."""
        self.trust = min(max(self.trust + by, -2.0), 2.0)
