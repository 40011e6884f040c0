"""What the page calls a parameter: in the words of the scenario, where keys would say little."""

from __future__ import annotations

from sim.analysis.sensitivity.factors import in_words, parties_of
from sim.report.diary.plain.prose import Prose
from sim.scenario import Scenario

_LINES = {
    "size": "size of its red line against {what}",
    "below": "level below which its red line against {what} is crossed",
    "above": "level above which its red line against {what} is crossed",
}


def called(scenario: Scenario, name: str) -> str:
    """A parameter's label: ``Ukraine: size of its red line against "free economic zone"``.

    Issues stand under what a sentence calls them; everything else is as in `sim sensitivity`.
    """
    parts, prose = name.split("."), Prose(scenario)
    if parts[0] == "parties" and parts[2:3] == ["red_lines"]:
        party = scenario.file.parties[parts[1]]
        what = prose.red_line(party.red_lines[parts[3]])
        return f"{party.label}: {_LINES[parts[4]].format(what=what)}"
    issues = {key: prose.issue(key) for key in scenario.file.issues}
    return in_words(".".join(issues.get(part, part) for part in parts), parties_of(scenario))
