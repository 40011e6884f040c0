"""A saved run described for an archive: RO-Crate metadata beside its manifest.

RO-Crate (Soiland-Reyes and others 2022, Data Science 5) wants to know when a data set is published,
which a run does not know: so the description is written when somebody asks, and no run holds one
by itself. It is made by ro-crate-py, from what the manifest says.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.errors import Usage
from sim.results.files import DamagedResults
from sim.results.manifest import Manifest, read_manifest
from sim.results.verify import verify

CRATE = "ro-crate-metadata.json"

_KINDS = {
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".csv": "text/csv",
}


def describe(folder: Path, published: dt.date, terms: str | None = None) -> Path:
    """Write ``ro-crate-metadata.json`` into the folder of a run.

    Parameters
    ----------
    folder : Path
        Of a saved run; it must be whole.
    published : datetime.date
        When the run is published, which RO-Crate demands.
    terms : str, optional
        Address of the licence that it is published under.

    Raises
    ------
    Usage
        If ro-crate-py is not installed.
    DamagedResults
        If a file of the run is not what was written.
    """
    try:
        from rocrate.rocrate import ROCrate
    except ModuleNotFoundError:
        told = "RO-Crate needs ro-crate-py: python -m pip install 'negotiation-sim[crate]'"
        raise Usage(told) from None
    if not (found := verify(folder)).whole:
        raise DamagedResults(f"{folder} is not whole: {found.damaged[0].problem}")
    manifest, crate = read_manifest(folder), ROCrate()
    crate.name, crate.description = _name(manifest), _about(manifest)
    crate.datePublished = published
    crate.root_dataset["identifier"] = manifest["run_id"]
    crate.root_dataset["version"] = f"sha256:{manifest['hash']}"
    if terms:
        crate.license = terms
    parts = [
        crate.add_file(file, file.relative_to(folder).as_posix(), properties=_properties(file))
        for file in _files(folder)
    ]
    _played(crate, manifest, parts)
    crate.metadata.write(folder)
    return folder / CRATE


def _name(manifest: Manifest) -> str:
    return f"{manifest['title']}: {manifest['worlds']:,} simulated worlds, seed {manifest['seed']}"


def _about(manifest: Manifest) -> str:
    changed = (
        f", changed: {'; '.join(map(str, manifest['changes']))}" if manifest["changes"] else ""
    )
    return (
        f"Scenario '{manifest['scenario']}'{changed}, from {manifest['start']} to "
        f"{manifest['horizon']}. Conditional scenarios, not forecasts: what would follow in worlds "
        "that are as the scenario assumes. blocks/ holds a row a world (its outcomes, and the "
        "parameters it drew), scenario.yaml every parameter with its source."
    )


def _files(folder: Path) -> Iterator[Path]:
    """Everything in the folder but what is hidden, and the description itself; in their order."""
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden and file.name != CRATE:
            yield file


def _properties(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    kind = _KINDS.get(file.suffix)
    return {
        "name": file.name,
        "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
        **({"encodingFormat": kind} if kind else {}),
    }


def _played(crate: Any, manifest: Manifest, parts: list[Any]) -> None:
    """What made the files, out of what, by which command."""
    from rocrate.model import ContextEntity

    versions = manifest.get("versions", {})
    code = {
        "@type": "SoftwareApplication",
        "name": "negotiation-sim",
        "version": versions.get("negotiation-sim"),
        "identifier": f"sha256:{manifest['code_hash']}",
        "softwareRequirements": [
            f"{package} {number}"
            for package, number in versions.items()
            if number and package != "negotiation-sim"
        ],
    }
    simulator = crate.add(ContextEntity(crate, "#negotiation-sim", properties=code))
    scenario = [part for part in parts if part.id == "scenario.yaml"]
    action = {
        "@type": "CreateAction",
        "name": f"Simulation of '{manifest['scenario']}'",
        "description": manifest.get("command"),
    }
    run = crate.add(ContextEntity(crate, f"#{manifest['run_id']}", properties=action))
    run["instrument"], run["object"] = simulator, scenario
    run["result"] = [part for part in parts if part.id.startswith("blocks/")]
    crate.root_dataset["mentions"] = run
