"""Finding scenario files and reading their text, within limits."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from sim.folders import names, scenario_folders, shipped_folder
from sim.scenario.mistakes import Mistake, Place, ScenarioError, ScenarioNotFoundError, did_you_mean


class Limits(NamedTuple):
    """How much is read: KiB and values of a file and those it extends, together."""

    kib: int
    values: int


WRITTEN = Limits(128, 3_000)
"""By hand: the baseline has 17 KiB and about 700 values; the most is read in half a second."""

RESOLVED = Limits(8 * 1024, 50_000)
"""By the program: every value with its source, and the scenario that plays the history."""

_SUFFIXES = (".yaml", ".yml")
# Not allowed in YAML, or taken for the end of a line by some readers and not by others.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def find(source: str | Path) -> Path:
    """The file that a path or a name means.

    Raises
    ------
    ScenarioNotFoundError
        If there is none; suggests a near name.
    """
    text = str(source)
    spellings = [name for name in (text, f"{text}.yaml", f"{text}.yml") if name.endswith(_SUFFIXES)]
    folders = [Path(), *(scenario_folders() if _is_plain(text) else [])]
    for path in (folder / name for folder in folders for name in spellings):
        if os.path.exists(path):  # noqa: PTH110 - Path.exists raises on names that cannot be
            return path
    near = did_you_mean(Path(text).stem, names())
    told = "'sim list' names those there are; a file of your own goes by its path, ending in .yaml"
    asked = f"{near} " if near else ""
    what = "scenario and no saved run" if "/" in text and spellings[0] != text else "scenario"
    raise ScenarioNotFoundError([Mistake(f"no {what} '{text[:200]}': {asked}{told}")])


def parent(name: object, child: Path, place: Place) -> Path:
    """The file that `extends: name` in the file `child` means: same folder, then the shipped ones.

    Raises
    ------
    ScenarioError
        If `name` is no plain file name, or no such file exists.
    """
    if not isinstance(name, str) or not _is_plain(name) or Path(name).suffix not in _SUFFIXES:
        told = "'extends' takes the name of a file, such as baseline.yaml, without folders"
        hint = did_you_mean(f"{name}.yaml", _near(child))
        raise ScenarioError([Mistake(told, place, hint)])
    for folder in (child.parent, shipped_folder()):
        path = folder / name
        # A link must not lead out of the folder: errors quote the file they are about.
        if path.is_file() and path.resolve().parent == folder.resolve():
            return path
    told = f"'extends': no file '{name}' beside this one or among the shipped scenarios"
    raise ScenarioError([Mistake(told, place, did_you_mean(name, _near(child)))])


def _near(child: Path) -> set[str]:
    """Names of the files that another may extend."""
    return {path.name for folder in (child.parent, shipped_folder()) for path in _listed(folder)}


def read(path: Path, file: str, kib: int) -> str:
    """The text of a scenario file of at most `kib` KiB; `file` is what messages call it.

    Raises
    ------
    ScenarioError
        If it is no regular file, too big, or not text in UTF-8.
    """
    try:
        raw = _bytes(path, kib * 1024 + 1)
    except OSError as error:
        told = f"cannot read {file}: {error.strerror or error}"
        raise ScenarioError([Mistake(told)]) from None
    if raw is None:
        raise ScenarioError([Mistake(f"{file} is not a regular file")])
    if len(raw) > kib * 1024:
        raise ScenarioError([Mistake(f"{file} is too big: at most {kib:,} KiB are allowed")])
    return decoded(raw, file)


def _bytes(path: Path, most: int) -> bytes | None:
    """The first bytes of a regular file; None of anything else."""
    # To open a device can do something, so look first; what is opened then could be another file,
    # so it is opened without waiting for a pipe's writer, and looked at again.
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            return None
        return stream.read(most)


def decoded(raw: bytes, file: str) -> str:
    """Bytes as text with plain line ends.

    Raises
    ------
    ScenarioError
        At the first byte or character that is not allowed.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", errors="replace")
        rest = raw[error.start :].decode("utf-8", errors="replace")
        told = "this is not text in UTF-8: save the file in that encoding"
        raise ScenarioError([Mistake(told, _place_after(before, rest, file))]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _FORBIDDEN.search(text):
        place = _place_after(text[: match.start()], text[match.start() :], file)
        told = f"the character {match[0]!a} is not allowed in a scenario: remove it"
        raise ScenarioError([Mistake(told, place)])
    return text


def _place_after(before: str, rest: str, file: str) -> Place:
    lines = (before.replace("\r\n", "\n").replace("\r", "\n") + "x").split("\n")
    column = len(lines[-1])
    return Place(file, len(lines), column, lines[-1][:-1] + (rest.splitlines() or [""])[0])


def _is_plain(name: str) -> bool:
    """Whether a name is a file name without any way out of its folder."""
    return bool(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}", name)) and ".." not in name


def _listed(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix in _SUFFIXES]
    except OSError:
        return []
