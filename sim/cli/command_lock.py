"""Turn the same command away while it runs, before anything heavy is imported.

The lock of the results folder is what protects it; but to know that folder takes half a second of
reading, and many starts at once would keep each other waiting. The same words, with the same
files of the same ages, mean the same folder: that much is known at once.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


class SameCommandRuns(Exception):
    """The same command is running at this moment."""


@contextmanager
def command_lock(words: list[str]) -> Iterator[None]:
    """Let in one command of these words at a time, if they are those of `sim run`.

    Raises
    ------
    SameCommandRuns
        At once, if the same command is running.
    """
    path = _lock_file(words) if words[:1] == ["run"] else None
    handle = _opened(path) if path else None
    if path is None or handle is None:
        yield
        return
    try:
        if not _taken(handle):
            raise SameCommandRuns
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
    finally:
        os.close(handle)  # frees the lock, as the end of the process does


def _lock_file(words: list[str]) -> Path | None:
    """The file to lock; None if that cannot be known, as in a folder that is gone."""
    try:
        return _folder() / _key(words)
    except OSError:
        return None


def _key(words: list[str]) -> str:
    """All that decides the folder, as far as it can be seen without reading a file."""
    here = Path.cwd()
    near = [Path(word).parent for word in words]
    homes = [parent / "scenarios" for parent in (here, *here.parents, _PACKAGE.parent)]
    folders = {*near, *homes, _PACKAGE / "_scenarios"}
    files = [*(path for each in folders for path in _yaml(each)), *_PACKAGE.rglob("*.py")]
    seen = sorted((str(path), *_age(path)) for path in files)
    return hashlib.sha256(os.fsencode(repr((str(here), words, seen)))).hexdigest()[:32]


def _yaml(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix in {".yaml", ".yml"}]
    except (OSError, ValueError):  # a word need not be a path
        return []


def _age(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, 0)
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"negotiation-sim-{getattr(os, 'getuid', int)()}"


def _opened(path: Path) -> int | None:
    """A file of ours to lock; None where that cannot be had: the folder's lock still holds."""
    if not hasattr(os, "getuid"):
        return None
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        stat = path.parent.lstat()
        if stat.st_uid != os.getuid() or path.parent.is_symlink():
            return None
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(path, flags, 0o600)
    except OSError:
        return None


def _taken(handle: int) -> bool:
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # no locks here; the folder has its own
    return True
