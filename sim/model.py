"""Who is in the negotiation, and the order of a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import mesa
import numpy as np

from sim.agreement.standing import Standing
from sim.agreement.valuation import Valuation
from sim.calendar import Calendar
from sim.foresight import Foresight
from sim.going_on import GoingOn
from sim.history import Past
from sim.journal import Journal
from sim.knowledge import Knowledge
from sim.meetings import Date, MeetingWriter
from sim.minutes import Minutes
from sim.parties import Parties
from sim.processes import PROCESSES, Process
from sim.processes.condition import Known
from sim.processes.dated import Events
from sim.processes.day import ACCORD, TALKS, Day
from sim.processes.deadline import Clock, NoDeadline
from sim.processes.process import Setting
from sim.quantities.draw import Draw
from sim.scenario import Scenario
from sim.scenario.schema.meetings import DistractionEvent, MediatorLeavesEvent
from sim.scenario.schema.meetings import PastRound as PastRoundSection
from sim.situation import Situation
from sim.table import Table, table_of, tiles
from sim.talks import PastRound, Round, Talks
from sim.theory.reservation import Ahead
from sim.trajectory import CANCELLED, HELD, NO_DATE, NOT_HELD
from sim.worlds import Bools, Floats, Ints, Noise

P = TypeVar("P")
_FATES = {NOT_HELD: "not_held", CANCELLED: "cancelled", HELD: "held"}
_LONG_AGO = -np.inf


class NegotiationModel(mesa.Model):
    """All worlds of a block, stepped together. State arrays have shape (worlds,).

    Parameters
    ----------
    scenario : Scenario
    noise : Noise
        For the block's worlds; its attempts select the parameters.
    watch : Bools, optional
        Worlds whose packages are valued every week even when nobody meets.
    journal : Journal, optional
        Where what happens is written down, of one world.

    Attributes
    ----------
    phase : Ints
        TALKS, ACCORD or FORCE; the last two are absorbing.
    minutes : Minutes
        What was tabled and answered today.
    now, standing : Situation, Standing
        The day as the parties saw it when a date was due, and what fighting on was worth then.
    package, ended_on : Ints
        The accord (-1 without one), and the day the phase ended (-1 while it lasts).
    """

    now: Situation
    standing: Standing

    def __init__(
        self,
        scenario: Scenario,
        noise: Noise,
        watch: Bools | None = None,
        journal: Journal | None = None,
    ) -> None:
        super().__init__(rng=0)  # Mesa's own generator is never used: noise is addressed
        file, worlds = scenario.file, noise.worlds
        self.setting, self.noise, self.day = scenario, noise, 0
        self._mediated = file.mediated
        self.draw = draw = Draw(noise.coordinate, worlds)
        self.journal = journal or Journal()
        self.events = Events(file.events, scenario.day, draw, noise, self.journal)
        self.parties = Parties(self, scenario, draw, noise)
        self.sides, self.mediator = self.parties.sides, self.parties.mediator
        around = Setting(
            start=file.start,
            draw=draw,
            noise=noise,
            events=self.events,
            parties=file.parties,
            helpers=self.parties.backers,
            day_of=scenario.day,
            deadline=scenario.day(file.due),
            journal=self.journal,
        )
        self.processes: list[Process] = [
            process(section, around)
            for process in PROCESSES
            if (section := getattr(file, process.name)) is not None
        ]
        self.parties.weigh_packages(self.processes)
        self.going_on = GoingOn(self.sides, self.processes)
        self.clock = Clock(file.deadline, around) if file.deadline else NoDeadline(worlds)
        self.past_rounds: dict[int, dict[str, PastRoundSection]] = {}
        for name, past in scenario.past_rounds.items():
            self.past_rounds.setdefault(scenario.day(past.date), {})[name] = past
        self._consistent = np.ones(worlds, dtype=bool)
        self.calendar = Calendar(file.calendar, max(self.past_rounds, default=0), self.events)
        names = [side.name for side in self.sides]
        self.knowledge = Knowledge(names, self.clock, self.calendar, self.processes, worlds)
        self.foresight = Foresight(
            self.sides,
            self.mediator,
            self.calendar,
            self.clock,
            self.going_on,
            self._mediated,
        )
        votes, vetoes = self.parties.votes, self.parties.vetoes
        self.talks = Talks(self.sides, self.mediator, votes, vetoes, noise)
        self.writer = MeetingWriter(scenario, self.parties, self.calendar, self.going_on)
        self.phase = np.full(worlds, TALKS, dtype=np.int8)
        self.near_accord = np.zeros(worlds, dtype=bool)
        self.package, self.ended_on = np.full(worlds, -1), np.full(worlds, -1)
        self.hazard, self.fighting_until = np.full(worlds, np.nan), np.full(worlds, np.inf)
        self.settles = np.zeros(worlds)
        self.attention = self.mediator.attention(0)
        self.watch = np.zeros(worlds, dtype=bool) if watch is None else watch
        self.minutes = self._blank_minutes()
        self.today = self._dawn(0)

    def process(self, kind: type[P]) -> P | None:
        """The process of that kind, if the scenario has it."""
        return next((process for process in self.processes if isinstance(process, kind)), None)

    # --- the past -----------------------------------------------------------------------------

    def play_past(self, day: int) -> list[PastRound]:
        """Play the rounds of a day before the start, in worlds that none has contradicted yet.

        Today's line, no pressure and the whole ladder, unless the file says what was tabled, or
        that a deadline lapsed.
        """
        self.mediator.open_ladder()
        self.minutes, self.now = self._blank_minutes(), self.situation(day)
        held, standing = self.past_rounds[day], self.going_on.standing(self.now)
        rounds = [self._blank(day, spec) for spec in held.values()]
        self.minutes.date[self._consistent] = HELD
        for table in self._tables(self.now, standing, np.flatnonzero(self._consistent)):
            self.minutes.take_demands(table)
            for (name, spec), kept in zip(held.items(), rounds, strict=True):
                text = self.parties.packages.filtered(spec.text) if spec.text else None
                called = spec.label or name.replace("_", " ")
                kept.take(table.rows, self._hold(table, text, called))
        for past in rounds:
            self._consistent &= ~past.contradicts()
        return rounds

    def _blank(self, day: int, spec: PastRoundSection) -> PastRound:
        seats = tuple(i for i, side in enumerate(self.sides) if side.name in spec.refused_by)
        return PastRound.blank(day, len(self.sides), self.noise.worlds, seats)

    def remember(self, past: Past) -> None:
        """Take in the past as data: learn from its answers; trust and shocks up to the start.

        The answers are those of the origin's world, to texts and at targets of that world.
        """
        everywhere = np.arange(self.noise.worlds)
        for round_ in past.rounds:
            self.talks.learn(everywhere, round_)
            self.knowledge.hear(everywhere, round_)
        for day in range(min([0, *self.past_rounds, *self.events.by_day]), 0):
            self.today = self._dawn(day)
            self.events.dawn(day)
            self._write_down_what_is_dated(day)
            for process in self.processes:
                process.remember(self.today)
            if day in self.past_rounds:
                self._after_past_round(day)

    def _after_past_round(self, day: int) -> None:
        """What a round before the start left behind."""
        for spec in self.past_rounds[day].values():
            for process in self.processes:
                process.after_past_round(self.today, self.draw(spec.exchanged))

    # --- a day --------------------------------------------------------------------------------

    def step(self) -> None:
        """One day of every world.

        1. The deadline's clock, the mediator's attention, and whether it stays.
        2. Every process, in the order of their list; each reads what those before it said.
        3. A date, if one is due: a text, answers, votes at home, and deals beside the accord.
        """
        day = self.day
        self.minutes = self._blank_minutes()
        self.events.dawn(day, self._known(day))
        self._write_down_what_is_dated(day)
        self._keep_the_clock(day)
        self.today = self._dawn(day)
        for process in self.processes:
            process.step(self.today)
        self.phase, self.ended_on = self.today.phase, self.today.ended_on
        self.calendar.begin_anew(day, self.today.resumed, ~self._alone)
        self._meet(day)
        self.day += 1

    def _known(self, day: int) -> Known | None:
        """What is known as the day begins, if an event asks for it."""
        if not self.events.ask:
            return None
        broken = self._dawn(day).broken
        return self.knowledge.at_dawn(day, self.phase, broken, self.mediator.present)

    def _write_down_what_is_dated(self, day: int) -> None:
        self.calendar.write_down(day)
        self.events.write_down(day)

    def _dawn(self, day: int) -> Day:
        """The day before anything has happened on it."""
        broken = self.today.broken if self.day else np.zeros(self.noise.worlds, dtype=bool)
        return Day(day, self.phase, self.ended_on, self.fighting_until, self.near_accord, broken)

    def _blank_minutes(self) -> Minutes:
        return Minutes(self.noise.worlds, len(self.sides))

    @property
    def _live(self) -> Bools:
        """Worlds whose talks are not over."""
        live: Bools = self.phase == TALKS
        return live

    @property
    def _alone(self) -> Bools:
        """Worlds whose mediator left; a scenario without one is not called alone."""
        if not self._mediated:
            return np.zeros(self.noise.worlds, dtype=bool)
        return ~self.mediator.present

    def _keep_the_clock(self, day: int) -> None:
        mediating = self._live & self.mediator.present
        leaves, starts = self.clock.step(day, mediating)
        distracted_until = np.maximum(self.mediator.distracted_until, day)
        self.mediator.is_distracted(day, self.noise)
        for event, happens in self.events.due(DistractionEvent):
            self.mediator.turn_away(happens, day + self.draw(event.days))
        leaves = leaves | self.mediator.gives_up(day, self.clock.lapsed, self.noise) & mediating
        for _, happens in self.events.due(MediatorLeavesEvent):
            leaves = leaves | happens & mediating
        self.mediator.leave(day, leaves)
        self.mediator.close_ladder(starts & ~leaves)
        self.clock.stop(leaves)
        self.calendar.begin_anew(day, leaves, ~self._alone)
        self.attention = self.mediator.attention(day)
        self.journal.write(
            day,
            "distraction",
            mediating & ~leaves & (self.mediator.distracted_until > distracted_until),
            until=self.mediator.distracted_until,
            attention=self.attention,
        )

    # --- a date -------------------------------------------------------------------------------

    def _meet(self, day: int) -> None:
        meeting = self._live & ~self.today.broken
        dates = self.calendar.dates(day, meeting, ~self._alone)
        cancelled = dates & self.calendar.cancelled(day, self.today.get("last_shock", _LONG_AGO))
        attention = self.attention if self._mediated else np.ones(self.noise.worlds)
        held = dates & ~cancelled & self.calendar.held(day, attention, self._alone)
        self.minutes.at_place = self.calendar.at_place & held
        self.minutes.date = np.where(
            dates, np.where(held, HELD, np.where(cancelled, CANCELLED, NOT_HELD)), NO_DATE
        )
        looked_at = dates | (self.watch & self._live if day % 7 == 0 else False)
        self.now = self.situation(day)
        self.standing = self.going_on.standing(self.now)
        for table in self._tables(self.now, self.standing, np.flatnonzero(looked_at)):
            self.minutes.take_table(table, dates)
            if held[table.rows].any():
                self._hold_round(day, table.part(held[table.rows]))
            else:
                self._write_down_the_date(table)

    def _hold(self, table: Table, text: Bools | None = None, called: str = "") -> Round:
        """A round: it is held, written down, and learnt from.

        Of one before the start it is known what it is ``called``, and maybe its ``text``.
        """
        round_ = self.talks.hold(self.now.day, table, text)
        self.minutes.take_round(round_)
        self._write_down_the_date(table, round_, called)
        self.talks.learn(table.rows, round_)
        return round_

    def _write_down_the_date(
        self, table: Table, round_: Round | None = None, called: str = ""
    ) -> None:
        """What became of the date of the one world whose journal is kept, if it has one today."""
        dated = self.minutes.date > NO_DATE
        if self.journal.keeps and dated[0]:
            date = Date(
                fate=_FATES[int(self.minutes.date[0])],
                attention=float(self.attention[0]),
                alone=bool(self._alone[0]),
                last_shock=float(np.ravel(self.today.get("last_shock", _LONG_AGO))[0]),
                called=called,
            )
            account = self.writer.account(self.now, date, table, round_)
            self.journal.write(self.now.day, "meeting", dated, meeting=account)

    def _hold_round(self, day: int, table: Table) -> None:
        round_ = self._hold(table)
        self.talks.learn_at_home(round_)
        self.knowledge.hear(round_.rows, round_)
        rows = round_.rows
        self.near_accord[rows] = np.logical_or.reduce(round_.accepted, axis=0)
        self._sign(day, round_, table)
        refused = np.zeros(self.noise.worlds, dtype=bool)
        refused[rows[~round_.signed]] = True
        for process in self.processes:
            process.after_round(self.today, refused)
        self.mediator.count_refusal(day, refused & self.mediator.present)

    def _sign(self, day: int, round_: Round, table: Table) -> None:
        """An accord: it ends the talks, and later the fighting."""
        rows, package = round_.rows[round_.signed], round_.package[round_.signed]
        accord, where = self.parties.accord, np.zeros(self.noise.worlds, dtype=bool)
        where[rows] = True
        self.phase = np.where(where, ACCORD, self.phase).astype(np.int8)
        self.ended_on = np.where(where, day, self.ended_on)
        self.package[rows] = package
        valuation = table.part(round_.signed).valuation
        self.hazard[rows] = valuation.hazard_of(package)
        self.settles[rows] = valuation.settles_of(package)
        self.fighting_until[rows] = day + accord.fighting_goes_on(day, rows, package, self.noise)

    def _tables(self, now: Situation, standing: Standing, rows: Ints) -> Iterator[Table]:
        """The table of packages in those worlds, in portions that fit the cache."""
        for part in tiles(rows):
            refused = self.talks.refused(part)
            yield table_of(
                self.valuation(part, now, standing), self.sides, now, self.mediator, refused
            )

    def valuation(self, rows: Ints, now: Situation, standing: Standing) -> Valuation:
        """What every package is worth now in the worlds ``rows``; ``standing`` is (worlds,)."""
        return self.parties.valuer.on(
            rows,
            now.resentment[rows],
            now.effective_pressure[rows],
            standing.at(rows),
            self.mediator.present[rows],
        )

    # --- what can be observed -----------------------------------------------------------------

    def situation(self, day: int) -> Situation:
        """The day as the parties see it; the past has no clock and no pressure."""
        if day < 0:
            return self._situation_past(day)
        credibility, pressure = self.clock.credibility, self._pressure(day)
        return Situation(
            day=day,
            credibility=credibility,
            elapsed=self.clock.elapsed(day),
            effective_pressure=pressure,
            resentment=self.today.get("resentment", np.zeros(self.noise.worlds)),
            ahead=self._ahead(day, credibility, pressure, self.clock.runs(day)),
        )

    def _situation_past(self, day: int) -> Situation:
        """A day before the start: no clock, unless a deadline lapsed on it."""
        nothing = np.zeros(self.noise.worlds)
        lapsed = any(spec.lapsed for spec in self.past_rounds[day].values())
        believed = self.clock.credibility if lapsed else nothing
        return Situation(
            day=day,
            credibility=believed,
            elapsed=nothing + float(lapsed),
            effective_pressure=believed,
            resentment=nothing,
            ahead=self._ahead(day, believed, believed, np.full(nothing.shape, lapsed)),
        )

    def _ahead(
        self, day: int, credibility: Floats, pressure: Floats, running: Bools
    ) -> tuple[Ahead, ...]:
        if not self.parties.rules.reservation.foresees:
            return ()
        return self.foresight.ahead(day, credibility, pressure, running)

    def _pressure(self, day: int) -> Floats:
        dates = self.foresight.dates_to_deadline(day)
        return self.clock.credibility * self.attention * self.clock.closeness(dates)
