"""Write the generated tables of odd.md, sources.md and credibility.md.

Run ``python docs/parameters.py`` after any change of a scenario, the schema or verification.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from sim.scenario import Quantity, Scenario, load
from sim.scenario.files import shipped_folder
from sim.scenario.sources import LAST_PARAGRAPH, kind, parse

DOCS = Path(__file__).parent
_HEAD = "| parameter | unit | range | value or prior | meaning | source |"
_KINDS = {
    "article": "the report that seeds the baseline",
    "external": "another public source, dated",
    "assumed": "an assumption of the project",
}


def parameter_table(scenario: Scenario) -> str:
    """Every parameter with unit, range, prior, meaning and source, a table a section."""
    return _tables(scenario, _in_order(scenario))


def _tables(scenario: Scenario, ordered: list[str], whose: str = "") -> str:
    lines: list[str] = []
    for section, names in groupby(ordered, key=_section):
        lines += [f"### `{section}`{whose}", "", _HEAD, "|---|---|---|---|---|---|"]
        lines += [*(_row(scenario, name) for name in names), ""]
    return "\n".join(lines)


def parameters_beyond(baseline: Scenario) -> str:
    """The same of sections that only other scenarios have, from the first that has them."""
    seen, tables = {_section(name) for name in _in_order(baseline)}, []
    for path in sorted(shipped_folder().glob("*.yaml")):
        scenario = load(path)
        new = {_section(name) for name in _in_order(scenario)} - seen
        if new:
            names = [name for name in _in_order(scenario) if _section(name) in new]
            tables.append(_tables(scenario, names, f" of `{scenario.name}`"))
            seen |= new
    return "\n".join(tables)


def _section(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def citation_table(scenario: Scenario) -> str:
    """Paragraph by paragraph, the parameters whose source names it."""
    lines = ["| paragraph | cited by |", "|---|---|"]
    for paragraph in range(LAST_PARAGRAPH + 1):
        names = ", ".join(f"`{name}`" for name in citing(scenario.sources, paragraph))
        lines.append(f"| p{paragraph} | {names or '-'} |")
    return "\n".join([*lines, ""])


def citing(sources: Mapping[str, str], paragraph: int) -> list[str]:
    """Names whose source cites the paragraph, with ``above.*`` for all that is below a name."""
    cited = {name for name, source in sources.items() if paragraph in parse(source).paragraphs}
    return list(dict.fromkeys(_widest(name, cited, sources) for name in sources if name in cited))


def _widest(name: str, cited: set[str], sources: Mapping[str, str]) -> str:
    parts = name.split(".")
    for length in range(1, len(parts)):
        above = ".".join(parts[:length]) + "."
        below = {other for other in sources if other.startswith(above)}
        if below <= cited and len(below) > 1:
            return f"{above}*"
    return name


def _in_order(scenario: Scenario) -> list[str]:
    """Names by section of the file; a section's neutral parameters follow its others."""
    names = list(dict.fromkeys([*scenario.sources, *scenario.quantities]))
    sections = list(dict.fromkeys(name.split(".")[0] for name in names))
    return sorted(names, key=lambda name: sections.index(name.split(".")[0]))


def _row(scenario: Scenario, name: str) -> str:
    if name in scenario.quantities:
        return _cells(name, *_quantity(scenario.quantities[name]))
    node = scenario.tree.at(name)
    value = _plain(node.content) if node else ""
    return _cells(name, "-", "-", value, "date or scale", scenario.sources[name])


def _quantity(q: Quantity) -> tuple[str, ...]:
    return q.unit, f"{q.low:.15g} to {q.high:.15g}", str(q.prior), q.description, q.source


def _plain(content: object) -> str:
    if isinstance(content, list):
        return ", ".join(_plain(getattr(item, "content", item)) for item in content)
    return str(content)


def _cells(name: str, *cells: str) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| `{name}` | {' | '.join(escaped)} |"


def counted(scenario: Scenario, verification: str) -> str:
    """Parameters by kind of source, and claims by verdict, as a table."""
    return "\n".join([*_by_source(scenario), "", *_signs(verification), ""])


def _by_source(scenario: Scenario) -> list[str]:
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


def between(text: str, mark: str) -> tuple[str, str, str]:
    """A page's text before, between and after the markers of a generated table.

    Raises
    ------
    ValueError
        If the page lacks them.
    """
    begin, end = f"<!-- {mark}:begin -->\n", f"<!-- {mark}:end -->"
    before, found, rest = text.partition(begin)
    inside, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the page has no markers {begin.strip()} and {end}")
    return before + begin, inside, end + after


def generated(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """Page -> (mark, table) of all that is generated."""
    return {
        "odd.md": ("parameters", parameter_table(scenario) + "\n" + parameters_beyond(scenario)),
        "sources.md": ("cited", citation_table(scenario)),
        "credibility.md": (
            "counted",
            counted(scenario, (DOCS / "verification.md").read_text("utf-8")),
        ),
    }


def main() -> None:
    """Rewrite the tables in place."""
    for page, (mark, table) in generated(load("baseline")).items():
        path = DOCS / page
        before, _, after = between(path.read_text(encoding="utf-8"), mark)
        path.write_text(before + table + after, encoding="utf-8")


if __name__ == "__main__":
    main()
