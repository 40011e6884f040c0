"""The bargaining range over many worlds, as shares of those that still talk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.ranges.counting import Counted
from sim.analysis.ranges.looking import WEEK
from sim.analysis.ranges.question import Question
from sim.analysis.ranges.views import AS_IT_IS, MEDIATOR
from sim.statistics import Z95, Estimate, quantiles, wilson
from sim.statistics.estimate import normal
from sim.theory.bargaining import SOLUTIONS
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

_LOWEST = -1e300


@dataclass(frozen=True)
class RangeOfWorlds:
    """Where packages lie in the range, over the worlds whose talks are not over on a day.

    Every interval is one of 95 % and covers sampling error only.
    """

    question: Question
    counted: Counted

    @property
    def worlds(self) -> int:
        """Worlds played."""
        return self.counted.worlds

    @property
    def talking(self) -> int:
        """Those whose talks were not over: what shares are of."""
        return self.counted.talking

    @cached_property
    def packages(self) -> pd.DataFrame:
        """A row a package, by number; ``NAME_low`` and ``NAME_high`` are the ends of an interval.

        Shares of the worlds that still talk in which the package is in the range (``as_it_is``,
        each party's name, ``mediator``: of those with one), may be signed (``signable``), is on the
        ``frontier``, is picked by ``nash``, ``kalai_smorodinsky``, ``egalitarian`` and
        ``utilitarian``, was ``tabled`` since the start; mean ``believed`` probability, to the
        mediator, of its being in the range; mean ``gain.PARTY`` over going on (utility).
        """
        import pandas as pd

        packages = self.question.packages
        columns: dict[str, object] = {
            "words": [packages.in_words(number) for number in range(len(packages))]
        }
        for name, found in self._by_package():
            columns[name] = [each.value for each in found]
            columns[f"{name}_low"] = [each.low for each in found]
            columns[f"{name}_high"] = [each.high for each in found]
        frame = pd.DataFrame(columns).rename_axis("package")
        return frame.sort_values(AS_IT_IS, ascending=False, kind="stable")

    def _by_package(self) -> list[tuple[str, list[Estimate]]]:
        counts, there = self.counted.packages, self.counted.there
        shares = {name: (counts[f"inside.{name}"], there[name]) for name in there}
        for name in ("signable", "frontier", *SOLUTIONS, "tabled"):
            shares[name] = counts[name], self.talking
        found = [(k, [wilson(int(x), n) for x in count]) for k, (count, n) in shares.items()]
        sizes = [name for name in counts if f"square.{name}" in counts]
        for name in sizes:
            n = there[MEDIATOR] if name == "believed" else self.talking
            found.append((name, _means(counts[name], counts[f"square.{name}"], n)))
        return found

    @cached_property
    def views(self) -> pd.DataFrame:
        """A row a view: ``n`` worlds that have it, ``share_open`` (an open range), what lies in it.

        ``packages`` and ``margin`` (utility): median over worlds with its interval, and the 10 %
        and 90 % quantiles (``_10``, ``_90``). The margin is the gain of the worst-off party from
        the package that is best for it.
        """
        import pandas as pd

        return pd.DataFrame([self._view(name) for name in self.counted.there]).set_index("view")

    def _view(self, name: str) -> dict[str, object]:
        sizes = np.concatenate(self.counted.sizes[name])
        opened = wilson(int((sizes > 0).sum()), sizes.size)
        margins = np.concatenate(self.counted.margins[name])
        return {
            "view": name,
            "label": self.question.view_label(name),
            "n": sizes.size,
            "share_open": opened.value,
            "share_open_low": opened.low,
            "share_open_high": opened.high,
            **_band("packages", sizes),
            **_band("margin", margins),
        }

    @cached_property
    def emptied_by(self) -> pd.DataFrame:
        """A row a term: in which share of the ``n`` worlds with an empty range it is decisive.

        Without it alone the range would be open. Several terms may each be decisive in a world;
        ``(none)`` are the worlds in which no single one is. Largest first.
        """
        import pandas as pd

        counts = {**self.counted.opened_by, "(none)": self.counted.unexplained}
        rows = []
        for term, count in counts.items():
            share = wilson(count, self.counted.empty)
            label = "no single one" if term == "(none)" else self.question.term_label(term)
            rows.append((term, label, share.value, share.low, share.high, self.counted.empty))
        frame = pd.DataFrame(rows, columns=["term", "label", "share", "low", "high", "n"])
        order = frame.share.where(frame.term != "(none)", -1).sort_values(
            ascending=False, kind="stable"
        )
        return frame.loc[order.index].set_index("term")

    @cached_property
    def over_time(self) -> pd.DataFrame:
        """A row a view and week: ``n`` worlds that still talk, ``share_open``, median ``margin``.

        With the interval of the share, and the 10 % and 90 % quantiles of the margin (utility);
        of the first 20,000 worlds. Where nothing may be signed the margin is missing, and the
        range not open.
        """
        import pandas as pd

        rows = [
            self._week(name, week, margins)
            for name, blocks in self.counted.weekly.items()
            for week, margins in enumerate(np.concatenate(blocks, axis=1))
        ]
        return pd.DataFrame(rows).set_index(["view", "date"])

    def _week(self, name: str, week: int, margins: Floats) -> dict[str, object]:
        seen = margins[~np.isnan(margins)].astype(np.float64)
        opened = wilson(int((seen >= 0).sum()), seen.size)
        return {
            "view": name,
            "date": self.question.scenario.date(WEEK * week),
            "n": seen.size,
            "share_open": opened.value,
            "share_open_low": opened.low,
            "share_open_high": opened.high,
            **_band("margin", seen),
        }


def _band(name: str, values: Floats) -> dict[str, float]:
    """Median, the ends of its interval between the ranks a binomial allows, and 80 % of worlds.

    Where nothing may be signed a margin is lower than any number: a quantile there is missing.
    """
    values = np.maximum(values, _LOWEST)
    half = Z95 / (2.0 * sqrt(values.size)) if values.size else nan
    at = {
        "": 0.5,
        "_low": max(0.5 - half, 0.0),
        "_high": min(0.5 + half, 1.0),
        "_10": 0.1,
        "_90": 0.9,
    }
    found = quantiles(values, list(at.values())) if values.size else [nan] * len(at)
    return {f"{name}{end}": float(value) for end, value in zip(at, found, strict=True)}


def _means(sums: Floats, squares: Floats, n: int) -> list[Estimate]:
    """Means with their normal intervals, from sums; NaN where there are too few."""
    if n < 2:
        return [Estimate(x / n if n else nan, nan, nan) for x in sums]
    means = sums / n
    errors = np.sqrt(np.maximum(squares / n - means**2, 0.0) / (n - 1))
    return [normal(float(m), float(e), n) for m, e in zip(means, errors, strict=True)]
