"""How to get the numbers again: the commands, what ran, and what its bits were."""

from __future__ import annotations

import shlex
from typing import Any

from sim.results import Run


def rerun_told(run: Run) -> dict[str, Any]:
    """What a command that runs it again begins with, and whose past it plays.

    ``past`` is ``none`` if nothing is played before the start, ``own`` if the scenario plays its
    own, and ``another`` if one that it extends does: no setting on the command line reaches that.
    """
    settings = [part for change in run.changes for part in ("-s", change)]
    command = ["sim", "run", run.name, *settings]
    return {"command": shlex.join(command), "seed": run.seed, "past": _past(run)}


def _past(run: Run) -> str:
    scenario = run.scenario
    if not scenario.past_rounds:
        return "none"
    own = scenario.origin is scenario or scenario.origin.fingerprint() == scenario.fingerprint()
    return "own" if own else "another"


def reproduced(run: Run, worlds: int) -> list[tuple[str, str]]:
    """The command that runs it again, and what must come out."""
    design = ["--design", run.design] if run.design else []
    sample = shlex.join(["-n", str(worlds), "--seed", str(run.seed), *design])
    command = f"{rerun_told(run)['command']} {sample}"
    digest, exact = run.digests
    versions = ", ".join(f"{name} {number}" for name, number in _versions(run).items() if number)
    commit = run.manifest.get("git_commit")
    found = [("command", command), ("worlds here", f"{run.worlds:,} of {worlds:,}")]
    found += [("digest of these worlds", digest), ("every bit of them", exact)]
    found += [("versions", versions)] if versions else []
    return found + ([("commit", str(commit))] if commit else [])


def _versions(run: Run) -> dict[str, Any]:
    return dict(run.manifest.get("versions", {}))
