"""Why there is no accord by the deadline: one reason a world, found on its best date."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.minutes import AGREEABLE, accepted_by_both
from sim.outcomes.codes import codes
from sim.outcomes.declared import REASONS
from sim.outcomes.ending import by_deadline, deadline_day, ended_in
from sim.table import tiles
from sim.theory import bargaining
from sim.trajectory import ACCORD, CANCELLED, HELD, NO_DATE, Tables, Trajectory
from sim.worlds import Bools, Floats, Ints

_NO_PACKAGE = -1e300
_ALIKE = 1e-9  # utility
_CODE = {name: i for i, name in enumerate(REASONS)}


def answers(trajectory: Trajectory) -> dict[str, NDArray[Any]]:
    """Reason, decisive red line, and whether a range was open."""
    margins = _margins(trajectory)
    day, worlds = margins.argmax(axis=0), np.arange(trajectory.worlds)
    margin, had_date = margins[day, worlds], (_dates(trajectory) != NO_DATE).any(axis=0)
    without = ~(ended_in(trajectory, ACCORD) & by_deadline(trajectory))
    reason = _beside_the_range(trajectory, day)
    red_line = np.full(trajectory.worlds, -1)
    closed = np.flatnonzero(without & had_date & ~(margin >= 0))
    for rows in tiles(closed):
        reason[rows], red_line[rows] = _no_range(trajectory, rows, day[rows])
    reason = np.where(had_date, reason, _CODE["no_round"])
    first = (_dates(trajectory) != NO_DATE).argmax(axis=0)
    return {
        "reason": codes(np.where(without, reason, -1), len(REASONS)),
        "red_line": codes(np.where(without, red_line, -1), len(_tables(trajectory).red_lines)),
        "range_exists": had_date & (margin >= 0),
        "range_exists_first": had_date & (margins[first, worlds] >= 0),
        "best_margin": np.where(had_date & (margin > _NO_PACKAGE), margin, np.nan),
    }


def _dates(trajectory: Trajectory) -> Ints:
    """(days to the deadline, worlds): what became of each day's date."""
    dates: Ints = trajectory.daily["date"][: deadline_day(trajectory) + 1]
    return dates


def _margins(trajectory: Trajectory) -> Floats:
    """(days to the deadline, worlds): margin on dates (-1e300 if nothing would hold), else -inf."""
    dates = _dates(trajectory)
    margins = trajectory.daily["margin"][: dates.shape[0]]
    # a date on which nothing would hold is still a date: it must win over days without one
    return np.where(dates != NO_DATE, np.maximum(margins, _NO_PACKAGE), -np.inf)


def _beside_the_range(trajectory: Trajectory, day: Ints) -> Ints:
    """The reason where a range was open on the best date."""
    worlds = np.arange(trajectory.worlds)
    date = trajectory.daily["date"][day, worlds]
    answers_ = trajectory.daily["answers"][day, worlds]
    met = np.where(answers_ & AGREEABLE, _CODE["not_tabled"], _CODE["aspiration"])
    held = np.where(accepted_by_both(answers_), _CODE["not_ratified"], met)
    missed = np.where(date == CANCELLED, _CODE["spoiler"], _CODE["no_round"])
    return np.where(date == HELD, held, missed)


def _no_range(trajectory: Trajectory, rows: Ints, day: Ints) -> tuple[Ints, Ints]:
    """The reason, and the decisive red line, where no package was better than war for both."""
    tables, values, war, holds = _on_the_day(trajectory, rows, day)
    ungated = _margin(values, war, np.ones_like(holds))
    alike = _margin(values, _war(trajectory, "shared_war_value", rows, day), holds)
    reason = np.where(alike >= 0, _CODE["beliefs"], _CODE["empty_range"])
    reason = np.where(ungated >= 0, _CODE["not_deterred"], reason)
    line = _decisive_line(tables, rows, values, war, holds)
    return reason, np.where(reason == _CODE["empty_range"], line, -1)


def margins_if(trajectory: Trajectory, rows: Ints, day: Ints) -> dict[str, Floats]:
    """The margin of a day as it was, and what it would have been, (rows,) each.

    ``as_it_was``; ``any_may_be_signed`` without the condition that an accord must hold;
    ``beliefs_shared`` if both sides read the front by their mean belief; ``red_line.*`` without
    that red line (``red_line.party.line``).
    """
    tables, values, war, holds = _on_the_day(trajectory, rows, day)
    shared = _war(trajectory, "shared_war_value", rows, day)
    lines = _margins_without_lines(tables, rows, values, war, holds)
    return {
        "as_it_was": _margin(values, war, holds),
        "any_may_be_signed": _margin(values, war, np.ones_like(holds)),
        "beliefs_shared": _margin(values, shared, holds),
        **{f"red_line.{name}": margin for name, margin in lines.items()},
    }


def _on_the_day(
    trajectory: Trajectory, rows: Ints, day: Ints
) -> tuple[Tables, list[Floats], list[Floats], Bools]:
    """Values of every package, war values, and which packages hold, on a day of each world."""
    tables = _tables(trajectory)
    resentment = trajectory.daily["resentment"][day, rows]
    values = [
        tables.values[i][rows] - (tables.exclusion[i][rows] * resentment)[:, None] for i in (0, 1)
    ]
    war = _war(trajectory, "war_value", rows, day)
    return tables, values, war, _holds(trajectory, tables, rows, day)


def _tables(trajectory: Trajectory) -> Tables:
    assert trajectory.tables is not None
    return trajectory.tables


def _war(trajectory: Trajectory, kind: str, rows: Ints, day: Ints) -> list[Floats]:
    return [trajectory.daily[f"{kind}.{name}"][day, rows] for name in trajectory.parties]


def _holds(trajectory: Trajectory, tables: Tables, rows: Ints, day: Ints) -> Bools:
    insistence = np.zeros(trajectory.worlds)
    insistence[rows] = trajectory.daily["insistence"][day, rows]
    holds: Bools = tables.staying[rows] >= tables.staying_needed(insistence)[rows][:, None]
    return holds


def _margin(values: list[Floats], war: list[Floats], holds: Bools) -> Floats:
    gains = [v - w[:, None] for v, w in zip(values, war, strict=True)]
    return bargaining.best(bargaining.smaller_gain(gains[0], gains[1]), holds)[1]


def _decisive_line(
    tables: Tables, rows: Ints, values: list[Floats], war: list[Floats], holds: Bools
) -> Ints:
    """The red line whose removal raises the margin most, the first of equals; -1: none does."""
    if not tables.red_lines:
        return np.full(rows.shape, -1)
    margins = np.array(list(_margins_without_lines(tables, rows, values, war, holds).values()))
    most = margins.max(axis=0)
    # lines that help alike differ in their last bits: those must not choose between them
    first = np.argmax(margins >= most - _ALIKE, axis=0)
    return np.where(most > _margin(values, war, holds) + _ALIKE, first, -1)


def _margins_without_lines(
    tables: Tables, rows: Ints, values: list[Floats], war: list[Floats], holds: Bools
) -> dict[str, Floats]:
    margins = {}
    for name, (side, penalty) in tables.red_lines.items():
        eased = list(values)
        eased[side] = values[side] + penalty(rows)
        margins[name] = _margin(eased, war, holds)
    return margins
