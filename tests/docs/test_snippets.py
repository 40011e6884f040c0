"""Every command and every piece of Python of the guides runs as it stands there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import matplotlib as mpl
import pytest

from tests.docs.snippets import (
    INSTALLING,
    ROOT,
    Analyst,
    Reader,
    blocks,
    commands,
    every_command,
    parsed,
)

DOCS = ROOT / "docs"
PROCESS = DOCS / "howto" / "process.md"
GUIDES = sorted(
    page
    for page in [
        *DOCS.glob("howto/*.md"),
        *DOCS.glob("explanation/*.md"),
        *DOCS.glob("reference/*.md"),
        *(DOCS / name for name in ("tutorial.md", "glossary.md", "what_no_number_tells.md")),
    ]
    if blocks(page) and page != PROCESS
)
TUTORIAL = DOCS / "tutorial.md"
ALL = sorted([*DOCS.rglob("*.md"), ROOT / "README.md"])
PAGES = [
    page
    for page in ALL
    if page not in (*GUIDES, PROCESS)
    and any(block.language in ("sh", "python") for block in blocks(page))
]
"""The others: a page for each question, and the README."""

QUICK = ("condition", "play", "range", "scenarios", "score")
"""Those among them whose commands take seconds."""


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    mpl.use("agg")


def named(page: Path) -> str:
    return page.stem if page.parent == DOCS else f"{page.parent.name}/{page.stem}"


@pytest.mark.parametrize("page", [page for page in GUIDES if page != TUTORIAL], ids=named)
def test_a_guide_s_code_runs_in_its_order(page: Path, tmp_path: Path) -> None:
    Reader(page, tmp_path).read()


@pytest.mark.slow
@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_a_guide_s_code_runs_whole_and_prints_what_the_page_shows(
    page: Path, tmp_path: Path
) -> None:
    Reader(page, tmp_path, whole=True).read()


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in QUICK], ids=named)
def test_all_that_a_page_says_runs(page: Path, tmp_path: Path) -> None:
    Analyst(page, tmp_path).read()


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if page.stem not in QUICK], ids=named)
def test_all_that_a_longer_page_says_runs(page: Path, tmp_path: Path) -> None:
    Analyst(page, tmp_path).read()


def test_a_newcomer_has_a_figure_of_their_own(tmp_path: Path) -> None:
    began = time.monotonic()
    Reader(TUTORIAL, tmp_path).read()
    assert (tmp_path / "mine.png").stat().st_size > 10_000
    assert time.monotonic() - began < 300  # what is left of ten minutes is for reading


def test_the_process_of_the_guide_is_a_process(tmp_path: Path) -> None:
    """In a copy of the package: its room, its line in the list, and a scenario that has it."""
    shutil.copytree(ROOT / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    listing = tmp_path / "sim" / "processes" / "__init__.py"
    text = listing.read_text(encoding="utf-8")
    told = "from sim.processes.protests import Protests\nfrom sim.processes.sanctions import"
    text = text.replace("from sim.processes.sanctions import", told)
    listing.write_text(text.replace("    Sanctions,\n", "    Sanctions,\n    Protests,\n"), "utf-8")
    reader = InACopy(PROCESS, tmp_path)
    reader.read()
    assert reader.ran == 3
    assert "protests" in reader.printed
    assert "protests  " not in reader.run(["run", "baseline", "-n", "20", "--no-figures"])


class InACopy(Reader):
    """Runs commands by the package in the folder."""

    printed = ""

    def run(self, called: list[str]) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "sim", *called],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"sim {shlex.join(called)}\n{done.stdout}\n{done.stderr}"
        self.printed += done.stdout
        return done.stdout


@pytest.mark.parametrize(("page", "line"), sorted(set(every_command(ALL))))
def test_the_program_understands_every_command_of_the_docs(page: str, line: str) -> None:
    """Names of commands, arguments and options; whether it runs is asked of the guides."""
    parsed(line)


def test_what_is_no_command_of_the_program_sets_it_up() -> None:
    lines = {
        line
        for page in GUIDES
        for block in blocks(page)
        if block.language == "sh"
        for line in commands(block.text)
    }
    others = {line for line in lines if not line.startswith("sim ")}
    assert {line for line in others if not line.startswith(INSTALLING)} == set()
