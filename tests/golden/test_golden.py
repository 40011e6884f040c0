"""Golden numbers: what every scenario gave when they were last written, and nothing more.

They prove no theory; they say when a change moves results. Rewrite them on purpose, with
``python -m tests.golden.test_golden``, and give the reason in the CHANGELOG.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.folders import shipped_folder
from sim.outcomes import declared, outcomes
from sim.scenario import load
from sim.simulation import simulate

GOLDEN = Path(__file__).with_name("golden.json")
WORLDS = 40
SCENARIOS = sorted(path.stem for path in shipped_folder().glob("*.yaml"))


def measured(name: str) -> dict[str, Any]:
    """Counts of the classes and flags, sums of counts and measures, over a few worlds."""
    scenario = load(name)
    answers = outcomes(simulate(scenario, seed=1, first=0, worlds=WORLDS))
    found: dict[str, Any] = {}
    for outcome in declared(scenario):
        values = answers[outcome.name]
        if outcome.kind == "class":
            found[outcome.name] = [int((values == i).sum()) for i in range(len(outcome.categories))]
        elif outcome.kind == "measure":
            found[outcome.name] = float(np.nansum(values))
        else:
            found[outcome.name] = int(values.sum())
    return found


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_gives_what_it_gave(name: str) -> None:
    golden, now = json.loads(GOLDEN.read_text())[name], measured(name)
    assert now.keys() == golden.keys()
    for outcome, value in golden.items():
        assert now[outcome] == pytest.approx(value, rel=1e-8, abs=1e-12), outcome


def test_every_shipped_scenario_is_pinned() -> None:
    assert sorted(json.loads(GOLDEN.read_text())) == SCENARIOS


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps({name: measured(name) for name in SCENARIOS}, indent=1) + "\n")
