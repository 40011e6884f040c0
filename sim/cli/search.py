"""`sim search`: which settings of levers serve several aims at once?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.compare import a_scenario
from sim.cli.errors import Usage
from sim.cli.new import is_free, may_be_called, write_scenario
from sim.cli.output import notes, progress_bar, say, say_json

if TYPE_CHECKING:
    from sim.analysis.searching import Found


@dataclass(frozen=True)
class Sought:
    """What is sought, of which scenario, and how hard.

    Attributes
    ----------
    write : str or None
        Points of the front are written as scenarios of this name and their number.
    """

    scenario: str
    levers: list[str]
    aims: list[str]
    set: list[str]
    worlds: int
    points: int
    seed: int
    jobs: int | None
    beside: list[str]
    write: str | None


def search_command(
    sought: Sought,
    output: Path | None,
    out: Path | None,
    json_: bool,
    quiet: bool,
    dry_run: bool = False,
) -> int:
    """Search, tell the front and the playbook, and draw it."""
    from sim.analysis.searching.search import MOST, length, search
    from sim.cli.plot import check_type
    from sim.cli.trial import tell_trial
    from sim.ensemble import default_out
    from sim.plots.search import search_sheet
    from sim.report.search import search_json, search_text
    from sim.scenario import load

    a_scenario(sought.scenario, out)
    if output is not None:
        check_type(output)
    names = [f"{sought.write}_{i}" for i in range(1, MOST + 1)] if sought.write else []
    if not all(may_be_called(name) and is_free(name) for name in names):
        return 2
    whole = length(sought.points, sought.worlds, len(sought.beside))
    if dry_run:
        return tell_trial([(load(sought.scenario, sought.set), whole)], sought.jobs, json_)
    with progress_bar("search", whole, quiet) as on:
        found = search(
            sought.scenario,
            sought.levers,
            sought.aims,
            sought.worlds,
            sought.seed,
            sought.set,
            sought.jobs,
            out or default_out(),
            points=sought.points,
            beside=sought.beside,
            progress=on,
        )
    path = output or (out or default_out()) / f"search_{Path(sought.scenario).stem}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    search_sheet(found).savefig(path)
    written = _write(found, sought.write)
    if json_:
        say_json(**search_json(found), figure=str(path), written=[str(each) for each in written])
    else:
        say(search_text(found))
        notes(f"figure:  {path}", *(f"wrote:   {each}" for each in written), quiet=quiet)
    return 0


def _write(found: Found, prefix: str | None) -> list[Path]:
    """The points of the front as scenarios."""
    from sim.analysis.searching.written import scenario_text

    if prefix is None:
        return []
    texts = {f"{prefix}_{p.name}": scenario_text(found, p) for p in found.front}
    written = [write_scenario(name, text) for name, text in texts.items()]
    if None in written:
        raise Usage(f"some points were not written: choose another name than {prefix}")
    return [path for path in written if path is not None]
