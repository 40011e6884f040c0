"""On which day each world of a run ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.worlds import Ints

if TYPE_CHECKING:
    from sim.results.run import Run

BEFORE_THE_END = {"mediator_left": "mediator_left_day", "collapsed": "broken_off_day"}
"""Endings known before the horizon, though an accord might follow: the column of their day."""


def ended_on(run: Run) -> Ints:
    """The day on which each world ended, shape (worlds,); the horizon where talks go on.

    Where the mediator left, or talks broke off for good, it is the day of that: ``outcome_day`` is
    the horizon there, since an accord was still possible.
    """
    days = run.column("outcome_day").astype(np.int64)
    names = run.outcome("outcome").categories
    for ending, column in BEFORE_THE_END.items():
        if ending in names and column in run.parts.schema.names:
            day = run.column(column)
            there = (run.column("outcome") == names.index(ending)) & ~np.isnan(day)
            days[there] = day[there].astype(np.int64)
    return days
