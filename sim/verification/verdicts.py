"""Claims held against paired worlds: what was measured, with its error, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from sim.ensemble import run
from sim.ensemble.pool import run_blocks
from sim.ensemble.runner import cores
from sim.ensemble.workers import workers_for
from sim.results import Run
from sim.verification.claims import (
    ACCORD,
    DOWN,
    EARLY,
    HOLDS,
    NOT_MORE,
    NOTHING,
    UP,
    Claim,
)
from sim.worlds import Bools, Floats

FALSE_ALARM = 0.01
"""Chance that a model with all right is told of something wrong, signs and answers together."""

SHOWN = 3.0
"""Standard errors beyond which a sign counts as shown."""

HOLDS_GOOD, NOT_SHOWN, WRONG = "ok", "not shown", "wrong"

_TABLES = 2  # of signs and of known answers, which share the chance of a false alarm
_ALIKE = 0.01  # of a share: less is nothing
_BY_MARCH, _BY_JUNE, _LAST = 52, 143, 30  # days from the start
_ANY_DAY = 10**6


@dataclass(frozen=True)
class Checked:
    """A claim, the ``difference`` measured, its ``error``, and the verdict.

    ``verdict`` is ``ok`` where the sign asked for is shown beyond three standard errors (or where
    nothing, as asked, is), ``wrong`` where another is shown so surely that chance hardly explains
    it, else ``not shown``.
    """

    claim: Claim
    difference: float
    error: float
    verdict: str


def verify(
    claims: Sequence[Claim],
    worlds: int,
    seed: int = 1,
    jobs: int | None = 1,
    tell: Callable[[Checked], None] = lambda checked: None,
) -> list[Checked]:
    """Check claims, each on the same ``worlds`` with and without the change.

    ``tell`` is called with each in their order, as soon as it is measured; ``jobs`` processes
    measure (None: as many as there are cores).
    """
    settings = list(dict.fromkeys(s for claim in claims for s in (claim.against, claim.change)))
    measured: dict[tuple[str, ...], _Measured] = {}
    checked: list[Checked] = []

    def done(found: tuple[int, _Measured]) -> None:
        measured[settings[found[0]]] = found[1]
        for claim in claims[len(checked) :]:
            if claim.against not in measured or claim.change not in measured:
                return
            pair = measured[claim.against], measured[claim.change]
            checked.append(_checked(claim, *_difference(*pair, claim.measure), len(claims)))
            tell(checked[-1])

    team = workers_for(min(jobs or cores(), len(settings)))
    one_by_one = [range(i, i + 1) for i in range(len(settings))]
    run_blocks(_Measuring(tuple(settings), worlds, seed), one_by_one, team, done)
    return checked


def alarm(claims: int) -> float:
    """Standard errors beyond which one of so many signs is surely the other way round."""
    return float(norm.isf(FALSE_ALARM / _TABLES / max(claims, 1)))


def surely_off(drawn: int) -> float:
    """Standard errors beyond which one of so many drawn answers is surely not the known one."""
    return alarm(2 * drawn)  # it may be off either way


def _checked(claim: Claim, difference: float, error: float, claims: int) -> Checked:
    return Checked(claim, difference, error, verdict(claim, difference, error, claims))


@dataclass(frozen=True)
class _Measuring:
    """Plays the worlds of one of several settings."""

    settings: tuple[tuple[str, ...], ...]
    worlds: int
    seed: int

    def __call__(self, place: range) -> tuple[int, _Measured]:
        settings = self.settings[place.start]
        own = any(setting.startswith("horizon=") for setting in settings)
        changes = [*([] if own else ["horizon=2026-06-30"]), *settings]
        played = run("baseline", worlds=self.worlds, seed=self.seed, set=changes)
        return place.start, _measured(played)


def verdict(claim: Claim, difference: float, error: float, claims: int) -> str:
    """What a difference says of a claim that is one of so many."""
    z, surely = difference / error if error > 0 else 0.0, alarm(claims)
    if claim.expected == NOTHING:
        return WRONG if abs(difference) >= _ALIKE and abs(z) > surely else HOLDS_GOOD
    if claim.expected == NOT_MORE:
        return WRONG if z > surely else HOLDS_GOOD
    asked = z if claim.expected == UP else -z
    assert claim.expected in (UP, DOWN)
    return HOLDS_GOOD if asked > SHOWN else WRONG if asked < -surely else NOT_SHOWN


@dataclass(frozen=True)
class _Measured:
    """Of every world, (worlds,): did it sign, on what day, and how likely it holds (NaN: none)."""

    signed: Bools
    day: Floats
    holds: Floats

    def by(self, day: int) -> Floats:
        """1 where an accord was signed by that day."""
        return (self.signed & (self.day <= day)).astype(np.float64)

    @property
    def late(self) -> Floats:
        """1 where one was signed in the last days before the baseline's deadline."""
        return self.by(_BY_JUNE) - self.by(_BY_JUNE - _LAST)


def _measured(played: Run) -> _Measured:
    holds = played.column("p_hold").astype(np.float64)
    return _Measured(np.isfinite(holds), played.column("outcome_day").astype(np.float64), holds)


def _difference(before: _Measured, after: _Measured, measure: str) -> tuple[float, float]:
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
