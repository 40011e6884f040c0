"""Faults in the promises of the worlds axis: pairing of scenarios, worlds alone and in a crowd."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from sim import simulation
from sim.model import NegotiationModel
from sim.processes.dated import Events
from sim.situation import Situation
from sim.theory import chance
from sim.worlds import Floats, Noise
from tests import test_worlds
from tests.faults.planting import Fault, gets
from tests.theory import test_levers

inert = test_levers.test_a_lever_that_touches_nothing_changes_nothing
on_day_100 = test_levers.test_an_event_on_day_100_changes_no_day_before_and_some_day_after
horizon = test_levers.test_a_longer_horizon_changes_no_earlier_day
in_a_block = test_worlds.test_world_417_alone_is_world_417_in_a_block
cuts = test_worlds.test_cutting_a_run_into_blocks_changes_nothing
seed_bits = test_worlds.test_every_bit_of_a_seed_counts
stories = test_worlds.test_telling_a_story_changes_no_world

_SITUATION = NegotiationModel.situation
_STREAM = np.random.Generator(np.random.Philox(0))


def from_a_stream(noise: Noise, purpose: str, day: int = 0) -> Floats:
    return _STREAM.random(noise.worlds)


def _among_others(x: Floats, sd: Floats, memory: Floats, z: Floats) -> tuple[Floats, ...]:
    return x, sd, memory, z - z.mean()


def _as_floats(noise: Noise, *address: Any) -> tuple[Any, ...]:
    """What became of the seed when it was put into a list with a number above 2**63."""
    seed = int(np.float64(noise.seed)) % 2**64
    return Noise(seed, noise.first, noise.span, noise.some, noise.attempts), *address


def _days_ahead(events: Events, day: int, *known: Any) -> tuple[Any, ...]:
    return events, day + 5, *known


def _to_the_end(model: NegotiationModel, day: int) -> Situation:
    """The day as parties would see it whose deadline is the end of the run."""
    seen, share = _SITUATION(model, day), max(day, 0) / model.setting.days
    days = np.full(model.noise.worlds, model.setting.days - day)
    ahead = tuple(each._replace(to_deadline=days / each.days) for each in seen.ahead)
    return replace(seen, elapsed=np.full(model.noise.worlds, share), ahead=ahead)


FAULTS = [
    Fault("levers", "numbers are consumed, not addressed", partial(inert, "a reported number"),
          (Noise, "uniform", from_a_stream)),
    Fault("levers", "events cast their shadow before them", partial(on_day_100, "strike"),
          gets(Events, "dawn", _days_ahead)),
    Fault("levers", "events do not happen", partial(on_day_100, "surge"),
          (Events, "due", lambda events, kind: iter(()))),
    Fault("levers", "the end of the run is a deadline", partial(horizon, "2027-06-30"),
          (NegotiationModel, "situation", _to_the_end)),
    Fault("worlds", "a world looks at the mean of all", in_a_block,
          gets(chance, "reverting", _among_others)),
    Fault("worlds", "blocks count their worlds from zero", partial(cuts, [13, 14]),
          (simulation, "Noise", lambda seed, first, worlds: Noise(seed, 0, worlds))),
    Fault("worlds", "numbers come from a stream", stories, (Noise, "uniform", from_a_stream)),
    Fault("worlds", "the last bits of a seed are lost", partial(seed_bits, 2**53),
          gets(Noise, "_draw", _as_floats)),
]  # fmt: skip
