"""What an outcome varies with, for scripts."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from sim.analysis.sensitivity import Sensitivity
from sim.analysis.sensitivity.outcomes import Values

if TYPE_CHECKING:
    import pandas as pd


def sensitivity_json(found: Sensitivity) -> dict[str, Any]:
    """All rows for scripts; None where there is no number."""
    run = found.run
    return {
        "scenario": run.name,
        "changes": run.changes,
        "seed": run.seed,
        "method": found.method,
        "worlds": found.worlds,
        "past": "nobody" if found.method != "plain" else "as the run has it",
        "outcomes": [_outcome_json(found, outcome) for outcome in found.outcomes],
    }


def _outcome_json(found: Sensitivity, outcome: Values) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "name": outcome.name,
        "label": outcome.label,
        "unit": outcome.unit,
        "n": int(outcome.there.sum()),
        "parameters": _records(found.frame.loc[outcome.name], "name"),
    }
    if found.kinds is not None:
        answer["rests_on"] = _records(found.kinds.loc[outcome.name], "kind")
    return answer


def _records(frame: pd.DataFrame, key: str) -> list[dict[str, Any]]:
    return [
        {key: name, **{column: _plain_value(value) for column, value in row.items()}}
        for name, row in frame.astype(object).iterrows()
    ]


def _plain_value(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not isfinite(value) else value
