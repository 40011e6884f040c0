"""Runs with a name of the user's: what a name may be, and which folder has it."""

from __future__ import annotations

import re
from pathlib import Path

from sim.errors import Usage
from sim.results.files import DamagedResults
from sim.results.manifest import read_manifest
from sim.scenario.files import find
from sim.scenario.mistakes import ScenarioError

NAMED = "named"
"""Key of the name in a manifest, which has none where nobody gave one."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.]{0,39}")


def check_name(name: str) -> str:
    """The name itself.

    Raises
    ------
    Usage
        If a run cannot be called so.
    """
    if not _NAME.fullmatch(name):
        raise Usage(f"a run cannot be called '{name}': use up to 40 letters, digits, _ and .")
    if is_scenario(name):
        raise Usage(f"a run cannot be called '{name}', for a scenario is: take another name")
    return name


def name_of(folder: Path) -> str:
    """The name that a run was given; empty if it has none, or tells none."""
    try:
        return str(read_manifest(folder).get(NAMED, ""))
    except (DamagedResults, OSError):
        return ""


def is_scenario(name: str) -> bool:
    """Whether a scenario is called so: no run can be, or nobody would know which is meant."""
    try:
        find(name)
    except (ScenarioError, OSError):
        return False
    return True


def folder_named(out: Path, name: str) -> Path | None:
    """The folder of the run with that name, if there is one."""
    there = sorted(out.glob("*/manifest.json"))
    return next((path.parent for path in there if name_of(path.parent) == name), None)


def refuse_taken(out: Path, name: str, folder: Path) -> None:
    """See that no other run has the name.

    Raises
    ------
    Usage
        If one has.
    """
    other = folder_named(out, name)
    if other is not None and other.name != folder.name:
        raise Usage(f"'{name}' is the name of {other} already: take another")
