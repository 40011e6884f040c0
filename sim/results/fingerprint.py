"""Which folder answers for a run: everything that decides an outcome goes into its name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
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
_UNSAFE = re.compile(r"[^A-Za-z0-9_.=-]+")
_WORDS = {"title", "question", "source", "label", "hindsight"}  # they change no world


@lru_cache(maxsize=8)
def code_fingerprint(package: Path | None = None) -> str:
    """SHA-256 of the source files that decide outcomes, as hex; the same all through a process.

    Parameters
    ----------
    package : Path, optional
        Folder of the package; default: the one that is running.
    """
    return code_on_disk(package)


@lru_cache(maxsize=1)
def code_of_questions() -> str:
    """SHA-256 of the source files that decide what a question counts, beside what worlds do."""
    package = Path(__file__).resolve().parents[1]
    rooms = (code_fingerprint(package / room) for room in ("analysis", "results", "statistics"))
    return hashlib.sha256("".join([code_fingerprint(), *rooms]).encode()).hexdigest()


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


def folder_name(scenario: str, seed: int, full_hash: str, changes: Sequence[str] = ()) -> str:
    """``<scenario>-<seed>-<what was set>-<hash8>``, with nothing in it that is read as a path.

    >>> folder_name("baseline", 1, "3f9c1a2b77", ["war.drift=0"])
    'baseline-1-war.drift=0-3f9c1a2b'
    """
    told = [each for each in changes if each.partition("=")[0].split(".")[-1] not in _WORDS]
    words = [_plain("_".join(told), 40)] if told else []
    return "-".join([*_first_words(scenario, seed), *filter(None, words), full_hash[:8]])


def folder_in(out: Path, scenario: str, seed: int, full_hash: str, name: str) -> Path:
    """The folder there of a run with that hash, whatever was set is called in its name.

    The hash alone decides: other words for the same values, or a folder of before names told what
    was set, hold the same worlds.
    """
    first = re.escape("-".join(_first_words(scenario, seed)))
    same = re.compile(rf"{first}-(?:.*-)?{re.escape(full_hash[:8])}")
    found = [each for each in out.iterdir() if same.fullmatch(each.name)] if out.is_dir() else []
    return min((each for each in found if each.is_dir()), default=out / name)


def _first_words(scenario: str, seed: int) -> list[str]:
    return [_plain(scenario, 64) or "scenario", str(seed)]


def _plain(text: str, most: int) -> str:
    return _UNSAFE.sub("_", text).strip("._-=")[:most].rstrip("._-=")
