"""Put together the page of one world: who, what, how it went, where it broke, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.report.diary.plain.beats import ROUND, Beats
from sim.report.diary.plain.cast import Cast
from sim.report.diary.plain.closing import cost_words, outcome_words
from sim.report.diary.plain.course import Course
from sim.report.diary.plain.prose import Prose, begin, number
from sim.report.diary.plain.replayed import replayed_words
from sim.report.diary.plain.rounds_table import Rounds
from sim.report.diary.plain.signed import Signed
from sim.report.diary.plain.signing import Signing
from sim.report.diary.plain.tabled import Tabled
from sim.report.diary.plain.texts import Texts
from sim.report.diary.plain.world_page import MOST_WORDS, Page, Section, Story
from sim.report.diary.words import listed

if TYPE_CHECKING:
    from sim.analysis.explaining.one_world import Asked
    from sim.report.diary.diary import Diary

_TERSEST = 5
_SUMMED = 3  # how briefly the past is told in a sentence
_NOTE = "One world of many, drawn by chance from the scenario's assumptions: no forecast."


def story(diary: Diary, asked: Asked | None = None) -> Story:
    """The page of a world, as full as its length allows.

    Parameters
    ----------
    diary : Diary
    asked : Asked, optional
        What the same world said when it was played again without one thing after another. It is
        added to the page, which says the same without it.
    """
    told = Telling(diary)
    pages = {briefly: told.story(briefly) for briefly in range(_TERSEST + 1)}
    short = [briefly for briefly, page in pages.items() if page.words < MOST_WORDS]
    aloud = [briefly for briefly, page in pages.items() if page.page.read_aloud < MOST_WORDS]
    briefly = next(iter([*short, *aloud, _TERSEST]))
    return pages[briefly] if asked is None else Telling(diary, asked).story(briefly)


class Telling:
    """Everything that a page is made of.

    Attributes
    ----------
    prose : Prose
    texts : Texts
        Under their letters.
    beats : list[Beat]
        From the start on.
    """

    def __init__(self, diary: Diary, asked: Asked | None = None) -> None:
        self.diary, self.asked = diary, asked
        self.prose = Prose(diary.scenario)
        self.texts = Texts(diary.trajectory.packages, self.prose)
        reader = Beats(diary.told, self.prose)
        self.beats = list(reader)
        for beat in self.beats:
            if beat.meeting is not None and beat.meeting.text is not None:
                self.texts.take(beat.meeting.text)
        self.signing = Signing(diary, self.prose, self.texts, reader)

    def story(self, briefly: int) -> Story:
        """The page, the fuller the less ``briefly`` (0 to 5)."""
        rounds = Rounds(self.prose, self.texts)
        return Story(
            scenario=self.diary.scenario.name,
            seed=self.diary.seed,
            world=self.diary.world,
            page=self._page(rounds, briefly),
            rounds=rounds.records(self.beats),
            texts={
                letter: [
                    {"issue": self.prose.issue(issue), "option": option}
                    for issue, option in self.texts.choice(package).items()
                ]
                for package, letter in self.texts.letters.items()
            },
            ending=self.ending(),
        )

    def ending(self) -> dict[str, Any]:
        """How it ended, for scripts."""
        outcomes = self.diary.outcomes
        return {
            "outcome": outcomes["outcome"],
            "date": self.diary.scenario.date(outcomes["outcome_day"]).isoformat(),
            "accord": outcomes["accord"],
            "reason": outcomes["reason"],
        }

    def outcome(self) -> str:
        """The same in a sentence."""
        return outcome_words(self.diary, self.prose)

    def costs(self) -> list[str]:
        """What it came to."""
        return cost_words(self.diary)

    def _page(self, rounds: Rounds, briefly: int) -> Page:
        file, diary = self.diary.scenario.file, self.diary
        first = self.prose.date(0)
        last = self.prose.date(diary.trajectory.days - 1, year=True)
        lead = f"{file.question} World {diary.world}, {first} to {last}."
        sections = [
            Section("In short", [" ".join(self._in_short())]),
            Section("Who wanted what", self._cast(briefly)),
            Section("How it went", self._course(briefly)),
            Section("What was on the table", self._tabled(briefly)),
            Section(self._where(), self.signing.broke()),
            Section("What would have made it sign", self._needed()),
            Section("What made it sign", Signed(diary.rounds, self.prose, self.texts).made()),
            Section("What it came to", [" ".join(self.costs())]),
        ]
        shown = [each for each in sections if any(each.paragraphs)]
        table = rounds.table(self.beats, briefly)
        notes = [_NOTE, f"With all numbers, day by day: {diary.command}"]
        return Page(file.title, lead, shown, table, notes)

    def _where(self) -> str:
        """Nothing broke where talks are still open."""
        still = self.diary.outcomes["outcome"] == "talks_go_on"
        return f"Where it {'stands' if still else 'broke'}, and because of whom"

    def _in_short(self) -> list[str]:
        said = [self.outcome()]
        dates = [beat for beat in self.beats if beat.meeting is not None]
        held = sum(beat.kind == ROUND for beat in dates)
        if len(dates) > 1:
            were = "was" if held == 1 else "were"
            every = "both" if len(dates) == 2 else "all"
            share = every if held == len(dates) else number(held) if held else "none"
            said.append(f"Of {number(len(dates))} dates for talks {share} {were} held.")
        return said

    def _cast(self, briefly: int) -> list[str]:
        cast = Cast(self.diary.trajectory, self.prose)
        return cast.paragraphs(self._outlooks(), briefly)

    def _outlooks(self) -> dict[str, dict[str, float]]:
        """What each side expected at its first answer."""
        texts = [beat.meeting.text for beat in self.beats if beat.meeting and beat.meeting.text]
        return {a.party: dict(a.outlook) for a in texts[0].answers} if texts else {}

    def _course(self, briefly: int) -> list[str]:
        course = Course(self.prose, briefly)
        return [*self._past(briefly), *course.paragraphs(self.beats)]

    def _tabled(self, briefly: int) -> list[str]:
        return Tabled(self.prose, self.texts, briefly).paragraphs(self.beats)

    def _past(self, briefly: int) -> list[str]:
        rounds = [meeting for meeting in self.diary.rounds if meeting.day < 0]
        if not rounds:
            return []
        said = self._noes()
        since = self.prose.date(rounds[0].day)
        what = "earlier round" if len(rounds) == 1 else "earlier rounds"
        told = f": {listed(said)}" if said and briefly < _SUMMED else ""
        return [f"{begin(number(len(rounds)))} {what}, since {since}, brought no accord{told}."]

    def _noes(self) -> list[str]:
        counts = dict.fromkeys(self.prose.parties, 0)
        for meeting in self.diary.rounds:
            if meeting.day < 0 and meeting.text is not None:
                for answer in meeting.text.answers:
                    counts[answer.party] += not answer.accepted
        return [
            f"{self.prose.parties[party]} said no in {number(n)}"
            for party, n in counts.items()
            if n
        ]

    def _needed(self) -> list[str]:
        said = self.signing.needed()
        if self.asked is not None:
            said = [*said, replayed_words(self.asked, self.prose)]
        return [text for text in said if text]
