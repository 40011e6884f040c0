"""The page on credibility counts what is there, and points at what exists."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "credibility.md").read_text(encoding="utf-8")


def test_it_counts_the_claims_that_verification_tells() -> None:
    verification = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    told = re.search(
        r"Of (\d+) claims (\w+) are shown, (\w+) (?:is|are) not, and (\w+) (?:is|are) wrong",
        verification,
    )
    assert told is not None
    claims, shown, unshown, wrong = (each.replace("none", "0") for each in told.groups())
    counted = f"Of {claims} signs that theory asks for: {shown} shown, {unshown} not shown, {wrong}"
    assert counted in PAGE


def test_what_it_points_at_exists() -> None:
    for folder in re.findall(r"`(tests/\w+|sim/\w+|scenarios/)`", PAGE):
        assert (ROOT / folder).is_dir(), folder
    for name in re.findall(r"\]\((\w+\.md)\)", PAGE):
        assert (ROOT / "docs" / name).is_file(), name
