"""A point of the front as a scenario that runs."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from sim.analysis.searching.search import Found, Judged
from sim.errors import Usage
from sim.words import listed, percent, percent_range

_MOST = 480  # characters of a title: a file may hold 500
_SOURCE = "assumed: a point of the front that sim search found"


def scenario_text(found: Found, point: Judged) -> str:
    """A scenario file that sets what the point sets; comments say what it was found to bring.

    Raises
    ------
    Usage
        If the search was not of a scenario in the project's folder, which the file could extend.
    """
    plan = found.stages[0].plan
    name, base = plan.scenarios[0], plan.bases[0]
    if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
        raise Usage("points are written for scenarios that are given by name, which they extend")
    content: dict[str, Any] = {
        "extends": f"{name}.yaml",
        "title": f"{base.file.title}: point {point.name} of a search"[:_MOST],
        "question": f"What do {listed([aim.words for aim in found.aims])} come to at this point?",
    }
    for setting in point.settings:
        key, _, value = setting.partition("=")
        _put(content, key, _entry(value, key in base.quantities))
    yaml, text = YAML(), io.StringIO()
    yaml.width = 1000
    yaml.dump(content, text)
    return _comments(found, point) + text.getvalue()


def _entry(text: str, is_quantity: bool) -> Any:
    """A value as the file has it: a quantity with its source."""
    value = YAML(typ="safe").load(text)
    if not is_quantity:
        return value
    entry = CommentedMap(value if isinstance(value, dict) else {"value": value})
    entry["source"] = _SOURCE
    entry.fa.set_flow_style()
    return entry


def _put(content: dict[str, Any], dotted: str, entry: Any) -> None:
    *above, last = dotted.split(".")
    for key in above:
        content = content.setdefault(key, {})
    content[last] = entry


def _comments(found: Found, point: Judged) -> str:
    worlds = found.stages[0].plan.worlds
    lines = [f"# Point {point.name} of the front; judged in {worlds:,} worlds, seed {found.seed}:"]
    for aim in found.aims:
        e = point.aims.get(aim.outcome)
        if e is not None and 0 <= e.value <= 1:
            ends = percent_range(e.low, e.high, 1)
            lines.append(f"#   {aim.outcome}: {percent(e.value)} ({ends})")
        elif e is not None:
            lines.append(f"#   {aim.outcome}: {e.value:.5g} ({e.low:.5g} to {e.high:.5g})")
    return "\n".join([*lines, "# A conditional scenario, not a forecast."]) + "\n"
