"""The manifest: where a run came from, so that it can be made again."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sim.results.block import SCHEMA
from sim.results.files import DamagedResults, OtherSchema, content_of, write_atomically

Manifest = dict[str, Any]
_AGAIN = "the same command again makes it anew from the blocks"
_PACKAGES = ("negotiation-sim", "numpy", "scipy", "mesa", "pyarrow", "pandas", "pydantic")
_NEEDED: dict[str, type | tuple[type, ...]] = {
    "schema": int,
    "run_id": str,
    "scenario": str,
    "title": str,
    "changes": list,
    "seed": int,
    "worlds": int,
    "complete": bool,
    "start": str,
    "deadline": str,
    "horizon": str,
    "durable_years": (int, float, type(None)),
    "hash": str,
    "code_hash": str,
    "files": dict,
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
    """Write ``manifest.json``, with the checksums of the files beside it and one of its own."""
    content = manifest | {"files": sums(folder)}
    content |= {"checksum": checksum_of(content)}
    write_atomically(folder / "manifest.json", _spelled(content))


def _spelled(manifest: Manifest) -> bytes:
    """A manifest as it is written."""
    text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
    # A file's name may hold bytes that are no text; written so, they are what JSON calls them.
    return text.encode("utf-8", "backslashreplace")


def sums(folder: Path) -> dict[str, str]:
    """Checksums of the files beside the manifest that are no pictures of what it holds."""
    path = folder / "scenario.yaml"
    return {path.name: sum_of(path.read_bytes())} if path.is_file() else {}


def checksum_of(manifest: Manifest) -> str:
    """Checksum of what a manifest says, however it is spelled."""
    said = {key: value for key, value in manifest.items() if key != "checksum"}
    return sum_of(json.dumps(said, sort_keys=True).encode())


def sum_of(content: bytes) -> str:
    """The checksum of a file's content."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``manifest.json``.

    Raises
    ------
    DamagedResults
        If it is missing, no manifest, of another schema, or not what was written.
    """
    path = folder / "manifest.json"
    try:
        content = content_of(path)
        manifest = json.loads(content.decode())
    except FileNotFoundError:
        raise DamagedResults(f"{folder} is no results folder: it has no manifest.json") from None
    except NotADirectoryError:
        raise DamagedResults(f"{folder} is a file, not the folder of a run") from None
    except (ValueError, RecursionError) as error:
        raise DamagedResults(f"{path} is damaged: {error}") from None
    if not isinstance(manifest, dict) or "schema" not in manifest:
        raise DamagedResults(f"{path} is no manifest of a run")
    if manifest.get("checksum") != checksum_of(manifest):
        raise DamagedResults(f"{path} is damaged: it does not match its own checksum; {_AGAIN}")
    if manifest["schema"] != SCHEMA:
        raise OtherSchema(f"{path} is of schema {manifest['schema']}, this program reads {SCHEMA}")
    if not _is_sane(manifest):
        raise DamagedResults(f"{path} is no manifest of a run")
    if content != _spelled(manifest):
        raise DamagedResults(f"{path} is damaged: it is not spelled as it was written; {_AGAIN}")
    return manifest


def _is_sane(manifest: Manifest) -> bool:
    """Whether it says all that is needed, in values of the right kind."""
    if not all(isinstance(manifest.get(key), kind) for key, kind in _NEEDED.items()):
        return False
    try:
        days = [dt.date.fromisoformat(manifest[key]) for key in ("start", "deadline", "horizon")]
    except ValueError:
        return False
    return bool(manifest["worlds"] > 0 and days == sorted(days))


def agree(folder: Path, manifest: Manifest) -> None:
    """See that a manifest names the days of the scenario beside it, if that is there.

    Raises
    ------
    DamagedResults
        If it names others.
    """
    path = folder / "scenario.yaml"
    lines = content_of(path).decode(errors="replace").splitlines() if path.is_file() else []
    for key in ("start", "horizon"):
        said = [line for line in lines if line.startswith(f"{key}:")]
        if said and manifest[key] not in said[0]:
            told = f"its {key} {manifest[key]} is not that of scenario.yaml"
            raise DamagedResults(f"{folder / 'manifest.json'} is damaged: {told}; {_AGAIN}")
