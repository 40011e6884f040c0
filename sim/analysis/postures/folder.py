"""The folder of a game: what each profile brought, kept as it is played."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sim.analysis.asked import about_of, hash_of
from sim.analysis.postures.playing import Played, Table, played, turns_of
from sim.results.pieces import Pieces, kept

_ABOUT = "postures.json"


def kept_in(
    out: Path,
    table: Table,
    worlds: int,
    jobs: int | None,
    tell: Callable[[int], None],
    command: str,
) -> Played:
    """Play what is missing in the folder of a game.

    Raises
    ------
    DamagedResults, FolderInUse
        If it cannot be continued.
    """
    path, scenario = folder_of(table, worlds, out), table.source.scenario()
    told = about_of(scenario, table.seed, _hash(table, worlds), command)
    told |= {"postures": _settings(table), "aim": table.aim, "common": table.common}
    with kept(path, _ABOUT, told | {"worlds": worlds}, _pieces(path, table, worlds)) as pieces:
        return played(table, worlds, jobs, tell, pieces)


def folder_of(table: Table, worlds: int, out: Path) -> Path:
    """The folder of a game under ``out``."""
    return out / f"postures_{table.source.scenario().name}_{_hash(table, worlds)[:8]}"


def finished_in(path: Path, table: Table, worlds: int) -> tuple[int, int]:
    """How many turns a game has in its folder, and of how many."""
    names = [turn.name for turn in turns_of(table, worlds)]
    return _pieces(path, table, worlds).count(names), len(names)


def _pieces(path: Path, table: Table, worlds: int) -> Pieces:
    return Pieces(path / "profiles", _hash(table, worlds), "npy")


def _hash(table: Table, worlds: int) -> str:
    rest = _settings(table), table.common, table.aim, worlds
    return hash_of([table.source.scenario()], table.seed, rest)


def _settings(table: Table) -> list[tuple[str, list[list[str]]]]:
    """By player: what each of its postures sets."""
    return [(own[0].party, [[*each.settings] for each in own]) for own in table.postures]
