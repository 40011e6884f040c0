"""Who is in the negotiation, and the order of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

import mesa
import numpy as np

from sim.agreement.seats import ByParty
from sim.agreement.valuation import Valuation
from sim.history import Past
from sim.minutes import Minutes
from sim.parties import Parties
from sim.processes.calendar import Calendar
from sim.processes.clock import Clock
from sim.processes.events import Events
from sim.processes.grid import Grid
from sim.processes.partial_deals import PartialDeals
from sim.processes.relations import Relations
from sim.processes.shocks import Shocks
from sim.processes.war import War
from sim.processes.weather import Weather
from sim.scenario import Scenario
from sim.scenario.draw import Draw
from sim.scenario.schema.events import DistractionEvent, MediatorLeavesEvent
from sim.situation import Situation
from sim.table import Table, table_of, tiles
from sim.talks import Round, Talks
from sim.theory.learning import Normal
from sim.trajectory import ACCORD, CANCELLED, FORCE, HELD, NO_DATE, NOT_HELD, TALKS
from sim.worlds import Bools, Floats, Ints, Noise


class NegotiationModel(mesa.Model):
    """All worlds of a block, stepped together. State arrays have shape (worlds,).

    Parameters
    ----------
    scenario : Scenario
    noise : Noise
        For the block's worlds; its attempts select the parameters.
    watch : Bools, optional
        Worlds whose packages are valued every week even when nobody meets.

    Attributes
    ----------
    phase : Ints
        TALKS, ACCORD or FORCE; the last two are absorbing.
    minutes : Minutes
        What was tabled and answered today.
    now, war_value : Situation, ByParty
        The day as the parties saw it when a date was due, and what fighting on was worth then.
    package, ended_on : Ints
        The accord (-1 without one), and the day the phase ended (-1 while it lasts).
    """

    now: Situation
    war_value: ByParty

    def __init__(self, scenario: Scenario, noise: Noise, watch: Bools | None = None) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never used: noise is addressed
        file, worlds = scenario.file, noise.worlds
        self.setting, self.noise, self.day = scenario, noise, 0
        self.draw = draw = Draw(noise.coordinate, worlds)
        self.parties = Parties(self, scenario, draw, noise)
        self.sides, self.mediator = self.parties.sides, self.parties.mediator
        self.events = Events(scenario, draw, noise)
        self.war = War(file.war, draw, noise)
        self.weather = Weather(file.weather, file.start, draw, noise)
        self.grid = Grid(file.grid, file.start, draw, noise)
        self.clock = Clock(scenario, draw, noise)
        self.past_rounds = {
            scenario.day(r.date): r for r in scenario.origin.file.history.rounds.values()
        }
        self.calendar = Calendar(file.calendar, max(self.past_rounds, default=0), self.events)
        self.shocks = Shocks(file.shocks, draw, noise)
        self.deals = PartialDeals(file.partial_deals, draw, noise)
        self.relations = Relations(file.talks, draw, noise)
        self.talks = Talks(self.sides, self.mediator, self.parties.accord, noise)
        self.phase = np.full(worlds, TALKS, dtype=np.int8)
        self.near_accord = np.zeros(worlds, dtype=bool)
        self.package, self.ended_on = np.full(worlds, -1), np.full(worlds, -1)
        self.hazard, self.fighting_until = np.full(worlds, np.nan), np.full(worlds, np.inf)
        self.attention = self.mediator.attention(0)
        self.watch = np.zeros(worlds, dtype=bool) if watch is None else watch
        self.truce = np.zeros(worlds, dtype=bool)
        self.minutes = Minutes(worlds, len(self.sides))
        estimate = self.war.first_estimate()
        for side in self.sides:
            side.expect(estimate, self.war.optimism_half_life)

    # --- the past -----------------------------------------------------------------------------

    def past_round(self, day: int) -> Round:
        """Play a round before the start: today's line, no clock, no pressure, the top rung."""
        rounds, self.minutes = [], Minutes(self.noise.worlds, len(self.sides))
        now = self.situation(day)
        for table in self._tables(now, self.war_values(now), self._all):
            self.minutes.take_table(table, self._live)
            rounds.append(self.talks.hold(day, table))
            self.minutes.take_round(rounds[-1])
        return Round.joined(rounds)

    def remember(self, past: Past) -> None:
        """Take in the past as data: learn from its refusals; trust and shocks up to the start."""
        for round_ in past.rounds:
            now = self.situation(round_.day)
            for table in self._tables(now, self.war_values(now), self._all):
                self.talks.learn_from_past(table, round_)
        tabled = {round_.day: round_ for round_ in past.rounds}
        for day in range(min([0, *self.past_rounds, *self.events.by_day]), 0):
            self.relations.fade()
            none = np.zeros(self.noise.worlds, dtype=np.int64)
            self.relations.suffer(none, *self.shocks.remember(day, self.events))
            if day in tabled:
                self.relations.gain(self.relations.by_refusal)
                self.relations.gain(self.deals.trust_of_past(self.past_rounds[day]))

    # --- a day --------------------------------------------------------------------------------

    def step(self) -> None:
        """One day of every world.

        1. The deadline's clock, the mediator's attention, and whether it stays.
        2. Shocks and dated deals; what they do to trust.
        3. Weather, strikes, and how far demand for power is met.
        4. The front moves, people are killed, both sides learn from what they see.
        5. Talks break off or resume.
        6. A date, if one is due: a text, answers, votes at home, and deals beside the accord.
        """
        day = self.day
        self.minutes = Minutes(self.noise.worlds, len(self.sides))
        self._keep_the_clock(day)
        self._suffer_shocks(day)
        self._go_through_the_day(day)
        self._fight(day)
        resumed = self.relations.step(day, self._live, self.events)
        self.calendar.begin_anew(day, resumed, ~self._alone)
        self._meet(day)
        self.day += 1

    @property
    def _all(self) -> Ints:
        return np.arange(self.noise.worlds)

    @property
    def _live(self) -> Bools:
        """Worlds whose talks are not over."""
        live: Bools = self.phase == TALKS
        return live

    @property
    def _alone(self) -> Bools:
        """Worlds whose mediator left; a scenario without one is not called alone."""
        if self.setting.file.talks.protocol == "alternating":
            return np.zeros(self.noise.worlds, dtype=bool)
        return ~self.mediator.present

    def _keep_the_clock(self, day: int) -> None:
        mediating = self._live & self.mediator.present
        leaves, starts = self.clock.step(day, mediating, self.events)
        self.mediator.is_distracted(day, self.noise)
        for event, happens in self.events.due(DistractionEvent, day):
            self.mediator.turn_away(happens, day + self.draw(event.days))
        leaves = leaves | self.mediator.gives_up(day, self.clock.lapsed, self.noise) & mediating
        for _, happens in self.events.due(MediatorLeavesEvent, day):
            leaves = leaves | happens & mediating
        self.mediator.leave(leaves)
        self.mediator.close_ladder(starts & ~leaves)
        self.clock.stop(leaves)
        self.calendar.begin_anew(day, leaves, ~self._alone)
        self.attention = self.mediator.attention(day)

    def _suffer_shocks(self, day: int) -> None:
        self.relations.fade()
        self.shocks.step(day, self.near_accord, self._live, self.events)
        trust, made = self.deals.step(day, self._live, self.events)
        self.relations.gain(trust)
        self.minutes.take_deals(made)

    def _go_through_the_day(self, day: int) -> None:
        peace = (self.phase == ACCORD) & (day > self.fighting_until)
        self.truce = self._live & (day <= self.deals.quiet_until)
        quiet = peace | (day <= self.deals.quiet_until)
        waves = self.grid.is_struck(day, quiet, self.shocks.surge_waves, self.events)
        self.relations.suffer(waves, self.shocks.assassinations, self.shocks.meetings)
        self.weather.step(day, self.events)
        self.grid.serve(day, self.weather.temperature, self.parties.backers, self.events)

    def _fight(self, day: int) -> None:
        silent = day <= self.deals.silent_until
        self.war.shift(self.events, day, self._live)
        fallen = self.war.move(day, self._live & ~silent, self.relations.broken, self.sides)
        self._end(day, fallen, FORCE)
        at_war = (self.phase != ACCORD) | (day <= self.fighting_until)
        for side in self.sides:
            self.war.bleed(day, at_war & ~silent, side)

    def _end(self, day: int, where: Bools, phase: int) -> None:
        self.phase = np.where(where, phase, self.phase).astype(np.int8)
        self.ended_on = np.where(where, day, self.ended_on)

    # --- a date -------------------------------------------------------------------------------

    def _meet(self, day: int) -> None:
        meeting = self._live & ~self.relations.broken
        dates = self.calendar.dates(day, meeting, ~self._alone)
        cancelled = dates & self.calendar.cancelled(day, self.shocks.last_shock)
        drive = self.attention if self._mediated else np.ones(self.noise.worlds)
        held = dates & ~cancelled & self.calendar.held(day, drive, self._alone)
        self.minutes.at_place = self.calendar.at_place & held
        self.minutes.date = np.where(
            dates, np.where(held, HELD, np.where(cancelled, CANCELLED, NOT_HELD)), NO_DATE
        )
        looked_at = dates | (self.watch & self._live if day % 7 == 0 else False)
        self.now = self.situation(day)
        self.war_value = self.war_values(self.now)
        for table in self._tables(self.now, self.war_value, np.flatnonzero(looked_at)):
            self.minutes.take_table(table, dates)
            if held[table.rows].any():
                self._hold_round(day, table.part(held[table.rows]))

    @property
    def _mediated(self) -> bool:
        return self.setting.file.talks.protocol == "mediated"

    def _hold_round(self, day: int, table: Table) -> None:
        round_ = self.talks.hold(day, table)
        self.minutes.take_round(round_)
        rows = round_.rows
        self.near_accord[rows] = np.logical_or.reduce(round_.accepted, axis=0)
        self._sign(day, round_)
        refused = np.zeros(self.noise.worlds, dtype=bool)
        refused[rows[~round_.signed]] = True
        gained, made = self.deals.agree(day, refused, self.relations.trust)
        self.minutes.take_deals(made)
        self.relations.gain(gained + np.where(refused, self.relations.by_refusal, 0.0))
        self.mediator.count_refusal(refused & self.mediator.present)

    def _sign(self, day: int, round_: Round) -> None:
        """An accord: it ends the talks, and later the fighting."""
        rows, package = round_.rows[round_.signed], round_.package[round_.signed]
        accord, where = self.parties.accord, np.zeros(self.noise.worlds, dtype=bool)
        where[rows] = True
        self._end(day, where, ACCORD)
        self.package[rows] = package
        self.hazard[rows] = accord.hazard(rows, package, self._pressure(day)[rows])
        self.fighting_until[rows] = day + accord.fighting_goes_on(day, rows, package, self.noise)

    def _tables(self, now: Situation, war: ByParty, rows: Ints) -> Iterator[Table]:
        """The table of packages in those worlds, in portions that fit the cache."""
        for part in tiles(rows):
            yield table_of(self.valuation(part, now, war), self.sides, now)

    def valuation(self, rows: Ints, now: Situation, war: ByParty) -> Valuation:
        """What every package is worth now in the worlds ``rows``; ``war`` by party, (worlds,)."""
        return self.parties.valuer.on(
            rows,
            now.resentment[rows],
            now.effective_pressure[rows],
            tuple(value[rows] for value in war),
        )

    # --- what can be observed -----------------------------------------------------------------

    def situation(self, day: int) -> Situation:
        """The day as the parties see it; the past has no clock and no pressure."""
        past = np.zeros(self.noise.worlds)
        return Situation(
            day=day,
            held_area=self.war.held_area,
            distance=self.war.distance(),
            volatility=self.war.volatility,
            hardship={self.grid.spec.of: self.grid.hardship},
            credibility=past if day < 0 else self.clock.credibility,
            elapsed=past if day < 0 else self.clock.elapsed(day),
            effective_pressure=past if day < 0 else self._pressure(day),
            resentment=past if day < 0 else self.shocks.resentment,
        )

    def _pressure(self, day: int) -> Floats:
        return self.clock.credibility * self.attention * self.clock.closeness(day)

    def war_values(self, now: Situation) -> ByParty:
        """What fighting on is worth to each side."""
        return tuple(side.war_value(now) for side in self.sides)

    def shared_war_values(self, now: Situation) -> ByParty:
        """The same if all sides read the front alike, by the mean of their beliefs."""
        drifts = [side.expected_drift(now.day) for side in self.sides]
        variances = [side.belief.variance for side in self.sides]
        shared = Normal(_mean(drifts), _mean(variances))
        return tuple(side.war_value(now, shared) for side in self.sides)


def _mean(arrays: Sequence[Floats]) -> Floats:
    return reduce(np.add, arrays) / len(arrays)
