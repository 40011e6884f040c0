"""A bar that counts worlds, in a notebook or on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str, worlds: int) -> Iterator[Callable[[int], None]]:
    """A bar that counts finished worlds, for ``progress=`` of :func:`sim.run`.

    In a notebook it needs ipywidgets, which the extra ``notebook`` brings; where nobody looks
    (output into a file), nothing is drawn.

    Parameters
    ----------
    title : str
        Stands before the bar.
    worlds : int
        How many there will be.

    Examples
    --------
    >>> with progress("baseline", 500) as bar:                      # doctest: +SKIP
    ...     run = sim.run("baseline", worlds=500, progress=bar)
    """
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    from sim.terminal import visible

    console = Console(stderr=True)
    silent = not (console.is_terminal or console.is_jupyter)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Left())
    with Progress(*columns, console=console, disable=silent) as bar:
        task = bar.add_task(escape(visible(title)), total=worlds)
        yield lambda done: bar.advance(task, done)
