"""What was on the table, text by text: what it says, who said no and why, how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.meetings.accounts import Meeting, Text
from sim.report.diary.plain.beats import Beat
from sim.report.diary.plain.prose import Prose, begin, number
from sim.report.diary.plain.refusals import SEAT, Refusal, Taken, refusals, taken_before
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import listed, played

_AGAIN = ("for the same reason", "on the same grounds")
_COUNTED = 3  # dates from which only their number and the last are told
_ONE_CAUSE = 2  # from here on: of a refusal only what weighed most
_SHORT = 3  # from here on: only the first text in full
_TOGETHER, _APART = 4, 2  # from here on: texts after the first few together

Round = tuple[Meeting, Text]
Key = tuple[tuple[str, str], ...]
"""By whom and how a text was refused."""


class Tabled:
    """Tells texts in the order of their letters.

    Parameters
    ----------
    briefly : int
        From 2 on a refusal has one cause, from 3 on only the first text is told in full.
    """

    def __init__(self, prose: Prose, texts: Texts, briefly: int = 0) -> None:
        self.prose, self.texts, self.briefly = prose, texts, briefly
        self._reasons: dict[tuple[object, ...], int] = {}
        self._proposer = ""
        self._taken: dict[int, dict[str, Taken]] = {}

    def paragraphs(self, beats: Sequence[Beat]) -> list[str]:
        """A paragraph a text."""
        rounds: dict[int, list[Round]] = {}
        self._taken = taken_before((b.meeting for b in beats if b.meeting), self.texts)
        for beat in beats:
            if beat.meeting is not None and (text := beat.meeting.text) is not None:
                rounds.setdefault(text.package, []).append((beat.meeting, text))
        described = self.texts.described(self.briefly >= _SHORT)
        packages = list(self.texts.letters)
        apart = len(packages) if self.briefly < _TOGETHER else _APART
        if self.briefly > _TOGETHER:
            apart = 1
        told = [
            self._of_one(package, rounds[package], words)
            for package, words in zip(packages[:apart], described, strict=False)
        ]
        return [*told, *self._together({each: rounds[each] for each in packages[apart:]})]

    def _together(self, rounds: dict[int, list[Round]]) -> list[str]:
        """Further texts, those that met the same answers in a sentence."""
        alike: dict[str, list[str]] = {}
        for package, each in rounds.items():
            name = f"{self.texts.name(package)} ({self.texts.apart(package)}) {self._often(each)}"
            alike.setdefault(self._fate([text for _, text in each]), []).append(name)
        return [f"{begin(listed(names))}: {fate}." for fate, names in alike.items()]

    def _often(self, rounds: list[Round]) -> str:
        """When a text was tabled, and how often again."""
        first = self.prose.date(rounds[0][0].day)
        return f"on {first}" if len(rounds) == 1 else f"{number(len(rounds))} times from {first}"

    def _fate(self, texts: list[Text]) -> str:
        """What became of a text, answer after answer, in few words."""
        answers = Counter(map(self._answer, texts))
        if len(answers) == 1:
            return next(iter(answers))
        return ", ".join(f"{_times(n)}{answer}" for answer, n in answers.items())

    def _answer(self, text: Text) -> str:
        if text.signed:
            return f"{both_said_yes(text, self.prose)}, and it was signed"
        no = refusals(text, self.prose)
        if not no:
            return f"{both_said_yes(text, self.prose)}, but {failed(text, self.prose)}"
        if any(answer.from_seat for answer in text.answers):
            yes = [f"{who} said yes" for who in self._yes(text)]
            return listed([*yes, *(f"{self._who(n)} said no ({n.short})" for n in no)])
        who = listed([self._who(n) for n in no])
        return f"{who} said no ({' and '.join(dict.fromkeys(n.short for n in no))})"

    def _who(self, no: Refusal) -> str:
        return self.prose.parties[no.party]

    def _yes(self, text: Text) -> list[str]:
        """Who said yes from its seat; the model's yes needs no word beside another's no."""
        return [
            played(self.prose.parties[a.party])
            for a in text.answers
            if a.accepted and a.from_seat and not a.offered_itself
        ]

    def _of_one(self, package: int, rounds: list[Round], words: str) -> str:
        """One text: what it says, and its rounds."""
        (meeting, text), *_ = rounds
        by = self._by(meeting, text)
        name, when = begin(self.texts.name(package)), self._when(meeting)
        head = (
            f"{name}{by} {when}: {words}." if by == "," else f"{name}{by} {when}. {begin(words)}."
        )
        return " ".join([head, *self._rounds(rounds)])

    def _by(self, meeting: Meeting, text: Text) -> str:
        """Who tabled it, where that is another than of the text before."""
        who = self.prose.proposer(text.proposer)
        who = played(who) if meeting.from_seat else who
        told, self._proposer = who == self._proposer, who
        return "," if told else f", tabled by {who}"

    def _when(self, meeting: Meeting) -> str:
        when = f"on {self.prose.date(meeting.day)}"
        at = meeting.occasion.replace("(elsewhere", "(held elsewhere")
        return f"{when} at {at}" if at else when

    def _rounds(self, rounds: list[Round]) -> list[str]:
        """The answers; what was answered alike is told once, and how often."""
        alike: dict[Key, list[Round]] = {}
        for meeting, text in rounds:
            alike.setdefault(self._key(text), []).append((meeting, text))
        said: list[str] = []
        for some in alike.values():
            (meeting, text), *more = some
            if said and self.briefly >= _TOGETHER:
                said.append(self._in_short(some))
                continue
            lead = "" if (meeting, text) == rounds[0] else begin(f"{self._when(meeting)} ")
            said += self._answers(meeting, text, lead)
            said += [self._again([m for m, _ in more], text)] if more else []
        return said

    def _in_short(self, some: list[Round]) -> str:
        """Further answers to a text on a page that would grow too long."""
        days = [self.prose.date(meeting.day) for meeting, _ in some]
        when = f"on {listed(days)}" if len(days) < _COUNTED else f"{number(len(days))} times"
        return f"{begin(when)} {self._fate([text for _, text in some])}."

    def _key(self, text: Text) -> Key:
        if text.signed:
            return (("", "signed"),)
        no = ((no.party, no.kind) for no in refusals(text, self.prose))
        return (*no, *((who, "yes") for who in self._yes(text)))

    def _again(self, more: list[Meeting], text: Text) -> str:
        """It came back, and met the same."""
        days = [self.prose.date(meeting.day) for meeting in more]
        on = f"on {listed(days)}"
        if self.briefly and len(days) >= _COUNTED:
            on = f"{number(len(days))} times up to {days[-1]}"
        on += self._now_by([m.text for m in more if m.text], text)
        who = [self.prose.parties[a.party] for a in text.answers if not a.accepted]
        met = f"{listed(who)} refused as before" if who else "failed as before"
        return f"It came back {on}; {met}." if who else f"It came back {on} and {met}."

    def _now_by(self, more: list[Text], text: Text) -> str:
        """Who tabled it then, where that is another."""
        others = [each.proposer for each in more if each.proposer != text.proposer]
        if not others:
            return ""
        self._proposer = self.prose.proposer(more[-1].proposer)
        return f", {'the last time ' * (len(more) > 1)}tabled by {self._proposer}"

    def _answers(self, meeting: Meeting, text: Text, lead: str) -> list[str]:
        """Who said yes or no, and why."""
        if text.signed:
            extra = [self.prose.vetoes[veto.player] for veto in text.vetoes]
            agreed = f", {listed(extra)} agreed" if extra else ""
            both = both_said_yes(text, self.prose)
            return [begin(f"{lead}{both}{agreed}, and it was signed.")]
        most = 1 if self.briefly >= _ONE_CAUSE else None
        no = refusals(text, self.prose, most, self._taken[meeting.day])
        if not no:
            return [begin(f"{lead}{both_said_yes(text, self.prose)}, but {self._failed(text)}.")]
        yes = [f"{who} said yes." for who in self._yes(text)]
        first, *more = [*yes, *(self._no(each, text) for each in no)]
        return [begin(f"{lead}{first}"), *map(begin, more)]

    def _failed(self, text: Text) -> str:
        """Why a text that both accepted failed; told once."""
        words = failed(text, self.prose)
        times = self._reasons.get((words,), 0)
        self._reasons[words,] = times + 1
        return f"{self.texts.name(text.package)} failed in the same way" if times else words

    def _no(self, no: Refusal, text: Text) -> str:
        """A refusal; a reason that was told already is told as such."""
        who = self.prose.parties[no.party]
        times = self._reasons.get(no.key, 0)
        self._reasons[no.key] = times + 1
        if no.kind == SEAT:
            return f"{played(who)} said no{' again' if times else ''}."
        if times > len(_AGAIN):
            return f"{who} said no to {self.texts.name(text.package)} as before."
        return f"{who} said no {_AGAIN[times - 1]}." if times else f"{who} said no: {no.words}."


def _times(count: int) -> str:
    return "once " if count == 1 else f"{number(count)} times "


def both_said_yes(text: Text, prose: Prose) -> str:
    """That both did, and whose yes was said from its seat."""
    who = [prose.parties[a.party] for a in text.answers if a.from_seat and not a.offered_itself]
    return f"both said yes, {listed(who)} from its seat" if who else "both said yes"


def failed(text: Text, prose: Prose) -> str:
    """Who stopped what all parties accepted, and why."""
    votes = [prose.parties[a.party] for a in text.answers if not a.backed]
    if votes:
        return f"the vote at home in {listed(votes)} failed: too few supported it"
    against = [prose.vetoes[veto.player] for veto in text.vetoes if not veto.agrees]
    asked = "it asked" if len(against) == 1 else "they asked"
    return f"{listed(against)} said no: {asked} for more than the text gave"
