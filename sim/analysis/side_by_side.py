"""`sim.compare`: scenarios, saved runs and runs in hand against the first of them, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.analysis.asked import Asked, there_or_named
from sim.analysis.compare import Comparison, Difference, comparison
from sim.ensemble import run
from sim.errors import Usage
from sim.results import Run

if TYPE_CHECKING:
    import pandas as pd

_WORLDS, _SEED = 2000, 1


def compare(
    *what: Asked,
    worlds: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
) -> pd.DataFrame:
    """Paired differences of everything after the first from the first, as a table.

    Parameters
    ----------
    *what : Run, str or Path
        Two or more, in any mixture: runs, folders of saved runs (or their names in ``results/``),
        scenarios to be run (paths or names). One scenario alone is compared with itself changed
        by ``set``: ``sim.compare("baseline", set={"war.drift": 0})``.
    worlds, seed : int, optional
        For scenarios to be run; default: those of the smallest run given, else 2,000 and 1.
    set, jobs
        For scenarios to be run: as in :func:`sim.run`. ``set`` changes each of several.

    Returns
    -------
    DataFrame
        Indexed by group and name; columns label, unit, a, b, difference, its 95 % interval (low,
        high), standard_error, z, and over how many worlds a and b are (n_a, n_b; with weights
        also n_effective_a and n_effective_b). Conditional means and shares are ratios: their
        errors come from resampled worlds. If more than two are compared, the index begins with
        ``compared``: the name of b. ``attrs["notes"]``: what to bear in mind.

    Raises
    ------
    Usage
        If there are not two to compare, or ``set`` has no scenario to change.
    Unpaired
        If seeds differ.
    ScenarioError, DamagedResults
        If a scenario is invalid, a folder damaged.
    """
    import pandas as pd

    first, *others = _runs(what, worlds, seed, set, jobs)
    found = [comparison(first, other) for other in others]
    tables = [_table(each) for each in found]
    names = _names(others)
    frame = tables[0] if len(tables) == 1 else pd.concat(tables, keys=names, names=["compared"])
    frame.attrs["notes"] = list(dict.fromkeys(note for each in found for note in each.notes))
    return frame


def _runs(
    what: Sequence[Asked],
    worlds: int | None,
    seed: int | None,
    set_: Mapping[str, object] | Sequence[str],
    jobs: int | None,
) -> list[Run]:
    """What is to be compared, run where need be; the first is what the others are held against."""
    found = [there_or_named(each) for each in what]
    there = [each for each in found if isinstance(each, Run)]
    if set_ and len(there) == len(found):
        raise Usage("set= changes scenarios, and none is given: runs stay what they are")
    if len(found) < 2 and (there or not set_):
        raise Usage("compare takes two scenarios or runs, or one scenario and set=")
    size = worlds or min((each.worlds for each in there), default=_WORLDS)
    number = seed if seed is not None else there[0].seed if there else _SEED
    changes = [set_] * len(found)
    if len(found) == 1:
        found, changes = found * 2, [(), set_]
    return [
        each if isinstance(each, Run) else run(each, size, number, change, jobs)
        for each, change in zip(found, changes, strict=True)
    ]


def _names(runs: Sequence[Run]) -> list[str]:
    """Names of scenarios; where several share one, with what was set, or else by their folders."""
    for names in ([each.called for each in runs], [_changed(each) for each in runs]):
        if max(Counter(names).values()) == 1:
            return names
    return [f"{number} {each.run_id}" for number, each in enumerate(runs, start=1)]


def _changed(each: Run) -> str:
    return " ".join([each.name, *each.changes])


def _table(found: Comparison) -> pd.DataFrame:
    import pandas as pd

    rows = [_record(row) | found.effective(row) for row in found.differences]
    return pd.DataFrame(rows).set_index(["group", "name"])


def _record(row: Difference) -> dict[str, object]:
    return {
        "group": row.group,
        "name": row.name,
        "label": row.label,
        "unit": row.unit,
        "a": row.a,
        "b": row.b,
        "difference": row.change.value,
        "low": row.change.low,
        "high": row.change.high,
        "standard_error": row.change.standard_error,
        "z": row.change.z,
        "n_a": row.n_a,
        "n_b": row.n_b,
    }
