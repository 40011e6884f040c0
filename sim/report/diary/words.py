"""Numbers, dates, names and packages in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sim.packages import Packages
from sim.report.text import MONTHS
from sim.scenario import Scenario
from sim.scenario.combinations import NO_OPTION


def amount(value: float) -> str:
    """A utility: ``0.314``."""
    return f"{value + 0.0:.3f}".replace("-0.000", "0.000")


def signed(value: float) -> str:
    """A gain or loss of utility: ``+0.051``."""
    return f"{value + 0.0:+.3f}".replace("-0.000", "+0.000")


def share(value: float) -> str:
    """``41 %``; never a 0 or a 100 that is none."""
    if 0 < value < 0.005:
        return "under 1 %"
    if 0.995 < value < 1:
        return "over 99 %"
    return f"{100 * value:.0f} %"


def odds(chance: float) -> str:
    """A small daily probability: ``0.063 % a day (one day in 1,580)``; > 0."""
    return f"{100 * chance:.2g} % a day (one day in {whole(1 / chance)})"


def sentence(text: str) -> str:
    """With a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def whole(value: float) -> str:
    """A large number: ``5,083``."""
    return f"{value:,.0f}"


def counted(number: int, what: str) -> str:
    """``1 day``, ``1,200 days``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def month(date: dt.date) -> str:
    """``February 2026``."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def on(scenario: Scenario, day: int) -> str:
    """``14 Feb 2026 (day 7)``; lengths can be drawn that end beyond any calendar."""
    try:
        date = scenario.date(day)
    except OverflowError:
        return f"a day after the year {dt.date.max.year} (day {day:,})"
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year} (day {day})"


def name(key: str) -> str:
    """A key of the file as words."""
    return key.replace("_", " ")


def listed(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def package_words(packages: Packages, package: int) -> str:
    """A package by its issues' short names: ``territory: free economic zone, ...``."""
    return ", ".join(
        f"{name(issue)}: {packages.option_label(issue, option)}"
        for issue, option in packages.rows[package].choice.items()
        if option != NO_OPTION
    )


class Names:
    """The scenario's labels for parties, mediator, red lines and balance entries."""

    def __init__(self, scenario: Scenario) -> None:
        file = scenario.file
        self.mediator, self.mediated = file.mediator.label, file.talks.protocol == "mediated"
        self.parties = {key: party.label for key, party in file.parties.items()}
        self.holder, self.land = self.parties[file.war.holder], file.war.issue

    def other(self, party: str) -> str:
        """Label of the other side."""
        return next(label for key, label in self.parties.items() if key != party)

    def proposer(self, party: str | None) -> str:
        """Who tabled a text."""
        return self.mediator if party is None else self.parties[party]

    def entry(self, party: str, key: str) -> str:
        """An entry of a side's balance between a text and fighting on."""
        kind, _, rest = key.partition(".")
        told = {
            "issue": name(rest),
            "red_line": f'red line "{name(rest)}"',
            "fairness": f"conceding more than {self.other(party)}",
            "exclusion": "a text born behind its back",
            "cost": "cost of the war",
            "hardship": "what blackouts do to its will",
            "waiting": "what waiting may yet bring",
            "pressure": "the mediator's pressure",
        }
        return told[kind]

    def change(self, party: str, key: str) -> str:
        """The same as something that signing brings or takes."""
        gone = {"cost": "spared", "waiting": "given up", "pressure": "lifted", "hardship": "ended"}
        told = self.entry(party, key)
        return f"{told} ({gone[key]})" if key in gone else told

    def red_line(self, dotted: str) -> str:
        """A red line and whose it is, from ``party.line``."""
        party, _, line = dotted.partition(".")
        return f'{self.parties[party]}\'s red line "{name(line)}"'
