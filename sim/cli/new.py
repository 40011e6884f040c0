"""`sim new`: a commented scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path

from sim.cli.errors import USAGE, note
from sim.cli.output import notes, say
from sim.cli.starters import CHANGES, WHOLE
from sim.folders import own_folder
from sim.scenario import load

_EDITORS = "# yaml-language-server: $schema=schema.json\n"


def new_command(name: str, extends: str = "", whole: bool = False) -> int:
    """Write a starter file into the project's `scenarios/` folder.

    Parameters
    ----------
    name : str
        Name of the new scenario: small letters, digits and _.
    extends : str
        Name of the scenario it changes; the baseline if none is given.
    whole : bool
        A whole scenario instead, with the least that is needed.

    Returns
    -------
    int
        0, or 2 if the name cannot be used or is taken.
    """
    if whole and extends:
        note("error: a whole file extends no other: leave out --extends, or --whole")
        return USAGE
    name = name.removesuffix(".yaml")
    if not may_be_called(name):
        return USAGE
    title = name.replace("_", " ").capitalize()
    text = WHOLE.format(title=title) if whole else _changes(name, extends or "baseline", title)
    if text is None:
        return USAGE
    if (path := write_scenario(name, text)) is None:
        return USAGE
    say(str(path))
    notes(f"next: edit it, then\n  sim check {name}\n  sim run {name}", quiet=False)
    return 0


def may_be_called(name: str) -> bool:
    """Whether a scenario may be called so; says why it may not."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name):
        note("error: a scenario's name has small letters, digits and _ and begins with a letter")
        return False
    return True


def is_free(name: str) -> bool:
    """Whether no scenario of the project is called so; says so if one is."""
    if (path := _path_of(name)).exists():
        note(f"error: {path} exists already: choose another name")
        return False
    return True


def _path_of(name: str) -> Path:
    return (own_folder() or Path("scenarios")) / f"{name}.yaml"


def _changes(name: str, extends: str, title: str) -> str | None:
    """A file that changes another; None if it cannot."""
    if "/" in extends or "\\" in extends:
        note("error: --extends takes the name of a scenario, without folders")
        return None
    parent = load(extends)
    if name == parent.name:
        note(f"error: '{name}' would extend itself: choose another name")
        return None
    return CHANGES.format(extends=parent.path.name, parent=parent.name, title=title, name=name)


def write_scenario(name: str, text: str) -> Path | None:
    """Write a scenario into the project's folder; None, and it is said, if its name is taken."""
    path = _path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.with_name("schema.json").exists():
        text = _EDITORS + text
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        note(f"error: {path} exists already: choose another name")
        return None
    return path
