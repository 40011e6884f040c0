"""Writing answers: data on stdout, progress and notes on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sim.cli.errors import note

SCHEMA = 1


def say(text: str) -> None:
    """An answer, on stdout, written at once so that notes come after it."""
    from sim.scenario.mistakes import visible

    print(visible(text), flush=True)  # noqa: T201 -- the one place for answers


def say_json(**content: Any) -> None:
    """An answer for scripts; what a terminal might obey is escaped as JSON escapes it."""
    text = json.dumps({"schema": SCHEMA, **content}, indent=1, ensure_ascii=False, allow_nan=False)
    say("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def notes(*lines: str, quiet: bool) -> None:
    """Lines beside the answer."""
    if not quiet:
        for line in lines:
            note(line)


@contextmanager
def progress_bar(title: str, worlds: int | None, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar that counts worlds (None: of nobody knows how many), on a terminal; else nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from sim.scenario.mistakes import visible

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), "worlds")
    console = Console(stderr=True)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task(escape(visible(title)), total=worlds)
        yield lambda done: bar.advance(task, done)
