"""V16. Fairness, exclusion and the back channel: at zero they are not there, above it they hurt.

Fairness: Fehr and Schmidt 1999 (envy alone); exclusion: what is agreed behind a party's back is
worth less to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim import simulation
from sim.agreement.packages import Rows
from sim.agreement.worth import FairnessPart, Worth
from sim.processes.day import Day
from sim.processes.shocks import Shocks
from sim.trajectory import Trajectory
from sim.worlds import Floats, Ints
from tests.builders import (
    TO_JUNE,
    arrays,
    baseline_with,
    run,
    same_bits,
    share_accord,
    standard_errors,
)

WORLDS, Z = 1000, 3.0
NO_CHANNEL = "shocks.back_channel.gap=1e9"
OFF = {
    "fairness": ("parties.ukraine.fairness=0",),
    "exclusion": ("parties.ukraine.exclusion=0",),
    "channel": (NO_CHANNEL,),
}
STRONG = {
    "fairness": ("parties.ukraine.fairness=0.8",),
    "exclusion": ("parties.ukraine.exclusion=0.6", "shocks.back_channel.gap=10"),
    "channel": ("shocks.back_channel.gap=5",),
}


def accords(*changes: str) -> Floats:
    return share_accord(run(baseline_with(TO_JUNE, *changes), WORLDS))


def without_envy(self: FairnessPart, rows: Rows) -> Floats:
    """A model in which nobody compares concessions."""
    return np.zeros_like(self.own[rows])


def without_resentment(self: Worth, rows: Ints, resentment: Floats) -> Floats:
    """A model in which a text's birthplace is worth nothing."""
    return self.total[rows]


def without_meetings(step: Callable[..., None]) -> Callable[..., None]:
    """A model without a back channel: its shocks as before, its meetings gone."""

    def quiet(self: Shocks, today: Day) -> None:
        step(self, today)
        self.meetings = np.zeros_like(self.meetings)
        self.resentment = np.zeros_like(self.resentment)
        self._tell(today)

    return quiet


REMOVED = {
    "fairness": (FairnessPart, "of", without_envy),
    "exclusion": (Worth, "at", without_resentment),
    "channel": (Shocks, "step", without_meetings(Shocks.step)),
}


@pytest.mark.parametrize("switch", OFF)
def test_at_zero_the_model_is_the_model_without_it(switch: str) -> None:
    """Bit for bit: the parameter at nothing against the code taken out (after the past)."""
    scenario, worlds = baseline_with(TO_JUNE, *OFF[switch]), 100
    off = run(scenario, worlds)
    with pytest.MonkeyPatch.context() as patch:
        _take_out_after_the_past(patch, *REMOVED[switch])
        gone = run.__wrapped__(scenario, worlds)
    _are_equal(off, gone)


def _take_out_after_the_past(
    patch: pytest.MonkeyPatch, where: type, name: str, gone: Callable[..., object]
) -> None:
    """The past is played by the baseline, with everything in it; the run goes without."""
    kept, past, playing = getattr(where, name), simulation._past, []

    def played(*args: Any) -> Any:
        playing.append(True)
        found = past(*args)
        playing.pop()
        return found

    patch.setattr(simulation, "_past", played)
    patch.setattr(where, name, lambda *args: kept(*args) if playing else gone(*args))


def _are_equal(one: Trajectory, other: Trajectory) -> None:
    found = dict(arrays(other))
    for name, values in arrays(one):
        assert same_bits(values, found[name]), name


@pytest.mark.parametrize("switch", OFF)
def test_switched_on_it_never_brings_accords(switch: str) -> None:
    """P(accord) with it at most P(accord) without it: paired worlds, within 3 SE."""
    assert standard_errors(accords() - accords(*OFF[switch])) < Z


@pytest.mark.parametrize("switch", ["fairness", "exclusion"])
def test_a_strong_dose_of_it_costs_accords(switch: str) -> None:
    """Far above its prior the loss is beyond 3 SE: the switch is connected."""
    assert standard_errors(accords(*STRONG[switch]) - accords(*OFF[switch])) < -Z


def test_a_channel_that_never_closes_costs_accords() -> None:
    """Meetings every five days against none: beyond 3 SE."""
    assert standard_errors(accords(*STRONG["channel"]) - accords(NO_CHANNEL)) < -Z


def test_a_channel_nobody_minds_only_burdens_trust() -> None:
    """With exclusion 0 what is agreed is worth as much; paired packages' values are bit-equal."""
    busy = run(baseline_with(TO_JUNE, *OFF["exclusion"], "shocks.back_channel.gap=5"), 100)
    calm = run(baseline_with(TO_JUNE, *OFF["exclusion"], NO_CHANNEL), 100)
    assert busy.valuer is not None
    assert calm.valuer is not None
    for one, other in zip(busy.valuer.worths, calm.valuer.worths, strict=True):
        assert same_bits(one.total, other.total)
    first = (busy.daily["date"] > 0).argmax(axis=0)
    where = np.arange(100)
    same = busy.daily["date"][first, where] == calm.daily["date"][first, where]
    margins = (t.daily["margin"][first, where][same] for t in (busy, calm))
    assert np.array_equal(*margins)
