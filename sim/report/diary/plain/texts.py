"""The texts of a world under letters, each told in full or by what tells it from an earlier one."""

from __future__ import annotations

from string import ascii_uppercase

from sim.agreement.packages import Packages
from sim.meetings.accounts import Text
from sim.report.diary.plain.prose import Prose
from sim.report.diary.words import listed
from sim.scenario.combinations import NO_OPTION

_FAR = 4  # differences from which a text is told in full again
_NEAR = 3  # or, on a short page, by its main point


class Texts:
    """Letters of texts, in the order in which they came up.

    Attributes
    ----------
    letters : dict[int, str]
        By package number.
    """

    def __init__(self, packages: Packages, prose: Prose) -> None:
        self.packages, self.prose = packages, prose
        self.letters: dict[int, str] = {}

    def take(self, text: Text) -> None:
        """Give a text its letter."""
        self.letters.setdefault(text.package, _letter(len(self.letters)))

    def name(self, package: int) -> str:
        """``text A``."""
        return f"text {self.letters[package]}"

    def short(self, package: int) -> str:
        """By what decides the class of an accord."""
        issue = self.packages.outcome_issue
        return self.prose.option(issue, self.packages.all[package].choice[issue])

    def choice(self, package: int) -> dict[str, str]:
        """Issue, by its name -> option in words, without what is not raised."""
        return {
            issue: self.prose.option(issue, option)
            for issue, option in self.packages.all[package].choice.items()
            if option != NO_OPTION
        }

    def described(self, short: bool = False) -> list[str]:
        """What each text says, in full or by what tells it from one before.

        ``short``: only the first in full; one that is far from all before by its main point.
        """
        told: list[int] = []
        said = []
        for package in self.letters:
            said.append(self._described(package, told, short))
            told.append(package)
        return said

    def _described(self, package: int, before: list[int], short: bool) -> str:
        near = min(before, key=lambda b: len(self.changes(b, package)), default=None)
        far = near is None or len(self.changes(near, package)) >= _FAR
        if near is not None and (far or len(self.changes(near, package)) >= _NEAR) and short:
            return self.apart(package)
        if near is None or far:
            return "; ".join(self.said(package))
        return f"{self.name(near)}, but {self.differences(near, package)}"

    def apart(self, package: int) -> str:
        """Its main point; where an earlier text has the same, in what it differs from that."""
        before = list(self.letters)[: list(self.letters).index(package)]
        same = [each for each in before if self.short(each) == self.short(package)]
        near = min(same, key=lambda b: len(self.changes(b, package)), default=None)
        if near is None:
            return f'"{self.short(package)}"'
        changed = list(self.changes(near, package))
        if len(changed) == 1:
            return f"{self.name(near)}, but {self.differences(near, package)}"
        return f"{self.name(near)} with {listed(list(map(self.prose.issue, changed)))} changed"

    def differences(self, old: int, new: int) -> str:
        """What the new text says otherwise: ``"barred" on NATO membership``."""
        return listed(
            [
                f"{self.prose.issue(issue)} {option}"
                if self._is_level(issue, option)
                else f'"{option}" on {self.prose.issue(issue)}'
                for issue, option in self.changes(old, new).items()
            ]
        )

    def said(self, package: int) -> list[str]:
        """What a text says, issue by issue: ``NATO membership: barred``."""
        return [
            f"{self.prose.issue(issue)}{' ' if self._is_level(issue, option) else ': '}{option}"
            for issue, option in self.choice(package).items()
        ]

    def _is_level(self, issue: str, option: str) -> bool:
        """Does the option follow its issue without more, as in ``security guarantees at half``?"""
        return bool(self.prose.file.issues[issue].levels) and " " in option

    def changes(self, old: int, new: int) -> dict[str, str]:
        """As a choice, the new text where it differs; what it drops is not raised."""
        one, other = self.choice(old), self.choice(new)
        found = {issue: option for issue, option in other.items() if one.get(issue) != option}
        return found | {issue: "not raised" for issue in one if issue not in other}

    def named(self, package: int) -> str:
        """A text that may not have been tabled: its letter, or how it differs from the nearest."""
        if package in self.letters:
            return self.name(package)
        near = min(self.letters, key=lambda b: len(self.changes(b, package)), default=None)
        changed = {} if near is None else self.changes(near, package)
        if near is None or len(changed) >= _FAR or self.packages.outcome_issue in changed:
            return f'a text with "{self.short(package)}"'
        return f"{self.name(near)} with {self.differences(near, package)}"


def _letter(number: int) -> str:
    """A, B ... Z, A2 ..."""
    lap, place = divmod(number, len(ascii_uppercase))
    return ascii_uppercase[place] + (str(lap + 1) if lap else "")
