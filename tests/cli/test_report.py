"""`sim report` as its user meets it: mistakes in one line, where the page goes, what it is of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from tests.builders import FEW_DAYS, as_options

QUICK = ["-n", 30, "--stories", 1, "--quiet", *as_options(FEW_DAYS)]


def here(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["basline"], "did you mean 'baseline'?"),
        (["baseline"] * 7, "one to 6 runs, not 7"),
        (["baseline", "-o", "page.pdf"], "ends in .html"),
        (["baseline", "--stories", "-1"], "not between 0 and 1000"),
        (["baseline", "-s", "war.drfit=3"], "did you mean 'war.drift'?"),
    ],
)
def test_mistakes_are_one_line_that_says_what_was_meant(
    words: list[str], meant: str, tmp_path: Path
) -> None:
    code, said, wrong = here("report", *words, "--out", tmp_path)
    assert code in (2, 3)
    assert meant in " ".join(wrong.split())
    assert "Traceback" not in said + wrong
    assert not list(tmp_path.iterdir())


def test_the_page_lies_in_the_run_s_folder_and_leaves_it_whole(tmp_path: Path) -> None:
    code, said, _ = here("report", "baseline", *QUICK, "--out", tmp_path)
    assert code == 0
    path = Path(said.split("report: ")[1].strip())
    assert path.name == "report.html"
    assert path.parent.parent == tmp_path
    assert here("verify-results", path.parent)[0] == 0
    again = path.read_bytes()
    assert here("report", path.parent, "--stories", 1, "--quiet")[0] == 0
    assert path.read_bytes() == again


def test_of_several_runs_it_lies_beside_their_folders(tmp_path: Path) -> None:
    code, said, _ = here(
        "report", "baseline", "strong_guarantees", *QUICK, "--out", tmp_path, "--json"
    )
    assert code == 0
    told = json.loads(said)
    assert Path(told["report"]) == tmp_path / "report_baseline_strong_guarantees.html"
    assert len(told["runs"]) == 2
    assert told["bytes"] == Path(told["report"]).stat().st_size
    assert 'id="compare"' in Path(told["report"]).read_text()
