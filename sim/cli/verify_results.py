"""`sim verify-results`: is a saved run still what was written?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.errors import DAMAGED, Usage
from sim.cli.output import say, say_json

if TYPE_CHECKING:
    from sim.results.folder import Damage
    from sim.results.verify import Verification


def verify_command(run: str, out: Path | None, json_: bool) -> int:
    """Check every file of a run and name those that are damaged."""
    from sim.results.verify import verify

    found = verify(folder_named(run, out))
    if json_:
        say_json(**_record(found))
    else:
        say(_told(found))
    return 0 if found.whole else DAMAGED


def folder_named(run: str, out: Path | None) -> Path:
    """The folder of a saved run, even of one whose manifest is gone."""
    from sim.cli.compare import saved

    folder = saved(run, out) or Path(run)
    if not folder.is_dir():
        raise Usage(f"no saved run '{run}': give the folder that `sim run` names")
    return folder


def _told(found: Verification) -> str:
    blocks = f"{found.blocks:,} block{'' if found.blocks == 1 else 's'}"
    about = f"{found.path}: {blocks}, {found.worlds:,} worlds"
    if found.whole:
        missing = found.promised - found.worlds
        left = f"; {missing:,} are still to be run" if missing > 0 else ""
        return f"{about}: whole, every bit as it was written{left}"
    lines = [f"damaged: {_place(each)}: {each.problem}" for each in found.damaged]
    again = "the command that made it runs just these worlds again, and writes these files anew"
    return "\n".join([f"{about}: {len(found.damaged)} damaged", *lines, again])


def _place(damage: Damage) -> str:
    if not damage.worlds:
        return damage.file.name
    return f"{damage.file.name} (worlds {damage.worlds.start} to {damage.worlds.stop - 1})"


def _record(found: Verification) -> dict[str, Any]:
    return {
        "path": str(found.path),
        "whole": found.whole,
        "blocks": found.blocks,
        "worlds": found.worlds,
        "promised": found.promised,
        "damaged": [
            {
                "file": each.file.name,
                "first": each.worlds.start if each.worlds else None,
                "last": each.worlds.stop - 1 if each.worlds else None,
                "problem": each.problem,
            }
            for each in found.damaged
        ],
    }
