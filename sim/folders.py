"""Where scenario files and results lie; it imports next to nothing, so that a shell can ask it."""

from __future__ import annotations

from pathlib import Path


def shipped_folder() -> Path:
    """The folder of the scenarios that come with the program (in the wheel, or beside it)."""
    package = Path(__file__).resolve().parent
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def own_folder() -> Path | None:
    """The `scenarios` folder of the nearest directory, from here upwards, that has one."""
    here = Path.cwd()
    folders = (folder / "scenarios" for folder in (here, *here.parents))
    return next((folder for folder in folders if folder.is_dir()), None)


def scenario_folders() -> list[Path]:
    """Where scenarios may be given by name: the project's own come first."""
    own = own_folder()
    return [*([own] if own else []), shipped_folder()]


def names() -> list[str]:
    """Names of the scenarios that can be given without a path."""
    found = {path.stem for folder in scenario_folders() for path in folder.glob("*.yaml")}
    return sorted(found)


def default_out() -> Path:
    """``results/`` in the project: beside the nearest ``scenarios/`` upwards, else right here."""
    scenarios = own_folder()
    return (scenarios.parent if scenarios else Path.cwd()) / "results"
