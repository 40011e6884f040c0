"""Every notebook runs, cell by cell, and shows something; the site runs them in kernels, whole."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from tests.docs.snippets import fewer

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
WORLDS = {"05_weights": 500, "07_what_matters": 600}
"""Worlds of a notebook whose questions need more than a few."""


@pytest.fixture(autouse=True)
def _as_in_a_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In a folder of its own, with pictures that are shown nowhere, and nothing set for others."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plt, "show", lambda: None)
    with mpl.rc_context(), pd.option_context("display.max_colwidth", 60):
        yield
    plt.close("all")
    pd.reset_option("display.max_colwidth")
    pd.reset_option("display.float_format")


def cells(path: Path) -> list[str]:
    """The code of a notebook, a cell after the other."""
    read = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in read if cell["cell_type"] == "code"]


def shown(code: str, names: dict[str, Any]) -> object:
    """Run a cell; what its last line gives, as a notebook shows it below."""
    body = ast.parse(code).body
    last = body.pop().value if isinstance(body[-1], ast.Expr) else ast.parse("None").body[0].value
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last), "cell", "eval"), names)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_with_few_worlds(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    gave = [shown(fewer(code, WORLDS.get(path.stem, 60)), names) for code in cells(path)]
    pictures = sum(hasattr(each, "savefig") for each in gave) + len(plt.get_fignums())
    assert pictures or any(hasattr(each, "_repr_html_") for each in gave)
    assert capsys.readouterr().out or any(each is not None for each in gave)
