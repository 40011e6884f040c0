"""The diary of a world of a run, for notebooks."""

from __future__ import annotations

import shlex
from dataclasses import replace
from html import escape
from operator import index
from typing import TYPE_CHECKING

from sim.errors import Usage
from sim.results.fingerprint import code_fingerprint
from sim.terminal import visible

if TYPE_CHECKING:
    from sim.report.diary import Diary
    from sim.report.diary.plain import Parting, Story
    from sim.results.run import Run

WIDTH, NARROWEST = 92, 60


class Page(str):
    """Text that a notebook shows line by line."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self)}</pre>"


def diary_of(
    run: Run, world: int, width: int = WIDTH, brief: bool = False, numbers: bool = False
) -> Page:
    """The diary of one world, as `sim trace` prints it.

    Raises
    ------
    Usage
        If there is no such world, or it was run by code that has changed since.
    """
    if index(width) < NARROWEST:
        raise Usage(f"a diary is at least {NARROWEST} columns wide, not {width}")
    if brief and not numbers:
        return Page(visible(story_of(run, world).text(width)))
    return Page(visible(_diary(run, world).text(width, brief)))


def _diary(run: Run, world: int) -> Diary:
    """The diary as it can be told in several forms."""
    # The diary stands above runs in the house; only this door, for notebooks, leads up.
    from sim.report.diary import diary

    if index(world) < 0:
        raise Usage(f"worlds are numbered from 0: there is no world {world}")
    if run.manifest["code_hash"] != code_fingerprint():
        raise Usage("the code has changed since this run, and so may its worlds: run it again")
    scenario = replace(run.scenario, name=run.name)  # one that was read back is called "scenario"
    return diary(scenario, run.seed, world, _command(run, world))


def story_of(run: Run, world: int) -> Story:
    """The world on a page of plain sentences, to be rendered."""
    from sim.report.diary.plain import story

    return story(_diary(run, world))


def parting_of(run: Run, other: Run, world: int) -> Parting:
    """Where a world parts from the same world of another run.

    Raises
    ------
    Usage
        If the two do not share their luck.
    """
    from sim.report.diary.plain import parting

    return parting(_diary(run, world), _diary(other, world))


def _command(run: Run, world: int) -> str:
    """What tells the same world on the command line."""
    changes = [word for change in run.changes for word in ("-s", change)]
    asked = ["--world", str(world), "--seed", str(run.seed)]
    return shlex.join(["sim", "trace", run.name, *asked, *changes])
