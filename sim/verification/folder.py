"""The folder of a verification: what was measured in each setting of its claims."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.analysis.asked import about_of, hash_of
from sim.results.pieces import Pieces
from sim.scenario import load
from sim.verification.claims import Claim

ABOUT = "verification.json"

Setting = tuple[str, ...]


def settings_of(claims: Iterable[Claim]) -> list[Setting]:
    """What must be played: each setting once, in the order in which claims need them."""
    return list(dict.fromkeys(s for claim in claims for s in (claim.against, claim.change)))


def name_of(setting: Setting) -> str:
    """What its piece is called."""
    return f"setting_{hashlib.sha256(repr(setting).encode()).hexdigest()[:16]}"


def folder_of(worlds: int, seed: int, out: Path) -> Path:
    """Its folder under ``out``."""
    return out / f"verification_{worlds}_{seed}_{_hash(worlds, seed)[:8]}"


def settings_in(path: Path, worlds: int, seed: int) -> Pieces:
    """Where the settings are kept."""
    return Pieces(path / "settings", _hash(worlds, seed), "npy")


def finished(claims: Sequence[Claim], worlds: int, seed: int, out: Path) -> tuple[int, int]:
    """How many settings of the claims are there, and how many there are in all."""
    names = [name_of(setting) for setting in settings_of(claims)]
    pieces = settings_in(folder_of(worlds, seed, out), worlds, seed)
    return pieces.count(names), len(names)


def about(worlds: int, seed: int, command: str) -> dict[str, object]:
    """Where it comes from."""
    told = about_of(load("baseline"), seed, _hash(worlds, seed), command)
    return told | {"worlds": worlds}


def _hash(worlds: int, seed: int) -> str:
    return hash_of([load("baseline")], seed, ("verification", worlds))
