"""Trust between the sides, and whether they talk at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.outcome import Ending, Outcome
from sim.processes.day import Day
from sim.processes.process import Process, Setting
from sim.processes.talks.section import BreakOffEvent, ResumeEvent
from sim.processes.talks.section import Talks as TalksSection
from sim.processes.talks.words import TalksWords
from sim.series import Series
from sim.theory import chance
from sim.worlds import Bools, Floats, Ints

_MOST_TRUST = 2.0
_BLOWS = ("strike", "assassination", "back_channel")


class Relations(Process):
    """Arrays: (worlds,).

    Attributes
    ----------
    trust : Floats
        In [-2, 2]; 0 at the beginning of the history.
    broken : Bools
        Talks are broken off.
    broke_off_on : Floats
        Day on which they last broke off, resumed since or not; NaN if they never did.
    """

    name = "talks"
    section = TalksSection
    dated = (BreakOffEvent, ResumeEvent)
    outcomes = (
        Outcome(
            "broken_off_day",
            "day talks broke off for good",
            "days",
            "measure",
            answer=lambda played: np.where(
                played.final["broken"], played.final["broke_off_on"], np.nan
            ),
            rank=36,
        ),
    )
    endings = (
        Ending("collapsed", "talks are broken off", where=lambda played: played.final["broken"]),
    )
    words = TalksWords()
    labels: ClassVar[Mapping[str, Series]] = {
        "trust": Series("trust between the sides, from -2 to 2", "trust"),
        "broken": Series("talks are broken off", kind="yes"),
    }
    drawn = ("trust",)

    def __init__(self, spec: TalksSection, setting: Setting) -> None:
        draw = setting.draw
        self.noise, self.events, self.journal = setting.noise, setting.events, setting.journal
        self.fades = draw(spec.trust.fades)
        given = {kind: getattr(spec.trust, kind) for kind in _BLOWS}
        self.by_blow = {kind: draw(step) for kind, step in given.items() if step is not None}
        self.by_refusal = draw(spec.trust.refusal)
        self.break_gap, self.trust_calms = draw(spec.break_gap), draw(spec.trust_calms)
        self.resume_rate = 1.0 / draw(spec.resume_gap)
        self.trust = np.zeros(draw.worlds)
        self.broken = np.zeros(draw.worlds, dtype=bool)
        self.broke_off_on = np.full(draw.worlds, np.nan)

    def gain(self, trust: Floats) -> None:
        """Trust gained or lost at once."""
        self.trust = np.clip(self.trust + trust, -_MOST_TRUST, _MOST_TRUST)

    def fade(self) -> None:
        """Trust and distrust fade from day to day."""
        self.trust = self.trust * (1.0 - self.fades)

    def apply_shocks(self, blows: dict[str, Ints]) -> None:
        """What the day's blows do to trust."""
        parts = [self.by_blow[kind] * blows[kind] for kind in self.by_blow if kind in blows]
        if parts:
            self.gain(sum(parts[1:], start=parts[0]))

    def step(self, today: Day) -> None:
        """Trust fades, grows and suffers; talks break off or resume."""
        self.fade()
        self.gain(today.trust)
        self.apply_shocks(today.blows)
        breaks, resumes = self._breaks(today.day), self._resumes(today.day)
        breaks, resumes = breaks & today.talking, resumes & today.talking
        if self.journal.keeps:
            self._write_down(today.day, breaks, resumes & self.broken)
        self.broken = (self.broken | breaks) & ~resumes
        self.broke_off_on[breaks] = today.day
        today.broken, today.resumed = self.broken, resumes
        today.said["trust"] = self.trust

    def _write_down(self, day: int, breaks: Bools, resumes: Bools) -> None:
        """Talks that break off or resume, and the chance that they would."""
        for what, where, rate in (
            ("break_off", breaks, self.break_rate()),
            ("resume", resumes, self.resume_rate),
        ):
            odds = chance.within_a_day(rate)
            self.journal.write(day, what, where, trust=self.trust, chance=odds)

    def remember(self, today: Day) -> None:
        """A day before the start."""
        self.fade()
        self.apply_shocks(today.blows)

    def after_round(self, today: Day, refused: Bools) -> None:
        """A refusal burdens trust; what was agreed beside the accord raises it."""
        self.gain(today.trust_of_round + np.where(refused, self.by_refusal, 0.0))

    def after_past_round(self, today: Day, exchanged: Floats) -> None:
        """It was refused, and left what it left."""
        self.gain(self.by_refusal)
        self.gain(today.trust_of_round)

    def break_rate(self) -> Floats:
        """Rate (1/day) at which talks break off."""
        return np.exp(-self.trust_calms * self.trust) / self.break_gap

    def _breaks(self, day: int) -> Bools:
        u = self.noise.uniform("talks.break", day)
        breaks = ~self.broken & chance.occurs(u, self.break_rate())
        for _, happens in self.events.due(BreakOffEvent):
            breaks = breaks | (happens & ~self.broken)
        return breaks

    def _resumes(self, day: int) -> Bools:
        resumes = self.broken.copy()
        if resumes.any():
            u = self.noise.uniform("talks.resume", day)
            resumes = resumes & chance.occurs(u, self.resume_rate)
        for _, happens in self.events.due(ResumeEvent):
            resumes = resumes | (happens & self.broken)
        return resumes

    def series(self, day: int) -> dict[str, NDArray[Any]]:
        """Trust, and whether talks are off."""
        return {"trust": self.trust, "broken": self.broken}

    def final(self) -> dict[str, NDArray[Any]]:
        """Whether talks are off."""
        return {"broken": self.broken, "broke_off_on": self.broke_off_on}
