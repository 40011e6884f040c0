"""`sim new`: a commented scenario to start from."""

from __future__ import annotations

import re
from pathlib import Path

from sim.cli.errors import USAGE, note
from sim.cli.output import notes, say
from sim.scenario import load
from sim.scenario.files import own_folder

_EDITORS = "# yaml-language-server: $schema=schema.json\n"
_STARTER = """\
extends: {extends}
title: {title}
question: What if ...?

# Name only what differs from {extends}; everything else stays as it is there.
# Every value you change needs a source: 'article p10', 'external 2026-01-15: who says so' or
# 'assumed: why'. One `source:` covers everything below it.
#   sim show {parent}     lists every parameter with its unit and range
#   sim check {name}      tells all mistakes in this file
#   sim compare {parent} {name}
#
# A number, with a unit if you like, or a prior that is drawn once in each world:
# war:
#   source: "assumed: what if the front moved faster?"
#   drift: {{normal: [9, 4]}}
#
# Something that happens on a day:
# events:
#   spring_truce: {{type: energy_truce, date: 2026-03-15, days: 7 days, source: "assumed: what if"}}
#
# `null` takes away what {extends} has:
#   florida_round: null
"""


def new_command(name: str, extends: str) -> int:
    """Write a starter file into the project's `scenarios/` folder.

    Parameters
    ----------
    name : str
        Name of the new scenario: small letters, digits and _.
    extends : str
        Name of the scenario it changes.

    Returns
    -------
    int
        0, or 2 if the name cannot be used or is taken.
    """
    name = name.removesuffix(".yaml")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name):
        note("error: a scenario's name has small letters, digits and _ and begins with a letter")
        return USAGE
    if "/" in extends or "\\" in extends:
        note("error: --extends takes the name of a scenario, without folders")
        return USAGE
    parent = load(extends)
    if name == parent.name:
        note(f"error: '{name}' would extend itself: choose another name")
        return USAGE
    folder = own_folder() or Path("scenarios")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    title = name.replace("_", " ").capitalize()
    text = _STARTER.format(extends=parent.path.name, parent=parent.name, title=title, name=name)
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
