"""The front, the people it kills, and what it does to the will to go on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.outcome import Ending, Outcome, Played
from sim.processes.day import ACCORD, FORCE, Day
from sim.processes.process import Process, Setting
from sim.processes.war.backing import drift_with_arms, shaken
from sim.processes.war.fighter import Fighter
from sim.processes.war.section import ArmsEvent, FrontEvent, TurnEvent
from sim.processes.war.section import War as WarSection
from sim.processes.war.words import WarWords
from sim.series import Series
from sim.theory import chance, front, learning
from sim.worlds import Bools, Floats

_YEAR = 365.25


def _taken_by_force(played: Played) -> Bools:
    """Was the land taken on or before the deadline?"""
    ended_on = played.final["ended_on"]
    taken: Bools = played.daily["phase"][-1] == FORCE
    return taken & (ended_on >= 0) & (ended_on <= played.deadline)


class War(Process):
    """Land still held, moved by a drift that wanders and a belt that slows. Arrays: (worlds,).

    Attributes
    ----------
    held_area : Floats
        Land at stake that its holder still holds, km2.
    pace : Floats
        Drift on open ground today, km2/day; below zero the holder regains.
    fighters : dict[str, Fighter]
        By party.
    """

    name = "war"
    section = WarSection
    refers: ClassVar[Mapping[str, str]] = {"holder": "parties", "issue": "issues"}
    dated = (FrontEvent, ArmsEvent, TurnEvent)
    outcomes = (
        Outcome(
            "taken_by_force",
            "the land at stake taken by force",
            "-",
            "flag",
            answer=_taken_by_force,
            hashed_as="force_by_deadline",
            rank=80,
        ),
        Outcome(
            "ceasefire_day",
            "days from the start to the ceasefire",
            "days",
            "measure",
            answer=lambda played: np.where(
                played.daily["phase"][-1] == ACCORD, played.final["fighting_until"], np.nan
            ),
            rank=30,
        ),
        Outcome(
            "km2_changed",
            "land lost by its holder (below zero: regained)",
            "km2",
            "measure",
            answer=lambda played: played.final["area_at_start"] - played.final["held_area"],
            rank=50,
        ),
        Outcome(
            "killed",
            "people killed on both sides",
            "persons",
            "measure",
            answer=lambda played: played.final["killed"],
            rank=60,
        ),
    )
    endings = (
        Ending(
            "taken_by_force",
            "the land at stake is taken by force",
            where=lambda played: played.daily["phase"][-1] == FORCE,
            absorbing=True,
        ),
    )
    words = WarWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "held_area": Series("land at stake that its holder still holds", "km2"),
        "pace": Series("pace of the front on open ground (below zero: land regained)", "km2/day"),
        "expected_drift": Series("pace of the front it expects", "km2/day", each=True),
        "exhaustion": Series("factor of its cost of war by losses, 1 at the start", each=True),
        "killed": Series("people killed since the start", "persons", each=True),
    }
    drawn = ("killed.*",)
    followed = ("held_area",)

    def __init__(self, spec: WarSection, setting: Setting) -> None:
        draw = setting.draw
        self.spec, self.noise, self.events = spec, setting.noise, setting.events
        self.journal = setting.journal
        self.held_area = self.area_at_start = draw(spec.area)
        self.whole_area = np.maximum(draw(spec.whole_area), self.held_area)
        self.drift = drift_with_arms(draw(spec.drift), setting.helpers, spec.holder)
        self.drift_spread = draw(spec.drift_spread)
        self.drift_memory = draw(spec.drift_memory)
        self.volatility = draw(spec.volatility)
        self.belt_area, self.slows_to = draw(spec.belt.area), draw(spec.belt.slows_to)
        self.first_error = draw(spec.learning.first_error)
        self.forgetting = draw(spec.learning.forgetting)
        self.optimism_half_life = draw(spec.learning.optimism_half_life)
        self.push_when_broken = draw(spec.push_when_broken)
        self.exhausts, self.rests = (
            draw(spec.exhaustion.per_year) / _YEAR,
            draw(spec.exhaustion.relief_per_year) / _YEAR,
        )
        self.loss_spread = draw(spec.exhaustion.spread)
        self.fought, self._left = np.zeros(draw.worlds), np.ones(draw.worlds)
        self._measured = self._distance = np.zeros(draw.worlds)
        self.deviation = np.zeros(draw.worlds)
        self.pace = self.drift.copy()
        self.fighters = self._fighters(setting)

    def _fighters(self, setting: Setting) -> dict[str, Fighter]:
        estimate = self.first_estimate()
        draw, over = setting.draw, self.spec.costed_days
        costed = None if over is None else draw(over)
        fighters = {
            name: Fighter(
                party,
                draw,
                name == self.spec.holder,
                estimate,
                costed,
                self._shaken(setting, name),
            )
            for name, party in setting.parties.items()
        }
        for helper in setting.helpers:
            fighters[helper.helps].is_relieved(helper.relief)
        return fighters

    def _shaken(self, setting: Setting, party: str) -> tuple[Floats | float, Floats | float]:
        """What backers leave of the chances that the other side gives way, and the party."""
        other = next(name for name in setting.parties if name != party)
        return shaken(setting.helpers, other), shaken(setting.helpers, party)

    def first_estimate(self) -> learning.Normal:
        """What both sides make of the drift at the start: a shared error about the true mean."""
        z = self.noise.normal("belief.front")
        return learning.Normal(self.drift + self.first_error * z, self.first_error**2)

    def friction(self) -> Floats:
        """Speed relative to open ground, here and now."""
        return front.friction(self.held_area, self.belt_area, self.slows_to)

    def distance(self) -> Floats:
        """Land held, in open ground (km2); measured once as long as the front stands there."""
        if self._measured is not self.held_area:
            self._measured = self.held_area
            self._distance = front.open_ground_distance(
                self.held_area, self.belt_area, self.slows_to
            )
        return self._distance

    # --- a day --------------------------------------------------------------------------------

    def step(self, today: Day) -> None:
        """The front moves where nobody is silent; worlds end where it falls; people are killed."""
        silent = today.get("silent", np.zeros(today.phase.shape, dtype=bool))
        self._shift(today)
        self._arm(today)
        self._turn(today)
        fighting = today.talking & ~silent
        fallen = self._move(today.day, fighting, today.broken)
        self._disagree_less(today.day, fighting)
        today.end(fallen, FORCE)
        self.journal.write(today.day, "taken_by_force", fallen)
        self.journal.write(
            today.day, "ceasefire", today.at_peace & (today.day - 1 <= today.ceasefire)
        )
        self._accrue_losses(today.day, ~today.at_peace & ~silent)

    def _shift(self, today: Day) -> None:
        """Land that changes hands by a dated event, while talks are open."""
        for event, happens in self.events.due(FrontEvent):
            lost = self.events.draw(event.area)
            after = np.clip(self.held_area - lost, 0.0, self.whole_area)
            self.held_area = np.where(happens & today.talking, after, self.held_area)

    def _arm(self, today: Day) -> None:
        """Arms of a dated event move the front's mean pace, and what both sides expect of it."""
        for event, happens in self.events.due(ArmsEvent):
            pace = self.events.draw(event.pace) * (-1.0 if event.helps == self.spec.holder else 1.0)
            change = np.where(happens & today.talking, pace, 0.0)
            self.drift = self.drift + change
            for fighter in self.fighters.values():
                fighter.sees_arms(change)

    def _turn(self, today: Day) -> None:
        """A side's staying power changes by a dated event, while talks are open."""
        for event, happens in self.events.due(TurnEvent):
            times = np.where(happens & today.talking, self.events.draw(event.times), 1.0)
            for name, fighter in self.fighters.items():
                own = name == event.of
                fighter.is_shaken(*((1.0, times) if own else (times, 1.0)))

    def _move(self, day: int, fighting: Bools, broken: Bools) -> Bools:
        """Move the front where there is fighting; tell both sides; return where it fell."""
        z = self.noise.normal("war.drift", day)
        self.deviation = chance.reverting(self.deviation, self.drift_spread, self.drift_memory, z)
        pace = self.drift + self.deviation
        push = np.where(broken, (self.push_when_broken - 1.0) * np.abs(pace), 0.0)
        self.pace = pace + push
        friction = self.friction()
        step = self.volatility * self.noise.normal("war.front", day) - self.pace * friction
        after = self.held_area + step
        fallen = fighting & self._fell(day, after)
        self.held_area = np.where(fighting, np.minimum(after, self.whole_area), self.held_area)
        self.held_area = np.where(fallen, 0.0, self.held_area)
        variance = np.where(fighting, (self.volatility / friction) ** 2, np.inf)
        for fighter in self.fighters.values():
            fighter.watch_the_front(-step / friction, variance, self.forgetting)
        return fallen

    def _disagree_less(self, day: int, fighting: Bools) -> None:
        """What is fought takes some of their optimism from both sides (Slantchev 2003b)."""
        self.fought = self.fought + (fighting & (day > 0))
        self._left = 0.5 ** (self.fought / self.optimism_half_life)

    def _fell(self, day: int, after: Floats) -> Bools:
        """Did the front reach the end of the land today, at the day's end or between?"""
        crossing = front.crossing_probability(self.held_area, after, self.volatility)
        if not (crossing > 0.0).any():
            return np.zeros(after.shape, dtype=bool)
        return (after <= 0.0) | (self.noise.uniform("war.crossing", day) < crossing)

    def _accrue_losses(self, day: int, fighting: Bools) -> None:
        s = self.loss_spread
        for name, fighter in self.fighters.items():
            losses = np.exp(s * self.noise.normal(f"war.losses.{name}", day) - 0.5 * s * s)
            fighter.accrue_losses(fighting, losses, self.exhausts, self.rests)

    # --- what it is worth ---------------------------------------------------------------------

    def scores(self, party: str, day: int, alike: bool = False) -> dict[str, Floats]:
        """The land at stake: the share that the party expects to hold at its war horizon."""
        drift = self._shared_drift(day) if alike else self._own_drift(party, day)
        land = self.fighters[party].share_of_land(drift, self.volatility, self.distance())
        return {self.spec.issue: land}

    def scores_today(self, party: str) -> dict[str, Floats]:
        """Today's line: the holder has all the land at stake, the other side none of it."""
        held = float(party == self.spec.holder)
        return {self.spec.issue: np.full_like(self.held_area, held)}

    def _own_drift(self, party: str, day: int) -> learning.Normal:
        fighter = self.fighters[party]
        expected = fighter.expected_drift(self._optimism_left(day))
        return learning.Normal(expected, fighter.belief.variance)

    def _optimism_left(self, day: int) -> Floats:
        """Share of the first optimism; more before the start, when all days were of fighting."""
        return self._left if day >= 0 else 0.5 ** (day / self.optimism_half_life)

    def _shared_drift(self, day: int) -> learning.Normal:
        """The front if all sides read it by their mean belief."""
        own = [self._own_drift(party, day) for party in self.fighters]
        mean = reduce(np.add, [drift.mean for drift in own])
        variance = reduce(np.add, [drift.variance for drift in own])
        return learning.Normal(mean / len(own), variance / len(own))

    def terms(self, party: str, day: int) -> dict[str, Floats]:
        """What fighting on costs."""
        return {"cost": self.fighters[party].burden()}

    def cost_a_day(self, party: str, day: int) -> Floats | float:
        """What a day of fighting costs the party."""
        fighter = self.fighters[party]
        return -fighter.burden() / fighter.horizon

    def turns(self, party: str) -> tuple[Floats, Floats] | None:
        """The war may end by a side that gives way: aid fades, politics turn, an army breaks."""
        return self.fighters[party].turns

    def outlook(self, party: str, day: int) -> dict[str, Floats]:
        """Drift that it expects (km2/day), and the share of the land it expects to end up with."""
        expects = self._own_drift(party, day).mean
        return {"expects": expects, "land_share": self.scores(party, day)[self.spec.issue]}

    def parts(self) -> tuple[object, ...]:
        """Those who fight."""
        return tuple(self.fighters.values())

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """The front, and each side's reading of it, exhaustion and losses."""
        series: dict[str, NDArray[Any]] = {"held_area": self.held_area, "pace": self.pace}
        for name, fighter in self.fighters.items():
            expected = fighter.expected_drift(self._optimism_left(day))
            series[f"expected_drift.{name}"] = expected
            series[f"exhaustion.{name}"] = fighter.exhaustion
            series[f"killed.{name}"] = fighter.killed
        return series

    def final(self) -> dict[str, NDArray[Any]]:
        """Land and lives."""
        killed = [fighter.killed for fighter in self.fighters.values()]
        return {
            "held_area": self.held_area,
            "area_at_start": self.area_at_start,
            "killed": sum(killed, start=np.zeros_like(self.held_area)),
        }
