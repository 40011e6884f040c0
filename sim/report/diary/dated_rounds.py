"""Rounds that the file dates: when each is held in a world, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model import NegotiationModel
from sim.report.diary.words import counted, name


@dataclass(frozen=True)
class DatedRound:
    """A round of the file that happens in a world.

    Attributes
    ----------
    key, label : str
        Its name in the file, and what it is called there.
    announced, planned, day : int
        Days: of its announcement, of its date in the file, and the one to which it slips.
    place : str or None
        Where it is meant to be held.
    """

    key: str
    label: str
    announced: int
    planned: int
    day: int
    place: str | None

    def words(self, at_place: bool) -> str:
        """What it is called on its day: where, if there, and how late."""
        late = self.day - self.planned
        where = [self.place if at_place else "elsewhere"] if self.place else []
        told = [*where, *([f"{counted(late, 'day')} late"] if late else [])]
        return f"{self.label} ({', '.join(told)})" if told else self.label


def dated_rounds(model: NegotiationModel) -> list[DatedRound]:
    """Those on the calendar of the model's only world, in the order of the file."""
    day = model.setting.day
    return [
        DatedRound(
            key,
            event.label or name(key),
            day(event.announced or event.date),
            day(event.date),
            int(on[0]),
            event.place,
        )
        for key, event, happens, on in model.calendar.rounds
        if happens[0]
    ]
