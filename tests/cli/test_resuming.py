"""Questions that play worlds of their own go on where they were killed, to the last bit."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

import sim
from sim.analysis.postures import Answer
from sim.cli import app
from sim.cli.resuming import goes_on
from tests.builders import FEW_DAYS, as_options

QUICK = as_options([*FEW_DAYS, "past_of=nobody"])  # a past takes longer than three weeks
POSTURES = [
    *("postures", "baseline", "--posture", "russia=bluffs", "--posture", "ukraine=bluffs,yields"),
    *("--posture", "mediator=shipped", "-n", "40", "-j", "1", *QUICK),
]
MORRIS = ["sensitivity", "baseline", "--method", "morris", "-n", "8", "--parameter", "war", *QUICK]
SOBOL = [
    *("sensitivity", "baseline", "--method", "sobol", "-n", "16", "--parameter", "war.drift"),
    *("--parameter", "war.area", *as_options(FEW_DAYS)),  # with its past, which is kept too
]


def here(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words], prog_name="sim")
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("words", "what"), [(POSTURES, "profiles"), (MORRIS, "tables"), (SOBOL, "tables")]
)
def test_a_killed_question_goes_on_and_leaves_the_same_bits(
    words: list[str], what: str, tmp_path: Path
) -> None:
    figure = ["-o", str(tmp_path / "figure.png")]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *words, "--out", "killed", *figure],
        cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    limit = time.monotonic() + 60
    while len(_kept(tmp_path / "killed")) < 2 and process.poll() is None:
        assert time.monotonic() < limit
        time.sleep(0.005)
    process.kill()
    process.wait()
    before = _kept(tmp_path / "killed")
    again, whole = (
        here(*words, *figure, "--out", tmp_path / out, "--json") for out in ("killed", "whole")
    )
    assert again[0] == whole[0] == 0, again[2]
    assert "goes on: " in again[2]
    assert f"{what} kept" in again[2]
    assert "kept" not in whole[2]
    assert json.loads(again[1]) == json.loads(whole[1])
    ours, theirs = _kept(tmp_path / "killed"), _kept(tmp_path / "whole")
    assert ours == theirs
    assert 2 <= len(before) < len(ours), "it was not killed half-way"
    assert before.items() <= ours.items()
    assert not [*tmp_path.rglob("*.tmp")]


def test_what_is_torn_or_of_another_work_is_played_again(tmp_path: Path) -> None:
    played: list[int] = []

    def asked(seed: int) -> Answer:
        chosen = {"russia": ["bluffs"], "ukraine": ["shipped"]}
        return sim.postures(
            "baseline", chosen, 20, seed, [*FEW_DAYS, "past_of=nobody"], out=tmp_path,
            progress=played.append,
        )  # fmt: skip

    first = asked(1)
    (folder,) = tmp_path.glob("postures_*/profiles")
    asked(2)
    (other,) = {*tmp_path.glob("postures_*/profiles")} - {folder}
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    torn, foreign = sorted(folder.iterdir())[:2]
    torn.write_bytes(torn.read_bytes()[:-1])
    stem = foreign.name.split(".")[0]
    foreign.unlink()
    theirs = next(other.glob(f"{stem}.*"))
    (folder / theirs.name).write_bytes(theirs.read_bytes())
    played.clear()
    again = asked(1)
    assert played == [20 * (len(files) - 2), 20, 20]
    assert files == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert (again.game.payoffs == first.game.payoffs).all()


def test_another_setting_or_outcome_is_another_work(tmp_path: Path) -> None:
    words = [*MORRIS, "-o", str(tmp_path / "a.png"), "--out", str(tmp_path), "--quiet", "-n", "2"]
    for more in ([], ["--seed", "2"], ["--outcome", "truce"], ["-s", "war.drift=3"]):
        assert here(*words, *more)[0] == 0
    assert len([*tmp_path.glob("sensitivity_*")]) == 4


def test_a_line_says_what_is_kept() -> None:
    assert goes_on(0, 9, "profile") == []
    assert goes_on(4, 9, "profile") == ["goes on: 4 of 9 profiles kept"]
    assert goes_on(9, 9, "table") == ["was played before: 9 of 9 tables kept"]


def _kept(folder: Path) -> dict[str, bytes]:
    """What is kept of a question, by name."""
    found = [*folder.glob("*/profiles/*.npy"), *folder.glob("*/tables/*.npy")]
    return {path.name: path.read_bytes() for path in found}
