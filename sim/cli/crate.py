"""`sim crate`: a saved run described for an archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sim.cli.output import say


def crate_command(run: str, out: Path | None, date: dt.datetime | None, terms: str | None) -> int:
    """Write the description beside the run's manifest, and say where it is."""
    from sim.cli.verify_results import folder_named
    from sim.results.crate import describe

    published = date.date() if date else dt.datetime.now(dt.UTC).date()
    say(f"described: {describe(folder_named(run, out), published, terms)}")
    return 0
