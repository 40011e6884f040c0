"""`sim sensitivity`: what does the answer vary with, and on which assumptions does it lean?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import Usage
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.analysis.sensitivity import Sensitivity
    from sim.analysis.sensitivity.morris import Morris
    from sim.analysis.sensitivity.playing import Asked
    from sim.analysis.sensitivity.saltelli import Saltelli

_WORLDS = 2000  # of plain, unless told


@dataclass(frozen=True)
class Question:
    """How it is asked, and of what."""

    method: str
    outcomes: Sequence[str]
    parameters: Sequence[str]
    groups: str


@dataclass(frozen=True)
class Sample:
    """Worlds that are to be run; what is None was not said."""

    worlds: int | None
    seed: int | None
    jobs: int | None
    out: Path | None
    quiet: bool


def sensitivity_command(
    what: str,
    set_: list[str],
    question: Question,
    sample: Sample,
    output: Path | None,
    json_: bool,
    all_: bool,
    dry_run: bool = False,
) -> int:
    """Ask, tell, and draw the first outcome."""
    from sim.analysis.sensitivity.asking import METHODS
    from sim.cli.plot import check_type
    from sim.errors import not_among
    from sim.plots.sensitivity import sensitivity_sheet
    from sim.report.sensitivity import sensitivity_text
    from sim.report.sensitivity_json import sensitivity_json

    if question.method not in METHODS:
        raise Usage(not_among("method", question.method, METHODS))
    if output is not None:
        check_type(output)
    if dry_run:
        return _would_play(what, set_, question, sample, json_)
    ask = _plain if question.method == "plain" else _designed
    found = ask(what, set_, question, sample)
    path = output or _default_path(found)
    path.parent.mkdir(parents=True, exist_ok=True)
    sensitivity_sheet(found).savefig(path)
    if json_:
        say_json(**sensitivity_json(found), figure=str(path))
    else:
        say(sensitivity_text(found, all_))
        notes("", f"figure:  {path} ({found.outcomes[0].label})", quiet=sample.quiet)
    return 0


def _default_path(found: Sensitivity) -> Path:
    """Beside saved runs: ``results/sensitivity_RUN.png``, with the method unless it is plain."""
    from sim.ensemble import default_out

    how = "" if found.method == "plain" else f"_{found.method}"
    return default_out() / f"sensitivity_{found.run.run_id}{how}.png"


def _plain(what: str, set_: list[str], question: Question, sample: Sample) -> Sensitivity:
    """Of a saved run, or of a scenario that is run now, and saved."""
    from sim.analysis.sensitivity.asking import sensitivity_of
    from sim.cli.compare import saved
    from sim.cli.run import run_one
    from sim.results import load as load_run
    from sim.scenario import load

    folder = saved(what, sample.out)
    if folder is not None:
        _refuse_changes(what, set_, sample)
        return sensitivity_of(load_run(folder), question.outcomes, question.parameters)
    scenario = load(what, set_)
    _check_names(scenario, question)
    worlds, seed = sample.worlds or _WORLDS, 1 if sample.seed is None else sample.seed
    run = run_one(scenario, worlds, seed, sample.jobs, sample.out, sample.quiet)
    return sensitivity_of(run, question.outcomes, question.parameters)


def _refuse_changes(what: str, set_: list[str], sample: Sample) -> None:
    given = {"-s": bool(set_), "-n": sample.worlds, "--seed": sample.seed is not None}
    for option, there in given.items():
        if there:
            raise Usage(f"{what} is a saved run: {option} is for scenarios")


def _would_play(what: str, set_: list[str], question: Question, sample: Sample, json_: bool) -> int:
    from sim.cli.trial import tell_trial
    from sim.scenario import load

    if question.method == "plain":
        return tell_trial([(load(what, set_), sample.worlds or _WORLDS)], sample.jobs, json_)
    asked, design = _planned(what, set_, question, sample)
    return tell_trial([(asked.scenario, _cost(asked, design))], sample.jobs, json_)


def _planned(
    what: str, set_: list[str], question: Question, sample: Sample
) -> tuple[Asked, Saltelli | Morris]:
    """What is played without the past, and in which design."""
    from sim.analysis.sensitivity.asking import planned
    from sim.cli.compare import saved

    method, seed = question.method, 1 if sample.seed is None else sample.seed
    if saved(what, sample.out) is not None:
        raise Usage(f"{method} plays worlds of its own: give it a scenario, not a saved run")
    asked = method, question.outcomes, sample.worlds, seed, set_
    return planned(what, *asked, question.parameters, question.groups)


def _cost(asked: Asked, design: Saltelli | Morris) -> int:
    """Worlds that are played, as far as they are known beforehand."""
    given_past = _is_given_the_past(asked, design)
    return sum(design.sizes) + (2 * design.n if given_past else 0)


def _is_given_the_past(asked: Asked, design: Saltelli | Morris) -> bool:
    from sim.analysis.sensitivity.morris import Morris

    return asked.with_past is not None and not isinstance(design, Morris)


def _designed(what: str, set_: list[str], question: Question, sample: Sample) -> Sensitivity:
    """Of a scenario, in worlds that a design places; what it costs is said before it begins."""
    import shlex

    from sim.analysis.sensitivity.designed import designed
    from sim.analysis.sensitivity.folder import finished_in, folder_of
    from sim.cli.program import program
    from sim.cli.resuming import goes_on
    from sim.ensemble import default_out

    asked, design = _planned(what, set_, question, sample)
    out, method, tables = sample.out or default_out(), question.method, len(design.sizes)
    told = f"{method}: {sum(design.sizes):,} worlds in {tables} tables, without the past"
    if _is_given_the_past(asked, design):
        told += f"; then about {3 * design.n:,} with it, to see how much is luck"
    there = finished_in(folder_of(asked, design, out), asked, design)
    notes(told, *goes_on(there, tables, "table"), quiet=sample.quiet)
    worlds, command = _cost(asked, design), shlex.join([*program(), *sys.argv[1:]])
    with progress_bar(f"{asked.scenario.name}, {method}", worlds, sample.quiet) as on:
        return designed(asked, design, sample.jobs, on, out, command)


def _check_names(scenario: object, question: Question) -> None:
    """Refuse a parameter or outcome that is none before the first world is run."""
    from sim.analysis.sensitivity.factors import chosen
    from sim.analysis.sensitivity.outcomes import check_names
    from sim.scenario import Scenario

    assert isinstance(scenario, Scenario)
    chosen(scenario, question.parameters)
    check_names(scenario, question.outcomes)
