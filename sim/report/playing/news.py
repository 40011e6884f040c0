"""What has happened since a seat last decided, as clauses; nothing of what is yet to come."""

from __future__ import annotations

from collections.abc import Sequence

from sim.journal import Record, WorldJournal
from sim.report.diary.plain.beats import Beats
from sim.report.diary.plain.prose import Prose
from sim.report.diary.teller import Teller
from sim.scenario import Scenario


class _SoFar(Teller):
    """A world that is still being played: its journal up to now, and no series."""

    def __init__(self, scenario: Scenario, prose: Prose, records: Sequence[Record]) -> None:
        self.scenario, self.names, self.file = scenario, prose.names, scenario.file
        self.parties, self.journal = prose.names.parties, WorldJournal()
        self.journal.records = list(records)

    def goes_on(self, day: int) -> bool:
        """Whoever is asked is still talking."""
        return True


def news(scenario: Scenario, prose: Prose, records: Sequence[Record]) -> list[str]:
    """A clause for each record that anybody would miss, with its date."""
    beats = Beats(_SoFar(scenario, prose, records), prose)
    said = []
    for record in records:
        beat = beats.beat(record)
        clause = (beat.said or beat.brief.noun) if beat is not None else ""
        if clause:
            said.append(f"on {prose.date(record.day)} {clause}")
    return said
