"""How trust and breaks of talks are told."""

from __future__ import annotations

from sim.journal import Entry
from sim.processes.words import Told, Words
from sim.words import whole


class TalksWords(Words):
    """Talks that break off or resume."""

    def entries(self, told: Told, day: int) -> list[Entry]:
        """Talks broken off or resumed, with the trust and the chance behind it."""
        if not told.changed("broken", day):
            return []
        breaks, chance = bool(told.at("broken", day)), told.chance_of_turn(day)
        said = f"Trust stands at {told.at('trust', day):+.2f} (from -2 to +2)"
        if not told.is_dated("break_off" if breaks else "resume", day):
            said += (
                f": the chance that talks would break off was {_odds(chance)}"
                if breaks
                else f"; the chance that broken talks resume is {_odds(chance)}"
            )
        facts = {"trust": told.at("trust", day), "chance": chance}
        title = "talks are broken off" if breaks else "talks resume"
        return [Entry(day, "break_off" if breaks else "resume", title, [f"{said}."], facts)]

    def month_facts(self, told: Told, days: range) -> dict[str, float]:
        """Trust at the month's end."""
        return {"trust": told.at("trust", days[-1])}


def _odds(chance: float) -> str:
    """A small daily probability: ``0.063 % a day (one day in 1,580)``; > 0."""
    return f"{100 * chance:.2g} % a day (one day in {whole(1 / chance)})"
