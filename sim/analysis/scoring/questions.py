"""Questions as data: what is asked of the future, what others say, and the answer once known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.entries import Entry, read
from sim.outcome import Outcome
from sim.outcomes import declared
from sim.results import Run
from sim.scenario import Scenario
from sim.scenario.mistakes import did_you_mean
from sim.scenario.nodes import Node
from sim.worlds import Floats

YES, NO, NEVER = "yes", "no", "never"
_KEYS = ("asks", "outcome", "by", "answer", "against", "source")
_SUMS_TO_ONE = 1e-6


@dataclass(frozen=True)
class Question:
    """A question about the future, with all its answers.

    Attributes
    ----------
    name, asks : str
        Its key, and in words.
    outcome : str
        What it is counted in: what comes true by the deadline (``accord``), an ending
        (``talks_go_on``), ``outcome`` for all endings.
    by : tuple of date
        Asked when: the dates by which an accord may be signed, rising; else none.
    answers : tuple of str
        All there are; ordered where it is asked when.
    against : mapping of str to Floats
        Who else says what, (answers,) each.
    answer : int or None
        Place of the answer that came true; None while nobody knows.
    source : str
        Who says so.
    """

    name: str
    asks: str
    outcome: str
    by: tuple[dt.date, ...]
    answers: tuple[str, ...]
    against: Mapping[str, Floats] = field(default_factory=dict)
    answer: int | None = None
    source: str = ""

    @property
    def asked(self) -> dict[str, object]:
        """What is asked, without what others say and without the answer."""
        by = [date.isoformat() for date in self.by]
        return {"asks": self.asks, "outcome": self.outcome, "by": by, "answers": [*self.answers]}


@dataclass(frozen=True)
class Answerable:
    """What can be asked of a run.

    Attributes
    ----------
    scenario : str
    start, horizon : date
    flags, endings, columns : tuple of str
        What may come true by the deadline; how worlds may end; all outcomes.
    """

    scenario: str
    start: dt.date
    horizon: dt.date
    flags: tuple[str, ...]
    endings: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, run: Run) -> Answerable:
        """What can be asked of this one."""
        return cls._of((run.name, run.start, run.horizon), run.declared)

    @classmethod
    def of_scenario(cls, scenario: Scenario) -> Answerable:
        """What could be asked of a run of a scenario."""
        frame = scenario.name, scenario.file.start, scenario.file.horizon
        return cls._of(frame, declared(scenario))

    @classmethod
    def _of(cls, frame: tuple[str, dt.date, dt.date], known: Sequence[Outcome]) -> Answerable:
        flags = tuple(each.name for each in known if each.kind == "flag")
        ends = next(each.categories for each in known if each.name == "outcome")
        return cls(*frame, flags, tuple(ends), tuple(each.name for each in known))

    @property
    def outcomes(self) -> list[str]:
        """What a question may be about."""
        return [*self.flags, *self.endings, "outcome"]


def questions(path: str | Path, of: Run | Answerable) -> list[Question]:
    """The questions of a file, as they can be asked of a run.

    Raises
    ------
    Usage, ScenarioError, OSError, DamagedResults
        As `sim.analysis.entries.read`.
    """
    may = of if isinstance(of, Answerable) else Answerable.of(of)
    return read(path, "questions", lambda entry: _Reader(entry, may).question())


@dataclass(frozen=True)
class _Reader:
    """Reads a question."""

    entry: Entry
    may: Answerable

    @property
    def node(self) -> Node:
        """What the entry says."""
        return self.entry.node

    def question(self) -> Question:
        self.entry.only(_KEYS)
        by, outcome = self._by(), self._outcome()
        answers = self._answers(outcome, by)
        against = dict(self._against(answers))
        came_true = self._answer(answers, by)
        words = (self._word("asks", self.entry.name), outcome)
        return Question(
            self.entry.name, *words, by, answers, against, came_true, self._word("source")
        )

    def _word(self, key: str, default: str = "") -> str:
        node = self.node.mapping.get(key)
        return node.word if node else default

    def _outcome(self) -> str:
        node, known = self.node.mapping.get("outcome"), self.may.outcomes
        if node is None:
            self.entry.wrong("lacks 'outcome': what it is about", self.node)
            return "accord"
        if node.word not in known:
            told = f"'{node.word}' is no outcome of {self.may.scenario}"
            self.entry.wrong(told, node, did_you_mean(node.word, known))
            return "accord"
        return node.word

    def _by(self) -> tuple[dt.date, ...]:
        node = self.node.mapping.get("by")
        if node is None:
            return ()
        dates = [self._date(each) for each in node.items]
        found = tuple(date for date in dates if date is not None)
        if not found or list(found) != sorted(set(found)):
            self.entry.wrong(
                "'by' is a list of rising dates, such as [2026-03-31, 2026-06-30]", node
            )
        if self._word("outcome") != "accord":
            self.entry.wrong("'by' asks when an accord is signed: it needs 'outcome: accord'", node)
        return found

    def _date(self, node: Node) -> dt.date | None:
        if (date := self.entry.date(node)) is None:
            return None
        if not self.may.start <= date <= self.may.horizon:
            self.entry.wrong(f"{date} is not between the start and the horizon of the run", node)
        return date

    def _answers(self, outcome: str, by: tuple[dt.date, ...]) -> tuple[str, ...]:
        if by:
            return (*(date.isoformat() for date in by), NEVER)
        if outcome == "outcome":
            return self.may.endings
        return (YES, NO)

    def _against(self, answers: tuple[str, ...]) -> Iterator[tuple[str, Floats]]:
        node = self.node.mapping.get("against")
        for who, said in (node.mapping if node else {}).items():
            given = [each.content for each in said.items] or [said.content]
            if not all(isinstance(p, int | float) and 0 <= p <= 1 for p in given):
                self.entry.wrong(f"'{who}' must say probabilities, 0 to 1", said)
                continue
            p = np.array(given, dtype=np.float64)
            if p.size == 1 and len(answers) == 2:
                p = np.array([p[0], 1 - p[0]])
            if p.size != len(answers) or abs(p.sum() - 1) > _SUMS_TO_ONE:
                many = f"{len(answers)} probabilities that sum to 1, of {', '.join(answers)}"
                self.entry.wrong(f"'{who}' must say {many}", said)
                continue
            yield who, p

    def _answer(self, answers: tuple[str, ...], by: tuple[dt.date, ...]) -> int | None:
        node = self.node.mapping.get("answer")
        if node is None or node.content is None:
            return None
        word = {"true": YES, "false": NO}.get(node.word.lower(), node.word)
        if by and word not in answers:
            word = _first_by(word, by)
        if word not in answers:
            told = f"the answer is one of {', '.join(answers)}"
            self.entry.wrong(told, node, did_you_mean(word, answers))
            return None
        return answers.index(word)


def _first_by(word: str, by: tuple[dt.date, ...]) -> str:
    """Of a date on which it came true, the answer that it means; the word, if it is no date."""
    try:
        day = dt.date.fromisoformat(word)
    except ValueError:
        return word
    return next((date.isoformat() for date in by if day <= date), NEVER)


def _declared(run: Run, name: str) -> Outcome:
    return next(each for each in run.declared if each.name == name)


def _endings(run: Run) -> tuple[str, ...]:
    return tuple(_declared(run, "outcome").categories)


def counted(question: Question, run: Run) -> Floats:
    """(answers,): in how many worlds of a run each answer comes true; weights honoured."""
    answer = answer_of_each(question, run)
    weights = run.weights
    found: Floats = np.bincount(answer, weights, minlength=len(question.answers)).astype(np.float64)
    return found


def answer_of_each(question: Question, run: Run) -> np.ndarray[Any, np.dtype[np.int64]]:
    """(worlds,): place of the answer that comes true in each."""
    if question.by:
        day = np.where(run.column("package") >= 0, run.column("outcome_day"), np.inf)
        last = np.array([(date - run.start).days for date in question.by])
        return np.searchsorted(last, day, side="left")
    if question.outcome == "outcome":
        return run.column("outcome").astype(np.int64)
    if question.outcome in _endings(run):
        there = run.column("outcome") == _endings(run).index(question.outcome)
    else:
        there = run.column(question.outcome).astype(bool)
    return np.where(there, 0, 1)
