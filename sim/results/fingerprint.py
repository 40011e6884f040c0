"""Which folder answers for a run: everything that decides an outcome goes into its name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy
import scipy

# Parts that read, save, count or show outcomes but decide none. A file that is named nowhere
# counts: forgetting to list a new one costs a rerun, never a stale answer.
_WITHOUT_INFLUENCE = frozenset(
    [
        *("analysis", "app", "cli", "ensemble", "plots", "report", "results", "statistics"),
        *("__init__.py", "__main__.py", "terminal.py"),
    ]
)
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]+")


@lru_cache(maxsize=8)
def code_fingerprint(package: Path | None = None) -> str:
    """SHA-256 of the source files that decide outcomes, as hex; the same all through a process.

    Parameters
    ----------
    package : Path, optional
        Folder of the package; default: the one that is running.
    """
    return code_on_disk(package)


def code_on_disk(package: Path | None = None) -> str:
    """The same, of the files as they are now."""
    package = package or Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py"), key=lambda path: path.as_posix()):
        inside = path.relative_to(package)
        if inside.parts[0] not in _WITHOUT_INFLUENCE:
            text = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{inside.as_posix()}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()


def run_hash(scenario: str, seed: int, code: str, labels: Mapping[str, str]) -> str:
    """SHA-256 of what decides a run, as hex; the number of worlds is no part of it.

    Parameters
    ----------
    scenario : str
        Fingerprint of the resolved scenario's values.
    seed : int
        Seed of the noise.
    code : str
        Fingerprint of the code that runs.
    labels : mapping of str to str
        How the scenario calls what it names: blocks keep them beside the numbers.
    """
    named = json.dumps(labels, sort_keys=True)
    parts = (scenario, str(seed), code, numpy.__version__, scipy.__version__, named)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def folder_name(scenario: str, seed: int, full_hash: str) -> str:
    """``<scenario>-<seed>-<hash8>``, with nothing in it that could be read as a path."""
    plain = _UNSAFE.sub("_", scenario).strip("._-")[:64] or "scenario"
    return f"{plain}-{seed}-{full_hash[:8]}"
