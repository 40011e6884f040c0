"""The columns of a run are those that the documentation lists, in the same words and order."""

from __future__ import annotations

import re
from pathlib import Path

from sim.outcomes import Outcome, declared
from sim.outcomes.declared import accord_classes
from sim.scenario import Scenario

PAGE = Path(__file__).parents[2] / "docs" / "results.md"


def described(scenario: Scenario, outcome: Outcome) -> str:
    """A column's row of the table, without the names that are this scenario's."""
    name, label = outcome.name, outcome.label
    for party, spec in scenario.file.parties.items():
        if name.endswith(f".{party}"):
            name = f"{name.removesuffix(party)}<party>"
            label = label.removeprefix(f"{spec.label}: ")
    for kind in accord_classes(scenario):
        name = name.replace(f".{kind}.", ".<class>.")
        label = label.replace(f"({kind})", "of that class")
    label = re.sub(r"by \d+ [A-Z]\w+ \d{4}", "by the deadline", label)
    return (
        f"| `{name}` | {label} | {'' if outcome.unit == '-' else outcome.unit} | {outcome.kind} |"
    )


def test_every_column_is_documented_and_no_other(baseline: Scenario) -> None:
    page = PAGE.read_text(encoding="utf-8")
    section = page.split("## Columns of `run.outcomes`")[1].split("\n## ")[0]
    listed = [line for line in section.splitlines() if line.startswith("| `")]
    assert listed == list(dict.fromkeys(described(baseline, each) for each in declared(baseline)))
