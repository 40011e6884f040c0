"""`sim explain`: what stands in the way of an accord?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import Sample, run_of
from sim.cli.errors import Usage
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.results import Run


def explain_command(
    what: str,
    set_: list[str],
    sample: Sample,
    world: int | None,
    output: Path | None,
    json_: bool,
    everything: bool,
    moved: bool,
    dry_run: bool = False,
) -> int:
    """Explain a run, or one of its worlds, or say what would change it."""
    from sim.cli.plot import check_type

    if output is not None:
        check_type(output)
    if dry_run:
        return _would_play(what, set_, sample, json_)
    if world is not None:
        return _of_one_world(what, set_, sample, world, json_)
    if moved:
        return _moved(run_of(what, set_, sample), sample, json_, everything)
    return _of_all(run_of(what, set_, sample), sample, output, json_, everything)


def _of_all(run: Run, sample: Sample, output: Path | None, json_: bool, everything: bool) -> int:
    from sim.analysis.explaining import explanation, length
    from sim.plots.explanation import explanation_sheet
    from sim.report.explanation import explanation_json, explanation_text

    worlds = min(sample.worlds, run.worlds)
    with progress_bar("explain", length(run, worlds), sample.quiet) as on:
        found = explanation(run, worlds, sample.jobs, on)
    path = output or _default_path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    explanation_sheet(found).savefig(path)
    if json_:
        say_json(**explanation_json(found), figure=str(path))
    else:
        say(explanation_text(found, everything))
        notes(f"figure:  {path}", quiet=sample.quiet)
    return 0


def _would_play(what: str, set_: list[str], sample: Sample, json_: bool) -> int:
    from sim.analysis.explaining import planned
    from sim.cli.compare import saved
    from sim.cli.trial import tell_trial
    from sim.scenario import load

    there = saved(what, sample.out) is not None
    scenario = run_of(what, set_, sample).scenario if there else load(what, set_)
    return tell_trial([(scenario, planned(scenario, sample.worlds))], sample.jobs, json_)


def _a_run(what: str, set_: list[str], sample: Sample) -> Run:
    """A saved run, or one of a single world: it is asked what it is of, not how its worlds end."""
    from sim.cli.compare import saved
    from sim.ensemble import run

    if saved(what, sample.out) is not None:
        return run_of(what, set_, sample)
    return run(what, 1, sample.seed, set_)


def _default_path(run: Run) -> Path:
    """In the run's folder."""
    from sim.ensemble import default_out

    folder = run.path / "figures" if run.path else default_out()
    return folder / "explanation.png"


def _moved(run: Run, sample: Sample, json_: bool, everything: bool) -> int:
    """What would bring a durable peace nearer."""
    from sim.analysis.explaining import levers
    from sim.report.levers import levers_json, levers_text

    if not any(each.name == "durable_peace" for each in run.declared):
        raise Usage(f"{run.name} does not say what makes an accord hold: it has no durable peace")
    worlds = min(sample.worlds, run.worlds)
    with progress_bar("levers", None, sample.quiet) as on:
        found = levers(run, worlds, sample.jobs, tell=on)
    if json_:
        say_json(**levers_json(run, found, worlds))
    else:
        say(levers_text(run, found, worlds, everything))
    return 0


def _of_one_world(what: str, set_: list[str], sample: Sample, world: int, json_: bool) -> int:
    from sim.analysis.explaining import mechanisms
    from sim.analysis.explaining.one_world import ask
    from sim.analysis.explaining.worlds import Source
    from sim.report.explanation import world_json, world_text

    run = _a_run(what, set_, sample)
    source = Source.of(run)
    with progress_bar("explain", 2 * len(mechanisms(run.scenario)) + 2, sample.quiet) as on:
        found = ask(source, run.seed, world, sample.jobs, on)
    if json_:
        say_json(**world_json(run, found))
    else:
        say(world_text(run, found))
    return 0
