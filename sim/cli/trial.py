"""`--dry-run`: what a command would play, and how long it would take here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli.output import say, say_json

if TYPE_CHECKING:
    from sim.scenario import Scenario


def tell_trial(asked: Sequence[tuple[Scenario, int]], jobs: int | None, json_: bool) -> int:
    """Say how long so many worlds of each scenario take, from some that are played now."""
    from sim.analysis.trial import expected
    from sim.jobs import sensible_jobs

    many = jobs or sensible_jobs(max(worlds for _, worlds in asked))
    found = [(each, worlds, expected(each, worlds, many)) for each, worlds in asked]
    if json_:
        told = {each.name: {"worlds": n, **vars(takes)} for each, n, takes in found}
        say_json(jobs=many, expected=told)
        return 0
    from sim.report.text import columns
    from sim.words import counted, lasting

    rows = [
        [each.name, f"{n:,}", lasting(takes.seconds), f"{takes.memory / 2**20:,.0f} MiB"]
        for each, n, takes in found
    ]
    say(columns(rows, ["would play", "worlds", f"on {counted(many, 'core')}", "memory"]))
    return 0
