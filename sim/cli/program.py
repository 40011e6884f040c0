"""How this program is called here, so that a hint can be typed as it stands."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def program() -> list[str]:
    """``sim`` where a shell would find this very program so, else its path as it was given."""
    called = sys.argv[0] if sys.argv else ""
    if Path(called).parts[-2:] == ("sim", "__main__.py"):
        return [_typed(sys.executable, ("python", "python3")), "-m", "sim"]
    if Path(called).name != "sim":  # called from within another program
        return ["sim"]
    return [_typed(called, ("sim",))]


def _typed(path: str, names: tuple[str, ...]) -> str:
    """The first of the names that leads to this file, else the shortest path to it from here."""
    for name in names:
        found = shutil.which(name)
        if found and Path(found).absolute() == Path(path).absolute():
            return name
    relative = os.path.relpath(path)
    return path if relative.startswith("..") or os.sep not in relative else relative
