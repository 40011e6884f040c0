"""The scenario file as typed sections: its keys, units, ranges and what they mean.

Sections of processes come from their rooms, through the list of ``sim.processes``: this page names
none of them. A section that a file leaves out is None: what it describes is not there.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import Field, create_model

from sim.processes import PROCESSES
from sim.processes.dated import Dated
from sim.processes.deadline.section import Deadline, DeadlineEvent
from sim.quantities.base import Date, Name, Section, Text
from sim.scenario.schema.agreement import Accord, Issue, PackageFilter
from sim.scenario.schema.measures import OwnMeasure
from sim.scenario.schema.meetings import (
    Calendar,
    DistractionEvent,
    History,
    MediatorLeavesEvent,
    RoundEvent,
)
from sim.scenario.schema.parties import Backer, Mediator, Party, Veto
from sim.scenario.schema.rules import Rules

_EVENTS = [RoundEvent, DistractionEvent, MediatorLeavesEvent, DeadlineEvent] + [
    event for process in PROCESSES for event in process.dated
]
S = TypeVar("S", bound=Section)


class _Frame(Section):
    """What the negotiation is about, and who is in it."""

    title: Text
    question: Text
    start: Date
    horizon: Date
    hindsight: bool = Field(
        default=False, description="true lets sources later than the start seed a parameter"
    )
    past_of: Literal["parent", "own", "nobody"] = Field(
        default="parent",
        description="whose values play the past: those of the topmost parent, so that what differs "
        "here comes as a surprise; its own, as if that had always held; or nobody's: the rounds "
        "before the start rule no world out",
    )
    rules: Rules = Field(default_factory=Rules)
    deadline: Deadline | None = None
    parties: dict[Name, Party] = Field(min_length=2, max_length=2)
    mediator: Mediator | None = None
    backers: dict[Name, Backer] = Field(default_factory=dict)
    vetoes: dict[Name, Veto] = Field(
        default_factory=dict, description="who else must say yes to an accord"
    )
    issues: dict[Name, Issue]
    impossible: dict[Name, PackageFilter] = Field(
        default_factory=dict, description="combinations of options that cannot be agreed"
    )
    rungs: dict[Name, PackageFilter] = Field(
        default_factory=dict, description="sets of packages the mediator may table"
    )
    accord: Accord | None = None
    calendar: Calendar | None = None


if TYPE_CHECKING:
    _Sections = _Frame
else:
    _Sections = create_model(
        "_Sections",
        __base__=_Frame,
        **{process.name: (process.section | None, None) for process in PROCESSES},
    )


class ScenarioFile(_Sections):
    """A whole scenario, parents merged in."""

    history: History = Field(default_factory=History)
    measures: dict[Name, OwnMeasure] = Field(
        default_factory=dict, description="what is asked of every world beside its outcomes"
    )
    if TYPE_CHECKING:
        events: dict[Name, Dated]
    else:
        events: dict[Name, Annotated[reduce(or_, _EVENTS), Field(discriminator="type")]] = Field(
            default_factory=dict
        )

    @property
    def sections(self) -> set[str]:
        """Names of the sections that the file has."""
        return {name for name, nothing in _defaults().items() if getattr(self, name) != nothing}

    def of(self, kind: type[S]) -> S | None:
        """The process's section of that kind, if the file has it."""
        found = (getattr(self, process.name) for process in PROCESSES if process.section is kind)
        return next(found, None)

    @property
    def mediated(self) -> bool:
        """Does somebody mediate? Not without a mediator, nor where the sides alternate."""
        protocols = (getattr(getattr(self, p.name), "protocol", None) for p in PROCESSES)
        return self.mediator is not None and "alternating" not in protocols

    @property
    def due(self) -> dt.date:
        """The deadline, or the horizon where none is set."""
        return self.deadline.date if self.deadline else self.horizon


@lru_cache(maxsize=1)
def _defaults() -> dict[str, object]:
    """What stands in the place of sections that a file leaves out; only looked at."""
    fields = ScenarioFile.model_fields.items()
    return {name: field.get_default(call_default_factory=True) for name, field in fields}


__all__ = ["Dated", "ScenarioFile"]
