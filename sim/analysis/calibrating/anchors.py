"""Anchors as data: what others hold likely, or have counted, with its error and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sim.analysis.entries import Entry, read
from sim.analysis.scoring.questions import NO, YES, Answerable, Question, answer_of_each
from sim.errors import Usage, not_among
from sim.folders import own_folder, shipped_folder
from sim.quantities.units import UnitError, number_with_unit
from sim.results import Run
from sim.scenario import Scenario
from sim.scenario.mistakes import did_you_mean
from sim.scenario.nodes import Node
from sim.worlds import Bools

CEASEFIRE = "ceasefire"
_SILENCE = "ceasefire_day"
_DATED = (CEASEFIRE, "accord")
_KEYS = ("outcome", "by", "share", "sd", "yes", "of", "source")
_USUAL_SD, _WIDEST_SD = 0.02, 0.5
_MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Anchor:
    """A share that others hold likely, or a count of like cases.

    Attributes
    ----------
    name : str
    outcome : str
        What it is about: ``ceasefire``, ``accord``, another flag, or an ending.
    by : date or None
        The day by which it comes true, of a ceasefire or an accord; else by what the outcome says.
    share, sd : float or None
        The share, and by how much it may be off (standard deviation), both between 0 and 1.
    yes, of : float or None
        Instead: of so many plays of this very game, in how many it came true.
    source : str
    """

    name: str
    outcome: str
    by: dt.date | None
    share: float | None
    sd: float | None
    yes: float | None
    of: float | None
    source: str

    @property
    def counted(self) -> bool:
        """Whether it is a count."""
        return self.yes is not None

    @property
    def says(self) -> float:
        """The share that it says."""
        if self.yes is not None and self.of is not None:
            return self.yes / self.of
        assert self.share is not None
        return self.share

    @property
    def asks(self) -> str:
        """What it is about, in words of the scenario's columns."""
        what = self.outcome.replace("_", " ")
        return f"{what} by {self.by.isoformat()}" if self.by else what


def anchors(path: str | Path, of: Run | Scenario) -> list[Anchor]:
    """The anchors of a file, or of those that come with the program by their name.

    Raises
    ------
    Usage, ScenarioError, OSError, DamagedResults
        As `sim.analysis.entries.read`; Usage too if they contradict each other.
    """
    may = Answerable.of(of) if isinstance(of, Run) else Answerable.of_scenario(of)
    dated = [each for each in _DATED if each != CEASEFIRE or _SILENCE in may.columns]
    known = [*dict.fromkeys([*dated, *may.flags, *may.endings])]
    found = read(file_of(path), "anchors", lambda e: _Reader(e, may, dated, known).anchor())
    _see_that_they_agree(found)
    return found


def _see_that_they_agree(found: Sequence[Anchor]) -> None:
    """What has come true by a day has by every later one."""
    dated = sorted(
        (each for each in found if each.by), key=lambda a: (a.outcome, a.by or dt.date.min)
    )
    for early, late in pairwise(dated):
        if early.outcome == late.outcome and late.says < early.says:
            raise Usage(
                f"'{late.name}' says less ({late.says:.3g}) by a later day than '{early.name}' "
                f"({early.says:.3g}): they contradict each other"
            )


def shipped() -> list[str]:
    """Names of the anchors that come with the program, and of those of the project."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.yaml")})


def came_true(anchor: Anchor, run: Run) -> Bools:
    """(worlds,): in which worlds it came true."""
    if anchor.outcome == CEASEFIRE:
        assert anchor.by is not None
        silent: Bools = run.column(_SILENCE) <= (anchor.by - run.start).days
        return silent
    by = () if anchor.by is None else (anchor.by,)
    answers = (anchor.by.isoformat(), "never") if anchor.by else (YES, NO)
    asked = Question(anchor.name, anchor.asks, anchor.outcome, by, answers)
    true: Bools = answer_of_each(asked, run) == 0
    return true


def _folders() -> Iterable[Path]:
    own = own_folder()
    return [folder / "anchors" for folder in ([own] if own else []) + [shipped_folder()]]


def file_of(path: str | Path) -> Path:
    """The file that a path, or a name, means.

    Raises
    ------
    Usage
        If there is none.
    """
    if Path(path).exists():
        return Path(path)
    name = str(path).removesuffix(".yaml")
    there = [folder / f"{name}.yaml" for folder in _folders() if name in shipped()]
    found = next((each for each in there if each.is_file()), None)
    if found is None:
        raise Usage(f"{not_among('anchor', str(path), shipped())}; the path of a file will do too")
    return found


def _share(content: object) -> object:
    """A share that is written in per cent; anything else as it is."""
    if not isinstance(content, str):
        return content
    try:
        return number_with_unit(content, "-")
    except UnitError:
        return content


@dataclass(frozen=True)
class _Reader:
    """Reads an anchor."""

    entry: Entry
    may: Answerable
    dated: list[str]
    known: list[str]

    def anchor(self) -> Anchor:
        self.entry.only(_KEYS)
        outcome = self._outcome()
        by = self._by(outcome)
        yes, of = self._counts()
        share = None if yes is not None else self._number("share", 0.0, 1.0)
        sd = self._number("sd", 0.0, _WIDEST_SD, _USUAL_SD) if share is not None else None
        if not any(map(self._at, ("share", "yes", "of"))):
            self.entry.wrong("lacks 'share', or 'yes' and 'of'", self.entry.node)
        return Anchor(self.entry.name, outcome, by, share, sd, yes, of, self._source())

    def _at(self, key: str) -> Node | None:
        return self.entry.node.mapping.get(key)

    def _outcome(self) -> str:
        node = self._at("outcome")
        if node is None:
            self.entry.wrong("lacks 'outcome': what it is about", self.entry.node)
        elif node.word not in self.known:
            told = f"'{node.word}' is no outcome of {self.may.scenario}"
            self.entry.wrong(told, node, did_you_mean(node.word, self.known))
        else:
            return node.word
        return "accord"

    def _by(self, outcome: str) -> dt.date | None:
        node = self._at("by")
        if node is None:
            if outcome == CEASEFIRE:
                self.entry.wrong("lacks 'by': the day by which it comes true", self.entry.node)
            return None
        if outcome not in self.dated:
            told = f"'by' is for {' and '.join(self.dated)}: {outcome} says itself by when"
            self.entry.wrong(told, node)
        date = self.entry.date(node)
        if date is not None and not self.may.start <= date <= self.may.horizon:
            self.entry.wrong(f"{date} is not between the start and the horizon of the run", node)
        return date

    def _counts(self) -> tuple[float | None, float | None]:
        if not (self._at("yes") or self._at("of")):
            return None, None
        for key in ("share", "sd"):
            if (node := self._at(key)) is not None:
                self.entry.wrong(f"a count has no '{key}': 'yes' and 'of' say all", node)
        of = self._number("of", 0.0, _MOST_COUNTED)
        yes = self._number("yes", -1e-9, (of or _MOST_COUNTED) + 1e-9)
        return (max(yes, 0.0) if yes is not None else None), of

    def _number(
        self, key: str, low: float, high: float, usual: float | None = None
    ) -> float | None:
        """A number strictly between two others."""
        node = self._at(key)
        if node is None:
            if usual is None and key != "share":
                self.entry.wrong(f"lacks '{key}'", self.entry.node)
            return usual
        value = _share(node.content) if key in ("share", "sd") else node.content
        if isinstance(value, bool) or not isinstance(value, int | float) or not low < value < high:
            between = f"between {max(low, 0.0):g} and {round(high, 6):g}"
            self.entry.wrong(f"'{key}' is a number {between}, not '{node.word}'", node)
            return None
        return float(value)

    def _source(self) -> str:
        node = self._at("source")
        if node is None or not node.word.strip():
            self.entry.wrong("lacks 'source': who says so, and when", self.entry.node)
            return ""
        return node.word
