"""Blocks of code of a page, run in their order as a reader would type them.

A block whose first line is a comment with a path (``# scenarios/mine.yaml``) is saved there. Lines
of `sh` blocks are commands; a comment that begins with ``slow`` keeps a line, or a block of
Python, for the slow tests. A block of text below commands is what the last of them prints.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

from typer.main import get_command
from typer.testing import CliRunner

import sim
from sim.cli import app

ROOT = Path(__file__).parents[2]
FEW = {
    "explain": 200, "calibrate": 2000, "discover": 400, "verify": 200,
    "sensitivity": 2500, "sensitivity sobol": 8, "sensitivity morris": 2,
}  # fmt: skip
"""Worlds that a command (with its ``--method``) needs at least, if more or less than ``FEWEST``."""

FEWEST, SAVED = 30, 2000
"""Worlds of a command, and of the saved run that a page speaks of."""

INSTALLING = (
    "python3 -m venv", "source ", "pip install", ".venv/bin/", "cd ", ".ci/", "python ", "dask ",
)  # fmt: skip
"""How commands begin that set the project up or check it: `.ci/run` does so."""

ELSEWHERE = "10.0.0."
"""Addresses of the reader's own machines; tests/cluster has schedulers to talk to."""

_BLOCK = re.compile(r"^( *)```(\{code-cell\} )?(\w+)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"\A# ([\w/.]+\.(?:yaml|py))\n")
_SLOW = re.compile(r"#\s*slow\b")
_HASHED = re.compile(r"(results/[\w.-]+-|\bseal_\w+_)[0-9a-f]{8}(\.json|\b)")
_PROGRAM = get_command(app)
_CONTEXT = _PROGRAM.make_context("sim", [], resilient_parsing=True)


class Block(NamedTuple):
    """A block of code: its language and its text, without the indentation of a list."""

    language: str
    text: str

    @property
    def saved_as(self) -> str:
        """The file it is to be saved as; empty for none."""
        found = _SAVED.match(self.text)
        return found[1] if found else ""


def blocks(page: Path) -> list[Block]:
    """What stands in fences on a page; cells of notebooks, which the site runs, are left out."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [Block(language, dedent(text)) for _, cell, language, text in found if not cell]


def commands(text: str) -> list[str]:
    """The lines of a block of commands, each whole; comments stay."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def words(line: str) -> list[str]:
    """What a command is called with, ``sim`` left out."""
    return shlex.split(line, comments=True)[1:]


def parsed(line: str) -> Any:
    """A command's arguments as the program reads them; what it would refuse raises."""
    name, *rest = words(line)
    command = _PROGRAM.get_command(_CONTEXT, name)
    assert command is not None, line
    return command.make_context(name, rest, parent=_CONTEXT)


def smaller(called: list[str]) -> list[str]:
    """The same with few worlds, and without what takes long and is not looked at."""
    command = _PROGRAM.get_command(_CONTEXT, called[0])
    options = {each for param in command.get_params(_CONTEXT) for each in param.opts}
    if "-n" not in options or "--dry-run" in called:
        return called
    method = [called[called.index("--method") + 1]] if "--method" in called else []
    asks = "explain" if "--why" in called else " ".join([called[0], *method])
    most = FEW.get(asks, FEWEST)
    if "-n" in called:
        at = called.index("-n") + 1
        few = [*called[:at], str(min(int(called[at]), most)), *called[at + 1 :]]
    elif any(word.startswith(("results/", "seal_")) for word in called):
        few = called
    else:
        few = [*called, "-n", str(most)]
    return [*few, "--no-figures"] if called[0] == "run" else few


def at_hand(text: str, folder: Path) -> str:
    """With names that hold a hash (of a run, of a seal) as they are where this is typed."""

    def found(name: re.Match[str]) -> str:
        there = sorted(folder.glob(f"{name[1]}*{name[2]}"), key=lambda path: path.stat().st_mtime)
        return there[-1].relative_to(folder).as_posix() if there else name[0]

    return _HASHED.sub(found, text)


class Reader:
    """Somebody who types a page's blocks, one after the other, in a folder.

    Parameters
    ----------
    page : Path
    folder : Path
        The working folder.
    whole : bool
        With all worlds that the page asks for, and also what is slow.
    """

    def __init__(self, page: Path, folder: Path, whole: bool = False) -> None:
        self.page, self.folder, self.whole = page, folder, whole
        self.names: dict[str, object] = {"__name__": "__main__"}
        self.ran = 0
        self._printed: str | None = None

    def read(self) -> None:
        """Do all that the page says."""
        for block in blocks(self.page):
            if block.saved_as:
                path = self.folder / block.saved_as
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            if block.language == "sh":
                self._commands(block.text)
            elif block.language == "python" and not block.saved_as.startswith("sim/"):
                self._python(block.text)
            elif block.language == "text" and self._printed is not None:
                assert squeezed(block.text) in squeezed(self._printed), block.text

    def _commands(self, text: str) -> None:
        for line in commands(text):
            if line.startswith(INSTALLING) or (_SLOW.search(line) and not self.whole):
                continue
            if ELSEWHERE in line:
                continue
            called = words(at_hand(line, self.folder))
            few = called if self.whole else smaller(called)
            out = self.run(few)
            self._printed = out if few == called else None
            self.ran += 1

    def run(self, called: list[str]) -> str:
        """What a command prints; it must end well."""
        done = CliRunner().invoke(app, called)
        assert done.exit_code == 0, f"sim {shlex.join(called)}\n{done.output}\n{done.exception!r}"
        return done.stdout

    def _python(self, text: str) -> None:
        if _SLOW.match(text) and not self.whole:
            return
        few = at_hand(text if self.whole else fewer(text), self.folder)
        exec(compile(few, str(self.page), "exec"), self.names)
        self.ran += 1


class Analyst(Reader):
    """Somebody who sits in a checkout and has the files that the page shows, or another one."""

    def read(self) -> None:
        """Do all that the page says, with a saved run where it speaks of one."""
        self.names["sim"] = sim
        if "results/baseline-1-" in self.page.read_text(encoding="utf-8"):
            self.run(["run", "baseline", "-n", str(SAVED), "--quiet", "--no-figures"])
        shown = self.folder / "docs" / "questions.yaml"
        shown.parent.mkdir()
        shown.write_bytes((ROOT / "docs" / "questions.yaml").read_bytes())
        for page in (ROOT / "docs" / "condition.md", self.page):
            for block in blocks(page):
                if block.saved_as:
                    (self.folder / block.saved_as).write_text(block.text, encoding="utf-8")
        super().read()


def fewer(text: str, least: int = FEWEST) -> str:
    """Python with few worlds: as many as what it calls needs at least."""
    most = max([least, *(worlds for name, worlds in FEW.items() if f"sim.{name}(" in text)])

    def few(found: re.Match[str]) -> str:
        return f"worlds={min(int(found[1]), most)}"

    return re.sub(r"worlds=([\d_]+)", few, text)


def squeezed(text: str) -> str:
    """Text without regard to how its lines are broken."""
    return " ".join(text.split())


def every_command(pages: list[Path]) -> Iterator[tuple[str, str]]:
    """(page, command) of all that begins with ``sim`` in the pages' blocks."""
    for page in pages:
        for block in blocks(page):
            if block.language == "sh":
                for line in commands(block.text):
                    if line.startswith("sim "):
                        yield page.relative_to(ROOT).as_posix(), line
