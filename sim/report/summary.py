"""The result of a run in words: the sentence first, then why not, then the table of shares."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from textwrap import fill
from typing import Any

from sim.outcomes.declared import going_on
from sim.report.text import columns, plain
from sim.results.red_lines import RedLines, Side, red_lines
from sim.results.run import Run, median_world
from sim.words import day_month, half_up, percent, percent_range, whole

_WIDTH = 96  # characters of a line
CONDITIONAL = (
    "These are conditional scenarios, not forecasts: what follows if the model and its priors hold."
)
SAMPLING = "95 % intervals (Wilson) cover sampling error only."


def sentence(run: Run, numbers: Mapping[str, Any]) -> str:
    """Say the result: in 24 of 100 worlds an accord by 30 June; in 9 one that holds five years."""
    by = numbers["by_deadline"]
    when = day_month(run.deadline, year=run.deadline.year != run.start.year)
    accord = by["accord"]
    if accord["share"] == 0:
        most = percent(accord["high"])
        return f"In none of {run.worlds:,} worlds an accord by {when}: at most {most} of them all."
    return (
        f"In {_of_hundred(accord['share'])} of 100 worlds {_ends(accord)} an accord by {when}"
        f"{_durable(run, by)}."
    )


def _durable(run: Run, by: Mapping[str, Any]) -> str:
    """How many of them last, where the scenario says what makes an accord hold."""
    if run.durable_years is None:
        return ""
    durable = by["durable_peace"]
    return (
        f"; in {_of_hundred(durable['share'])} {_ends(durable)} one that holds "
        f"{_spelled(run.durable_years)} years"
    )


def _ends(share: Mapping[str, Any]) -> str:
    """The interval of a share, of a hundred: ``(14 to 17)``."""
    return f"({percent_range(share['low'], share['high'])})"


def main_reason(run: Run, numbers: Mapping[str, Any]) -> str:
    """The most frequent reason against an accord, whose red lines stand in the way, and which."""
    why = numbers["why_no_accord"]
    if why["n"] == 0:
        return "Every world reached an accord in time."
    top = _largest(why["reasons"])
    told = (
        f"Most often against it: {top['label']} ({percent(top['share'], 0)} of the worlds "
        f"without one, {_ends(top).strip('()')})."
    )
    return plain(told + _sides_words(red_lines(run), why["n"]))


def _sides_words(found: RedLines, without: float) -> str:
    """``The red line most in the way: one of Russia's in 427 of those 800 worlds, ...``."""
    there = [side for side in found.sides.values() if side.count]
    of = [f" of those {whole(without)} worlds", *("" for _ in there[1:])]
    sides = [_side_words(side, each) for side, each in zip(there, of, strict=False)]
    return f" The red line most in the way: {'; '.join(sides)}." if sides else ""


def _side_words(side: Side, of: str) -> str:
    most = next(iter(side.lines.values()))
    which = "all on" if most.count == side.count else "most often on"
    return f"one of {side.label}'s in {whole(side.count)}{of}, {which} {most.label}"


def reasons_table(run: Run, numbers: Mapping[str, Any]) -> str:
    """Why no accord, the most frequent reason first, with intervals; nothing if none is without."""
    why = numbers["why_no_accord"]
    if why["n"] == 0:
        return ""
    titles = [f"why not, in the {why['n']:,} worlds without one by then", "share", "low", "high"]
    rows = _share_rows(_by_frequency(why["reasons"]))
    lines = _red_line_rows(red_lines(run), why)
    if lines:
        instead = going_on(run.scenario)
        title = f"the red line most in the way where no package beat {instead}, in the same worlds"
        rows += [["", "", "", ""], [title, "", "", ""], *lines]
    return columns(rows, titles)


def _red_line_rows(found: RedLines, why: Mapping[str, Any]) -> list[list[str]]:
    """Each side's subtotal with its lines below, and the worlds that no single line explains."""
    rows = []
    for party, side in found.sides.items():
        if side.count:
            subtotal = why["red_lines_by_side"][party]
            rows.append(_share_row(f"{side.label}, all its lines", subtotal))
            rows += [
                _share_row(f"  {line.label}", why["red_lines"][name])
                for name, line in side.lines.items()
                if line.count
            ]
    none = why["no_single_red_line"]
    return [*rows, _share_row(none["label"], none)] if rows and none["share"] else rows


def _by_frequency(shares: Mapping[str, Any]) -> dict[str, Any]:
    """Shares above zero, the largest first."""
    often = sorted(shares.items(), key=lambda item: -(item[1]["share"] or 0))
    return {name: each for name, each in often if each["share"]}


def shares_table(numbers: Mapping[str, Any]) -> str:
    """How the worlds end, and what happened by the deadline, with intervals."""
    ends = _share_rows(numbers["outcomes"])
    by = _share_rows(numbers["by_deadline"])
    blank = ["", "", "", ""]
    titles = [f"how the worlds end (to {numbers['horizon']})", "share", "low", "high"]
    middle = [f"by {numbers['deadline']}", "", "", ""]
    own = own_rows(numbers)
    asked = [blank, ["asked beside them", "", "", ""], *own] if own else []
    return columns([*ends, blank, middle, *by, *asked], titles)


def own_rows(numbers: Mapping[str, Any]) -> list[list[str]]:
    """What the user asks beside the outcomes: shares, then means with unit and n."""
    means = [each for each in numbers["measures"].values() if each.get("own")]
    return [
        *_share_rows(numbers.get("own", {})),
        *([_mean_label(each), *_interval(each)] for each in means),
    ]


def _mean_label(told: Mapping[str, Any]) -> str:
    unit = "" if told["unit"] == "-" else f" [{told['unit']}]"
    return f"{told['label']}{unit}, mean of {told['n']:,}"


def _interval(told: Mapping[str, Any]) -> list[str]:
    numbers = (told["mean"], told["low"], told["high"])
    return ["-" if x is None else f"{x:,.4g}" for x in numbers]


def answer(run: Run) -> str:
    """All that `sim run` prints about a run."""
    numbers = run.summary()
    about = f"{run.heading} ({run.name}): {run.worlds:,} worlds, seed {run.seed}"
    failed = numbers["failed"]
    parts = [
        f"{sentence(run, numbers)}\n{fill(main_reason(run, numbers), _WIDTH)}",
        fill(plain(about + (f"; {failed} failed and count as such" if failed else "")), _WIDTH),
        shares_table(numbers),
        reasons_table(run, numbers),
        fill(f"{SAMPLING} {CONDITIONAL}", _WIDTH),
    ]
    return "\n\n".join(filter(None, parts))


def next_lines(
    run: Run,
    scenario: str,
    changes: Sequence[str],
    program: Sequence[str] = ("sim",),
    where: Sequence[str] = (),
) -> dict[str, str]:
    """What to type next, by what it tells: a world without an accord, one with, a what-if.

    Both worlds are real ones: the median of those with the most frequent reason, and that of the
    accords in time.

    Parameters
    ----------
    scenario : str
        As the user called it.
    changes : sequence of str
        What was set on the command line.
    program : sequence of str
        How this program is called here.
    where : sequence of str
        Options that say how many worlds are run and where they are kept, if not as usual.
    """
    seed = [] if run.seed == 1 else ["--seed", str(run.seed)]
    set_ = [word for change in changes for word in ("-s", change)]
    lines = {
        what: shlex.join([*program, "trace", scenario, "--world", str(world), *seed, *set_])
        for what, world in _worlds_to_tell(run).items()
        if world is not None
    }
    if not changes and "deadline" in run.scenario.file.sections:
        what_if = [*program, "compare", scenario, "-s", "deadline.credibility=1", *seed, *where]
        lines["a what-if: both are sure of the deadline"] = shlex.join(what_if)
    return lines


def _worlds_to_tell(run: Run) -> dict[str, int | None]:
    """The median world of the most frequent reason, and that of the accords in time."""
    accord, outcome, reasons = run.column("accord"), run.outcome("reason"), run.column("reason")
    counts = [int((reasons == code).sum()) for code in range(len(outcome.categories))]
    often = counts.index(max(counts))
    return {
        f"a world without an accord ({outcome.labels[often]})": median_world(run, reasons == often),
        "a world with an accord in time": median_world(run, accord),
    }


def _spelled(years: float) -> str:
    words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return words[int(years) - 2] if years in range(2, 11) else f"{years:g}"


def _of_hundred(share: float) -> str:
    """Whole worlds of a hundred; never a 0 or a 100 that is none."""
    if 0 < share < 0.005:
        return "fewer than 1"
    if 0.995 <= share < 1:
        return "more than 99"
    return half_up(share, 0, power=2)


def _largest(shares: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = max(shares.values(), key=lambda each: each["share"] or 0)
    return found


def _share_rows(shares: Mapping[str, Any]) -> list[list[str]]:
    return [_share_row(each["label"], each) for each in shares.values()]


def _share_row(label: str, each: Mapping[str, Any]) -> list[str]:
    return [label, percent(each["share"]), percent(each["low"]), percent(each["high"])]
