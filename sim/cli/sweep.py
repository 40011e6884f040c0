"""`sim sweep`: what a scenario comes to over a grid or a design of its parameters."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import a_scenario
from sim.cli.errors import Usage
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.analysis.sweep.plan import Plan
    from sim.analysis.sweep.swept import Swept


@dataclass(frozen=True)
class Asked:
    """What is varied, and how often it is played."""

    scenarios: list[str]
    vary: list[str]
    set: list[str]
    design: str
    points: int | None
    worlds: int
    seed: int
    jobs: int | None


@dataclass(frozen=True)
class Answer:
    """How the answer is told, and where it goes."""

    outcome: str
    output: Path | None
    out: Path | None
    json: bool
    quiet: bool


def sweep_command(asked: Asked, answer: Answer, dry_run: bool) -> int:
    """Check everything, play what is missing, tell one outcome, draw it."""
    from sim.analysis.sweep.estimate import refuse_the_impossible
    from sim.analysis.sweep.plan import plan_of
    from sim.analysis.sweep.swept import check_outcome
    from sim.cli.plot import check_type
    from sim.ensemble import default_out
    from sim.jobs import sensible_jobs

    if answer.output is not None:
        check_type(answer.output)
    for each in asked.scenarios:
        a_scenario(each, answer.out)
    plan = plan_of(
        asked.scenarios, asked.vary, asked.set, asked.worlds, asked.seed, asked.design, asked.points
    )
    jobs = asked.jobs or sensible_jobs(plan.many * plan.worlds)
    check_outcome(plan, answer.outcome)
    refuse_the_impossible(plan, jobs)
    out = answer.out or default_out()
    if dry_run:
        return _tell_what_would_run(plan, jobs, out, answer)
    return _tell(_played(plan, jobs, out, answer), answer)


def _tell_what_would_run(plan: Plan, jobs: int, out: Path, answer: Answer) -> int:
    from sim.analysis.sweep.estimate import by_trial
    from sim.analysis.sweep.folder import finished_in
    from sim.analysis.sweep.plan import check_points
    from sim.report.sweep import dry_text, plan_record

    with progress_bar("reading the points", plan.many, answer.quiet, "points") as checking:
        check_points(plan, checking)
    folder, expected = plan.folder(out), by_trial(plan, jobs)
    there = finished_in(folder, plan)
    if answer.json:
        say_json(**plan_record(plan), folder=str(folder), finished=there, jobs=jobs,
                 expected=vars(expected))  # fmt: skip
    else:
        say(dry_text(plan, expected, (jobs, there, str(folder))))
    return 0


def _played(plan: Plan, jobs: int, out: Path, answer: Answer) -> Swept:
    import shlex

    from sim.analysis.sweep.folder import finished_in
    from sim.analysis.sweep.play import played
    from sim.cli.program import program
    from sim.cli.resuming import goes_on

    command = shlex.join([*program(), *sys.argv[1:]])
    worlds, there = (plan.many + 1) * plan.worlds, finished_in(plan.folder(out), plan)
    notes(*goes_on(there, plan.many + 1, "point"), quiet=answer.quiet)
    with progress_bar("sweep", worlds, answer.quiet) as bar:
        return played(plan, jobs, out, bar, command)


def _tell(swept: Swept, answer: Answer) -> int:
    from sim.errors import UnknownColumn
    from sim.plots.sweep import sweep_sheet
    from sim.report.sweep import sweep_record, sweep_text

    assert swept.path is not None
    try:
        swept.of(answer.outcome)
    except UnknownColumn as error:  # declared, and came true nowhere
        raise Usage(str(error)) from None
    path = answer.output or swept.path / f"{answer.outcome}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep_sheet(swept, answer.outcome).savefig(path)
    if answer.json:
        say_json(**sweep_record(swept, answer.outcome), folder=str(swept.path), figure=str(path))
        return 0
    say(sweep_text(swept, answer.outcome))
    notes(f"figure:  {path}", f"tables:  {swept.path / 'sweep.csv'}, .parquet", quiet=answer.quiet)
    return 0
