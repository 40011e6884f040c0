"""What a folder answers for."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.outcomes import Outcome
from sim.results.digest import digests
from sim.results.fingerprint import code_fingerprint, folder_in, folder_name, run_hash

PACKAGE = Path(sim.__file__).parent


@pytest.mark.parametrize(
    ("file", "decides"),
    [
        ("theory/front.py", True),
        ("model.py", True),
        ("agents/mediator.py", True),
        ("processes/war.py", True),
        ("worlds.py", True),
        ("scenario/draw.py", True),
        ("a_new_file.py", True),
        ("cli/run.py", False),
        ("report/summary.py", False),
        ("results/store.py", False),
        ("statistics/shares.py", False),
    ],
)
def test_editing_what_decides_outcomes_makes_a_new_folder(
    tmp_path: Path, file: str, decides: bool
) -> None:
    copy = tmp_path / "sim"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    edited = tmp_path / "edited" / "sim"
    shutil.copytree(copy, edited)
    with (edited / file).open("a") as source:
        source.write("\n# another equation\n")
    assert (code_fingerprint(copy) != code_fingerprint(edited)) is decides


def test_line_endings_do_not_count(tmp_path: Path) -> None:
    for name, text in (("unix", b"a = 1\nb = 2\n"), ("windows", b"a = 1\r\nb = 2\r\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.py").write_bytes(text)
    assert code_fingerprint(tmp_path / "unix") == code_fingerprint(tmp_path / "windows")


def test_scenario_seed_and_code_each_enter_the_hash() -> None:
    first = run_hash("values", 1, "code", {})
    assert len({first, run_hash("other", 1, "code", {}), run_hash("values", 2, "code", {})}) == 3
    assert run_hash("values", 1, "edited", {}) != first == run_hash("values", 1, "code", {})


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "..", "", "x" * 500, "a\x1b[31m", "é"])
def test_a_scenario_name_is_never_a_path(name: str) -> None:
    folder = folder_name(name, 1, "3f9c1a2b77")
    assert Path(folder).name == folder
    assert folder.endswith("-1-3f9c1a2b")
    assert len(folder) < 100
    assert not folder.startswith((".", "-"))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (["war.drift=0"], "baseline-1-war.drift=0-3f9c1a2b"),
        (["war.drift=0", "title=Mine"], "baseline-1-war.drift=0-3f9c1a2b"),
        (["title=Mine", "parties.x.label=../.."], "baseline-1-3f9c1a2b"),
        (["a=../../etc/passwd", "b=\x1b[31m"], "baseline-1-a=.._.._etc_passwd_b=_31m-3f9c1a2b"),
        (["war.drift=" + "9" * 500], f"baseline-1-war.drift={'9' * 30}-3f9c1a2b"),
        (["///"], "baseline-1-3f9c1a2b"),
    ],
)
def test_a_folder_tells_what_was_set(changes: list[str], told: str) -> None:
    folder = folder_name("baseline", 1, "3f9c1a2b77", changes)
    assert folder == told
    assert Path(folder).name == folder


def test_a_folder_is_found_by_its_hash_whatever_it_is_called(tmp_path: Path) -> None:
    other = tmp_path / "baseline-1-war.drift=0-ffffffff"
    other.mkdir()
    (tmp_path / "baseline-12-3f9c1a2b").mkdir()
    found = partial(folder_in, tmp_path, "baseline", 1, "3f9c1a2b77", "new")
    assert found() == tmp_path / "new"
    there = tmp_path / "baseline-1-war.drift=0.0-3f9c1a2b"
    there.mkdir()
    assert found() == there


CLASS = Outcome("outcome", "", "-", "class", ("a", "b"))
MEASURE = Outcome("killed", "", "persons", "measure")


def digest_of(codes: list[int], killed: list[float]) -> tuple[str, str]:
    columns = {"outcome": np.array(codes, dtype=np.int8), "killed": np.array(killed)}
    return digests((CLASS, MEASURE), columns.__getitem__)


def test_the_exact_digest_sees_the_last_bit_and_the_other_does_not() -> None:
    first, nudged = digest_of([0, 1], [1.0, 2.0]), digest_of([0, 1], [1.0, np.nextafter(2.0, 3)])
    assert first[0] == nudged[0]
    assert first[1] != nudged[1]


def test_the_order_of_worlds_counts() -> None:
    assert digest_of([0, 1], [1.0, 1.0])[0] != digest_of([1, 0], [1.0, 1.0])[0]


def test_all_spellings_of_nan_are_one() -> None:
    other = np.array([0x7FF8000000000001], dtype=np.uint64).view(np.float64)[0]
    assert np.isnan(other)
    assert digest_of([0], [float("nan")]) == digest_of([0], [other])
