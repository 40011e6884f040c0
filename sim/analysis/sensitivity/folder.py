"""The folder of a design: its first table as a run, the others and the tries given the past."""

from __future__ import annotations

from pathlib import Path

from sim.analysis.asked import about_of, hash_of
from sim.analysis.sensitivity.morris import Morris
from sim.analysis.sensitivity.playing import Asked, first_in, name_of
from sim.analysis.sensitivity.saltelli import Saltelli
from sim.results.listing import runs
from sim.results.pieces import Pieces

ABOUT = "sensitivity.json"


def hash_of_design(asked: Asked, design: Saltelli | Morris) -> str:
    """Hash of all that decides what is kept."""
    scenarios = [each for each in (asked.scenario, asked.with_past) if each is not None]
    return hash_of(scenarios, design.seed, (asked.outcomes, design))


def folder_of(asked: Asked, design: Saltelli | Morris, out: Path) -> Path:
    """Its folder under ``out``."""
    method = "morris" if isinstance(design, Morris) else "sobol"
    told = f"sensitivity_{asked.scenario.name}_{method}_{hash_of_design(asked, design)[:8]}"
    return out / told


def pieces_in(path: Path, asked: Asked, design: Saltelli | Morris) -> Pieces:
    """Where the tables are kept."""
    return Pieces(path / "tables", hash_of_design(asked, design), "npy")


def finished_in(path: Path, asked: Asked, design: Saltelli | Morris) -> int:
    """How many tables are there; only where the first is can others be."""
    pieces, names = pieces_in(path, asked, design), map(name_of, range(1, len(design.sizes)))
    return int(runs(first_in(pieces))["complete"].any()) + pieces.count(names)


def about(asked: Asked, design: Saltelli | Morris, command: str) -> dict[str, object]:
    """Where it comes from."""
    scenario = asked.scenario
    own = {"design": repr(design), "outcomes": [*asked.outcomes], "worlds": sum(design.sizes)}
    told = about_of(scenario, design.seed, hash_of_design(asked, design), command)
    return told | own
