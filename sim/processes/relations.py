"""Trust between the sides, and whether they talk at all."""

from __future__ import annotations

import numpy as np

from sim.processes.events import Events
from sim.scenario.draw import Draw
from sim.scenario.schema.events import BreakOffEvent, ResumeEvent
from sim.scenario.schema.processes import Talks as TalksSpec
from sim.theory import chance
from sim.worlds import Bools, Floats, Ints, Noise

_MOST_TRUST = 2.0


class Relations:
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

    def __init__(self, spec: TalksSpec, draw: Draw, noise: Noise) -> None:
        self.noise = noise
        self.fades = draw(spec.trust.fades)
        self.by_strike, self.by_assassination = (
            draw(spec.trust.strike),
            draw(spec.trust.assassination),
        )
        self.by_refusal, self.by_channel = draw(spec.trust.refusal), draw(spec.trust.back_channel)
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

    def suffer(self, waves: Ints, assassinations: Ints, meetings: Ints) -> None:
        """What the day's blows do to trust."""
        self.gain(
            self.by_strike * waves
            + self.by_assassination * assassinations
            + self.by_channel * meetings
        )

    def step(self, day: int, live: Bools, events: Events) -> Bools:
        """Talks break off or resume; returns where they resumed today."""
        rate = np.exp(-self.trust_calms * self.trust) / self.break_gap
        breaks = ~self.broken & chance.occurs(self.noise.uniform("talks.break", day), rate)
        resumes = self.broken.copy()
        if resumes.any():
            u = self.noise.uniform("talks.resume", day)
            resumes = resumes & chance.occurs(u, self.resume_rate)
        for _, happens in events.due(BreakOffEvent, day):
            breaks = breaks | (happens & ~self.broken)
        for _, happens in events.due(ResumeEvent, day):
            resumes = resumes | (happens & self.broken)
        breaks, resumes = breaks & live, resumes & live
        self.broken = (self.broken | breaks) & ~resumes
        self.broke_off_on[breaks] = day
        return resumes
