"""The bar that counts worlds, and what an installation brings for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sim

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_a_bar_counts_the_worlds_of_a_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with sim.progress("mine [bold] \x1b]0;x", 7) as bar:
        sim.run("baseline", worlds=7, set={"horizon": "2026-03-01", "deadline.date": "2026-02-20"},
                progress=bar)  # fmt: skip
    shown = capsys.readouterr().err
    assert "7/7" in shown
    assert "[bold]" in shown
    assert "\x1b]0" not in shown


def test_where_nobody_looks_no_bar_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with sim.progress("mine", 7) as bar:
        bar(7)
    assert capsys.readouterr().err == ""


def test_extras_bring_what_notebooks_and_tests_need() -> None:
    extras = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert any(each.startswith("ipywidgets") for each in extras["notebook"])
    assert {*extras["xarray"], *extras["docs"]} <= set(extras["dev"])
