"""Write what credibility.md counts: where the baseline's numbers come from, and how signs stand.

Run ``python docs/credibility.py`` after any change of the baseline or of verification.md.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sim.scenario import Scenario, load
from sim.scenario.sources import kind

DOCS = Path(__file__).parent
MARK = "counted"
_KINDS = {
    "article": "the report that seeds the baseline",
    "external": "another public source, dated",
    "assumed": "an assumption of the project",
}


def counted(scenario: Scenario, verification: str) -> str:
    """Parameters by kind of source, and claims by verdict, as a table."""
    return "\n".join([*_sources(scenario), "", *_signs(verification), ""])


def _sources(scenario: Scenario) -> list[str]:
    used = [q.source or "assumed" for q in scenario.quantities.values()]
    used = [source for source in used if kind(source) in _KINDS]
    leading = Counter(kind(source) for source in used)
    sized = Counter(kind(source) for source in used if "assumed" in source)
    lines = [
        f"Of the {len(used)} parameters of the baseline that are in use:",
        "",
        "| leading source | parameters | of which the size is assumed |",
        "|---|---|---|",
    ]
    rows = [f"| {words} | {leading[name]} | {sized[name]} |" for name, words in _KINDS.items()]
    return lines + rows


def _signs(verification: str) -> list[str]:
    verdicts = Counter(
        line.rstrip("| ").rpartition("| ")[2]
        for line in verification.splitlines()
        if " +- " in line and line.startswith("|")
    )
    told = ", ".join(
        f"{verdicts[name]} {words}"
        for name, words in (("ok", "shown"), ("not shown", "not shown"), ("wrong", "wrong"))
    )
    return [f"Of {verdicts.total()} signs that theory asks for: {told}."]


def rewritten(page: str, table: str) -> str:
    """The page with the table between its markers.

    Raises
    ------
    ValueError
        If the page lacks them.
    """
    begin, end = f"<!-- {MARK}:begin -->\n", f"<!-- {MARK}:end -->"
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError("the page has no markers")
    return before + begin + table + end + after


def main() -> None:
    """Rewrite it in place."""
    path = DOCS / "credibility.md"
    table = counted(load("baseline"), (DOCS / "verification.md").read_text(encoding="utf-8"))
    path.write_text(rewritten(path.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
