"""How people, issues and dates are called in a sentence."""

from __future__ import annotations

from sim.outcomes.declared import going_on
from sim.report.diary.words import Names, sentence, spoken_date
from sim.scenario import Scenario
from sim.scenario.schema.parties import RedLine


class Prose:
    """The scenario's own words for whoever and whatever a sentence speaks of.

    Attributes
    ----------
    parties, vetoes : dict[str, str]
        As a sentence calls them, by name.
    mediator : str
        Likewise; empty without one.
    doing, instead : str
        Going on without an accord, as a deed and as a noun.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.names, self.file = scenario, Names(scenario), scenario.file
        self.parties = {key: spoken(each) for key, each in self.file.parties.items()}
        self.vetoes = {key: spoken(each) for key, each in self.file.vetoes.items()}
        self.mediator = spoken(self.file.mediator) if self.file.mediator else ""
        self.doing, self.instead = self.names.doing, going_on(scenario)

    def other(self, party: str) -> str:
        """The other side."""
        return next(said for key, said in self.parties.items() if key != party)

    def proposer(self, party: str | None) -> str:
        """Who tabled a text."""
        return self.mediator if party is None else self.parties[party]

    def issue(self, name: str) -> str:
        """What a sentence calls an issue: as the file says, or its label."""
        issue = self.file.issues[name]
        return issue.spoken or issue.label

    def option(self, issue: str, option: str) -> str:
        """An option's label; of a level what it means, without its number."""
        options = self.file.issues[issue].options
        if options:
            return options[option].label or option.replace("_", " ")
        return level(float(option))

    def red_line(self, line: RedLine) -> str:
        """What a red line rules out: the rest of ``a red line against``."""
        if line.option is not None:
            option = self.file.issues[line.issue].options
            decides = option is not None and option[line.option].outcome is not None
            about = "" if decides else f" ({self.issue(line.issue)})"
            return f'"{self.option(line.issue, line.option)}"{about}'
        how_much = "too little" if line.below is not None else "too much"
        return f"{how_much} in {self.issue(line.issue)}"

    def date(self, day: int, year: bool = False) -> str:
        """``14 February``."""
        return spoken_date(self.scenario, day, year)


def spoken(who: object) -> str:
    """How a sentence calls somebody: as the file says, unless a new label has overtaken that."""
    label, said = str(getattr(who, "label", "")), getattr(who, "spoken", None)
    return said if said and label.casefold() in said.casefold() else label


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LEVELS = {
    0.0: "none", 0.25: "at a quarter", 0.5: "at half", 0.75: "at three quarters", 1.0: "in full"
}  # fmt: skip


def level(share: float) -> str:
    """A level in [0, 1] in words; the most that is considered is all of it.

    >>> level(0), level(0.25), level(0.4), level(1)
    ('none', 'at a quarter', 'at 40 %', 'in full')
    """
    return _LEVELS.get(share) or f"at {100 * share:g} %"


def number(count: int) -> str:
    """In words as far as ten."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def begin(text: str) -> str:
    """As the beginning of a sentence."""
    return sentence(text)
