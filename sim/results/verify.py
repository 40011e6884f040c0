"""Is a saved run what was written? Every file of it against its checksum."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sim.results.files import DamagedResults
from sim.results.folder import Damage, damage_in
from sim.results.manifest import agree, read_manifest, sums
from sim.results.store import contiguous, missing, stored_blocks


@dataclass(frozen=True)
class Verification:
    """What was found in a run's folder.

    Attributes
    ----------
    path : Path
        The folder.
    blocks, worlds : int
        How many blocks it holds, and how many worlds without a gap from world 0 on.
    promised : int
        How many worlds its manifest promises.
    damaged : list of Damage
        What is not as it was written, or missing.
    """

    path: Path
    blocks: int
    worlds: int
    promised: int
    damaged: list[Damage] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.damaged


def verify(path: str | Path) -> Verification:
    """Check every block, the manifest and the scenario of a saved run; nothing is changed.

    Pictures and reports are not checked: they can be drawn again.

    Parameters
    ----------
    path : str or Path
        The folder of a run.

    Raises
    ------
    DamagedResults
        If it is no results folder at all.
    """
    folder = Path(path)
    blocks = stored_blocks(folder / "blocks")
    if not blocks and not (folder / "manifest.json").exists():
        raise DamagedResults(f"{folder} is no results folder")
    there, promised, run = contiguous(blocks), contiguous(blocks), None
    found: list[Damage] = []
    try:
        manifest = read_manifest(folder)
        agree(folder, manifest)
        promised, run = int(manifest["worlds"]), str(manifest["hash"])
        found += _scenario(folder, manifest["files"])
        if manifest["complete"]:
            found += _gaps(folder, promised)
    except DamagedResults as error:
        found.append(Damage(folder / "manifest.json", range(0), str(error)))
    found = [*filter(None, (damage_in(block, run) for block in blocks)), *found]
    return Verification(folder, len(blocks), there, promised, found)


def _scenario(folder: Path, expected: dict[str, str]) -> list[Damage]:
    there = sums(folder)
    return [
        Damage(folder / name, range(0), f"{folder / name} is gone or not what was written")
        for name, wanted in expected.items()
        if there.get(name) != wanted
    ]


def _gaps(folder: Path, promised: int) -> list[Damage]:
    return [
        Damage(folder / "blocks", gap, f"worlds {gap.start} to {gap.stop - 1} are in no block")
        for gap in missing(stored_blocks(folder / "blocks"), promised, promised)
    ]
