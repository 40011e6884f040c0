"""Writing answers: data on stdout, progress and notes on stderr."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sim.cli.errors import note
from sim.terminal import visible, writable

SCHEMA = 1
_NARROWEST, _WIDEST = 60, 100
_ENOUGH = 1000  # worlds after which their pace can be told


def say(text: str) -> None:
    """An answer, on stdout, written at once so that notes come after it."""
    print(writable(visible(text), sys.stdout.encoding), flush=True)  # noqa: T201 -- the one place for answers


def say_json(**content: Any) -> None:
    """An answer for scripts; what a terminal might obey is escaped as JSON escapes it."""
    said = {"schema": SCHEMA, **content}
    text = json.dumps(said, indent=1, ensure_ascii=False, allow_nan=False)
    if writable(text, sys.stdout.encoding) != text:
        text = json.dumps(said, indent=1, allow_nan=False)
    say("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def page_width() -> int:
    """As wide as the terminal, within reason; one width wherever there is none."""
    from sim.report.diary import WIDTH

    if not sys.stdout.isatty():
        return WIDTH
    return min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size().columns))


def notes(*lines: str, quiet: bool) -> None:
    """Lines beside the answer."""
    if not quiet:
        for line in lines:
            note(line)


@contextmanager
def progress_bar(
    title: str,
    worlds: int | None,
    quiet: bool,
    what: str = "worlds",
    so_far: Callable[[], str] = str,
) -> Iterator[Callable[[int], None]]:
    """A bar that counts worlds (None: of nobody knows how many), on a terminal; else nothing.

    ``so_far`` is asked at every step what can be said already.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    of = "" if worlds is None else f"/{worlds}"
    count = TextColumn(f"{{task.completed:.0f}}{of} {what}")
    columns = (TextColumn("{task.description}"), BarColumn(None), count, TimeElapsedColumn())
    console, pace = Console(stderr=True), Pace(worlds)
    last = (TextColumn("{task.fields[left]}"), TextColumn("{task.fields[so_far]}"))
    with Progress(*columns, *last, console=console, transient=True, expand=True) as bar:
        # Without a total the bar pulses: it shows life until the first block is done.
        task = bar.add_task(escape(visible(title)), total=None, left="", so_far="")

        def advance(done: int) -> None:
            told = pace.after(done, time.monotonic())
            bar.update(task, total=worlds, advance=done, left=told, so_far=so_far())

        yield advance


class Pace:
    """How long the rest takes, at the pace of the worlds that were run here.

    What comes first sets the clock and is left out: worlds that were stored already take no time,
    and a first block brings the start of the processes with it.

    Parameters
    ----------
    worlds : int or None
        How many there will be; None if nobody knows.
    """

    def __init__(self, worlds: int | None) -> None:
        self._worlds, self._done, self._ran = worlds, 0, 0
        self._since: float | None = None

    def after(self, done: int, now: float) -> str:
        """``0:01:20 left`` after ``done`` more worlds at ``now`` seconds; nothing until it shows.

        A few worlds, such as the rest of a block, say too little.
        """
        self._done += done
        if self._since is None:
            self._since = now
            return ""
        self._ran += done
        if self._worlds is None or self._ran < _ENOUGH:
            return ""
        seconds = (now - self._since) / self._ran * max(self._worlds - self._done, 0)
        minutes, seconds = divmod(round(seconds), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02} left"
