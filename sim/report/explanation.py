"""An explanation as text and as JSON: what stands in the way of an accord."""

from __future__ import annotations

import datetime as dt
from textwrap import fill
from typing import Any

from sim.analysis.explaining import Explanation, Worth
from sim.analysis.explaining.one_world import Asked, Ended
from sim.analysis.explaining.worlds import MEASURES
from sim.report.text import columns
from sim.results import Run
from sim.statistics import Estimate
from sim.words import counted, day_month, listed, percent, percent_range, points

_WIDTH = 96  # characters of a line
_SHOWN = 12  # mechanisms, unless all are asked for
_STATES = 5  # reasons that are told
_HEAD = ("taken away from the start", "alone", "95 %", "worth", "95 %", "of peace", "95 %")


def explanation_text(found: Explanation, everything: bool = False) -> str:
    """The question, what each mechanism is worth, how many it takes, and the states beside it."""
    return "\n\n".join([_first(found), _table(found, everything), *_reading(found), _states(found)])


def _first(found: Explanation) -> str:
    by = day_month(found.run.deadline, year=True)
    told = [
        f"{words} in {_share(found.before[name])} of worlds as they are, "
        f"in {_share(found.after[name])} with all of the below taken away"
        for name, words in MEASURES.items()
        if name in found.before
    ]
    head = f"{found.run.heading}: why no accord by {by}? {found.worlds:,} worlds, "
    return fill(
        f"{head}seed {found.run.seed}, {found.orders} orders. There is {'; '.join(told)}.", _WIDTH
    )


def _share(found: Estimate) -> str:
    return f"{percent(found.value)} ({percent_range(found.low, found.high, 1)})"


def _table(found: Explanation, everything: bool) -> str:
    shown = found.worths if everything else found.worths[:_SHOWN]
    rows = [_row(each) for each in shown]
    rest = found.worths[len(shown) :]
    if rest:
        rows.append(
            [f"({counted(len(rest), 'other')}: --all)", "", "", _sum(rest, 0), "", *_more(rest)]
        )
    head = _HEAD if len(found.before) > 1 else _HEAD[:5]
    return columns([row[: len(head)] for row in rows], head)


def _row(worth: Worth) -> list[str]:
    first, *others = worth.value
    cells = [worth.mechanism.label, *_change(worth.alone[first]), *_change(worth.value[first])]
    return cells + [cell for name in others for cell in _change(worth.value[name])]


def _change(found: Estimate) -> list[str]:
    return [points(found.value), f"{points(found.low)} to {points(found.high)}"]


def _sum(worths: list[Worth], measure: int) -> str:
    return points(sum(list(each.value.values())[measure].value for each in worths))


def _more(worths: list[Worth]) -> list[str]:
    return [_sum(worths, 1), ""] if len(worths[0].value) > 1 else []


def _reading(found: Explanation) -> list[str]:
    enough = found.enough
    return [
        fill(
            "In percentage points of all worlds. 'alone': what taking it away adds while all else "
            "stays. 'worth': its part of what taking all of them away changes (Shapley 1953), "
            "which counts what it adds where others are gone too; these parts sum to the whole"
            + (", as do those of a durable peace." if len(found.before) > 1 else "."),
            _WIDTH,
        ),
        fill(
            f"Of the worlds without an accord, {_share(enough.one)} would have had one if a single "
            f"mechanism had been away, {_share(enough.several)} if several had, and "
            f"{_share(enough.others)} not even if all had.",
            _WIDTH,
        ),
    ]


def _states(found: Explanation) -> str:
    """The states on the best date, under a name that claims no cause."""
    reasons = found.run.reasons().head(_STATES)
    told = "; ".join(
        f"{row.label} {percent(row.share)} ({percent_range(row.low, row.high, 1)})"
        for row in reasons.itertuples()
    )
    without = int(reasons.n.iloc[0])
    return fill(
        "How things stood on the best date, which is no cause (of "
        f"{without:,} worlds without an accord): {told}. Intervals cover sampling error "
        "only. Conditional scenarios, not forecasts.",
        _WIDTH,
    )


def explanation_json(found: Explanation) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "scenario": found.run.name,
        "changes": found.run.changes,
        "worlds": found.worlds,
        "seed": found.run.seed,
        "orders": found.orders,
        "deadline": found.run.deadline.isoformat(),
        "before": {name: _estimate(each) for name, each in found.before.items()},
        "after": {name: _estimate(each) for name, each in found.after.items()},
        "mechanisms": [_mechanism(each) for each in found.worths],
        "enough": {name: _estimate(each) for name, each in vars(found.enough).items()},
        "states_on_the_best_date": found.run.reasons().to_dict(orient="index"),
    }


def _mechanism(worth: Worth) -> dict[str, Any]:
    return {
        "mechanism": worth.mechanism.name,
        "label": worth.mechanism.label,
        "settings": list(worth.mechanism.settings),
        "alone": {name: _estimate(each) for name, each in worth.alone.items()},
        "worth": {name: _estimate(each) for name, each in worth.value.items()},
    }


def _estimate(found: Estimate) -> dict[str, float]:
    return {name: getattr(found, name) for name in ("value", "low", "high", "standard_error")}


def world_text(run: Run, found: Asked) -> str:
    """What one world says: as it is, without single mechanisms, without several."""
    lines = [
        f"World {found.world} of {run.heading}, seed {run.seed}: {_ended(run, found.as_it_is)}."
    ]
    if found.as_it_is.accord:
        lines.append("Nothing stood in the way.")
    elif found.alone:
        lines.append("Each of these alone stood in the way; without it, and all else as it was:")
        lines += [f"  {each.label}: {_ended(run, end)}" for each, end in found.alone]
    elif found.together:
        told = listed([each.label for each in found.together])
        lines.append(
            f"No single mechanism stood in the way. Without these together there is an accord, and "
            f"none of them can be spared: {told}."
        )
    else:
        lines.append("Without any of the mechanisms, alone or all together, there is no accord.")
    lines.append(f"Read it: sim trace {run.name} --world {found.world} --seed {run.seed}")
    return "\n".join(fill(line, _WIDTH, subsequent_indent="    ") for line in lines)


def _ended(run: Run, end: Ended) -> str:
    when = day_month(run.start + dt.timedelta(days=end.day), year=True)
    return f"{end.label}, {when}" if end.accord else f"by {when}, {end.label}"


def world_json(run: Run, found: Asked) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "scenario": run.name,
        "changes": run.changes,
        "seed": run.seed,
        "world": found.world,
        "as_it_is": vars(found.as_it_is),
        "alone": [{"mechanism": m.name, "label": m.label, **vars(e)} for m, e in found.alone],
        "together": [each.name for each in found.together],
    }
