"""Numbers, dates, names and packages in words."""

from __future__ import annotations

import datetime as dt

from sim.outcomes.declared import processes_of
from sim.processes.deadline import Clock
from sim.processes.words import Term
from sim.scenario import Scenario
from sim.words import counted, day_month, listed, percent, whole
from sim.words import month_year as month

_WORTH = "Going on without an accord has a worth too: the issues as they stand."
_TERMS = {
    "waiting": Term(
        "what waiting may yet bring", "given up", "giving up what waiting may yet bring"
    ),
    "pressure": Term("the mediator's pressure", "lifted"),
}
__all__ = [
    "Names", "amount", "counted", "listed", "month", "name", "odds", "on",
    "played", "sentence", "share", "signed", "spoken_date", "whole",
]  # fmt: skip


def amount(value: float) -> str:
    """A utility: ``0.314``."""
    return f"{value + 0.0:.3f}".replace("-0.000", "0.000")


def signed(value: float) -> str:
    """A gain or loss of utility: ``+0.051``."""
    return f"{value + 0.0:+.3f}".replace("-0.000", "+0.000")


def share(value: float) -> str:
    """``41 %``; never a 0 or a 100 that is none."""
    return percent(value, 0)


def odds(chance: float) -> str:
    """A small daily probability: ``0.063 % a day (one day in 1,580)``; > 0."""
    return f"{100 * chance:.2g} % a day (one day in {whole(1 / chance)})"


def sentence(text: str) -> str:
    """With a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def played(who: str) -> str:
    """Somebody whose decision is told that was not the model's."""
    return f"{who}, played from its seat,"


def years(number: float) -> str:
    """``1 year``, ``5 years``."""
    return f"{number:g} year{'' if number == 1 else 's'}"


def on(scenario: Scenario, day: int) -> str:
    """``14 Feb 2026 (day 7)``; lengths can be drawn that end beyond any calendar."""
    try:
        date = scenario.date(day)
    except OverflowError:
        return f"a day after the year {dt.date.max.year} (day {day:,})"
    return f"{day_month(date, year=True, brief=True)} (day {day})"


def spoken_date(scenario: Scenario, day: int, year: bool = False) -> str:
    """``14 February``; with its year where it is asked for, or is not that of the start."""
    try:
        date = scenario.date(day)
    except OverflowError:
        return f"a day after the year {dt.date.max.year}"
    return day_month(date, year=year or date.year != scenario.file.start.year)


def name(key: str) -> str:
    """A key of the file as words."""
    return key.replace("_", " ")


class Names:
    """The scenario's labels for parties, mediator, red lines and balance entries."""

    def __init__(self, scenario: Scenario) -> None:
        self.file, self.processes = scenario.file, processes_of(scenario)
        self.words = [process.words for process in self.processes]
        if "deadline" in self.file.sections:
            self.words.append(Clock.words)
        self.mediated = self.file.mediated
        self.mediator = self.file.mediator.label if self.file.mediator else ""
        self.parties = {key: party.label for key, party in self.file.parties.items()}
        self.vetoes = {key: player.label for key, player in self.file.vetoes.items()}
        self.doing = next((w.doing for w in self.words if w.doing), "going on without an accord")
        decided = any("decided" in words.terms for words in self.words)
        self.others = f"the {'other ' if decided else ''}issues as they stand"
        self.worth = next((w.worth for w in self.words if w.worth), _WORTH)

    def other(self, party: str) -> str:
        """Label of the other side."""
        return next(label for key, label in self.parties.items() if key != party)

    def proposer(self, party: str | None) -> str:
        """Who tabled a text."""
        return self.mediator if party is None else self.parties[party]

    def entry(self, party: str, key: str) -> str:
        """An entry of a side's balance between a text and going on."""
        kind, _, rest = key.partition(".")
        return {
            "issue": name(rest),
            "red_line": f'red line "{name(rest)}"',
            "fairness": f"conceding more than {self.other(party)}",
            "exclusion": "a text born behind its back",
            "renewed_war": "the danger of renewed war",
            "settling": "what talks under it may still settle",
            **{key: term.name for key, term in self._terms.items()},
        }[kind]

    def change(self, party: str, key: str) -> str:
        """The same as something that signing brings or takes."""
        told, gone = self.entry(party, key), self._terms.get(key, Term("")).gone
        return f"{told} ({gone})" if gone else told

    def lost(self, party: str, key: str) -> str:
        """The same as what a side minds about signing, in plain words."""
        return self._terms.get(key, Term("")).lost or self.entry(party, key)

    @property
    def _terms(self) -> dict[str, Term]:
        """Terms of the worth of going on, of processes and of a party itself."""
        return {k: term for words in self.words for k, term in words.terms.items()} | _TERMS

    def decided(self, issue: str) -> str | None:
        """What a process calls the issue that it decides while there is no accord."""
        for process in self.processes:
            if getattr(getattr(self.file, process.name), "issue", None) == issue:
                return process.words.terms["decided"].name
        return None

    def reading(self, outlook: dict[str, float]) -> str:
        """What a side expects, as the rest of a sentence."""
        told = [words.reading(outlook, self.parties, self.file) for words in self.words]
        return "; ".join(text for text in told if text)

    def red_line(self, dotted: str) -> str:
        """A red line and whose it is, from ``party.line``."""
        party, _, line = dotted.partition(".")
        return f'{self.parties[party]}\'s red line "{name(line)}"'
