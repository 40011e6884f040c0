"""What must be so for a dated event to happen: an event's ``if:``, and what a day knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from sim.quantities.base import Days, Name, Section
from sim.quantities.draw import Draw
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity
from sim.worlds import Bools, Floats


@dataclass(frozen=True)
class Known:
    """What everybody knows as a day begins. Arrays: (worlds,).

    Attributes
    ----------
    accord, broken_off, mediator, deadline_lapsed : Bools
        An accord is signed; talks are broken off; the mediator is there; its deadline has lapsed.
    days_to_round : Floats
        Days until the next date that is scheduled; inf where none is.
    days_to_deadline : Floats
        Days until the running deadline; inf where none runs.
    refused, accepted : Mapping[str, Bools]
        By party: what it said to the last text put to it; both false before the first.
    series : Callable
        A daily series of yesterday by name; None on the first day, when nothing is recorded.
    """

    accord: Bools
    broken_off: Bools
    mediator: Bools
    deadline_lapsed: Bools
    days_to_round: Floats
    days_to_deadline: Floats
    refused: Mapping[str, Bools]
    accepted: Mapping[str, Bools]
    series: Callable[[str], NDArray[Any] | None]


class Limit(Section):
    """A daily series, and a value on one side of which it must lie."""

    series: Name = Field(description="a daily series of a process, as `sim trace` records them")
    of: Name | None = Field(None, description="whose, where each belligerent has its own")
    than: Annotated[Quantity, Number("-", -1e12, 1e12)] = Field(
        description="in the unit of the series"
    )

    def excess(self, known: Known, draw: Draw) -> Floats | None:
        """(worlds,): by how much the series exceeds it."""
        found = known.series(f"{self.series}.{self.of}" if self.of else self.series)
        return None if found is None else found.astype(np.float64) - draw(self.than)


def _of(section: str, description: str) -> Any:
    """A question about a section of the file, which need not be asked."""
    return Field(None, description=description, json_schema_extra={"needs": section})


class Condition(Section):
    """What must be so as a day begins; all that is given must hold.

    Everything is known on the evening before: what else happens on the day itself is not.
    """

    accord: bool | None = Field(None, description="an accord is signed, or none is")
    broken_off: bool | None = Field(None, description="talks are broken off, or are not")
    mediator: bool | None = _of("mediator", "the mediator is there, or has left")
    deadline_lapsed: bool | None = _of(
        "deadline", "the deadline lapsed and no new one is set, or not"
    )
    deadline_within: Days | None = _of("deadline", "days to the running deadline, at most")
    round_within: Days | None = Field(None, description="days to the next date, at most")
    no_round_within: Days | None = Field(None, description="no date comes in so many days")
    refused_by: list[Name] = Field(
        default_factory=list, description="who refused the last text put to them"
    )
    accepted_by: list[Name] = Field(default_factory=list, description="who accepted it")
    above: Limit | None = Field(None, description="a daily series that exceeds a value")
    below: Limit | None = Field(None, description="a daily series that falls short of a value")

    @property
    def is_empty(self) -> bool:
        """Nothing is asked."""
        return all(not value and value is not False for _, value in self)

    def holds(self, known: Known, draw: Draw) -> Bools:
        """(worlds,): is all of it so?"""
        all_of_it: Bools = np.logical_and.reduce(list(self._each(known, draw)), axis=0)
        return all_of_it

    def _each(self, known: Known, draw: Draw) -> Iterator[Bools]:
        yield np.ones_like(known.accord)
        for name in ("accord", "broken_off", "mediator", "deadline_lapsed"):
            if (wanted := getattr(self, name)) is not None:
                yield getattr(known, name) == wanted
        yield from self._near(known, draw)
        yield from (known.refused[party] for party in self.refused_by)
        yield from (known.accepted[party] for party in self.accepted_by)
        for limit, sign in ((self.above, 1), (self.below, -1)):
            if limit is not None:
                excess = limit.excess(known, draw)
                yield np.zeros_like(known.accord) if excess is None else sign * excess > 0

    def _near(self, known: Known, draw: Draw) -> Iterator[Bools]:
        if self.deadline_within is not None:
            yield known.days_to_deadline <= draw(self.deadline_within)
        if self.round_within is not None:
            yield known.days_to_round <= draw(self.round_within)
        if self.no_round_within is not None:
            yield known.days_to_round > draw(self.no_round_within)
