"""Designs: where the worlds of a run lie in the unit cube that parameters are drawn from.

By default noise places them. A design places them more evenly, or where a table says. It is a
function of a parameter's name, a world's number and how many worlds there are, so blocks, workers
and resumed runs see the same worlds. Only parameters follow it: noise inside a world stays what it
is. A world that contradicts the past keeps its place and weighs nothing.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.worlds import Design, Floats, Ints

if TYPE_CHECKING:
    from sim.scenario import Scenario

Asked = str | Mapping[str, Any]
"""What can be asked for: a design by name, or coordinates by parameter (a DataFrame too)."""

_LEAST, _MOST = 2.0**-54, 1.0 - 2.0**-53  # the open unit interval: 0 and 1 have no normal
_BITS = 32  # of a Sobol coordinate; SciPy cannot skip points with more


class ImpossibleDesign(ValueError):
    """A design that cannot be, or not of this scenario."""


@dataclass(frozen=True)
class LatinHypercube:
    """One world in each of N equal strata of every parameter (McKay, Beckman and Conover 1979).

    Every parameter has a column of its own, whatever others there are: two scenarios share those
    that both draw.

    Parameters
    ----------
    seed : int
        Seed of the run.
    worlds : int
        How many strata.
    """

    seed: int
    worlds: int

    @property
    def key(self) -> str:
        """What tells it from other designs of the same seed."""
        return f"lhs:{self.worlds}"

    def covers(self, name: str) -> bool:
        """Every parameter."""
        return True

    def coordinate(self, name: str, worlds: Ints) -> Floats:
        """Coordinates of the worlds of these numbers, shape (worlds,)."""
        from scipy.stats import qmc

        column = qmc.LatinHypercube(1, seed=_generator(self.seed, name)).random(self.worlds)
        return _open(column[worlds, 0])


@dataclass(frozen=True)
class Sobol:
    """A scrambled Sobol sequence (Owen 1998): even in all parameters together.

    World k is its point k, so that a run can be extended. It is balanced at powers of two.

    Parameters
    ----------
    seed : int
        Seed of the run.
    names : tuple of str
        The parameters, an axis each; scenarios share it if they draw the same ones.
    """

    seed: int
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """What tells it from other designs of the same seed."""
        return f"sobol:{_short_hash(chr(0).join(self.names).encode())}"

    def covers(self, name: str) -> bool:
        """The parameters it was made for."""
        return name in self.names

    def coordinate(self, name: str, worlds: Ints) -> Floats:
        """Coordinates of the worlds of these numbers, shape (worlds,)."""
        first, end = int(worlds.min()), int(worlds.max()) + 1
        points = _sobol(self.seed, len(self.names), first, end)
        middle = 0.5 ** (_BITS + 1)  # of the cell that a coordinate is the lower end of
        column: Floats = points[worlds - first, self.names.index(name)] + middle
        return column


@dataclass(frozen=True, eq=False)
class Table:
    """Coordinates that are given, by parameter; noise places the parameters it does not name.

    Parameters
    ----------
    columns : mapping of str to Floats
        By dotted name; world k takes the k-th number, in the open interval (0, 1).
    """

    columns: Mapping[str, Floats]

    @property
    def key(self) -> str:
        """What tells it from other designs of the same seed."""
        content = b"".join(
            name.encode() + b"\0" + np.ascontiguousarray(self.columns[name], "<f8").tobytes()
            for name in sorted(self.columns)
        )
        return f"table:{_short_hash(content)}"

    def covers(self, name: str) -> bool:
        """The parameters it names."""
        return name in self.columns

    def coordinate(self, name: str, worlds: Ints) -> Floats:
        """Coordinates of the worlds of these numbers, shape (worlds,)."""
        return self.columns[name][worlds]


def design_of(asked: Asked, scenario: Scenario, seed: int, worlds: int) -> Design:
    """The design that is meant, for so many worlds of a scenario.

    Parameters
    ----------
    asked : str, DataFrame or mapping
        ``"lhs"``, ``"sobol"``, or coordinates by dotted name of a parameter.
    scenario : Scenario
    seed : int
        Seed of the run, which scrambles the design too.
    worlds : int
        How many worlds are to be run.

    Raises
    ------
    ImpossibleDesign
        If there is no such design, or a table is none of this scenario and so many worlds.
    """
    names = _names(scenario)
    if isinstance(asked, str):
        if asked == "lhs":
            return LatinHypercube(seed, worlds)
        if asked == "sobol":
            return Sobol(seed, names)
        raise ImpossibleDesign(f"no design '{asked}'; there are: lhs, sobol, or a table")
    columns = {str(name): np.asarray(asked[name], dtype=np.float64) for name in asked}
    for name, values in columns.items():
        _check(name, values, names, worlds)
    return Table(columns)


def _names(scenario: Scenario) -> tuple[str, ...]:
    """What is drawn: of the scenario that plays the past first, since its variants share that."""
    return tuple(dict.fromkeys([*scenario.origin.coordinates, *scenario.coordinates]))


def _check(name: str, values: Floats, names: Sequence[str], worlds: int) -> None:
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        meant = f"; did you mean '{near[0]}'?" if near else ""
        raise ImpossibleDesign(f"no parameter '{name}' is drawn in this scenario{meant}")
    if values.ndim != 1 or values.size < worlds:
        raise ImpossibleDesign(
            f"'{name}' has coordinates of shape {values.shape}: {worlds:,} worlds need as many rows"
        )
    outside = np.flatnonzero(~((values > 0) & (values < 1)))
    if outside.size:
        row = int(outside[0])
        raise ImpossibleDesign(
            f"'{name}' is {values[row]:g} in row {row}: coordinates lie above 0 and below 1"
        )


@lru_cache(maxsize=2)
def _sobol(seed: int, axes: int, first: int, end: int) -> Floats:
    """Points ``first, ..., end - 1``, shape (end - first, axes)."""
    from scipy.stats import qmc

    engine = qmc.Sobol(axes, bits=_BITS, seed=_generator(seed, "sobol"))
    if first:
        engine.fast_forward(first)
    points = [engine.random(1)]  # alone: a whole first portion must be a power of two
    if end - first > 1:
        points.append(engine.random(end - first - 1))
    return np.concatenate(points)


def _generator(seed: int, what: str) -> np.random.Generator:
    named = int.from_bytes(hashlib.blake2b(what.encode(), digest_size=8).digest(), "little")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence([seed, named])))


def _open(coordinates: Floats) -> Floats:
    return np.clip(coordinates, _LEAST, _MOST)


def _short_hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
