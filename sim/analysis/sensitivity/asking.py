"""`sim.sensitivity`: what an outcome varies with, and on which assumptions the answer leans."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analysis.asked import there_or_named
from sim.analysis.sensitivity.answer import Sensitivity
from sim.analysis.sensitivity.designed import design_of, designed
from sim.analysis.sensitivity.factors import chosen
from sim.analysis.sensitivity.morris import Morris
from sim.analysis.sensitivity.outcomes import check_names
from sim.analysis.sensitivity.plain import plain
from sim.analysis.sensitivity.playing import NO_PAST, Asked
from sim.analysis.sensitivity.saltelli import Saltelli
from sim.ensemble import run as run_worlds
from sim.errors import Usage, not_among
from sim.results import Run
from sim.scenario import load as load_scenario

METHODS = ("plain", "sobol", "morris")
_WORLDS = 2000  # of plain, unless told


def sensitivity(
    what: Run | str | Path,
    method: str = "plain",
    outcomes: Sequence[str] = (),
    worlds: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    *,
    parameters: Sequence[str] = (),
    groups: str = "section",
    progress: Callable[[int], None] | None = None,
    out: str | Path | None = None,
    command: str = "",
) -> Sensitivity:
    """What an outcome varies with, and on which assumptions the answer leans.

    Parameters
    ----------
    what : Run, str or Path
        A run, the folder of a saved one (or its name in ``results/``), or a scenario. ``sobol``
        and ``morris`` play worlds of their own and take a scenario.
    method : str
        ``plain``: first-order effects and power-scaling of priors, from a run as it is. ``sobol``:
        indices of first and total order, of groups of parameters and of luck. ``morris``:
        elementary effects.
    outcomes : sequence of str
        Names of outcomes, as `sim.compare` has them. Default: ``accord``, ``durable_peace``.
    worlds : int, optional
        Of ``plain``: worlds to run (2,000). Of ``sobol``: worlds of each set, a power of two
        (1,024); it plays ``groups + 3`` times as many. Of ``morris``: trajectories (100); it plays
        ``parameters + 1`` times as many.
    seed : int, optional
        Seed of the noise and of the design; default 1.
    set : mapping or list of "key=value"
        Parameters of a scenario to change, by dotted name.
    jobs : int or None
        Processes; None: one below 20,000 worlds, else one a core. It changes no number.
    parameters : sequence of str
        Only these, or those whose names begin so. Of ``sobol`` each is then a group by itself and
        all others are one; of ``morris`` only these are moved.
    groups : str
        Of ``sobol``: ``section`` of the file, or kind of ``source``.
    progress : callable, optional
        Called with the number of worlds finished since the last call.
    out : str or Path, optional
        Of ``sobol`` and ``morris``: folder under which tables are kept as they are finished; the
        same call goes on where a killed one ended. In memory by default.
    command : str
        Noted there.

    Raises
    ------
    Usage
        If a name is unknown, a parameter is not drawn, an outcome has no value in too many worlds,
        or the design is too large.
    ScenarioError, DamagedResults, FolderInUse
        If a scenario is invalid, a folder damaged or in use.
    """
    if method not in METHODS:
        raise Usage(not_among("method", method, METHODS))
    there = there_or_named(what)
    found = there if isinstance(there, Run) else None
    if method == "plain":
        return _plain(found, what, outcomes, (worlds, seed, set, jobs), parameters, progress)
    if found is not None:
        raise Usage(f"{method} plays worlds of its own: give it a scenario, not a saved run")
    assert not isinstance(what, Run)
    asked, design = planned(what, method, outcomes, worlds, seed, set, parameters, groups)
    return designed(asked, design, jobs, progress, None if out is None else Path(out), command)


def planned(
    what: str | Path,
    method: str,
    outcomes: Sequence[str],
    worlds: int | None,
    seed: int | None,
    set: Mapping[str, object] | Sequence[str],
    parameters: Sequence[str],
    groups: str,
) -> tuple[Asked, Saltelli | Morris]:
    """What ``sobol`` or ``morris`` would play, as `sensitivity` has it."""
    scenario = load_scenario(what, _without_past(set))
    check_names(scenario, outcomes)
    design = design_of(scenario, method, worlds, 1 if seed is None else seed, parameters, groups)
    with_past = load_scenario(what, set)
    return Asked(scenario, tuple(outcomes), with_past if with_past.past_rounds else None), design


def _without_past(set_: Mapping[str, object] | Sequence[str]) -> Any:
    if isinstance(set_, Mapping):
        return {**set_, **dict([NO_PAST.split("=")])}
    return [*set_, NO_PAST]


def _plain(
    found: Run | None,
    what: Run | str | Path,
    outcomes: Sequence[str],
    sample: tuple[int | None, int | None, Any, int | None],
    parameters: Sequence[str],
    progress: Callable[[int], None] | None,
) -> Sensitivity:
    worlds, seed, set_, jobs = sample
    if found is not None and (set_ or worlds or seed is not None):
        raise Usage("a run stays what it is: worlds=, seed= and set= are for scenarios")
    if found is None:
        assert not isinstance(what, Run)
        scenario, number = load_scenario(what, set_), 1 if seed is None else seed
        check_names(scenario, outcomes)
        chosen(scenario, parameters)
        found = run_worlds(scenario, worlds or _WORLDS, number, jobs=jobs, progress=progress)
    return sensitivity_of(found, outcomes, parameters)


def sensitivity_of(
    run: Run, outcomes: Sequence[str] = (), parameters: Sequence[str] = ()
) -> Sensitivity:
    """The plain method, of a run in hand."""
    frame, kinds, asked = plain(run, outcomes, parameters)
    return Sensitivity(run, "plain", asked, frame, kinds, run.worlds)
