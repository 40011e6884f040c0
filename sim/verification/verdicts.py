"""Claims held against paired worlds: what was measured, with its error, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import norm

from sim.ensemble.pool import run_blocks
from sim.ensemble.workers import workers_for
from sim.jobs import cores
from sim.results.pieces import Pieces, kept
from sim.verification.claims import DOWN, NOT_MORE, NOTHING, UP, Claim
from sim.verification.folder import ABOUT, about, folder_of, name_of, settings_in, settings_of
from sim.verification.measuring import Measured, difference, measured

FALSE_ALARM = 0.01
"""Chance that a model with all right is told of something wrong, signs and answers together."""

SHOWN = 3.0
"""Standard errors beyond which a sign counts as shown."""

HOLDS_GOOD, NOT_SHOWN, WRONG = "ok", "not shown", "wrong"

_TABLES = 2  # of signs and of known answers, which share the chance of a false alarm
_ALIKE = 0.01  # of a share: less is nothing


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
    out: Path | None = None,
    command: str = "",
) -> list[Checked]:
    """Check claims, each on the same ``worlds`` with and without the change.

    ``tell`` is called with each in their order, as soon as it is measured; ``jobs`` processes
    measure (None: as many as there are cores).

    Parameters
    ----------
    out : Path, optional
        Folder under which the settings measured are kept, and gone on with; in memory by default.
    command : str
        Noted there.

    Raises
    ------
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    """
    if out is None:
        return _verified(claims, worlds, seed, jobs, tell, None)
    path, told = folder_of(worlds, seed, out), about(worlds, seed, command)
    with kept(path, ABOUT, told, settings_in(path, worlds, seed)) as pieces:
        return _verified(claims, worlds, seed, jobs, tell, pieces)


def _verified(
    claims: Sequence[Claim],
    worlds: int,
    seed: int,
    jobs: int | None,
    tell: Callable[[Checked], None],
    pieces: Pieces | None,
) -> list[Checked]:
    settings = settings_of(claims)
    found = {} if pieces is None else pieces.found(map(name_of, settings))
    known = {s: Measured.unpacked(found[name_of(s)]) for s in settings if name_of(s) in found}
    checked: list[Checked] = []

    def judge() -> None:
        for claim in claims[len(checked) :]:
            if claim.against not in known or claim.change not in known:
                return
            pair = known[claim.against], known[claim.change]
            checked.append(_checked(claim, *difference(*pair, claim.measure), len(claims)))
            tell(checked[-1])

    def done(answer: tuple[int, bytes]) -> None:
        setting = settings[answer[0]]
        if pieces is not None:
            pieces.keep(name_of(setting), answer[1])
        known[setting] = Measured.unpacked(answer[1])
        judge()

    judge()
    todo = [range(i, i + 1) for i, each in enumerate(settings) if each not in known]
    if todo:
        team = workers_for(min(jobs or cores(), len(todo)))
        run_blocks(_Measuring(tuple(settings), worlds, seed), todo, team, done)
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
    """Measures one of several settings."""

    settings: tuple[tuple[str, ...], ...]
    worlds: int
    seed: int

    def __call__(self, place: range) -> tuple[int, bytes]:
        settings = self.settings[place.start]
        return place.start, measured(settings, self.worlds, self.seed).packed()


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
