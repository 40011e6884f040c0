"""`sim list`: what there is to run, and what was run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import say, say_json

if TYPE_CHECKING:
    import pandas as pd

_WIDEST = 76  # characters of a question, or of a run and what was set


def list_command(out: Path | None, json_: bool) -> int:
    """List scenarios with their questions, and saved runs with what was set."""
    from sim.ensemble import default_out
    from sim.results.listing import runs
    from sim.scenario.listing import scenarios

    there, folder = scenarios(), out or default_out()
    saved = runs(folder)
    if json_:
        say_json(scenarios=_records(there), folder=str(folder), runs=_records(saved))
    else:
        say(f"{_scenarios(there)}\n\n{_runs(saved, folder)}")
    return 0


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows for scripts: dates as text, nothing where nothing is known."""
    plain = table.reset_index().astype(object)
    plain = plain.where(plain.notna(), None)
    rows: list[dict[str, object]] = plain.to_dict(orient="records")
    return [{k: v if _is_plain(v) else str(v)[:10] for k, v in row.items()} for row in rows]


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _scenarios(there: pd.DataFrame) -> str:
    from sim.report.text import columns

    rows = [[f"{row['name']}: {_asks(row)}", str(row["extends"] or "")] for row in _records(there)]
    return columns(rows, ["scenario: its question", "extends"], _WIDEST)


def _asks(row: dict[str, object]) -> str:
    return str(row["question"] or row["title"] or "not valid: sim check tells why")


def _runs(saved: pd.DataFrame, folder: Path) -> str:
    from sim.report.text import columns
    from sim.words import whole

    if saved.empty:
        return f"no saved runs in {folder}: `sim run` saves them"
    rows = [
        [
            f"{_called(row['name'])}{name}{_set(row['set'])}",
            whole(row["worlds"]),
            str(row["seed"]),
            _state(row["complete"], Path(row["path"])),
        ]
        for name, row in saved.iterrows()
    ]
    return columns(rows, [f"saved in {folder}", "worlds", "seed", ""], _WIDEST)


def _called(name: str) -> str:
    return f"{name}: " if name else ""


def _set(changes: str) -> str:
    return f" ({changes})" if changes else ""


def _state(complete: bool, path: Path) -> str:
    from sim.results.files import in_use

    if complete:
        return ""
    return "in progress" if in_use(path) else "interrupted"
