"""`sim crate`: what an archive is told of a run, read back by ro-crate-py."""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate

from sim.results.crate import CRATE
from sim.results.manifest import read_manifest

Here = Callable[..., tuple[int, str, str]]
DATE = "2026-11-28"


@pytest.fixture
def run(sim_here: Here, tmp_path: Path) -> Path:
    """The folder of a run of the fake model, with a figure and a page beside it."""
    code, _, told = sim_here("run", "baseline", "-n", 60, "--out", tmp_path, "--no-figures")
    assert code == 0, told
    (folder,) = (path.parent for path in tmp_path.glob("*/manifest.json"))
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "endings.png").write_bytes(b"drawn")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_run_has_none_until_somebody_asks_and_is_left_as_it_is(run: Path, sim_here: Here) -> None:
    before = contents(run)
    assert CRATE not in before
    code, out, _ = sim_here("crate", run, "--date", DATE)
    assert code == 0
    assert out == f"described: {run / CRATE}\n"
    after = contents(run)
    assert after.pop(CRATE)
    assert after == before
    assert sim_here("verify-results", run)[0] == 0


def test_every_file_is_in_it_with_its_size_and_checksum(run: Path, sim_here: Here) -> None:
    sim_here("crate", run, "--date", DATE)
    files = {e.id: e for e in ROCrate(run).data_entities}
    there = {name: data for name, data in contents(run).items() if name not in (CRATE, ".lock")}
    assert files.keys() == there.keys()
    for name, data in there.items():
        assert files[name]["sha256"] == hashlib.sha256(data).hexdigest()
        assert files[name]["contentSize"] == str(len(data))
    assert files["figures/endings.png"]["encodingFormat"] == "image/png"


def test_it_says_what_made_the_run_and_when_it_is_published(run: Path, sim_here: Here) -> None:
    sim_here("crate", run, "--date", DATE, "--license", "https://example.org/terms")
    crate, manifest = ROCrate(run), read_manifest(run)
    assert crate.root_dataset["datePublished"] == DATE
    assert crate.root_dataset["identifier"] == manifest["run_id"]
    assert "60 simulated worlds, seed 1" in crate.name
    assert "not forecasts" in crate.description
    assert str(crate.license) == "https://example.org/terms"
    action = crate.root_dataset["mentions"]
    assert action["description"] == manifest["command"]
    assert action["instrument"]["identifier"] == f"sha256:{manifest['code_hash']}"
    assert f"numpy {manifest['versions']['numpy']}" in action["instrument"]["softwareRequirements"]
    assert [each.id for each in action["object"]] == ["scenario.yaml"]
    assert {each.id for each in action["result"]} == {
        name for name in contents(run) if name.startswith("blocks/")
    }


def test_asked_again_it_is_written_anew_and_does_not_hold_itself(run: Path, sim_here: Here) -> None:
    sim_here("crate", run, "--date", DATE)
    once = (run / CRATE).read_bytes()
    sim_here("crate", run, "--date", DATE)
    assert (run / CRATE).read_bytes() == once


def test_a_damaged_run_is_not_described(run: Path, sim_here: Here) -> None:
    block = next((run / "blocks").glob("*.parquet"))
    block.write_bytes(block.read_bytes()[:-1])
    code, _, told = sim_here("crate", run, "--date", DATE)
    assert code == 4
    assert "is not whole" in told
    assert not (run / CRATE).exists()


def test_mistakes_are_told_in_one_line(
    run: Path, sim_here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, told = sim_here("crate", run.with_name("nothing"))
    assert (code, told.count("\n")) == (2, 1)
    assert "no saved run" in told
    assert sim_here("crate", run, "--date", "28.11.2026")[0] == 2

    found = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name.startswith("rocrate"):
            raise ModuleNotFoundError(name)
        return found(name, *args)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, told = sim_here("crate", run, "--date", DATE)
    assert (code, told.count("\n")) == (2, 1)
    assert "pip install 'negotiation-sim[crate]'" in told
