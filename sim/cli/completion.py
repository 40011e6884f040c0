"""What a shell offers after a tab: names of scenarios, runs, figures, seats and parameters.

It must answer at once, so that nothing of the program is imported: files are skimmed, not read.
What it offers is a help; whoever runs the command checks what was given.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.folders import default_out, names, scenario_folders

FIGURES = (
    "outcomes_over_time", "why_no_accord", "package_mix", "bargaining_range", "front_fan",
    "grid_and_weather", "processes", "world_timeline",
)  # fmt: skip
_KEY = re.compile(r"( *)([A-Za-z_][A-Za-z0-9_]*):(.*)")
_NOT_SET = {"title", "question", "extends", "source", "label", "spoken", "start", "type"}
_MOST_LAYERS = 10


def scenarios(incomplete: str) -> list[str]:
    """Scenarios by name, and scenario files of this folder."""
    files = [str(path) for path in sorted(Path().glob("*.yaml"))]
    return _beginning(incomplete, [*names(), *files])


def runs(incomplete: str) -> list[str]:
    """Saved runs of this project, and scenarios, which mean the run they had."""
    found = sorted(path.parent.name for path in default_out().glob("*/manifest.json"))
    return _beginning(incomplete, [*found, *names()])


def figures(incomplete: str) -> list[str]:
    """Figures."""
    return _beginning(incomplete, FIGURES)


def seats(ctx: Any, incomplete: str) -> list[str]:
    """Parties of the scenario that was named, and its mediator."""
    keys = _keys(_named(ctx))
    parties = (key.split(".")[1] for key in keys if key.startswith("parties."))
    mediator = ["mediator"] if any(key.startswith("mediator.") for key in keys) else []
    return _beginning(incomplete, dict.fromkeys([*parties, *mediator]))


def parameters(ctx: Any, incomplete: str) -> list[str]:
    """Keys of the scenario that was named, as --set takes them."""
    return _beginning(incomplete, (f"{key}=" for key in _keys(_named(ctx))))


def _named(ctx: Any) -> str:
    """The scenario that was named so far; the baseline where none was."""
    named = ctx.params.get("scenario") or ctx.params.get("scenarios") or ()
    typed = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS") or ""
    words = [named] if isinstance(named, str) else [*named, *typed.split()[2:]]
    folders = [Path(), *scenario_folders()]
    return next((word for word in words if _file(word, folders)), "baseline")


def _beginning(incomplete: str, known: Iterable[str]) -> list[str]:
    return [name for name in known if name.startswith(incomplete)]


def _keys(scenario: str) -> list[str]:
    """Dotted keys with a value, of a file and all that it extends."""
    found: dict[str, None] = {}
    path = _file(scenario, [Path(), *scenario_folders()])
    for _ in range(_MOST_LAYERS):
        if path is None:
            break
        text = ""
        with suppress(OSError, UnicodeDecodeError):
            text = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(_skimmed(text))
        above = re.search(r"^extends: *([\w.-]+)", text, re.MULTILINE)
        path = _file(above[1], [path.parent, *scenario_folders()]) if above else None
    return list(found)


def _file(name: str, folders: Iterable[Path]) -> Path | None:
    tries = [folder / each for folder in folders for each in (name, f"{name}.yaml")]
    return next((path for path in tries if path.is_file()), None)


def _skimmed(text: str) -> list[str]:
    """Keys of lines that have a value, by their indentation."""
    above: list[tuple[int, str]] = []
    keys = []
    for line in text.splitlines():
        found = _KEY.match(line)
        if found is None:
            continue
        depth, key, value = len(found[1]), found[2], found[3].partition(" #")[0].strip()
        above = [each for each in above if each[0] < depth]
        if not value:
            above.append((depth, key))
        elif key not in _NOT_SET:
            keys.append(".".join([*(each for _, each in above), key]))
    return keys
