"""Why there is no accord by the deadline: one reason a world, found on its best date."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agreement.valuation import MUST_HOLD, Valuation
from sim.minutes import was_agreeable
from sim.outcome import REASONS
from sim.outcomes.codes import codes
from sim.outcomes.declared import reasons
from sim.outcomes.ending import by_deadline, deadline_day, ended_in
from sim.processes.day import VETO, VOTE
from sim.scenario import Scenario
from sim.table import tiles
from sim.trajectory import ACCORD, CANCELLED, HELD, NO_DATE, Trajectory
from sim.worlds import Floats, Ints

_NO_PACKAGE = -1e300
ALIKE = 1e-9
"""Margins no further apart than this (utility) differ in their last bits only."""
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
        "reason": codes(np.where(without, _known(trajectory)[reason], -1), len(REASONS)),
        "red_line": codes(np.where(without, red_line, -1), len(_lines(trajectory.scenario))),
        "range_exists": had_date & (margin >= 0),
        "range_exists_first": had_date & (margins[first, worlds] >= 0),
        "best_margin": np.where(had_date & (margin > _NO_PACKAGE), margin, np.nan),
    }


def _known(trajectory: Trajectory) -> Ints:
    """Codes, among the reasons that the scenario can have, of all that there are."""
    known = list(reasons(trajectory.scenario))
    return np.array([known.index(name) if name in known else -1 for name in REASONS])


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
    said, parties = trajectory.daily["answers"][day, worlds], len(trajectory.parties)
    met = np.where(was_agreeable(said, parties), _CODE["not_tabled"], _CODE["aspiration"])
    barred = trajectory.daily["barred"][day, worlds]
    held = np.where(barred == VOTE, _CODE["not_ratified"], met)
    held = np.where(barred == VETO, _CODE["vetoed"], held)
    missed = np.where(date == CANCELLED, _CODE["spoiler"], _CODE["no_round"])
    return np.where(date == HELD, held, missed)


def _no_range(trajectory: Trajectory, rows: Ints, day: Ints) -> tuple[Ints, Ints]:
    """The reason, and the decisive red line, where no package was better than war for all."""
    valuation = trajectory.valuation(rows, day)
    ungated = valuation.without(MUST_HOLD).margin()
    alike = valuation.with_standing(trajectory.standing(rows, day, alike=True)).margin()
    reason = np.where(alike >= 0, _CODE["beliefs"], _CODE["empty_range"])
    reason = np.where(ungated >= 0, _CODE["not_deterred"], reason)
    line = _decisive_line(trajectory.scenario, valuation)
    return reason, np.where(reason == _CODE["empty_range"], line, -1)


def margins_if(trajectory: Trajectory, rows: Ints, day: Ints) -> dict[str, Floats]:
    """The margin of a day as it was, and what it would have been, (rows,) each.

    ``as_it_was``; ``any_may_be_signed`` without the condition that an accord must hold;
    ``beliefs_shared`` if both sides read the front by their mean belief; ``red_line.*`` without
    that red line (``red_line.party.line``).
    """
    valuation = trajectory.valuation(rows, day)
    shared = valuation.with_standing(trajectory.standing(rows, day, alike=True))
    lines = _margins_without_lines(trajectory.scenario, valuation)
    return {
        "as_it_was": valuation.margin(),
        "any_may_be_signed": valuation.without(MUST_HOLD).margin(),
        "beliefs_shared": shared.margin(),
        **{f"red_line.{name}": margin for name, margin in lines.items()},
    }


def _decisive_line(scenario: Scenario, valuation: Valuation) -> Ints:
    """The red line whose removal raises the margin most, the first of equals; -1: none does."""
    without = _margins_without_lines(scenario, valuation)
    if not without:
        return np.full(valuation.rows.shape, -1)
    margins = np.array(list(without.values()))
    most = margins.max(axis=0)
    # lines that help alike differ in their last bits: those must not choose between them
    first = np.argmax(margins >= most - ALIKE, axis=0)
    return np.where(most > valuation.margin() + ALIKE, first, -1)


def _margins_without_lines(scenario: Scenario, valuation: Valuation) -> dict[str, Floats]:
    """By "party.line", (rows,): the margin without that red line."""
    return {
        f"{name}.{line}": valuation.without(f"{name}.red_line.{line}").margin()
        for name, line in _lines(scenario)
    }


def _lines(scenario: Scenario) -> list[tuple[str, str]]:
    """Every red line: whose it is, and its name."""
    parties = scenario.file.parties.items()
    return [(name, line) for name, party in parties for line in party.red_lines]
