"""`sim sweep` as its user meets it: mistakes, a dry run, a kill, what it says and leaves."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli import app
from tests.builders import FEW_DAYS, as_options

VARY = ["--vary", "war.drift=0:20:3", "--vary", "deadline.credibility=.2,.8"]
QUICK = as_options([*FEW_DAYS, "past_of=nobody"])  # a past takes longer than three weeks
SMALL = ["sweep", "baseline", *VARY, "-n", "20", *QUICK]


def here(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("words", "code", "meant"),
    [
        (["--vary", "war.drfit=0:20"], 3, "did you mean 'war.drift'?"),
        (["--vary", "war.drift=0:900:2"], 3, "not within -500 to 500 km2/day"),
        (["--vary", "war.drift=0:20:999", "--vary", "war.noise=0:9:999"], 2, "too many"),
        (["--vary", "war.drift=0:20", "-n", "1000000000"], 2, "take fewer points"),
        (["--vary", "war.drift=0:20", "--outcome", "acord"], 2, "did you mean 'accord'?"),
        (["war.drift=0:20"], 2, "has a --vary of its own"),
        ([], 2, "nothing is varied"),
        (["--vary", "war.drift=0:20", "-o", "x.foo"], 2, "no type of picture"),
    ],
)
def test_mistakes_are_one_line_that_says_what_was_meant(
    words: list[str], code: int, meant: str, tmp_path: Path
) -> None:
    left, out, err = here("sweep", "baseline", *words, "--out", tmp_path)
    assert left == code, err
    assert out == ""
    assert len(err.splitlines()) == 1
    assert meant in err
    assert not list(tmp_path.iterdir())


def test_a_dry_run_says_what_would_run_and_runs_nothing(tmp_path: Path) -> None:
    code, out, _ = here(*SMALL, "--dry-run", "--out", tmp_path / "out")
    assert code == 0
    assert "6 points and the base, 20 worlds each (140 in all)" in out
    assert "war.drift: 0, 10, 20" in out
    assert "takes about" in out
    assert not (tmp_path / "out").exists()


def test_a_killed_sweep_goes_on_and_leaves_the_same_bits(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *SMALL, "--out", "killed"],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    limit = time.monotonic() + 60
    while len([*tmp_path.glob("killed/*/points/*.parquet")]) < 3 and process.poll() is None:
        assert time.monotonic() < limit
        time.sleep(0.01)
    process.kill()
    process.wait()
    before = _files(tmp_path / "killed", "points/*.parquet")
    assert 3 <= len(before) < 7, "it was not killed half-way"
    again, whole = (here(*SMALL, "--out", tmp_path / out, "--json") for out in ("killed", "whole"))
    assert again[0] == whole[0] == 0, again[2]
    ours, theirs = (_files(tmp_path / out, "**/*.[cp]*") for out in ("killed", "whole"))
    assert ours == theirs
    assert {"sweep.csv", "sweep.parquet", "base.csv", "base.parquet", "accord.png"} <= {*ours}
    assert before.items() <= ours.items()
    one, other = json.loads(again[1]), json.loads(whole[1])
    assert one["rows"] == other["rows"]
    assert [row["n"] for row in one["rows"]] == [20] * 6
    assert not [*tmp_path.rglob("*.tmp")]


def test_one_outcome_is_told_a_point_a_line_with_its_interval(tmp_path: Path) -> None:
    words = ["sweep", "baseline", "--vary", "war.drift=0,20", "-n", "5", *QUICK]
    code, out, err = here(*words, "--out", tmp_path, "--outcome", "dates")
    assert code == 0, err
    assert "base (nothing varied):" in out
    assert len([line for line in out.splitlines() if line.startswith(("0 ", "20 "))]) == 2
    assert " to " in out
    assert "sampling error only" in out
    assert "not forecasts" in out


def _files(folder: Path, pattern: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob(f"*/{pattern}") if path.is_file()}
