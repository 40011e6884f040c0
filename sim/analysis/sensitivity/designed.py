"""Sensitivity from worlds that a design places: what it costs, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import nan
from pathlib import Path
from typing import Any

from sim.analysis.sensitivity.answer import Sensitivity
from sim.analysis.sensitivity.factors import (
    LUCK,
    LUCK_GIVEN_PAST,
    chosen,
    factors_of,
    groups_of,
    in_words,
    parties_of,
)
from sim.analysis.sensitivity.folder import ABOUT, about, folder_of, pieces_in
from sim.analysis.sensitivity.luck import luck_in, pairs_given_past
from sim.analysis.sensitivity.morris import Morris, screened
from sim.analysis.sensitivity.playing import Asked, Played, cost, played
from sim.analysis.sensitivity.saltelli import Saltelli, indices
from sim.errors import Usage
from sim.results.pieces import Pieces, kept
from sim.scenario import Scenario

USUAL = {"sobol": 1024, "morris": 100}
"""Worlds of each of the two sets; trajectories."""

MOST = 1_000_000
"""Worlds that a design may play."""


def design_of(
    scenario: Scenario,
    method: str,
    worlds: int | None,
    seed: int,
    parameters: Sequence[str] = (),
    groups: str = "section",
) -> Saltelli | Morris:
    """The design that is meant.

    Raises
    ------
    Usage
        If nothing is drawn, a name is unknown, or it is too large.
    """
    n = USUAL[method] if worlds is None else worlds
    if not scenario.coordinates:
        raise Usage(f"{scenario.name} draws no parameter: every number is fixed")
    design: Saltelli | Morris
    if method == "sobol":
        if n & (n - 1) or n < 2:
            below = 1 << max(n.bit_length() - 1, 1)
            raise Usage(f"sobol takes a power of two, not {n:,}: try {below:,} or {2 * below:,}")
        design = Saltelli(groups_of(scenario, groups, parameters), n, seed)
        of, what = len(design.groups), "groups"
    else:
        design = Morris(tuple(chosen(scenario, parameters)), n, seed)
        of, what = len(design.names), "parameters"
    if cost(design.sizes) > MOST:
        raise Usage(
            f"too large: {method} of {of} {what} with -n {n:,} plays {cost(design.sizes):,} "
            f"worlds, more than {MOST:,}; take {_fitting(design, method):,} or fewer, "
            "or name fewer parameters (--parameter)"
        )
    return design


def _fitting(design: Saltelli | Morris, method: str) -> int:
    """The largest number that is not too large."""
    n = int(MOST * design.n // cost(design.sizes))
    return 1 << (n.bit_length() - 1) if method == "sobol" else n


def designed(
    asked: Asked,
    design: Saltelli | Morris,
    jobs: int | None = 1,
    progress: Callable[[int], None] | None = None,
    out: Path | None = None,
    command: str = "",
) -> Sensitivity:
    """Play a design, and say what came of it.

    Parameters
    ----------
    out : Path, optional
        Folder under which what is played is kept, and gone on with; in memory by default.
    command : str
        Noted there.

    Raises
    ------
    Usage
        If an outcome is unknown, or has no value in some worlds.
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    """
    if out is None:
        return _told(asked, design, jobs, progress, None)
    path = folder_of(asked, design, out)
    with kept(path, ABOUT, about(asked, design, command), pieces_in(path, asked, design)) as pieces:
        return _told(asked, design, jobs, progress, pieces)


def _told(
    asked: Asked,
    design: Saltelli | Morris,
    jobs: int | None,
    progress: Callable[[int], None] | None,
    pieces: Pieces | None,
) -> Sensitivity:
    import pandas as pd

    answer, worlds = played(asked, design, jobs, progress, pieces), cost(design.sizes)
    if isinstance(design, Morris):
        method, rows = "morris", _morris(answer, design)
    else:
        method, rows = "sobol", _sobol(answer, design)
        if asked.with_past is not None:
            more, extra = _given_past(asked.with_past, answer, design, progress, pieces)
            rows, worlds = rows + more, worlds + extra
    frame = pd.DataFrame(rows).set_index(["outcome", "parameter"])
    return Sensitivity(answer.run, method, answer.outcomes, frame, None, worlds)


def _sobol(answer: Played, design: Saltelli) -> list[dict[str, Any]]:
    rows = []
    for outcome, values in zip(answer.outcomes, answer.values, strict=True):
        found = indices(*design.values(values))
        for name, first, total in zip(design.factors, found.first, found.total, strict=True):
            row = _group(answer.run.scenario, design, name) | {"outcome": outcome.name}
            row |= {"first": first.value, "first_low": first.low, "first_high": first.high}
            row |= {"total": total.value, "total_low": total.low, "total_high": total.high}
            rows.append(row | {"n": design.n})
    return rows


def _given_past(
    scenario: Scenario,
    answer: Played,
    design: Saltelli,
    progress: Callable[[int], None] | None,
    pieces: Pieces | None,
) -> tuple[list[dict[str, Any]], int]:
    """Luck in the worlds that fit the past: a row an outcome; and how many worlds that took."""
    names = [each.name for each in answer.outcomes]
    told = progress or (lambda _: None)
    pairs = pairs_given_past(scenario, names, 2 * design.n, design.seed, told, pieces)
    rows = []
    for name in names:
        found = luck_in(*pairs.values[name])
        row: dict[str, Any] = {"outcome": name, "parameter": LUCK_GIVEN_PAST, "kind": "luck"}
        row |= {"label": "luck, in worlds that fit the past", "parameters": 0}
        row |= dict.fromkeys(("first", "first_low", "first_high"), nan)
        row |= {"total": found.value, "total_low": found.low, "total_high": found.high}
        rows.append(row | {"n": int(found.n_effective)})
    return rows, pairs.played


def _group(scenario: Scenario, design: Saltelli, name: str) -> dict[str, Any]:
    """What a group is called, how many parameters it has, and where they come from."""
    factors, members = factors_of(scenario), design.groups.get(name, ())
    kinds = {factors[member].kind for member in members}
    called = parties_of(scenario)
    label = "luck inside a world" if name == LUCK else in_words(name, called).strip("()")
    kind = kinds.pop() if len(kinds) == 1 else "luck" if name == LUCK else "several"
    return {"parameter": name, "label": label, "kind": kind, "parameters": len(members)}


def _morris(answer: Played, design: Morris) -> list[dict[str, Any]]:
    factors, rows = factors_of(answer.run.scenario), []
    for outcome, values in zip(answer.outcomes, answer.values, strict=True):
        for name, effects in zip(design.names, design.effects(values), strict=True):
            found, factor = screened(effects), factors[name]
            row: dict[str, Any] = {"outcome": outcome.name, "parameter": name}
            row |= {"label": factor.words}
            row |= {"kind": factor.kind, "size_assumed": factor.size_assumed}
            for what, each in (("mu_star", found.mu_star), ("mu", found.mu)):
                row |= {what: each.value, f"{what}_low": each.low, f"{what}_high": each.high}
            rows.append(row | {"sigma": found.sigma, "never": not effects.any()})
    return rows
