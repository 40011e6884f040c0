"""An outcome: what is asked of every world, declared together with its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from numpy.typing import NDArray

SCOPES = {
    "ceasefire_only": "a bare ceasefire",
    "partial": "some issues settled",
    "comprehensive": "a comprehensive accord",
}
REASONS = (
    "empty_range",
    "not_deterred",
    "beliefs",
    "spoiler",
    "no_round",
    "not_ratified",
    "vetoed",
    "not_tabled",
    "aspiration",
)
"""Names of all reasons against an accord; which of them a scenario can have: ``reasons``."""


class Played(Protocol):
    """A trajectory as an outcome sees it: ``daily`` (days, worlds), ``final`` (worlds,).

    They hold what processes give in `daily` and `final`, of all worlds; what they give in `series`
    is kept of the worlds traced only, and no outcome can be asked of it.
    """

    daily: dict[str, NDArray[Any]]
    final: dict[str, NDArray[Any]]

    @property
    def deadline(self) -> int:
        """Day of the scenario's deadline."""


@dataclass(frozen=True)
class Outcome:
    """What is asked of every world.

    ``kind`` is class (a code into ``categories``; -1: does not apply), flag (yes or no), count (a
    whole number; -1: does not apply) or measure (a number; NaN: does not apply). ``answer`` gives
    (worlds,) of a trajectory; outcomes that are answered together have none of their own. The
    ``label`` of a flag says what is so: "by <the deadline>" is added.
    ``hashed_as`` is the name under which its values enter the digests, if it is another: an
    outcome can be renamed and the digests of all runs stay what they were. ``rank`` places it
    in tables among outcomes of its kind. One that is the user's ``own`` enters no digest: to ask
    more of the same worlds changes none.
    """

    name: str
    label: str
    unit: str
    kind: Literal["class", "flag", "count", "measure"]
    categories: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    answer: Callable[[Played], NDArray[Any]] | None = field(default=None, compare=False)
    rank: int = 0
    hashed_as: str = ""
    own: bool = False

    def explained(self) -> dict[str, Any]:
        """What is said of it, ready for JSON: all but how it is answered."""
        said = ("name", "label", "unit", "kind", "categories", "labels", "hashed_as")
        return {key: getattr(self, key) for key in said} | ({"own": True} if self.own else {})


@dataclass(frozen=True)
class Ending:
    """A way in which a world can end, or stand at the horizon, without an accord.

    ``where`` gives (worlds,) of a trajectory; an ``absorbing`` one ended the talks for good.
    """

    name: str
    label: str
    where: Callable[[Played], NDArray[Any]]
    absorbing: bool = False
