"""What a question is asked of: a run in hand, a saved one, or a scenario that is then run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.ensemble import run
from sim.ensemble.runner import default_out
from sim.errors import Usage
from sim.results import Run, load
from sim.results.load import saved_folder

Asked = Run | str | Path


def there_or_named(what: Asked) -> Run | str | Path:
    """A run in hand or saved; else what names a scenario."""
    if isinstance(what, Run):
        return what
    if not isinstance(what, str | Path):
        told = f"this takes runs, folders, names and paths, not {type(what).__name__}"
        raise TypeError(f"{told}; worlds=, seed= and the rest have names")
    folder = saved_folder(what, default_out())
    return what if folder is None else load(folder)


def run_asked(
    what: Asked,
    worlds: int,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> Run:
    """The run that is meant; a scenario is run, which ``set`` changes, and not saved.

    Raises
    ------
    Usage
        If ``set`` is to change a run that is there already.
    """
    there = there_or_named(what)
    if not isinstance(there, Run):
        return run(there, worlds, seed, set, jobs)
    if set:
        raise Usage("set= changes scenarios: a run stays what it is")
    return there
