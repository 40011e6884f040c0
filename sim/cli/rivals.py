"""`sim rivals`: what do rival theories say of the same worlds?"""

from __future__ import annotations

import datetime as dt
from math import isnan
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from sim.cli.output import notes, progress_bar, say, say_json
from sim.words import day_month, percent, percent_range, points

if TYPE_CHECKING:
    from sim.plots.rivals import Answer
    from sim.results import Run
    from sim.rivals import Found
    from sim.rivals.comparing import Rivals
    from sim.statistics import Estimate

_WIDTH = 96  # characters of a line
_HEAD = ("theory [source]", "accords", "95 %", "difference", "95 %", "median")


def rivals_command(
    scenario: str,
    set_: list[str],
    sample: tuple[int, int, int | None],
    output: Path | None,
    json_: bool,
    quiet: bool,
) -> int:
    """Ask every theory, tell its answer, and draw them on one chart."""
    from sim.cli.plot import check_type
    from sim.plots.rivals import rivals_sheet
    from sim.rivals import THEORIES, Asked, rivals

    worlds, seed, jobs = sample
    if output is not None:
        check_type(output)
    asked = Asked(scenario, tuple(set_), worlds, seed)
    with progress_bar("rivals", worlds * sum(e.changes is not None for e in THEORIES), quiet) as on:
        answer = rivals(asked, jobs, on)
    path = output or _default_path(answer.run)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn = [_drawn(each) for each in answer.found]
    rivals_sheet(answer.run, drawn, _of_the_base_rate(answer)).savefig(path)
    if json_:
        say_json(**_record(answer), figure=str(path))
    else:
        say(rivals_text(answer))
        notes(f"figure:  {path}", quiet=quiet)
    return 0


def _default_path(run: Run) -> Path:
    """Beside saved runs: ``results/rivals_NAME.png``."""
    from sim.ensemble import default_out

    return default_out() / f"rivals_{run.name}.png"


def rivals_text(answer: Rivals) -> str:
    """The table, what each theory leaves out or adds, the classes, and how to read it."""
    from sim.report.text import columns

    run = answer.run
    by = day_month(run.deadline, year=True)
    first = f"{run.heading}: accords by {by} in {run.worlds:,} worlds, seed {run.seed}"
    table = columns([_row(run, each) for each in answer.found], _HEAD)
    told = [
        f"{each.theory.label}: {each.theory.differs}. {_classes(each)}" for each in answer.found
    ]
    left = [f"Left out: {each.theory.label}, since {each.why}." for each in answer.left_out]
    also = _of_the_base_rate(answer)
    read = (
        "A difference is that from the full model, paired by world, in percentage points. "
        f"Intervals cover sampling error only{also and f'; {also}'}. "
        "Conditional scenarios, not forecasts: docs/rivals.md tells what is not comparable."
    )
    lines = [fill(line, _WIDTH, subsequent_indent="  ") for line in (*told, *left)]
    return "\n\n".join([fill(first, _WIDTH), table, "\n".join(lines), fill(read, _WIDTH)])


def _of_the_base_rate(answer: Rivals) -> str:
    """What its interval is of, where it has its say."""
    there = any(each.theory.name == "base_rate" for each in answer.found)
    return "that of the base rate spans two ways of counting nine wars" if there else ""


def _row(run: Run, found: Found) -> list[str]:
    label = f"{found.theory.label} [{found.theory.source}]"
    if found.share is None:
        return [label, "no date", "", "", "", ""]
    cells = [percent(found.share.value), percent_range(found.share.low, found.share.high, 1)]
    change = found.difference
    moved = ["", ""]
    if change is not None:
        moved = [points(change.value), f"{points(change.low)} to {points(change.high)}"]
    return [label, *cells, *moved, _date(run, found.median_day)]


def _date(run: Run, day: float) -> str:
    if isnan(day):
        return "-"
    date = run.start + dt.timedelta(days=int(day))
    return f"day {day:.0f}, {day_month(date, brief=True)}"


def _classes(found: Found) -> str:
    """Its accords by class, largest first."""
    order = sorted(found.classes.items(), key=lambda item: -item[1].value)
    told = ", ".join(
        f"{label} {percent(e.value)} ({percent_range(e.low, e.high, 1)})" for label, e in order
    )
    where = "It ends at" if found.share is None else "Accords"
    return f"{where}: {told}." if told else ""


def _drawn(found: Found) -> Answer:
    """What the figure shows of a theory."""
    from sim.plots.rivals import Answer

    if found.course is None:
        order = sorted(found.classes.items(), key=lambda item: -item[1].value)[:2]
        ends = ", ".join(f"{label} {percent(e.value, 0)}" for label, e in order)
        return Answer(found.theory.label, f"no date; ends at: {ends}")
    course = found.course
    return Answer(
        found.theory.label, "", course.share, course.low, course.high, found.share
    )  # fmt: skip


def _record(answer: Rivals) -> dict[str, Any]:
    run = answer.run
    return {
        "scenario": run.name,
        "changes": run.changes,
        "worlds": run.worlds,
        "seed": run.seed,
        "deadline": run.deadline.isoformat(),
        "theories": [_theory(each) for each in answer.found],
        "left_out": [{"theory": e.theory.name, "why": e.why} for e in answer.left_out],
    }


def _theory(found: Found) -> dict[str, Any]:
    theory = found.theory
    return {
        "theory": theory.name,
        "label": theory.label,
        "source": theory.source,
        "differs": theory.differs,
        "settings": list(found.settings),
        "accord": _estimate(found.share),
        "difference": _estimate(found.difference),
        "classes": {label: _estimate(each) for label, each in found.classes.items()},
        "median_day": None if isnan(found.median_day) else found.median_day,
        "by_day": None if found.course is None else _days(found),
    }


def _days(found: Found) -> dict[str, list[float]]:
    return {name: [float(x) for x in values] for name, values in vars(found.course).items()}


def _estimate(found: Estimate | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high}
