"""`sim condition`: how do outcomes move, given what has happened since the start?"""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from sim.cli.compare import Sample, a_scenario
from sim.cli.output import progress_bar, say, say_json
from sim.words import counted

_WIDTH = 96  # characters of a line
_FEW = 200  # worlds below which little can be said


def condition_command(
    scenario: str, set_: list[str], sample: Sample, path: Path, json_: bool, everything: bool
) -> int:
    """Condition a scenario's worlds on a file of events."""
    from sim.analysis.compare import comparison
    from sim.analysis.conditioning import conditioned, events
    from sim.report.comparison import comparison_json, comparison_text
    from sim.scenario import load

    read = load(a_scenario(scenario), set_)
    known = events(path, read)
    with progress_bar("condition", sample.worlds, sample.quiet) as on:
        found = conditioned(read, known, sample.worlds, sample.seed, sample.jobs, on)
    moved = comparison(found.before, found.after)
    if json_:
        say_json(worlds=sample.worlds, left=found.left, comparison=comparison_json(moved))
        return 0
    few = f" That is few: take more worlds (-n {10 * sample.worlds})." if found.left < _FEW else ""
    head = (
        f"{found.left:,} of {sample.worlds:,} worlds agree with all that happened "
        f"({counted(len(known.events), 'event')}); the others weigh nothing.{few}"
    )
    say(f"{fill(head, _WIDTH)}\n\n{comparison_text(moved, everything)}")
    return 0
