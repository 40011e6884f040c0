"""What can be agreed and what was: packages and accords, issue by issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agreement.accord import Accord
from sim.agreement.packages import Packages, packages_of
from sim.results.days import dates_of
from sim.results.frame import Frame, described
from sim.scenario import Draw
from sim.scenario.combinations import options_of

if TYPE_CHECKING:
    import pandas as pd

    from sim.results.run import Run

_CLASS = {"class": "class of the accord"}
_DETERS = {"deters": "by how much it lowers the log hazard of renewed war, at the priors' medians"}
_WORDS = {"words": "the package in words"}
_SIGNED = {
    "day": "day it was signed",
    "date": "date it was signed",
    "by_deadline": "signed by the deadline",
    "package": "number of the package, a row of run.packages",
}
_TAKEN = _CLASS | _DETERS | _WORDS | _SIGNED
_UNITS = {"day": "days", "date": "date"}


def packages_frame(run: Run) -> Frame:
    """A row a package: its class, its option of each issue, its rungs, what it deters, words."""
    import pandas as pd

    found = packages_of(run.scenario)
    accord = run.scenario.file.accord
    deterrence = accord.deterrence if accord else {}
    draw = Draw(lambda name: np.array([0.5]), 1)  # every prior at its median
    columns = {
        **_class_and_issues(found),
        **{f"rung.{name}": inside for name, inside in found.rungs.items()},
        **({"deters": Accord(accord, found, draw).hazard_reduction[0]} if accord else {}),
        **{
            f"deters.{name}": (kinds := found.kinds(name)).spread(found.deters(name, draw, kinds))[
                0
            ]
            for name in deterrence
        },
        "words": [found.describe(number) for number in range(len(found))],
    }
    frame = pd.DataFrame(columns).rename_axis("package")
    labels = _CLASS | _issue_labels(found) | _DETERS | _WORDS
    labels |= {f"rung.{name}": f"the rung {name} may table it" for name in found.rungs}
    labels |= {
        f"deters.{name}": f"share of what {found.issues[name].label} can deter"
        for name in deterrence
    }
    return _told(frame, labels)


def accords_frame(run: Run) -> Frame:
    """A row a world that signed: day, date, in time or not, package, class, options by issue."""
    import pandas as pd

    found, ended = packages_of(run.scenario), run.outcomes
    signed = ended[ended["package"] >= 0]
    chosen = pd.DataFrame(_class_and_issues(found)).loc[signed["package"].to_numpy()]
    told = pd.DataFrame(
        {
            "day": signed["outcome_day"],
            "date": dates_of(run, signed["outcome_day"]),
            "by_deadline": signed["accord"],
            "package": signed["package"],
        }
    )
    frame = pd.concat([told, chosen.set_index(signed.index)], axis="columns")
    return _told(frame, _SIGNED | _CLASS | _issue_labels(found))


def _class_and_issues(found: Packages) -> dict[str, Any]:
    """By package: its class, and its option of each issue."""
    import pandas as pd

    class_ = pd.Categorical.from_codes(found.outcome_of, found.outcome_classes)
    return {"class": class_, **{_column(name): _chosen(found, name) for name in found.issues}}


def _chosen(found: Packages, name: str) -> Any:
    """The option of an issue by its name, or its level; missing where it is not raised."""
    import pandas as pd

    issue = found.issues[name]
    if issue.levels is not None:
        return np.where(found.raises(name), found.levels(name), np.nan)
    return pd.Categorical.from_codes(found.option[name], options_of(issue))


def _issue_labels(found: Packages) -> dict[str, str]:
    return {_column(name): issue.label for name, issue in found.issues.items()}


def _column(issue: str) -> str:
    """The column of an issue: its name, unless another column is called so."""
    return f"issue.{issue}" if issue in _TAKEN else issue


def _told(frame: pd.DataFrame, labels: dict[str, str]) -> Frame:
    in_order = {name: labels[name] for name in frame.columns}
    return described(frame, in_order, {name: _UNITS.get(name, "-") for name in in_order})
