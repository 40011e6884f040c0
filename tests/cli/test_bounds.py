"""The versions that the project declares; `.ci/lowest` installs the lowest and tries them."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
NEEDED = [Requirement(each) for each in PROJECT["dependencies"]]


@pytest.mark.parametrize("needed", NEEDED, ids=lambda each: each.name)
def test_what_is_needed_has_a_lowest_version_and_is_installed_at_least_so(
    needed: Requirement,
) -> None:
    assert [each.version for each in needed.specifier if each.operator == ">="]
    assert needed.specifier.contains(version(needed.name), prereleases=True)


@pytest.mark.parametrize(
    ("name", "broken"),
    [("typer", "0.15.4"), ("numpy", "1.26.4"), ("pyarrow", "15.0.2"), ("pandas", "2.1.4")],
)
def test_versions_that_are_known_not_to_work_are_not_allowed(name: str, broken: str) -> None:
    """The first with click of today, the second with pyarrow of today, the others with numpy 2."""
    (needed,) = [each for each in NEEDED if each.name == name]
    assert not needed.specifier.contains(broken)
