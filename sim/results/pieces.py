"""Long work in pieces: a file each, whole or not at all, with a checksum of all it is in its name.

Whoever is killed goes on where it ended. A piece is only believed where its checksum says that this
very work wrote it under this very name: what is torn, of another question, or of other code is
deleted, and made again.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.results.files import (
    DamagedResults,
    content_of,
    delete,
    locked,
    make_folder,
    remove_leftovers,
    write_atomically,
)

_SUM = 16  # hex digits of a checksum


class Pieces:
    """The finished pieces of one work.

    Parameters
    ----------
    folder : Path
        Where they lie; it need not be there.
    of : str
        Hash of all that decides their content beside their names.
    ending : str
        Of their files' names, such as ``parquet``.
    """

    def __init__(self, folder: Path, of: str, ending: str) -> None:
        self.folder, self._of, self._ending = folder, of, ending
        self._file = re.compile(rf"([\w-]+)\.([0-9a-f]{{{_SUM}}})\.{re.escape(ending)}")

    def keep(self, name: str, content: bytes) -> None:
        """Store a finished piece; its name is of letters, digits, ``_`` and ``-``."""
        make_folder(self.folder)
        write_atomically(self._path(name, content), content)

    def found(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of these names that are there and whole; what pretends to be one is deleted."""
        wanted, whole = {*names}, dict[str, bytes]()
        for path, name in self._stored():
            if name in wanted:
                content = self._content(path, name)
                if content is None:
                    delete(path)
                else:
                    whole[name] = content
        return whole

    def count(self, names: Iterable[str]) -> int:
        """How many of these are there and whole; nothing is deleted."""
        wanted = {*names}
        there = [(path, name) for path, name in self._stored() if name in wanted]
        return len({name for path, name in there if self._content(path, name) is not None})

    def _stored(self) -> list[tuple[Path, str]]:
        there = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        matches = [(path, self._file.fullmatch(path.name)) for path in there]
        return [(path, match[1]) for path, match in matches if match]

    def _content(self, path: Path, name: str) -> bytes | None:
        try:
            content = content_of(path)
        except (DamagedResults, OSError):
            return None
        return content if path == self._path(name, content) else None

    def _path(self, name: str, content: bytes) -> Path:
        digest = hashlib.sha256(f"{self._of}\n{name}\n".encode() + content).hexdigest()
        return self.folder / f"{name}.{digest[:_SUM]}.{self._ending}"


def made(pieces: Pieces | None, name: str, make: Callable[[], bytes]) -> bytes:
    """A piece that is there, or is made now, and kept if anything is."""
    there = {} if pieces is None else pieces.found([name])
    if name in there:
        return there[name]
    content = make()
    if pieces is not None:
        pieces.keep(name, content)
    return content


@contextmanager
def kept(path: Path, file: str, about: Mapping[str, Any], pieces: Pieces) -> Iterator[Pieces]:
    """The folder of a work, locked; its pieces lie below it, and ``file`` says what it is.

    Parameters
    ----------
    about : mapping
        What is written there at the start; ``hash`` is of all that decides the results.

    Raises
    ------
    DamagedResults
        If another work lies there.
    FolderInUse
        If it is being written to.
    """
    with locked(path):
        make_folder(pieces.folder)
        remove_leftovers(path)
        if not was_begun(path / file, about["hash"]):
            describe(path / file, about)
        yield pieces


def was_begun(file: Path, full_hash: str) -> bool:
    """Whether the work of that hash was begun there before, as a file in its folder says.

    Raises
    ------
    DamagedResults
        If another one lies there.
    """
    try:
        said = json.loads(content_of(file))["hash"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return False
    if said != full_hash:
        raise DamagedResults(f"{file.parent} holds another {file.stem}: move it away")
    return True


def describe(file: Path, about: Mapping[str, Any]) -> None:
    """Write down what a folder holds."""
    text = json.dumps(about, indent=1, ensure_ascii=False)
    write_atomically(file, text.encode("utf-8", "backslashreplace"))


def packed(*arrays: NDArray[Any]) -> bytes:
    """Arrays as bytes: NumPy's own format, one after the other."""
    sink = io.BytesIO()
    for each in arrays:
        np.save(sink, np.ascontiguousarray(each), allow_pickle=False)
    return sink.getvalue()


def unpacked(content: bytes) -> list[NDArray[Any]]:
    """The same arrays again, to the last bit."""
    source, arrays = io.BytesIO(content), list[NDArray[Any]]()
    while source.tell() < len(content):
        arrays.append(np.load(source, allow_pickle=False))
    return arrays
