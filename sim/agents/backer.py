"""A third party that helps one belligerent with power or arms, or carries part of its burden."""

from __future__ import annotations

import mesa
import numpy as np

from sim.quantities.draw import Draw
from sim.scenario.schema.parties import Backer as BackerSpec
from sim.worlds import Bools, Floats, Noise


class Backer(mesa.Agent):
    """Helps up to its cap, after a delay, if asked and willing. Arrays: (worlds,)."""

    def __init__(
        self, model: mesa.Model, name: str, spec: BackerSpec, draw: Draw, noise: Noise
    ) -> None:
        super().__init__(model)
        self.name, self.helps = name, spec.helps
        self.cap = draw(spec.energy_aid)
        self.delay = draw(spec.delay)
        self.relief, self.steadies = draw(spec.relief), draw(spec.steadies)
        self.slows_front = draw(spec.slows_front)
        self.willing = noise.uniform(f"backer.{name}.willing") < draw(spec.willing)
        self.asked_on = np.full(draw.worlds, np.inf)

    def is_asked(self, asking: Bools, day: int) -> None:
        """A request stands from the day it is made until it is no longer needed."""
        self.asked_on = np.where(asking, np.minimum(self.asked_on, day), self.asked_on)

    def is_released(self, where: Bools) -> None:
        """The need is over."""
        self.asked_on = np.where(where, np.inf, self.asked_on)

    def help(self, day: int) -> Floats:
        """Power it can send today (GW)."""
        ready: Bools = self.willing & (day >= self.asked_on + self.delay)
        return np.where(ready, self.cap, 0.0)
