"""How trust and breaks of talks are told."""

from __future__ import annotations

from sim.journal import Entry, Record
from sim.processes.words import Brief, Told, Words
from sim.words import whole


class TalksWords(Words):
    """Talks that break off or resume."""

    def entry(self, told: Told, record: Record) -> Entry | None:
        """Talks broken off or resumed, with the trust and the chance behind it."""
        if record.what not in ("break_off", "resume"):
            return None
        breaks, odds = record.what == "break_off", _odds(record["chance"])
        said = f"Trust stands at {record['trust']:+.2f} (from -2 to +2)"
        if not told.is_dated(record.what, record.day):
            said += (
                f": the chance that talks would break off was {odds}"
                if breaks
                else f"; the chance that broken talks resume is {odds}"
            )
        title = "talks are broken off" if breaks else "talks resume"
        return Entry(record.day, record.what, title, [f"{said}."], dict(record.facts))

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Trust at the month's end."""
        return {"trust": told.at("trust", days[-1])}

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """Talks broken off or resumed, which luck decides unless a dated event does."""
        if record.what not in ("break_off", "resume"):
            return None
        clause = "the talks broke off" if record.what == "break_off" else "the talks resumed"
        return Brief(clause, chance=not told.is_dated(record.what, record.day))


def _odds(chance: float) -> str:
    """A small daily probability: ``0.063 % a day (one day in 1,580)``; > 0."""
    return f"{100 * chance:.2g} % a day (one day in {whole(1 / chance)})"
