"""`sim discover`: in which part of the parameters' space is an outcome frequent?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.cli.compare import Sample, run_of, saved
from sim.cli.errors import USAGE
from sim.cli.new import is_free, may_be_called, write_scenario
from sim.cli.output import notes, say, say_json


@dataclass(frozen=True)
class Wanted:
    """What is sought, and where answers go."""

    outcome: str
    coverage: float
    write: str | None
    output: Path | None


def discover_command(
    what: str, set_: list[str], wanted: Wanted, sample: Sample, json_: bool
) -> int:
    """Search a run, tell the box, draw it, and write it as a scenario if asked to."""
    from sim.analysis.discovery.discovering import discover
    from sim.analysis.discovery.target import check_sought
    from sim.analysis.discovery.written import scenario_text
    from sim.cli.plot import check_type
    from sim.outcomes import declared
    from sim.plots.discovery import discovery_sheet
    from sim.report.discovery import discovery_json, discovery_text
    from sim.scenario import load

    if wanted.output is not None:
        check_type(wanted.output)
    name = wanted.write
    if name is not None and not (may_be_called(name) and is_free(name)):
        return USAGE
    if saved(what, sample.out) is None:
        check_sought(declared(load(what, set_)), wanted.outcome)  # before a world is run
    run = run_of(what, set_, sample)
    found = discover(run, wanted.outcome, coverage=wanted.coverage)
    path = wanted.output or (run.path or Path()) / "figures" / f"discover_{wanted.outcome}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    discovery_sheet(found).savefig(path)
    written = None
    if name is not None:
        written = write_scenario(name, scenario_text(found, name))
        if written is None:
            return USAGE
    if json_:
        scenario = None if written is None else str(written)
        say_json(**discovery_json(found), figure=str(path), written=scenario)
    else:
        say(discovery_text(found))
        notes(f"figure:  {path}", quiet=sample.quiet)
        if written is not None:
            notes(f"scenario:  {written}; next: sim run {name}", quiet=sample.quiet)
    return 0
