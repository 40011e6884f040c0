"""`sim trace`: one world's diary, whole or on a page, alone or beside another scenario's."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sim.cli.errors import Usage
from sim.cli.output import SCHEMA, notes, page_width, progress_bar, say, say_json
from sim.errors import not_among

if TYPE_CHECKING:
    from sim.analysis.explaining.one_world import Asked
    from sim.report.diary import Diary
    from sim.scenario import Scenario

_WHOLE, _PAGE = (".txt", ".json"), (".txt", ".json", ".md", ".html")


@dataclass(frozen=True)
class Form:
    """What is told of a world, and where it goes.

    Attributes
    ----------
    brief, numbers : bool
        On a page; with all numbers. Both: the end, the reason and what is unusual, with numbers.
    why : bool
        Whether the world is played again without each obstacle.
    output : Path or None
        File to write as well.
    other : str or None
        Another scenario, for the same world.
    """

    brief: bool = False
    numbers: bool = False
    why: bool = False
    output: Path | None = None
    other: str | None = None

    @property
    def for_people(self) -> bool:
        """Plain sentences?"""
        return self.other is not None or self.why or (self.brief and not self.numbers)

    def check(self) -> None:
        """Refuse what cannot be told together, before anything is played."""
        if self.numbers and (self.other is not None or self.why):
            what = "--why" if self.why else "a second scenario"
            raise Usage(f"--numbers goes with the account of one world, not with {what}")
        if self.other is not None and self.why:
            raise Usage("--why asks one scenario: give it without a second one")
        known = _PAGE if self.for_people else _WHOLE
        if self.output is not None and self.output.suffix.lower() not in known:
            page = "" if self.for_people else " (with --brief also .md and .html)"
            raise Usage(f"cannot write {self.output.name}: give {', '.join(known)}{page}")


class Told(Protocol):
    """Something that can be rendered."""

    def text(self, width: int = ...) -> str:
        """Plain text."""

    def to_dict(self) -> dict[str, Any]:
        """For scripts."""


def trace_command(
    scenario: str,
    world: int | None,
    median: str | None,
    worlds: int,
    seed: int,
    set_: list[str],
    json_: bool,
    quiet: bool = False,
    brief: bool = False,
    form: Form | None = None,
) -> int:
    """Tell a world's story: the one numbered, or the median one of those with an outcome.

    ``form`` says in which form, by default in full, or with ``brief`` on a page.
    """
    from sim.scenario import load

    form = form or Form(brief=brief)
    if (world is None) == (median is None):
        raise Usage("give either --world K or --median OUTCOME")
    form.check()
    read = load(scenario, set_)
    number = _median_world(read, str(median), worlds, seed, quiet) if world is None else world
    told = _told(read, scenario, number, seed, set_, form, quiet)
    if json_:
        say_json(**told.to_dict())
    else:
        say(_text(told, form, page_width()))
    if form.output is not None:
        _write(told, form, form.output)
        notes(f"written: {form.output}", quiet=quiet)
    return 0


def _told(
    read: Scenario, name: str, world: int, seed: int, set_: list[str], form: Form, quiet: bool
) -> Told:
    """The diary, the page, or the page of two."""
    from sim.report.diary import diary
    from sim.report.diary.plain import parting, story
    from sim.scenario import load

    one = diary(read, seed, world, _command(name, world, seed, set_))
    if form.other is not None:
        other = load(form.other, set_)
        return parting(one, diary(other, seed, world, _command(form.other, world, seed, set_)))
    if not form.for_people:
        return one
    asked = _asked(name, set_, seed, world, quiet) if form.why else None
    return story(one, asked)


def _asked(name: str, set_: list[str], seed: int, world: int, quiet: bool) -> Asked:
    """The world played again without each obstacle."""
    from sim.analysis.explaining import mechanisms
    from sim.analysis.explaining.one_world import ask
    from sim.analysis.explaining.worlds import Source

    source = Source(name, tuple(set_))
    most = 2 * len(mechanisms(source.scenario())) + 2
    with progress_bar("why", most, quiet, "replays") as progress:
        asked = ask(source, seed, world, tell=progress)
    if asked.as_it_is.accord:
        notes(f"--why adds nothing: world {world} has an accord in time as it is", quiet=quiet)
    return asked


def _text(told: Told, form: Form, width: int) -> str:
    if form.for_people:
        return told.text(width)
    whole: Diary = told  # type: ignore[assignment]
    return whole.text(width, form.brief)


def _write(told: Told, form: Form, path: Path) -> None:
    """The same into a file, in the form that its name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = path.suffix.lower()
    if kind == ".json":
        said = {"schema": SCHEMA, **told.to_dict()}
        text = json.dumps(said, indent=1, ensure_ascii=True, allow_nan=False) + "\n"
    elif kind == ".txt":
        from sim.report.diary import WIDTH

        text = _text(told, form, WIDTH) + "\n"
    else:
        page: Any = told
        text = page.html() if kind == ".html" else page.markdown()
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def _median_world(scenario: Scenario, outcome: str, worlds: int, seed: int, quiet: bool) -> int:
    """The world whose outcome comes on the median day among those with that outcome."""
    from sim.ensemble import run
    from sim.report.diary.pick import has_ending, pickable
    from sim.results.run import median_world

    if outcome not in (known := pickable(scenario)):
        raise Usage(not_among("outcome", outcome, known))
    with progress_bar(scenario.name, worlds, quiet) as progress:
        ran = run(scenario, worlds, seed, jobs=None, progress=progress)
    found = median_world(ran, has_ending(scenario, outcome, ran.column))
    if found is None:
        raise Usage(f"no world of {worlds:,} has {outcome}: try more with -n")
    return found


def _command(scenario: str, world: int, seed: int, set_: list[str]) -> str:
    """What tells the same world again."""
    changes = [word for change in set_ for word in ("-s", change)]
    words = ["sim", "trace", scenario, "--world", str(world), "--seed", str(seed), *changes]
    return shlex.join(words)
