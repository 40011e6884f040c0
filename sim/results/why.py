"""What came true by the deadline, and why no accord did, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.results.summary import summary

if TYPE_CHECKING:
    import pandas as pd

    from sim.results.run import Run

ANY, NONE = "(any)", "(none)"
"""In the place of a red line: all of a side's; in the place of both: no single line explains."""


def by_deadline_frame(run: Run) -> pd.DataFrame:
    """Shares of all worlds."""
    return _frame(summary(run)["by_deadline"], run.worlds).rename_axis("outcome")


def reasons_frame(run: Run) -> pd.DataFrame:
    """Shares of the worlds without an accord by the deadline, the most frequent reason first."""
    why = summary(run)["why_no_accord"]
    return _frame(_sorted(why["reasons"]), why["n"]).rename_axis("reason")


def red_lines_frame(run: Run) -> pd.DataFrame:
    """The same of the red lines: a side's total above its lines; last, what no line explains."""
    why = summary(run)["why_no_accord"]
    rows: dict[tuple[str, str], Any] = {}
    for side, total in _sorted(why["red_lines_by_side"]).items():
        rows[side, ANY] = total
        for name, line in _sorted(why["red_lines"]).items():
            if name.startswith(f"{side}."):
                rows[side, name.removeprefix(f"{side}.")] = line
    rows[NONE, NONE] = why["no_single_red_line"]
    return _frame(rows, why["n"]).rename_axis(["side", "red_line"])


def _sorted(shares: Mapping[str, Any]) -> dict[str, Any]:
    """The largest share first; over no worlds in their own order."""
    return dict(sorted(shares.items(), key=lambda item: -(item[1]["share"] or 0.0)))


def _frame(shares: Mapping[Any, Any], n: int) -> pd.DataFrame:
    """Label, share, low, high, what else is told of a share, and how many worlds it is of."""
    import pandas as pd

    frame = pd.DataFrame.from_dict(dict(shares), orient="index")
    if isinstance(next(iter(shares), None), tuple):
        frame.index = pd.MultiIndex.from_tuples(list(shares))
    numbers = [name for name in frame.columns if name != "label"]
    return frame.astype(dict.fromkeys(numbers, "float64")).assign(n=n)
