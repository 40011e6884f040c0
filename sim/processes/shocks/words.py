"""How shocks are told."""

from __future__ import annotations

from sim.journal import Entry, Record
from sim.processes.words import Brief, Told, Trait, Words
from sim.words import counted, listed

_BRIEF = {
    "assassination": Brief("", "an assassination", "assassinations", chance=True, cancels=True),
    "surge": Brief("", "a surge of strikes", "surges of strikes", chance=True, cancels=True),
    "back_channel": Brief(
        "", "a meeting behind a party's back", "meetings behind a party's back", chance=True
    ),
}


class ShocksWords(Words):
    """Killings, surges, and meetings behind a party's back."""

    traits = (Trait(90, "exclusion", "loss on a text born behind its back"),)

    def entry(self, told: Told, record: Record) -> Entry | None:
        """A shock that luck brought."""
        if record.what == "assassination":
            return self._entry(told, record, "an assassination, author unknown")
        if record.what == "surge":
            waves = counted(record["waves"], "wave")
            return self._entry(told, record, f"a surge of strikes: {waves} in a day")
        return self._back_channel(told, record) if record.what == "back_channel" else None

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """A shock that luck brought: it is counted, and named where it cancels a date."""
        return _BRIEF.get(record.what)

    @staticmethod
    def _entry(told: Told, record: Record, title: str) -> Entry:
        trust = {"trust": told.at("trust", record.day)}
        return Entry(record.day, record.what, title, [], {**record.facts, **trust})

    @staticmethod
    def _back_channel(told: Told, record: Record) -> Entry:
        """Who resents such a meeting is whoever loses by exclusion."""
        hurt = told.minds("exclusion")
        said = f"Texts of the coming weeks are worth less to {listed(hurt)}." if hurt else ""
        title = "a meeting behind a party's back"
        return Entry(record.day, record.what, title, [said] if said else [])
