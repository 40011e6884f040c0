"""What is measured in the worlds of a setting, and how two settings differ in it."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from sim.ensemble import run
from sim.results import Run
from sim.verification.claims import ACCORD, EARLY, HOLDS
from sim.worlds import Bools, Floats

_BY_MARCH, _BY_JUNE, _LAST = 52, 143, 30  # days from the start
_ANY_DAY = 10**6


@dataclass(frozen=True)
class Measured:
    """Of every world, (worlds,): did it sign, on what day, and how likely it holds (NaN: none)."""

    signed: Bools
    day: Floats
    holds: Floats

    def by(self, day: int) -> Floats:
        """1 where an accord was signed by that day."""
        return (self.signed & (self.day <= day)).astype(np.float64)

    def packed(self) -> bytes:
        """As a file of numpy."""
        content = io.BytesIO()
        np.save(content, np.array([self.signed, self.day, self.holds], dtype=np.float64))
        return content.getvalue()

    @staticmethod
    def unpacked(content: bytes) -> Measured:
        """What was packed."""
        signed, day, holds = np.load(io.BytesIO(content), allow_pickle=False)
        return Measured(signed.astype(bool), day, holds)

    @property
    def late(self) -> Floats:
        """1 where one was signed in the last days before the baseline's deadline."""
        return self.by(_BY_JUNE) - self.by(_BY_JUNE - _LAST)


def measured(settings: tuple[str, ...], worlds: int, seed: int) -> Measured:
    """Play the baseline with these settings, until June unless they have a horizon of their own."""
    own = any(setting.startswith("horizon=") for setting in settings)
    changes = [*([] if own else ["horizon=2026-06-30"]), *settings]
    return _of(run("baseline", worlds=worlds, seed=seed, set=changes))


def _of(played: Run) -> Measured:
    holds = played.column("p_hold").astype(np.float64)
    return Measured(np.isfinite(holds), played.column("outcome_day").astype(np.float64), holds)


def difference(before: Measured, after: Measured, measure: str) -> tuple[float, float]:
    """The difference and its standard error; worlds are paired."""
    if measure in (ACCORD, EARLY):
        day = _BY_JUNE if measure == ACCORD else _BY_MARCH
        return _mean(after.by(day) - before.by(day))
    if measure == HOLDS:
        return _of_ratios(*((x.by(_ANY_DAY), np.nan_to_num(x.holds)) for x in (before, after)))
    return _of_ratios(*((x.by(_BY_JUNE), x.late) for x in (before, after)))


def _mean(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(values.size))


def _of_ratios(before: tuple[Floats, Floats], after: tuple[Floats, Floats]) -> tuple[float, float]:
    """Difference of two ratios of sums over the same worlds, by linearization (delta method)."""
    shares, moved = [], []
    for weight, part in (before, after):
        whole = weight.sum()
        share = float(part.sum() / whole) if whole else 0.0
        shares.append(share)
        moved.append((part - share * weight) / (whole / weight.size if whole else np.inf))
    _, error = _mean(moved[1] - moved[0])
    return shares[1] - shares[0], error
