"""The bargaining range of one world, package by package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.ranges.looking import WEEK
from sim.analysis.ranges.question import Question
from sim.analysis.ranges.snapshot import Snapshot
from sim.analysis.ranges.views import AS_IT_IS, View
from sim.outcomes.why import ALIKE
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class RangeOfWorld:
    """Every package in one world, on a day before anybody has answered on it.

    Attributes
    ----------
    question : Question
    world : int
        Its number.
    snapshot : Snapshot
        Of one row.
    texts : list of (int, int)
        Day and package of every text on the table up to that day, in order; days below zero are
        rounds before the start.
    margins : dict[str, Floats]
        By view, (weeks,): the margin from the start on; NaN once the talks are over.
    """

    question: Question
    world: int
    snapshot: Snapshot
    texts: Sequence[tuple[int, int]]
    margins: dict[str, Floats]

    @cached_property
    def packages(self) -> pd.DataFrame:
        """A row a package, by number, best for the worst-off party first.

        ``gain.PARTY``: what it brings a party over going on (utility). ``signable``: likely enough
        to hold. In the range: ``as_it_is``, each party's name, ``mediator``. ``believed``: the
        mediator's probability of that. ``frontier``, and the solutions ``nash``,
        ``kalai_smorodinsky``, ``egalitarian``, ``utilitarian``. ``tabled``: dates, in a string.
        """
        import pandas as pd

        seen, packages = self.snapshot, self.question.packages
        numbers = np.arange(len(packages))
        gains = {f"gain.{p}": g[0] for p, g in zip(seen.parties, seen.gains, strict=True)}
        columns: dict[str, object] = {
            "words": [packages.in_words(number) for number in range(len(packages))],
            **gains,
            "signable": seen.valuation.signable[0],
            **{view.name: view.inside(seen.valuation)[0] for view in self.views_there},
            **({} if seen.chance is None else {"believed": seen.chance[0]}),
            "frontier": seen.frontier[0],
            **{name: numbers == picked[0] for name, picked in seen.solutions.items()},
            "tabled": [", ".join(self._dates(number)) for number in range(len(packages))],
        }
        frame = pd.DataFrame(columns).rename_axis("package")
        worst = np.minimum.reduce(list(gains.values()))
        return frame.iloc[np.lexsort([-worst, ~seen.valuation.signable[0]])]

    @property
    def views_there(self) -> list[View]:
        """As it is, as the parties see it, and as the mediator believes if it is there."""
        return [view for view in self.snapshot.views if view.there[0]]

    def _dates(self, package: int) -> list[str]:
        return [self.date_of(day).isoformat() for day, text in self.texts if text == package]

    def date_of(self, day: int) -> dt.date:
        """The date of a day."""
        return self.question.scenario.date(day)

    @cached_property
    def views(self) -> pd.DataFrame:
        """A row a view: packages in the range, its margin, what going on is thought to be worth.

        ``margin`` (utility) is the gain of the worst-off party from the package that is best for
        it: below zero the range is empty. ``going_on.PARTY`` in utility.
        """
        import pandas as pd

        rows = []
        for view in self.views_there:
            needs = zip(self.snapshot.parties, view.needs, strict=True)
            rows.append(
                {
                    "view": view.name,
                    "label": self.question.view_label(view.name),
                    "packages": int(view.inside(self.snapshot.valuation).sum()),
                    "margin": float(view.margin(self.snapshot.valuation)[0]),
                    **{f"going_on.{party}": float(need[0]) for party, need in needs},
                }
            )
        return pd.DataFrame(rows).set_index("view")

    @cached_property
    def emptied_by(self) -> pd.DataFrame:
        """A row a term that matters: the margin (utility) without it, best first.

        ``decisive`` where it alone keeps the range empty. No rows where the range is open.
        """
        import pandas as pd

        rows, here = [], np.ones(1, dtype=bool)
        own = float(self.snapshot.valuation.margin()[0])
        for term in [] if own >= 0 else self.snapshot.terms():
            margin = float(self.snapshot.margin_without(term, here)[0])
            if margin > own + ALIKE:
                rows.append((term, self.question.term_label(term), margin, margin >= 0))
        frame = pd.DataFrame(rows, columns=["term", "label", "margin", "decisive"])
        return frame.sort_values("margin", ascending=False, kind="stable").set_index("term")

    @cached_property
    def over_time(self) -> pd.DataFrame:
        """A row a view and week while the world talks: the margin (utility)."""
        import pandas as pd

        rows = [
            (name, self.date_of(WEEK * week), float(margin))
            for name, margins in self.margins.items()
            for week, margin in enumerate(margins)
            if not np.isnan(margin)
        ]
        frame = pd.DataFrame(rows, columns=["view", "date", "margin"])
        return frame.set_index(["view", "date"])

    @property
    def is_open(self) -> bool:
        """Whether some package is in the range as it is."""
        return bool(self.packages[AS_IT_IS].any())
