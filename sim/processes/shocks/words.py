"""How shocks are told."""

from __future__ import annotations

from sim.journal import Entry
from sim.processes.words import Told, Trait, Words
from sim.words import counted, listed


class ShocksWords(Words):
    """Killings, surges, and meetings behind a party's back."""

    traits = (Trait(90, "exclusion", "loss on a text born behind its back"),)

    def entries(self, told: Told, day: int) -> list[Entry]:
        """The day's shocks that no dated event tells."""
        entries, facts = [], {"trust": told.at("trust", day)}
        if told.at("assassinations", day) and not told.is_dated("assassination", day):
            title = "an assassination, author unknown"
            entries.append(Entry(day, "assassination", title, [], facts))
        waves = int(told.at("surge_waves", day))
        if waves and not told.is_dated("surge", day):
            title = f"a surge of strikes: {counted(waves, 'wave')} in a day"
            entries.append(Entry(day, "surge", title, [], {"waves": waves, **facts}))
        if told.at("back_channel", day) and not told.is_dated("back_channel", day):
            entries.append(self._back_channel(told, day))
        return entries

    @staticmethod
    def _back_channel(told: Told, day: int) -> Entry:
        """Who resents such a meeting is whoever loses by exclusion."""
        hurt = told.minds("exclusion")
        said = f"Texts of the coming weeks are worth less to {listed(hurt)}." if hurt else ""
        return Entry(day, "back_channel", "a meeting behind a party's back", [said] if said else [])
