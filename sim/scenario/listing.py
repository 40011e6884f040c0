"""The scenarios that can be named, as a table."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from sim.folders import names
from sim.scenario import files, merge
from sim.scenario.loading import load
from sim.scenario.mistakes import ScenarioError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("title", "question", "extends", "deadline", "path")


def scenarios() -> pd.DataFrame:
    """The scenarios that come with the program, and those of the project one stands in.

    Returns
    -------
    DataFrame
        Indexed by ``name``, which :func:`sim.run` and :func:`sim.compare` take; columns:

        - ``title``, ``question``: as the file states them; the question may be missing
        - ``extends``: name of the scenario it changes; missing for a whole one
        - ``deadline``: the first deadline, a timestamp
        - ``path``: of its file

        A file with mistakes keeps its row, with nothing but the path, and a warning tells what
        `sim check` would.
    """
    import pandas as pd

    rows = {name: _described(name) for name in names()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    table["deadline"] = pd.to_datetime(table["deadline"])
    return table.rename_axis("name")


def _described(name: str) -> dict[str, Any]:
    path = files.find(name)
    nothing = dict.fromkeys(COLUMNS) | {"path": str(path.resolve())}
    try:
        above = merge.layers(path, files.WRITTEN).paths[1:]
        file = load(path).file
    except ScenarioError as error:
        warnings.warn(f"{path} is no valid scenario:\n{error}", stacklevel=3)
        return nothing
    return nothing | {
        "title": file.title,
        "question": file.question,
        "extends": above[0].stem if above else None,
        "deadline": file.deadline.date if file.deadline else None,
    }
