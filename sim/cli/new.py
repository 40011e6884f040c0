"""`sim new`: a commented scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path

from sim.cli.errors import USAGE, note
from sim.cli.output import notes, say
from sim.cli.starters import CHANGES, WHOLE
from sim.scenario import load
from sim.scenario.files import own_folder

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
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name):
        note("error: a scenario's name has small letters, digits and _ and begins with a letter")
        return USAGE
    title = name.replace("_", " ").capitalize()
    text = WHOLE.format(title=title) if whole else _changes(name, extends or "baseline", title)
    if text is None:
        return USAGE
    return _write(name, text)


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


def _write(name: str, text: str) -> int:
    folder = own_folder() or Path("scenarios")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    if (folder / "schema.json").exists():
        text = _EDITORS + text
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        note(f"error: {path} exists already: choose another name")
        return USAGE
    say(str(path))
    notes(f"next: edit it, then\n  sim check {name}\n  sim run {name}", quiet=False)
    return 0
