"""`sim postures` as its user meets it: mistakes in one line, an answer for scripts, a figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app

FEW = [
    "--posture",
    "union=bluffs",
    "--posture",
    "employer=shipped",
    "--posture",
    "mediator=shipped",
]


def here(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["--posture", "unoin=bluffs"], "did you mean 'union'?"),
        (["--posture", "union=blufs"], "did you mean 'bluffs'?"),
        (["--aim", "durable_peace"], "no durable peace"),
        (["--postures", "nowhere.yaml"], "there is no file"),
        (["-n", "1"], "two or more"),
        (["-o", "x.foo"], "no type of picture"),
    ],
)
def test_mistakes_are_one_line_that_says_what_was_meant(
    words: list[str], meant: str, tmp_path: Path
) -> None:
    left, out, err = here("postures", "wage_round", *words, "--out", tmp_path)
    assert left == 2, err
    assert out == ""
    assert len(err.splitlines()) == 1
    assert meant in err
    assert not list(tmp_path.iterdir())


def test_a_key_that_is_no_posture_is_shown_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("postures:\n  cheap:\n    of: union\n    set: {strike.costs.union: 0}\n")
    left, _, err = here("postures", "wage_round", "--postures", path, "--out", tmp_path)
    assert left == 3
    assert "mine.yaml:4" in err
    assert "is no posture of union" in err


def test_an_answer_for_scripts_and_a_figure(tmp_path: Path) -> None:
    left, out, err = here(
        "postures", "wage_round", *FEW, "-n", "8", "-j", "1", "--json", "--out", tmp_path
    )
    assert left == 0, err
    answer = json.loads(out)
    assert [each["player"] for each in answer["players"]] == ["union", "employer"]
    assert [each["posture"] for each in answer["gains"]] == ["bluffs"]
    assert Path(answer["figure"]).parent == tmp_path
    assert Path(answer["figure"]).read_bytes()[:4] == b"\x89PNG"
