"""The moment of a decision in plain sentences: what happened, what is asked, what is known."""

from __future__ import annotations

from collections.abc import Sequence

from sim.agreement.packages import packages_of
from sim.analysis.playing.situation import ANSWER, Round, Situation, Text
from sim.report.diary.layout import clean, heading, paragraph
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import listed
from sim.report.playing.amounts import chances, change, worth
from sim.report.playing.believed import Believed
from sim.report.playing.news import news
from sim.scenario import Scenario
from sim.scenario.combinations import options_of
from sim.words import counted, day_month

_AIM = (
    "You gain nothing by a text yourself: what counts is that all sign in time, and that it holds. "
    "A chance rests on what the text brings a side, on what that side is thought to ask for, and "
    "on its answers so far; you may be wrong about it."
)
_SMALL = 0.005  # utility: what a reason is told by itself from
REASONS = {
    "advice": "as the model would",
    "sure": "likeliest to be accepted",
    "own": "best for you",
    "bet": "what it brings you, times the chance of a yes",
    "even": "largest gain for whoever gains less",
    "again": "the last text once more",
}
"""By what speaks for a text."""


class Asked:
    """Says what a seat is asked, in a width of columns.

    Parameters
    ----------
    scenario : Scenario
    seat : str
    width : int
        Columns, >= 60.
    """

    def __init__(self, scenario: Scenario, seat: str, width: int) -> None:
        self.scenario, self.seat, self.width = scenario, seat, width
        self.prose, self._begun, self._rounds = Prose(scenario), False, 0
        self.texts = Texts(packages_of(scenario), self.prose)
        self.believed = Believed(self.prose, seat)

    # --- what is asked ------------------------------------------------------------------------

    def situation(self, now: Situation, menu: Sequence[tuple[str, Text]]) -> str:
        """The date, what happened, and what is to be answered or tabled."""
        title = self.prose.date(now.day, year=True)
        lines = heading(f"{title}{self._left(now)}", self.width)
        lines += self._wrapped(self._since(now))
        asked = self._to_answer(now) if now.asks == ANSWER else self._to_table(now, menu)
        return clean([*lines, *asked])

    def _left(self, now: Situation) -> str:
        if now.days_to_deadline is None:
            return ""
        return f", {counted(now.days_to_deadline, 'day')} to the deadline"

    def _since(self, now: Situation) -> str:
        """What has happened since the last decision: at the table, and else."""
        rounds, self._rounds = now.rounds[self._rounds :], len(now.rounds)
        at_table = [f"on {self._day(each)} {self._answers(each)}" for each in rounds]
        said = news(self.scenario, self.prose, now.news)
        if self._begun:
            said = [*at_table, *said]
        since, self._begun = ("you were last asked" if self._begun else "the start"), True
        return f"Since {since}: {'; '.join(said)}." if said else ""

    def _day(self, round_: Round) -> str:
        return day_month(round_.date)

    def _answers(self, round_: Round) -> str:
        """What became of a date for talks."""
        if not round_.words:
            if round_.fate == "held":
                return "they met and nothing was tabled"
            return "a date for talks came to nothing"
        said = [
            f"{self.prose.parties[party]} said {'yes' if yes else 'no'}"
            for party, yes in round_.accepted.items()
        ]
        parties = self.prose.parties
        failed = [f"the vote at home of {parties[each]} failed" for each in round_.refused_at_home]
        failed += [f"{parties.get(each, each)} cast a veto" for each in round_.vetoed_by]
        return f"{listed(said)}, but {listed(failed)}" if failed else listed(said)

    def _to_answer(self, now: Situation) -> list[str]:
        assert now.text is not None
        who = begin(self.prose.proposer(now.proposer))
        lines = [f"{who} tables a text:", *self.lines(now.text)]
        return [
            *lines,
            *self._wrapped(self._worth(now.text, now)),
            *self._wrapped(self._odds(now.text)),
            *self._wrapped(self.believed.moved(now, now.text)),
        ]

    def _to_table(self, now: Situation, menu: Sequence[tuple[str, Text]]) -> list[str]:
        lines = self._wrapped(
            f"It is for you to table a text, of {counted(now.count, 'text')} that you may table. "
            "Some of them:"
        )
        told: list[Text] = []
        for number, (reason, text) in enumerate(menu, start=1):
            lines += [f" {number}  {reason}", *self._offered(number, text, menu, now)]
            told.append(text)
        return lines

    def _offered(
        self, number: int, text: Text, menu: Sequence[tuple[str, Text]], now: Situation
    ) -> list[str]:
        """A text of the menu: in full, or by what tells it from the first."""
        first = menu[0][1]
        if number == 1:
            said = "; ".join(self.texts.said(text.package))
        else:
            said = f"as 1, but {self.texts.differences(first.package, text.package)}"
        lines = paragraph(begin(said) + ".", self.width, 4)
        gain = (
            f"To you {change(text.gain)} over {self.prose.doing}. " if text.gain is not None else ""
        )
        moved = self.believed.moved(now, text) if number == 1 else ""
        lines += paragraph(f"{gain}{self._odds(text)}", self.width, 4)
        return [*lines, *paragraph(moved, self.width, 4)] if moved else lines

    # --- one text -----------------------------------------------------------------------------

    def lines(self, text: Text) -> list[str]:
        """What it says, a line an issue."""
        return [f"  {said}" for said in self.texts.said(text.package)]

    def _worth(self, text: Text, now: Situation) -> str:
        if text.worth is None or text.gain is None or now.going_on is None:
            return ""
        verdict = "as much" if change(text.gain) == "0.0" else f"{change(text.gain)} points"
        return (
            f"To you it is worth {worth(text.worth)} points of 100, and {self.prose.doing} "
            f"{worth(now.going_on)}: {verdict} by signing."
        )

    def _odds(self, text: Text) -> str:
        said = [f"{self.believed.who(name)} {chances(each)}" for name, each in text.chances.items()]
        gains = [f"{self.prose.parties[p]} {change(gain)}" for p, gain in text.gains.items()]
        gain = f" You think it brings {listed(gains)} over {self.prose.doing}." if gains else ""
        holds = f" It would hold with {chances(text.holds)}." if self._can_fail else ""
        return f"Chances of a yes, as you believe: {listed(said)}.{gain}{holds}"

    @property
    def _can_fail(self) -> bool:
        return self.scenario.file.accord is not None

    # --- what may be asked back ---------------------------------------------------------------

    def why(self, now: Situation, text: Text | None) -> str:
        """What the worth of a text is made of, beside going on; to the mediator, its chances."""
        if text is None or not text.parts:
            said = [] if text is None else self.believed.chances(text, in_full=True)
            return clean([line for each in [*said, _AIM] for line in self._wrapped(each)])
        told = sorted(text.parts.items(), key=lambda item: -abs(item[1]))
        part_of = self.believed.part
        large = [(part_of(self.seat, k), part) for k, part in told if abs(part) >= _SMALL]
        rest = sum(part for _, part in told if abs(part) < _SMALL)
        lines = self._wrapped(
            f"Signing, beside {self.prose.doing}, in points of 100 (what it brings, what it takes):"
        )
        lines += [f"  {change(part):>6}  {begin(said)}" for said, part in large]
        lines += [f"  {change(rest):>6}  Small things", f"  {change(text.gain or 0.0):>6}  In all"]
        if now.asks_for is not None:
            lines += self._wrapped(
                f"In your place the model would ask for at least {worth(now.asks_for)} points now; "
                f"{self.prose.doing} is worth {worth(now.going_on or 0.0)}."
            )
        return clean(lines)

    def why_each(self, menu: Sequence[tuple[str, Text]]) -> str:
        """What the mediator believes of the chances of every text of a menu."""
        lines: list[str] = []
        for number, (reason, text) in enumerate(menu, start=1):
            said = self.believed.chances(text, in_full=False)
            lines += [f" {number}  {reason}"]
            lines += [line for each in said for line in paragraph(each, self.width, 4)]
        lines += self._wrapped(f"{_AIM} What a text brings and takes: why 1, why 2 ...")
        return clean(lines)

    def rounds(self, now: Situation) -> str:
        """Dates for talks so far: texts and answers."""
        if not now.rounds:
            return "There has been no date for talks yet."
        lines, last = [], None
        for each in now.rounds:
            date = "The same day" if each.date == last else day_month(each.date, year=True)
            last = each.date
            text = f"{date}: {self._answers(each)}."
            if each.words:
                who, known = self.prose.proposer(each.proposer), each.package >= 0
                words = "; ".join(self.texts.said(each.package)) if known else each.words
                text = f"{date}, by {who}: {words}. {begin(self._answers(each))}."
            lines += paragraph(text, self.width, hang=2)
        return clean(lines)

    def draft(self, text: Text) -> str:
        """A text that is being written: its issues and their options, numbered."""
        lines = []
        for number, (issue, spec) in enumerate(self.scenario.file.issues.items(), start=1):
            now = text.choice[issue]
            options = [
                f"{at} {self.prose.option(issue, option)}{' (now)' if option == now else ''}"
                for at, option in enumerate(options_of(spec), start=1)
            ]
            said = f"{number} {begin(self.prose.issue(issue))}: {', '.join(options)}"
            lines += paragraph(said, self.width, hang=4)
        gain = "" if text.gain is None else f"To you {change(text.gain)} over {self.prose.doing}. "
        return clean([*lines, *paragraph(gain + self._odds(text), self.width)])

    def reason(self, name: str) -> str:
        """What speaks for a text."""
        kind, _, party = name.partition(".")
        if party:
            return f"likeliest yes from {self.prose.parties[party]}"
        return REASONS[kind]

    def _wrapped(self, text: str) -> list[str]:
        return paragraph(text, self.width) if text else []
