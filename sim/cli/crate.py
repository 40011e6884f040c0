"""`sim crate`: a saved run described for an archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sim.cli.errors import Usage
from sim.cli.output import say


def crate_command(run: str, out: Path | None, date: dt.datetime | None, terms: str | None) -> int:
    """Write the description beside the run's manifest, and say where it is."""
    from sim.cli.compare import saved
    from sim.results.crate import describe

    folder = saved(run, out) or Path(run)
    if not folder.is_dir():
        raise Usage(f"no saved run '{run}': give the folder that `sim run` names")
    published = date.date() if date else dt.datetime.now(dt.UTC).date()
    say(f"described: {describe(folder, published, terms)}")
    return 0
