"""A block: the outcomes of neighbouring worlds as a table, a row a world."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sim.outcomes import Outcome

SCHEMA = 1
WEIGHT = "weight"  # column of a run under a design: what each world counts for
FIRST_WORLDS = 200  # worlds whose daily series are stored; any other can be run again
_SCHEMA_KEY, _OUTCOMES_KEY = b"negotiation-sim", b"outcomes"


@dataclass(frozen=True)
class Block:
    """What the worlds ``first, ..., first + worlds - 1`` came to.

    Attributes
    ----------
    first : int
        Number of the first world.
    outcomes : pa.Table
        A row a world: the world's number, its outcomes, its sampled parameters. The declared
        outcomes travel in the table's metadata, so that a stored block explains itself.
    daily : pa.Table or None
        Daily series of those worlds that are among the first 200: a row a world and day.
    """

    first: int
    outcomes: pa.Table
    daily: pa.Table | None

    @property
    def worlds(self) -> int:
        """How many worlds it holds."""
        return int(self.outcomes.num_rows)

    @property
    def end(self) -> int:
        """The world after its last."""
        return self.first + self.worlds


def outcomes_table(
    first: int,
    declared: tuple[Outcome, ...],
    answers: Mapping[str, NDArray[Any]],
    sampled: Mapping[str, NDArray[Any]],
    weights: NDArray[np.float64] | None = None,
) -> pa.Table:
    """Put a block's outcomes (in declared order) and sampled parameters side by side.

    ``weights``, shape (worlds,), has a column of its own where worlds do not all count alike.
    """
    names = [outcome.name for outcome in declared]
    if set(names) != set(answers):
        odd = sorted(set(names) ^ set(answers))
        raise ValueError(f"outcomes declared and outcomes computed differ: {odd}")
    worlds = len(answers[names[0]])
    columns: dict[str, NDArray[Any]] = {"world": np.arange(first, first + worlds, dtype=np.int64)}
    columns |= {name: np.ascontiguousarray(answers[name]) for name in names}
    columns |= {} if weights is None else {WEIGHT: np.ascontiguousarray(weights)}
    columns |= {name: np.ascontiguousarray(sampled[name]) for name in sorted(sampled)}
    explained = json.dumps([outcome.explained() for outcome in declared])
    metadata = {_SCHEMA_KEY: str(SCHEMA).encode(), _OUTCOMES_KEY: explained.encode()}
    return pa.table(columns).replace_schema_metadata(metadata)


def daily_table(told: NDArray[np.int64], series: Mapping[str, NDArray[Any]]) -> pa.Table | None:
    """Daily series of those worlds that are among the first 200, world by world; None without any.

    Parameters
    ----------
    told : array of int
        Numbers of the worlds the series are of, shape (told,).
    series : mapping of name to array
        Shape (days + 1, told), NaN on days without a value. Stored as float32: for figures.
    """
    keep = told < FIRST_WORLDS
    some = {name: values[:, keep] for name, values in series.items()}
    if not keep.any() or not some:
        return None
    days, worlds = next(iter(some.values())).shape
    columns: dict[str, NDArray[Any]] = {
        "world": np.repeat(told[keep].astype(np.int64), days),
        "day": np.tile(np.arange(days, dtype=np.int32), worlds),
    }
    columns |= {name: values.T.ravel().astype(np.float32) for name, values in some.items()}
    return pa.table(columns).replace_schema_metadata({_SCHEMA_KEY: str(SCHEMA).encode()})


def declared_in(schema: pa.Schema) -> tuple[Outcome, ...]:
    """The outcomes a table of outcomes declares.

    Raises
    ------
    ValueError
        If it is not a table of this schema.
    """
    metadata = schema.metadata or {}
    if metadata.get(_SCHEMA_KEY) != str(SCHEMA).encode():
        raise ValueError("not a table of outcomes of this schema")
    explained = json.loads(metadata[_OUTCOMES_KEY])
    for outcome in explained:
        outcome |= {key: tuple(outcome[key]) for key in ("categories", "labels")}
    return tuple(Outcome(**outcome) for outcome in explained)
