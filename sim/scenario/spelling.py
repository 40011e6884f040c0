"""A name misspelt where it is declared is told there, not at every place that spells it rightly.

It is a slip if a name is used several times and declared nowhere, and a declared name is nearly
the same and used by nobody. The rest of the file is then read with the name that is used.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable

from sim.scenario.mistakes import Mistake
from sim.scenario.nodes import Node
from sim.scenario.references import SINGULAR, option_uses, uses

_OFTEN = 2  # uses that outvote one declaration
_ALIKE = 0.75  # of difflib's measure: one letter in four or more
_MOST = 100  # names that are compared; a hostile file must not make it the work of minutes


def spell_declarations(root: Node, mistakes: list[Mistake]) -> None:
    """Give misspelt parties, issues, rungs and options the names that everybody uses."""
    for where, singular in SINGULAR.items():
        used = [use.name for use in uses(root) if use.of == where]
        _spell(root.mapping.get(where), used, singular, where, mistakes)
    issues = root.mapping.get("issues")
    for issue, settled in issues.mapping.items() if issues else ():
        used = [name for of, name in option_uses(root) if of == issue]
        path = f"issues.{issue}.options"
        _spell(settled.mapping.get("options"), used, f"option of '{issue}'", path, mistakes)


def _spell(
    declared: Node | None, used: Iterable[str], what: str, path: str, mistakes: list[Mistake]
) -> None:
    times = Counter(used)
    if declared is None or not isinstance(declared.content, dict):
        return
    idle = [name for name in declared.mapping if name not in times][:_MOST]
    missing = [name for name in times if name not in declared.mapping and times[name] >= _OFTEN]
    for meant in missing[:_MOST]:
        near = difflib.get_close_matches(meant[:80], idle, n=1, cutoff=_ALIKE)
        if near:
            idle.remove(near[0])
            told = (
                f"no {what} is called '{near[0]}' anywhere else, and '{meant}', of which this file "
                f"speaks {times[meant]} times, is declared nowhere"
            )
            place = declared.mapping[near[0]].spot
            mistakes.append(Mistake(told, place, f"did you mean '{meant}'?", f"{path}.{near[0]}"))
            declared.content = {
                meant if name == near[0] else name: node for name, node in declared.mapping.items()
            }
