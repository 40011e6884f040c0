"""Asks a person, or a script, for the moves of a seat, and forgives what is typed."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import TYPE_CHECKING

from sim.analysis.playing.moves import MODEL, NO, NOTHING, YES, Move, chosen, dated
from sim.analysis.playing.situation import ANSWER, Situation, Text
from sim.cli.errors import Usage
from sim.cli.lines import Left, Line, Lines
from sim.cli.spoken_moves import (
    ANSWERS,
    HELP,
    HELP_DRAFT,
    HELP_TEXTS,
    MEANT,
    TO_ANSWER,
    TO_TABLE,
)
from sim.report.playing.asked import Asked
from sim.scenario.combinations import options_of

if TYPE_CHECKING:
    from sim.scenario import Scenario


class Misread(Usage):
    """A line of a script that cannot be."""


class Conversation:
    """Decides by asking.

    Parameters
    ----------
    scenario : Scenario
    seat : str
    lines : Lines
    tell : Callable
        Says something to whoever plays.
    width : int
    """

    def __init__(
        self, scenario: Scenario, seat: str, lines: Lines, tell: Callable[[str], None], width: int
    ) -> None:
        self.lines, self.tell = lines, tell
        self.asked, self._rest = Asked(scenario, seat, width), False

    def decide(self, now: Situation) -> Move:
        """The move.

        Raises
        ------
        Left
            If whoever plays leaves.
        Usage
            If a script says what cannot be.
        """
        if self._rest:
            return MODEL
        menu = menu_of(now, self.asked.reason)
        self.tell(self.asked.situation(now, menu))
        while True:
            line = self.lines.next(_prompt(now))
            try:
                move = self._move(line, now, menu)
            except Usage as error:
                self._not_understood(line, error)
                continue
            if move is not None:
                return move

    def _not_understood(self, line: Line, error: Usage) -> None:
        """Whoever types can try again; a script that is misread would go astray."""
        if not line.typed:
            raise error if isinstance(error, Misread) else Misread(f"{line.where}: {error}")
        self.tell(str(error))

    def _move(self, line: Line, now: Situation, menu: list[tuple[str, Text]]) -> Move | None:
        """What a line asks for; None where it only asked something."""
        date, said = dated(line.text)
        if date is not None and date != now.date:
            raise Usage(
                f"it is for {date}, and the next decision is on {now.date}: "
                "these are moves of another world, seed or scenario"
            )
        word, _, rest = said.partition(" ")
        word = word.casefold()
        numbers = ANSWERS if now.asks == ANSWER else {}
        word = numbers.get(word, MEANT.get(word.rstrip(".!,"), word))
        if now.asks == ANSWER:
            return self._answer(word, now)
        return self._text(word, rest.strip(), now, menu)

    def _answer(self, word: str, now: Situation) -> Move | None:
        moves = {"yes": YES, "no": NO}
        if word in moves:
            return moves[word]
        return self._either(word, now, now.text, HELP, TO_ANSWER)

    def _text(
        self, word: str, rest: str, now: Situation, menu: list[tuple[str, Text]]
    ) -> Move | None:
        if word == "nothing":
            return NOTHING
        if word.isdecimal():
            return Move("table", _listed(word, menu).choice)
        if word == "table":
            known = now.look(_listed(rest, menu).choice if rest.isdecimal() else chosen(rest))
            return Move("table", known.choice)
        if word == "change":
            return self._draft(now, _listed(rest or "1", menu))
        if word == "why" and not rest and menu and menu[0][1].readings:
            self.tell(self.asked.why_each(menu))
            return None
        text = _listed(rest, menu) if rest else menu[0][1] if menu else None
        return self._either(word, now, text, HELP_TEXTS, TO_TABLE)

    def _either(
        self, word: str, now: Situation, text: Text | None, help_: str, known: tuple[str, ...]
    ) -> Move | None:
        """What may be said to any question."""
        if word == "quit":
            raise Left
        if word in ("model", "rest"):
            self._rest = word == "rest"
            return MODEL
        if word not in known:
            raise Usage(_meant(word, known))
        told = {"help": lambda: help_, "rounds": lambda: self.asked.rounds(now)}
        self.tell(told.get(word, lambda: self.asked.why(now, text))())
        return None

    # --- a text of one's own ------------------------------------------------------------------

    def _draft(self, now: Situation, text: Text) -> Move | None:
        """Write a text, issue by issue; None if it is left."""
        self.tell(f"{self.asked.draft(text)}\n{HELP_DRAFT}")
        while True:
            line = self.lines.next("issue and option, table, back, ?> ")
            words = line.text.split()
            word = MEANT.get(words[0].casefold(), words[0].casefold()) if words else ""
            if word == "quit":
                raise Left
            if word == "help":
                self.tell(HELP_DRAFT)
                continue
            if word == "back":
                self.tell("Left.")
                return None
            if word == "table":
                return Move("table", text.choice)
            try:
                text = now.look(self._changed(words), text)
            except Usage as error:
                self._not_understood(line, error)
                continue
            self.tell(self.asked.draft(text))

    def _changed(self, words: list[str]) -> dict[str, str]:
        """``2 3``, or the issue's and the option's own names."""
        if len(words) != 2:
            raise Usage("give an issue and an option by their numbers, such as 2 3; or table, back")
        issues = self.asked.scenario.file.issues
        issue = _nth(words[0], list(issues), "issue")
        if issue not in issues:
            return {issue: words[1]}  # whoever looks at it says what was meant
        options = options_of(issues[issue])
        return {issue: words[1] if words[1] in options else _nth(words[1], options, "option")}


def menu_of(now: Situation, called: Callable[[str], str]) -> list[tuple[str, Text]]:
    """Texts worth a look, each once, with all that speaks for it, as that is ``called``."""
    found: dict[int, tuple[list[str], Text]] = {}
    offered = {"advice": now.advice, **now.candidates}
    for reason, text in offered.items():
        if text is not None:
            found.setdefault(text.package, ([], text))[0].append(called(reason))
    return [("; ".join(reasons), text) for reasons, text in found.values()]


def _prompt(now: Situation) -> str:
    return (
        "1 yes, 2 no, 3 model, ?> " if now.asks == ANSWER else "number, change, nothing, model, ?> "
    )


def _listed(word: str, menu: list[tuple[str, Text]]) -> Text:
    """A text of the menu by its number."""
    if not word.isdecimal() or not 1 <= int(word) <= len(menu):
        raise Usage(f"{word!r} is no number of a text: 1 to {len(menu)}")
    return menu[int(word) - 1][1]


def _nth(word: str, names: list[str], what: str) -> str:
    if not word.isdecimal():
        return word
    if not 1 <= int(word) <= len(names):
        raise Usage(f"there is no {what} {word}: 1 to {len(names)}")
    return names[int(word) - 1]


def _meant(word: str, known: tuple[str, ...]) -> str:
    """What was probably meant by a word that says nothing here."""
    near = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.5)
    if not word:
        return f"say {', '.join(known[:2])} ..., or ? for help"
    meant = f"did you mean {near[0]!r}?" if near else f"say {', '.join(known)}"
    return f"{word!r} says nothing here: {meant}"
