"""How completely a scenario says what its numbers are and where they come from."""

from __future__ import annotations

from sim.scenario.scenario import Scenario
from sim.scenario.sources import parse


def coverage(scenario: Scenario) -> str:
    """How many parameters there are, which lack unit, range or source, and how many are assumed."""
    lacking = [
        name
        for name, q in scenario.quantities.items()
        if not (q.unit and q.low < q.high and q.source)
    ]
    counted = f"{len(scenario.quantities)} parameters, "
    if lacking:
        return f"{counted}of which {', '.join(lacking)} lack unit, range or source"
    assumed = sum("assumed" in q.source for q in scenario.quantities.values())
    return f"{counted}all with unit, range and source; wholly or in part assumed: {assumed}"


def paragraphs(scenario: Scenario) -> dict[int, list[str]]:
    """Paragraph of the report -> dotted names of the values that come from it."""
    found: dict[int, list[str]] = {}
    for name, source in scenario.sources.items():
        for paragraph in parse(source).paragraphs:
            found.setdefault(paragraph, []).append(name)
    return dict(sorted(found.items()))
