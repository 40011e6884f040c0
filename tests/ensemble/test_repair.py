"""Damage is found wherever it is, and the same command repairs it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import sim
from sim.ensemble import block
from sim.ensemble.runner import run
from sim.results import DamagedResults, Run
from sim.results.folder import parts_in
from sim.results.verify import verify
from sim.scenario import Scenario
from tests.ensemble import fake, planted

pytestmark = pytest.mark.usefixtures("fake_model")

WORLDS, SIZE = 500, 100


@pytest.fixture
def ran(baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A saved run of several blocks in which one world failed."""
    monkeypatch.setattr(block, "simulate", planted.raises_in_one_world)
    ran = run(baseline, WORLDS, out=tmp_path, block_size=SIZE)
    assert ran.digests  # read now: columns are read when asked for
    assert ran.trajectories is not None
    return ran


def folder_of(ran: Run) -> Path:
    assert ran.path is not None
    return ran.path


def kept(ran: Run) -> list[Path]:
    """Every file that a run is read back from."""
    folder = folder_of(ran)
    return sorted(
        [*(folder / "blocks").iterdir(), folder / "manifest.json", folder / "scenario.yaml"]
    )


def count_blocks(monkeypatch: pytest.MonkeyPatch) -> list[range]:
    """Which blocks are run from now on."""
    ran: list[range] = []

    def simulate(scenario: Scenario, seed: int, first: int, worlds: int) -> object:
        ran.append(range(first, first + worlds))
        return planted.raises_in_one_world(scenario, seed, first, worlds)

    monkeypatch.setattr(block, "simulate", simulate)
    return ran


def test_a_run_is_whole_when_nothing_happened(ran: Run) -> None:
    found = verify(folder_of(ran))
    assert found.whole
    assert found.worlds == found.promised == WORLDS


def test_any_flipped_bit_is_found_named_and_repaired(
    ran: Run, baseline: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One random bit in each file, and in each block its first and its last."""
    before = {path: path.read_bytes() for path in kept(ran)}
    chance = random.Random(1)
    for path, content in before.items():
        for place in (0, 8 * len(content) - 1, chance.randrange(8 * len(content))):
            flipped = bytearray(content)
            flipped[place // 8] ^= 1 << place % 8
            path.write_bytes(flipped)
            assert [each.file.name for each in verify(folder_of(ran)).damaged] == [path.name]
            again = count_blocks(monkeypatch)
            repaired = run(baseline, WORLDS, out=tmp_path, block_size=SIZE)
            assert repaired.digests == ran.digests
            assert {
                path: path.read_bytes() for path in kept(ran) if path in before
            }.keys() == before.keys()
            assert verify(folder_of(ran)).whole
            first = int(path.name[:9]) if path.name[0].isdigit() else None
            assert {min(each) // SIZE for each in again} == (
                {first // SIZE} if first is not None else set()
            )


@pytest.mark.parametrize("name", ["manifest.json", "scenario.yaml"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\x00" * 100, b"[" * 100_000])
def test_what_lies_beside_the_blocks_is_made_anew(
    ran: Run,
    baseline: Scenario,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes | None,
) -> None:
    path = folder_of(ran) / name
    whole = path.read_bytes()
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert [each.file.name for each in verify(folder_of(ran)).damaged] == [name]
    again = count_blocks(monkeypatch)
    assert run(baseline, WORLDS, out=tmp_path).digests == ran.digests
    assert path.read_bytes() == whole
    assert again == []


def test_a_run_rebuilt_from_blocks_alone_keeps_worlds_beyond_those_asked_for(
    ran: Run, baseline: Scenario, tmp_path: Path
) -> None:
    (folder_of(ran) / "manifest.json").unlink()
    assert run(baseline, 10, out=tmp_path).worlds == 10
    assert sim.load(folder_of(ran)).digests == ran.digests


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_truncated_block_is_run_again(
    ran: Run, baseline: Scenario, tmp_path: Path, cut: int
) -> None:
    for path in (folder_of(ran) / "blocks").glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(DamagedResults):
        sim.load(folder_of(ran))
    assert run(baseline, WORLDS, out=tmp_path).digests == ran.digests
    assert verify(folder_of(ran)).whole


def test_a_block_under_another_name_is_found(ran: Run, baseline: Scenario, tmp_path: Path) -> None:
    """Its checksum still fits; the worlds in it do not."""
    blocks = folder_of(ran) / "blocks"
    (moved,) = blocks.glob("000000300-*[0-9a-f].parquet")
    (there,) = blocks.glob("000000200-*[0-9a-f].parquet")
    there.unlink()
    moved.rename(blocks / moved.name.replace("000000300-000000399", "000000200-000000299"))
    (found, gap) = verify(folder_of(ran)).damaged
    assert found.worlds == range(200, 300)
    assert gap.worlds == range(300, 400)
    assert run(baseline, WORLDS, out=tmp_path).digests == ran.digests


def test_series_that_are_gone_are_told_again(ran: Run, baseline: Scenario, tmp_path: Path) -> None:
    for path in (folder_of(ran) / "blocks").glob("*.daily.parquet"):
        path.unlink()
    assert len(verify(folder_of(ran)).damaged) == 2
    again = run(baseline, WORLDS, out=tmp_path)
    assert again.trajectories.equals(ran.trajectories)


def test_foreign_files_are_left_alone(ran: Run, baseline: Scenario, tmp_path: Path) -> None:
    notes = folder_of(ran) / "blocks" / "notes.txt"
    notes.write_text("mine")
    assert verify(folder_of(ran)).whole
    assert run(baseline, WORLDS + 1, out=tmp_path).worlds == WORLDS + 1
    assert notes.read_text() == "mine"


def test_columns_are_read_one_at_a_time(ran: Run) -> None:
    """Nothing of a saved run is held but what was asked for."""
    read = sim.load(folder_of(ran))
    lone = parts_in(folder_of(ran) / "blocks", WORLDS).table(["accord"])
    assert read.column("accord").tolist() == lone["accord"].to_pylist()
    assert "table" not in vars(read)
    read.summary()
    assert "table" not in vars(read)
    assert lone.column_names == ["accord"]


def test_chunks_do_not_depend_on_blocks(baseline: Scenario) -> None:
    whole, cut = run(baseline, 300), run(baseline, 300, block_size=7)
    assert whole.outcomes.equals(cut.outcomes)
    sizes = [chunk.num_rows for chunk in cut.parts.chunks(["world"], size=128)]
    assert sizes == [128, 128, 44]
    assert whole.summary() == cut.summary()
    assert whole.declared == fake.DECLARED
