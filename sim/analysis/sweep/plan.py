"""The points of a sweep: which settings, how many worlds, in which design; checked before any."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from sim.analysis.sweep.axis import DEFAULT, MOST, SCENARIO, Axis, axes_of, scenario_axis
from sim.ensemble.identity import Identity
from sim.errors import Usage, not_among
from sim.results.fingerprint import code_fingerprint
from sim.scenario import Mistake, Scenario, ScenarioError, load
from sim.scenario.overrides import written

SCHEMA = 1
"""Of what is stored: part of the name of a sweep's folder."""

Design = Literal["grid", "lhs", "sobol"]
DESIGNS: tuple[str, ...] = get_args(Design)
_POINTS = 64  # of a design, where none are asked for


@dataclass(frozen=True)
class Point:
    """A point: its number from 1 (0: the base), a scenario, and a value on each axis."""

    number: int
    scenario: str
    values: tuple[str, ...]
    settings: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """All that decides a sweep's numbers.

    Attributes
    ----------
    scenarios : tuple of str
        Paths or names; several are the axis ``scenario``.
    axes : tuple of Axis
    set : tuple of str
        What is set in the base and at every point, where an axis has the last word.
    worlds, seed : int
        Of every point.
    design : str
        ``grid``, ``lhs`` or ``sobol``.
    many : int
        How many points; the base comes besides.
    """

    scenarios: tuple[str, ...]
    axes: tuple[Axis, ...]
    set: tuple[str, ...]
    worlds: int
    seed: int
    design: str
    many: int

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The base as number 0, then every point."""
        columns = _on_a_grid(self) if self.design == "grid" else _in_a_design(self)
        return (Point(0, self.scenarios[0], (), self.set), *(
            _point(self, number, values) for number, values in enumerate(columns, start=1)
        ))  # fmt: skip

    @cached_property
    def bases(self) -> tuple[Scenario, ...]:
        """Each scenario with what is set at every point.

        Raises
        ------
        ScenarioError
            If one is invalid.
        """
        return tuple(load(each, self.set) for each in self.scenarios)

    @cached_property
    def full_hash(self) -> str:
        """Hash of all that decides what is stored."""
        runs = [Identity(each, self.seed).full_hash for each in self.bases]
        points = [(p.scenario, p.settings) for p in self.points]
        said = json.dumps([SCHEMA, runs, self.worlds, self.design, points])
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def code(self) -> str:
        """Fingerprint of the code that decides outcomes."""
        return code_fingerprint()

    def folder(self, out: Path) -> Path:
        """Its folder under ``out``."""
        return out / f"sweep_{self.bases[0].name}_{self.full_hash[:8]}"


def plan_of(
    scenarios: Sequence[str | Path] | str | Path,
    vary: Mapping[str, object] | Sequence[str] | str = (),
    set_: Mapping[str, object] | Sequence[str] = (),
    worlds: int = 500,
    seed: int = 1,
    design: str = "grid",
    points: int | None = None,
) -> Plan:
    """Read what is asked for; nothing is drawn or run yet.

    Raises
    ------
    Usage
        If it makes no sweep, or too large a one.
    """
    given = [scenarios] if isinstance(scenarios, str | Path) else [*scenarios]
    names = tuple(map(str, given))
    if settings := [name for name in names if "=" in name and not name.endswith(("yaml", "yml"))]:
        raise Usage(f"'{settings[0]}' is no scenario: every KEY=... has a --vary of its own before")
    axes = axes_of(vary)
    axes = [scenario_axis(names), *axes] if len(names) > 1 else axes
    if not axes:
        raise Usage("nothing is varied: give --vary KEY=LO:HI or several scenarios")
    if design not in DESIGNS:
        raise Usage(not_among("design", design, DESIGNS))
    many = _size(axes, design, points)
    return Plan(names, tuple(axes), written(set_), worlds, seed, design, many)


def _size(axes: Sequence[Axis], design: str, points: int | None) -> int:
    many = prod(axis.size for axis in axes) if design == "grid" else points or _POINTS
    if design == "grid" and points is not None:
        raise Usage("--points is for --design lhs or sobol: a grid has KEY=LO:HI:N")
    if many > MOST:
        told = f"{many:,} points are too many: at most {MOST:,}"
        raise Usage(f"{told}. Take fewer values an axis, or --design sobol --points 256")
    if design != "grid" and (counted := [axis for axis in axes if axis.many]):
        raise Usage(
            f"--vary {counted[0]}: its :N is for a grid; --points says how many a design has"
        )
    if design == "sobol" and many & (many - 1):
        near = 2 ** round(np.log2(many))
        raise Usage(f"Sobol points are even at powers of two: --points {near}, not {many}")
    return many


def _on_a_grid(plan: Plan) -> list[tuple[str, ...]]:
    """Every combination; the last axis changes fastest."""
    return list(product(*(axis.grid() for axis in plan.axes)))


def _in_a_design(plan: Plan) -> list[tuple[str, ...]]:
    """Latin hypercube (McKay, Beckman and Conover 1979) or scrambled Sobol points (Owen 1998)."""
    from scipy.stats import qmc

    luck = np.random.Generator(np.random.Philox(plan.seed))
    engines = {"lhs": qmc.LatinHypercube, "sobol": qmc.Sobol}
    cube = engines[plan.design](len(plan.axes), seed=luck).random(plan.many)
    return [
        tuple(axis.at(float(u)) for axis, u in zip(plan.axes, row, strict=True)) for row in cube
    ]


def _point(plan: Plan, number: int, values: tuple[str, ...]) -> Point:
    named = list(zip((axis.key for axis in plan.axes), values, strict=True))
    scenario = next((value for key, value in named if key == SCENARIO), plan.scenarios[0])
    settings = tuple(f"{key}={value}" for key, value in named if key != SCENARIO)
    return Point(number, scenario, values, (*plan.set, *settings))


def check_points(plan: Plan, tell: Callable[[int], None] = lambda points: None) -> None:
    """Read every point as a scenario, before any world of any is run.

    Raises
    ------
    ScenarioError
        Of the first that is invalid, on one line: which point, what is wrong, what was meant.
    """
    for point in plan.points[1:]:
        try:
            load(point.scenario, point.settings)
        except ScenarioError as error:
            raise at_point(plan, point, error) from None
        tell(1)


def at_point(plan: Plan, point: Point, error: ScenarioError) -> ScenarioError:
    """The mistake of a point on one line."""
    first = error.mistakes[0]
    said = ", ".join(point.settings[len(plan.set) :])
    where = f"point {point.number} of {plan.many:,} ({point.scenario}{said and f', {said}'})"
    told = f"{where}: {first.message}"
    hint = _meant(plan, first, plan.bases[0]) or first.hint
    return ScenarioError([Mistake(f"{told}; {hint}" if hint else told)])


def _meant(plan: Plan, mistake: Mistake, base: Scenario) -> str:
    """The whole name that was meant, where a key is unknown."""
    if "unknown parameter" not in mistake.message:
        return ""
    wrong = [axis.key for axis in plan.axes if f"'{axis.key}'" in mistake.message]
    told = not_among("parameter", wrong[0], base.quantities) if wrong else ""
    return told.partition(": ")[2] if "did you mean" in told else ""


__all__ = ["DEFAULT", "DESIGNS", "Plan", "Point", "check_points", "plan_of"]
