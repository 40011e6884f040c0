"""The saved runs of a folder, as their manifests tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.results.files import DamagedResults
from sim.results.manifest import read_manifest
from sim.results.named import NAMED

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("name", "scenario", "set", "worlds", "seed", "complete", "path")


def runs(folder: str | Path) -> pd.DataFrame:
    """Every saved run of a folder, such as ``results/``; what is no run is passed over.

    Returns
    -------
    DataFrame
        Indexed by ``run``, the name of its folder; columns ``name`` (what the user calls it),
        ``scenario``, ``set`` (what was set beside the scenario), ``worlds``, ``seed``,
        ``complete`` and ``path``.
    """
    import pandas as pd

    found = [each for each in sorted(Path(folder).glob("*/manifest.json")) if each.is_file()]
    rows = {path.parent.name: row for path in found if (row := _row(path.parent)) is not None}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS)).rename_axis("run")


def _row(folder: Path) -> list[object] | None:
    """What the manifest of a run says; None if the folder holds something else, or is damaged."""
    try:
        manifest = read_manifest(folder)
    except (DamagedResults, OSError):
        return None
    set_ = ", ".join(str(change) for change in manifest.get("changes", []))
    about = [manifest.get(NAMED, ""), manifest.get("scenario"), set_]
    about += [manifest.get("worlds"), manifest.get("seed")]
    return [*about, bool(manifest.get("complete")), str(folder)]
