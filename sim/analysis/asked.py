"""What a question is asked of: a run in hand, a saved one, or a scenario that is then run.

And what a question is called that plays worlds of its own, and keeps them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sim.ensemble import run
from sim.ensemble.identity import Identity
from sim.errors import Usage
from sim.folders import default_out
from sim.results import Run, load
from sim.results.fingerprint import code_of_questions
from sim.results.load import saved_folder
from sim.results.manifest import origin
from sim.scenario import Scenario

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


def hash_of(scenarios: Iterable[Scenario], seed: int, rest: object) -> str:
    """Hash of all that decides what a question finds: worlds, what is asked, and all the code.

    Parameters
    ----------
    rest : object
        What is asked, of plain data: its ``repr`` says all of it.
    """
    runs = [Identity(each, seed).full_hash for each in scenarios]
    return hashlib.sha256(repr((runs, rest, code_of_questions())).encode()).hexdigest()


def about_of(scenario: Scenario, seed: int, full_hash: str, command: str) -> dict[str, object]:
    """Where what a question keeps comes from."""
    return {
        "schema": 1,
        "about": "Worlds of a question, kept while it was played, so that the same command goes on "
        "where it was stopped. Conditional scenarios, not forecasts.",
        "scenario": scenario.name,
        "changes": list(scenario.changes),
        "seed": seed,
        "hash": full_hash,
        "command": command,
        **origin(),
    }
