"""The result of a run in words: the sentence first, then why not, then the table of shares."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from sim.report.text import columns, day_month, percent, plain
from sim.results.run import Run, median_world

_WIDTH = 96  # characters of a line
CONDITIONAL = (
    "These are conditional scenarios, not forecasts: what follows if the model and its priors hold."
)
SAMPLING = "95 % intervals (Wilson) cover sampling error only."


def sentence(run: Run, numbers: Mapping[str, Any]) -> str:
    """Say the result: in 24 of 100 worlds an accord by 30 June; in 9 one that holds five years."""
    by = numbers["by_deadline"]
    when = day_month(run.deadline, year=run.deadline.year != run.start.year)
    accord, durable = by["accord"]["share"], by["durable_peace"]["share"]
    if accord == 0:
        return f"In none of {run.worlds:,} worlds an accord by {when}."
    return (
        f"In {_of_hundred(accord)} of 100 worlds an accord by {when}; "
        f"in {_of_hundred(durable)} one that holds {_spelled(run.durable_years)} years."
    )


def main_reason(run: Run, numbers: Mapping[str, Any]) -> str:
    """The most frequent reason against an accord, with its share of the worlds without one."""
    why = numbers["why_no_accord"]
    if why["n"] == 0:
        return "Every world reached an accord in time."
    top = _largest(why["reasons"])
    told = f"Most often against it: {top['label']} ({_whole(top['share'])} of the worlds without)"
    lines = _largest(why["red_lines"]) if why["red_lines"] else None
    if lines and lines["share"]:
        told += f"; the red line most often in the way: {lines['label']}"
    return plain(told + ".")


def shares_table(numbers: Mapping[str, Any]) -> str:
    """How the worlds end, and what happened by the deadline, with intervals."""
    ends = _share_rows(numbers["outcomes"])
    by = _share_rows(numbers["by_deadline"])
    blank = ["", "", "", ""]
    titles = [f"how the worlds end (to {numbers['horizon']})", "share", "low", "high"]
    middle = [f"by {numbers['deadline']}", "", "", ""]
    return columns([*ends, blank, middle, *by], titles)


def answer(run: Run) -> str:
    """All that `sim run` prints about a run."""
    numbers = run.summary()
    about = f"{plain(run.title)} ({plain(run.name)}): {run.worlds:,} worlds, seed {run.seed}"
    failed = numbers["failed"]
    parts = [
        f"{sentence(run, numbers)}\n{fill(main_reason(run, numbers), _WIDTH)}",
        about + (f"; {failed} failed and count as such" if failed else ""),
        shares_table(numbers),
        fill(f"{SAMPLING} {CONDITIONAL}", _WIDTH),
    ]
    return "\n\n".join(parts)


def next_lines(run: Run, scenario: str, changes: Sequence[str]) -> list[str]:
    """What to type next; the world is a real one: the median accord in time, if there is any."""
    world = median_world(run, run.column("accord"))
    seed = [] if run.seed == 1 else ["--seed", str(run.seed)]
    set_ = [word for change in changes for word in ("-s", change)]
    trace = ["sim", "trace", scenario, "--world", str(world or 0), *seed, *set_]
    compare = ["sim", "compare", scenario, "-s", "deadline.credibility=1", *seed]
    lines = [shlex.join(trace)]
    return lines if changes else [*lines, shlex.join(compare)]


def _spelled(years: float) -> str:
    words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[int(years) - 2] if years in range(2, 11) else f"{years:g}"


def _of_hundred(share: float) -> str:
    """Whole worlds of a hundred; never a 0 or a 100 that is none."""
    if 0 < share < 0.005:
        return "fewer than 1"
    if 0.995 <= share < 1:
        return "more than 99"
    return f"{100 * share:.0f}"


def _whole(share: float) -> str:
    return f"{100 * share:.0f} %"


def _largest(shares: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = max(shares.values(), key=lambda each: each["share"] or 0)
    return found


def _share_rows(shares: Mapping[str, Any]) -> list[list[str]]:
    return [
        [each["label"], percent(each["share"]), percent(each["low"]), percent(each["high"])]
        for each in shares.values()
    ]
