"""The page on credibility counts what is there, and points at what exists."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from sim.scenario import load

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "credibility.md").read_text(encoding="utf-8")


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("credibility", ROOT / "docs" / "credibility.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_it_counts_is_current() -> None:
    verification = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    generator = _generator()
    table = generator.counted(load("baseline"), verification)
    assert generator.rewritten(PAGE, table) == PAGE, "run python docs/credibility.py"
    told = re.search(
        r"Of (\d+) claims (\d+) are shown, (\d+) are not, and (\d+) is wrong", verification
    )
    assert told is not None
    claims, shown, unshown, wrong = told.groups()
    assert (
        f"Of {claims} signs that theory asks for: {shown} shown, {unshown} not shown, {wrong}"
        in PAGE
    )


def test_what_it_points_at_exists() -> None:
    for folder in re.findall(r"`(tests/\w+|sim/\w+|scenarios/)`", PAGE):
        assert (ROOT / folder).is_dir(), folder
    for name in re.findall(r"\]\((\w+\.md)\)", PAGE):
        assert (ROOT / "docs" / name).is_file(), name


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="no markers"):
        _generator().rewritten("a page", "a table")
