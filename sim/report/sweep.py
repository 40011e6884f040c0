"""A sweep in words: its points or its extremes, what each axis does, what is noise; and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill
from typing import TYPE_CHECKING, Any

from sim.analysis.sweep.noise import noise_of
from sim.report.text import columns, plain
from sim.results.summary import number
from sim.words import counted, lasting, percent, percent_range, points, short

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.sweep.estimate import Expected
    from sim.analysis.sweep.plan import Plan
    from sim.analysis.sweep.swept import Swept

_WIDTH = 96  # characters of a line
_MOST = 40  # points that are told one by one
_FEW = 5  # of the highest and of the lowest
_READ = (
    "The same worlds at every point; a difference is that from the base, world by world, in "
    "percentage points. Intervals are 95 % and cover sampling error only; by luck one difference "
    "in twenty looks like one. Conditional scenarios, not forecasts."
)


def sweep_text(swept: Swept, outcome: str) -> str:
    """One outcome of a sweep for a terminal."""
    found, base = swept.of(outcome), swept.base_of(outcome)
    parts = [fill(plain(_first(swept, outcome)), _WIDTH), _base(swept, base)]
    if len(found) <= _MOST:
        parts.append(_table(swept, found))
    else:
        ordered = found.sort_values("value", ascending=False, kind="stable").dropna(subset="value")
        parts += [f"highest {_FEW} of {len(found):,} points\n{_table(swept, ordered.head(_FEW))}"]
        parts += [f"lowest {_FEW}\n{_table(swept, ordered.tail(_FEW))}"]
        parts += _marginals(swept, outcome)
    noise = noise_of(found)
    return "\n\n".join([*parts, *(fill(each, _WIDTH) for each in (noise, _READ) if each)])


def _first(swept: Swept, outcome: str) -> str:
    plan = swept.plan
    what = "; ".join(str(axis) for axis in plan.axes)
    design = "" if plan.design == "grid" else f", {plan.design}"
    return (
        f"{swept.title}: {swept.label(outcome)}, {counted(plan.many, 'point')}{design} of "
        f"{what}; {plan.worlds:,} worlds a point, seed {plan.seed}"
    )


def _base(swept: Swept, base: dict[str, Any]) -> str:
    value, range_ = _value(base), _interval(base)
    return f"base (nothing varied): {value} ({range_}), n {base['n']:,}"


def _table(swept: Swept, rows: pd.DataFrame) -> str:
    keys = [axis.key for axis in swept.plan.axes]
    share = len(rows) > 0 and rows["unit"].iloc[0] == "share"
    head = [*keys, "share" if share else "mean", "95 %", "n"]
    head += ["difference", "95 %"] * share
    values = [swept.plan.points[int(number)].values for number in rows["point"]]
    told = [
        [*at, _value(row), _interval(row), f"{row['n']:,}", *(_change(row) if share else [])]
        for at, row in zip(values, rows.to_dict("records"), strict=True)
    ]
    return columns(told, head)


def _marginals(swept: Swept, outcome: str) -> Iterable[str]:
    """What each axis does, the others averaged over."""
    for axis in swept.plan.axes:
        if axis.is_range and swept.plan.design != "grid":
            continue  # every point has a value of its own
        means = swept.means(outcome, axis).to_dict("records")
        rows = [[e["at"], _value(e), _interval(e), str(e["points"])] for e in means]
        yield "mean over the other axes\n" + columns(rows, [axis.key, "mean", "95 %", "points"])


def _value(row: Any) -> str:
    return percent(row["value"]) if row["unit"] == "share" else short(row["value"], row["unit"])


def _interval(row: Any) -> str:
    low, high = row["low"], row["high"]
    if not low <= high:  # NaN: over no worlds, or over one
        return "-"
    if row["unit"] == "share":
        return percent_range(low, high, 1)
    return f"{short(low)} to {short(high)}"


def _change(row: Any) -> list[str]:
    change, low, high = (row[key] for key in ("difference", "difference_low", "difference_high"))
    return [points(change), f"{points(low)} to {points(high)}" if low <= high else "-"]


def dry_text(plan: Plan, expected: Expected, rest: tuple[int, int, str]) -> str:
    """What would run, how long, and where it would go.

    Parameters
    ----------
    rest : tuple
        Processes, points that are finished already, folder.
    """
    jobs, there, folder = rest
    left = max(plan.many + 1 - there, 0) / (plan.many + 1)
    done = f", {there:,} of them finished" if there else ""
    values = (
        f"  {axis.key}: {_some(axis.grid() if plan.design == 'grid' else axis.values)}"
        for axis in plan.axes
    )
    lines = [
        f"would run {plan.many:,} points and the base{done}, {plan.worlds:,} worlds each "
        f"({(plan.many + 1) * plan.worlds:,} in all), seed {plan.seed}, {plan.design}:",
        *values,
        f"takes about {lasting(expected.seconds * left)} on {counted(jobs, 'core')}, "
        f"{expected.memory / 2**20:,.0f} MiB of memory and "
        f"{expected.disk / 2**20:,.1f} MiB of disk (timed just now on a few worlds)",
        f"goes into {folder}",
        "All points were read and are valid. Nothing was run.",
    ]
    return "\n".join(plain(line) for line in lines)


def _some(values: tuple[str, ...]) -> str:
    if len(values) <= 8:
        return ", ".join(values)
    return f"{', '.join(values[:3])}, ..., {values[-1]} ({len(values):,})"


def plan_record(plan: Plan) -> dict[str, Any]:
    """What is swept, for scripts."""
    return {
        "scenarios": list(plan.scenarios),
        "changes": list(plan.set),
        "vary": [str(axis) for axis in plan.axes],
        "design": plan.design,
        "points": plan.many,
        "worlds": plan.worlds,
        "seed": plan.seed,
    }


def sweep_record(swept: Swept, outcome: str) -> dict[str, Any]:
    """One outcome of a sweep for scripts: the base, then a row a point."""
    rows = swept.of(outcome).to_dict("records")
    keys = [axis.key for axis in swept.plan.axes]
    told = [
        {
            "point": int(row["point"]),
            "at": dict(zip(keys, swept.plan.points[int(row["point"])].values, strict=True)),
            **_numbers(row),
        }
        for row in rows
    ]
    base = swept.base_of(outcome)
    about = {"outcome": outcome, "label": swept.label(outcome), "unit": base["unit"]}
    return {**plan_record(swept.plan), **about, "base": _numbers(base), "rows": told}


def _numbers(row: Any) -> dict[str, Any]:
    names = ("value", "low", "high", "standard_error", "difference", "difference_low")
    found = {name: number(row[name]) for name in (*names, "difference_high") if name in row}
    return found | {"n": int(row["n"])}
