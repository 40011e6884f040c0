"""Files that are there whole or not at all, and the lock on their folder."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.errors import SimError


class DamagedResults(SimError):
    """What a results folder holds is not what was written, or not of this schema."""


class OtherSchema(DamagedResults):
    """A results folder that another version of this program wrote."""


class FolderInUse(SimError):
    """Another run is writing into the folder."""


class CodeChanged(SimError):
    """Files that decide outcomes were edited while a run was starting its processes."""


def content_of(path: Path) -> bytes:
    """The bytes of a regular file; a pipe or a device would keep its reader waiting.

    Raises
    ------
    DamagedResults
        If it is something else.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise DamagedResults(f"{path} is no file, but something else")
    with os.fdopen(handle, "rb") as file:
        return file.read()


def write_atomically(path: Path, content: bytes) -> None:
    """Write so that a kill at any instant leaves the old file or the new one, never a half.

    The temporary file lies in the same folder, since a rename is atomic within a file system
    only; the folder is flushed too, or a power cut could forget the name.

    Raises
    ------
    OSError
        If the disk is full, read-only or broken; the old file is untouched.
    """
    # By chance, not by process number: workers on several machines may share the folder.
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        _forget(temporary)
        if isinstance(error, OSError) and error.errno and not error.filename:
            error.filename = str(path)  # "no space left" says more if it says where
        raise
    _flush_folder(path.parent)


def _forget(path: Path) -> None:
    """Delete a file if that is possible; what went wrong before matters more."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each flushed, so that a power cut forgets none."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _flush_folder(folder.parent)


def delete(path: Path) -> None:
    """Delete a file for good."""
    if path.is_dir() and not path.is_symlink():
        raise OSError(f"{path} is a folder where a file belongs: move it away")
    path.unlink(missing_ok=True)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_leftovers(folder: Path) -> None:
    """Delete temporary files that a killed run left. Call it with the folder locked."""
    for path in folder.rglob(".*.tmp"):
        path.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; the system frees the lock of a process that dies.

    Raises
    ------
    FolderInUse
        At once, if another run holds it.
    OSError
        If the folder cannot be written, or its file system cannot lock.
    """
    from filelock import FileLock, Timeout

    make_folder(folder)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise FolderInUse(f"{folder} is in use by another run: wait for it to end") from None
    except NotImplementedError as error:
        raise OSError(f"{folder} lies on a file system without locks: {error}") from None
    try:
        yield
    finally:
        lock.release()


def in_use(folder: Path) -> bool:
    """Whether a run is writing into the folder at this moment."""
    from filelock import FileLock, Timeout

    if not (folder / ".lock").exists():
        return False
    try:
        with FileLock(folder / ".lock", timeout=0):
            return False
    except Timeout:
        return True
    except (OSError, NotImplementedError):  # it may only be read: nobody writes there
        return False
