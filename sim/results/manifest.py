"""The manifest: where a run came from, so that it can be made again."""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.results.block import SCHEMA
from sim.results.files import DamagedResults, write_atomically

Manifest = dict[str, Any]
_PACKAGES = ("negotiation-sim", "numpy", "scipy", "mesa", "pyarrow", "pandas", "pydantic")
_NEEDED = {
    "schema",
    "durable_years",
    "horizon",
    "run_id",
    "scenario",
    "title",
    "seed",
    "worlds",
    "hash",
    "start",
    "deadline",
}


def origin() -> Manifest:
    """Versions, commit and platform of the running code."""
    return {
        "versions": {"python": platform.python_version()}
        | {package: _version(package) for package in _PACKAGES},
        "git_commit": git_commit(Path(__file__).resolve().parents[2]),
        "platform": platform.platform(),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def git_commit(folder: Path) -> str | None:
    """The commit checked out, marked if files differ from it; None outside a repository."""
    if not (folder / ".git").exists():  # installed: a repository further up is not ours
        return None
    try:
        done = subprocess.run(  # noqa: S603 -- fixed words, nothing of the user's
            ["git", "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=40"],  # noqa: S607
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() or None if done.returncode == 0 else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write ``manifest.json``."""
    text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
    write_atomically(folder / "manifest.json", text.encode())


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json``.

    Raises
    ------
    DamagedResults
        If it is missing, no manifest, or of another schema.
    """
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DamagedResults(f"{folder} is no results folder: it has no manifest.json") from None
    except ValueError as error:
        raise DamagedResults(f"{path} is damaged: {error}") from None
    if not isinstance(manifest, dict) or not set(manifest) >= _NEEDED:
        raise DamagedResults(f"{path} is no manifest of a run")
    if manifest["schema"] != SCHEMA:
        raise DamagedResults(
            f"{path} is of schema {manifest['schema']}, this program reads {SCHEMA}"
        )
    return manifest
