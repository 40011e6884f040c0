"""How deals beside the accord are told: those of rounds, those of dated events, and in the end."""

from __future__ import annotations

from typing import Any

from sim.journal import Entry, Record
from sim.processes.words import Brief, Line, Told, Words
from sim.words import counted, whole

_TRUCES = {
    "energy_truce": ("quiet_until", "a truce of strikes on power"),
    "short_truce": ("silent_until", "a truce of all fighting"),
}
_DEALS = {*_TRUCES, "prisoner_exchange", "corridor"}


class DealsWords(Words):
    """Prisoners, truces, corridors."""

    def entry(self, told: Told, record: Record) -> Entry | None:
        """What a round agreed beside the accord; a dated event tells itself what it brought."""
        if record.what != "deal" or record["event"]:
            return None
        kind = record["kind"]
        if kind == "prisoner_exchange":
            if not record["freed"]:
                return None
            what = f"an exchange of prisoners, {whole(record['freed'] / 2)} on each side"
        else:
            what = _truce(told, record) if kind in _TRUCES else "a humanitarian corridor"
        return Entry(record.day, "deal", f"agreed beside the accord: {what}", [], _facts(record))

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """Truces; exchanges of prisoners and corridors are summed up in the end."""
        if record.what != "deal" or record["kind"] not in _TRUCES:
            return None
        until = told.date(int(record["until"]))
        by_the_round = "" if record["event"] else "the sides agreed on "
        began = " began, to last" if record["event"] else ""
        clause = f"{by_the_round}{_TRUCES[record['kind']][1]}{began} until {until}"
        return Brief(clause, chance=not record["event"], minor=not record["event"])

    def brought(self, told: Told, event: Record) -> tuple[str, dict[str, Any]]:
        """What a dated event brought, in words and as numbers."""
        if event["type"] not in _DEALS or event.day < 0:
            return "", {}
        made = [r for r in told.on_the_day(event, "deal") if r["event"] == event["event"]]
        if event["type"] == "prisoner_exchange" and made[0]["freed"]:
            words = f"{counted(round(made[0]['freed'] / 2), 'prisoner')} freed on each side"
        else:
            words = _truce(told, made[0]) if event["type"] in _TRUCES else ""
        return words, _facts(made[0])

    def ends(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Days of truce."""
        days = counted(round(facts["truce_days"]), "day")
        return [Line(20, f"truces lasted {days} in all")]

    def ends_in_brief(self, told: Told, facts: dict[str, Any]) -> list[Line]:
        """Prisoners freed, and days of truce, if there were any."""
        said, freed, days = [], facts.get("prisoners", 0), round(facts["truce_days"])
        if freed:
            verb = "was" if freed == 1 else "were"
            said.append(Line(19, f"{counted(freed, 'prisoner')} {verb} exchanged"))
        if days:
            said.append(Line(20, f"truces lasted {counted(days, 'day')} in all"))
        return said


def _truce(told: Told, deal: Record) -> str:
    return f"{_TRUCES[deal['kind']][1]} until {told.on(int(deal['until']))}"


def _facts(deal: Record) -> dict[str, Any]:
    """Its number under the name of the daily series that it moved; of prisoners those freed."""
    if deal["kind"] in _TRUCES:
        return {_TRUCES[deal["kind"]][0]: deal["until"]}
    return {"prisoners": deal["freed"]} if deal["kind"] == "prisoner_exchange" else {}
