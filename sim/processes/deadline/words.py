"""How the deadline is told: that it passed, what followed, and that a new one is set."""

from __future__ import annotations

from sim.journal import Entry, Record
from sim.processes.words import Brief, Told, Words
from sim.words import percent

_FOLLOWS = {
    "leave": "A consequence follows: the mediator carries out its threat.",
    "cost": "A consequence follows: the mediator keeps up its full pressure.",
    "extend": "A consequence follows: the deadline is extended.",
}
_FOLLOWED = {"cost": "the mediator kept up its pressure", "extend": "was extended"}
_NEW_CLOCK = "A new clock: there is time again, and the ladder closes to its first rung."


class DeadlineWords(Words):
    """Deadlines that pass, and new ones."""

    def entry(self, told: Told, record: Record) -> Entry | None:
        """The day after a deadline without an accord, and the day a new one is set."""
        if record.what == "lapse":
            return self._lapse(record)
        return self._new(told, record) if record.what == "new_deadline" else None

    def in_brief(self, told: Told, record: Record) -> Brief | None:
        """That a deadline passed, with or without a consequence, and that a new one is set."""
        if record.what == "lapse":
            what = record["what_follows"] if record["follows"] else ""
            if what == "leave":  # whoever leaves tells it
                return None
            return Brief(f"the deadline passed and {_FOLLOWED.get(what, 'nothing followed')}")
        if record.what == "new_deadline" and not record["extended"]:
            until = told.date(int(record["until"]))
            return Brief(f"a new deadline was set for {until}", minor=True)
        return None

    @staticmethod
    def _lapse(record: Record) -> Entry:
        before, after = (record[k] for k in ("credibility_before", "credibility"))
        said = (
            _FOLLOWS[record["what_follows"]]
            if record["follows"]
            else "Nothing follows: belief in the mediator's deadlines falls from "
            f"{percent(before, 0)} to {percent(after, 0)}."
        )
        leaves = record["follows"] and record["what_follows"] == "leave"
        facts = {"credibility_before": before, "credibility": after, "mediator_leaves": leaves}
        title = "the deadline has passed without an accord"
        return Entry(record.day, "deadline", title, [said], facts)

    @staticmethod
    def _new(told: Told, record: Record) -> Entry:
        until = int(record["until"])
        word = "is extended to" if record["extended"] else "is now"
        said = f"It is believed to {percent(record['credibility'], 0)}. {_NEW_CLOCK}"
        title = f"the deadline {word} {told.on(until)}"
        return Entry(record.day, record.what, title, [said], {"until": until})
