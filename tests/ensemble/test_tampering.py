"""What is in a run's folder and is not that run's is damage: it is seen, and run again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.ensemble.runner import run
from sim.results import load
from sim.results.files import DamagedResults
from sim.results.manifest import checksum_of, write_manifest
from sim.results.store import checksum
from sim.results.verify import verify

WORLDS = 40


@pytest.fixture
def folder(fake_model: None, tmp_path: Path) -> Path:
    """A saved run of seed 1; one of seed 2 lies beside it."""
    run("baseline", WORLDS, seed=2, out=tmp_path / "runs")
    path = run("baseline", WORLDS, seed=1, out=tmp_path / "runs").path
    assert path is not None
    return path


def other(folder: Path) -> Path:
    (found,) = [path for path in folder.parent.iterdir() if path != folder]
    return found


def blocks_of_another_seed(folder: Path) -> None:
    shutil.rmtree(folder / "blocks")
    shutil.copytree(other(folder) / "blocks", folder / "blocks")


def only_blocks_of_another_seed(folder: Path) -> None:
    blocks_of_another_seed(folder)
    (folder / "manifest.json").unlink()


def manifest_of_another_seed(folder: Path) -> None:
    shutil.copy(other(folder) / "manifest.json", folder)


def record_of_another_seed(folder: Path) -> None:
    record = {"world": WORLDS, "seed": 99, "kind": "raised", "error": "x"}
    content = json.dumps(record | {"run": "another"}).encode()
    name = f"{WORLDS:09d}-{WORLDS:09d}.{checksum(content)}.failed.json"
    (folder / "blocks" / name).write_bytes(content)


def deep_record(folder: Path) -> None:
    content = b"[" * 100_000
    name = f"{WORLDS:09d}-{WORLDS:09d}.{checksum(content)}.failed.json"
    (folder / "blocks" / name).write_bytes(content)


def pipe_for_a_block(folder: Path) -> None:
    block = next((folder / "blocks").glob("*[0-9a-f].parquet"))
    block.unlink()
    os.mkfifo(block)


def pipe_for_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


def far_too_large_a_name(folder: Path) -> None:
    block = next(p for p in (folder / "blocks").glob("*.parquet") if ".daily." not in p.name)
    block.rename(block.with_name(block.name.replace(f"-{WORLDS - 1:09d}.", f"-{'9' * 30}.")))


def another_scenario_beside_it(folder: Path) -> None:
    path = folder / "scenario.yaml"
    written = path.read_text()
    assert "normal: [8" in written
    path.write_text(written.replace("normal: [8", "normal: [80"))


def other_schema_by_hand(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace('"schema": 1', '"schema": 7'))


def nonsense_with_a_right_checksum(folder: Path) -> None:
    path = folder / "manifest.json"
    said = json.loads(path.read_text()) | {"worlds": None, "start": "tomorrow"}
    path.write_text(json.dumps(said | {"checksum": checksum_of(said)}))


def a_byte_more_in_the_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes() + b"\n")


def a_forged_horizon(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_text())
    write_manifest(folder, said | {"horizon": "2026-09-30"})


def a_horizon_before_the_start(folder: Path) -> None:
    said = json.loads((folder / "manifest.json").read_text())
    write_manifest(folder, said | {"horizon": "2025-01-01"})


TAMPERINGS = [
    a_byte_more_in_the_manifest, a_forged_horizon, a_horizon_before_the_start,
    blocks_of_another_seed, only_blocks_of_another_seed, manifest_of_another_seed,
    record_of_another_seed, deep_record, pipe_for_a_block, pipe_for_the_manifest,
    far_too_large_a_name, another_scenario_beside_it, other_schema_by_hand,
    nonsense_with_a_right_checksum,
]  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS)
def test_what_is_not_of_this_run_is_seen_and_run_again(
    tamper: Callable[[Path], None], folder: Path
) -> None:
    wanted = load(folder).digests
    tamper(folder)
    assert not verify(folder).whole
    with pytest.raises(DamagedResults):
        load(folder)
    again = run("baseline", WORLDS, seed=1, out=folder.parent)
    assert again.digests == wanted
    assert again.path == folder
    assert verify(folder).whole, verify(folder).damaged
    assert load(folder).digests == wanted


def test_a_folder_in_the_place_of_a_block_is_told(folder: Path) -> None:
    block = next((folder / "blocks").glob("*[0-9a-f].parquet"))
    block.unlink()
    block.mkdir()
    with pytest.raises(DamagedResults, match="is no file"):
        load(folder)
    assert not verify(folder).whole
    with pytest.raises(OSError, match="move it away"):
        run("baseline", WORLDS, seed=1, out=folder.parent)


def test_blocks_and_manifest_of_another_run_are_left_alone(folder: Path) -> None:
    blocks_of_another_seed(folder)
    manifest_of_another_seed(folder)
    with pytest.raises(DamagedResults, match="belongs to another run"):
        run("baseline", WORLDS, seed=1, out=folder.parent)
    assert verify(folder).whole


def test_damage_that_is_not_run_again_is_not_said_to_be(fake_model: None, tmp_path: Path) -> None:
    run("baseline", 80, out=tmp_path, block_size=40)
    (path,) = tmp_path.iterdir()
    last = next(p for p in (path / "blocks").glob("*40-*.parquet") if ".daily." not in p.name)
    last.write_bytes(last.read_bytes() + b"x")
    (told,) = run("baseline", 40, out=tmp_path, block_size=40).manifest["warnings"]
    assert told.endswith("was damaged and is gone")


def test_a_corrected_label_or_title_is_told_at_once(fake_model: None, tmp_path: Path) -> None:
    """The words for numbers are kept with them, so other words make another folder."""
    words = {"issues.territory.options.zone.label": "Zone"}
    first = run("baseline", 30, out=tmp_path, set=[f'{k}="{v}"' for k, v in words.items()])
    second = run("baseline", 30, out=tmp_path)
    assert first.path != second.path
    third = run("baseline", 30, out=tmp_path, set=["title=Another"])
    assert third.path == second.path
    assert third.title == "Another"
    assert third.path is not None
    assert load(third.path).title == load(third.path).scenario.file.title == "Another"


@pytest.mark.parametrize(
    "wrong", [{"seed": 1.5}, {"worlds": float("nan")}, {"worlds": 2.5}, {"jobs": 1.5}]
)
def test_numbers_that_are_not_whole_are_refused(fake_model: None, wrong: dict[str, float]) -> None:
    with pytest.raises(TypeError, match="float"):
        run("baseline", **({"worlds": 5} | wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("worlds", [0, -5])
def test_a_run_is_not_read_with_no_worlds(folder: Path, worlds: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        load(folder, worlds)
