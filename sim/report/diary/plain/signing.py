"""Where it broke and because of whom, what would have made it sign, and what did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.meetings.accounts import BARRED, CLOSED, TABLED, Answer, Meeting, Missed, Text
from sim.outcomes.ending import deadline_day
from sim.report.diary.missed import is_free
from sim.report.diary.plain.beats import Beats
from sim.report.diary.plain.prose import Prose, begin, number
from sim.report.diary.plain.refusals import refusals
from sim.report.diary.plain.tabled import failed
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import listed

if TYPE_CHECKING:
    from sim.report.diary.diary import Diary

_LINE = "red_line."
_SLIGHT, _FAR = 0.03, 0.15  # utility


class Signing:
    """What stood between a world and a signature."""

    def __init__(self, diary: Diary, prose: Prose, texts: Texts, beats: Beats) -> None:
        self.diary, self.prose, self.texts, self.beats = diary, prose, texts, beats
        self.why = diary.why
        day = self.why["day"] if self.why else None
        self.best = diary.meetings[day] if day is not None else None

    # --- where it broke -----------------------------------------------------------------------

    def broke(self) -> list[str]:
        """Where it broke by the deadline; nothing after an accord in time."""
        if self.why is None:
            return []
        if self.best is None:
            return ["No date for talks was set at all."]
        return [" ".join([*self._noes(), *self._on_the_best_date()])]

    def _noes(self) -> list[str]:
        """How often each side said no by the deadline."""
        by = deadline_day(self.diary.trajectory)
        texts = [m.text for m in self.diary.rounds if 0 <= m.day <= by and m.text is not None]
        noes = dict.fromkeys(self.prose.parties, 0)
        for text in texts:
            for answer in text.answers:
                noes[answer.party] += not answer.accepted
        refused = {self.prose.parties[who]: n for who, n in noes.items() if n}
        if not refused:
            return []
        (first, times), *more = refused.items()
        said = [f"{first} said no in {_share(times, len(texts))}"]
        said += [f"{who} in {number(n) if n < len(texts) else 'all'}" for who, n in more]
        return [f"By {self.prose.date(by)} {', '.join(said)}."]

    def _on_the_best_date(self) -> list[str]:
        assert self.best is not None
        if self.best.margin is not None and self.best.margin >= 0:
            return self._open(self.best)
        return self._closed(self.best)

    def _open(self, best: Meeting) -> list[str]:
        when = self.prose.date(best.day)
        assert best.best is not None
        which = self.texts.named(best.best)
        said = f"The best date was {when}: {which} was better than {self.prose.doing} for both."
        if best.fate != "held":
            return [said, f"But they did not meet, {self.beats.why_not_held(best)[0]}."]
        if best.text is None:
            return [said, "But nothing was tabled."]
        if all(answer.accepted for answer in best.text.answers):
            return [said, f"But {failed(best.text, self.prose)}."]
        return [said, self._who_stopped(best, best.text)]

    def _who_stopped(self, best: Meeting, text: Text) -> str:
        if best.missed is not None:
            return f"But {self._missed(best.missed, best)}."
        who = [no.party for no in refusals(text, self.prose)]
        if len(who) == 1:
            one, other = self.prose.parties[who[0]], self.prose.other(who[0])
            return f"It broke because of {one}, which held out for more than {other} would give."
        return "It broke because of both, which each held out for more than the other would give."

    def _missed(self, missed: Missed, best: Meeting) -> str:
        """Why a text that met both demands was not agreed on."""
        who = self.prose.mediator
        if missed.case == TABLED and best.text is not None:
            no = [self.prose.parties[n.party] for n in refusals(best.text, self.prose)]
            return f"{listed(no)} refused by chance a text that gave what it asked for"
        if missed.case == BARRED:
            return f"{listed(self._barring(missed))} had refused its like before"
        if is_free(best, self.prose.names):
            return "whoever had the turn to offer put another text on the table"
        if missed.case == CLOSED:
            return f"{who} was not ready to table the text that both would have signed"
        return f"{who} misread what the sides needed, and tabled another text"

    def _barring(self, missed: Missed) -> list[str]:
        votes = [n for n in missed.barred_by if n in self.prose.parties]
        players = [self.prose.vetoes[n] for n in missed.barred_by if n in self.prose.vetoes]
        home = listed([self.prose.parties[n] for n in votes])
        return [*([f"the vote at home in {home}"] if votes else []), *players]

    def _closed(self, best: Meeting) -> list[str]:
        when = self.prose.date(best.day)
        if best.best is None or best.margin is None:
            who = listed(self._askers(best)) or "both"
            return [f"Even on the best date, {when}, no text was likely enough to hold for {who}."]
        worse = min(best.gains, key=lambda party: best.gains[party])
        much = _much(-best.margin)
        return [
            f"Even on the best date, {when}, the text nearest to suiting both, "
            f"{self.texts.named(best.best)}, would have left {self.prose.parties[worse]} "
            f"{much}worse off than {self.prose.doing}."
        ]

    def _askers(self, best: Meeting) -> list[str]:
        return [self.prose.parties[party] for party in best.asked]

    # --- what would have made it sign ---------------------------------------------------------

    def needed(self) -> list[str]:
        """What was lacking on the best date by the deadline."""
        best = self.best
        if self.why is None or best is None:
            return []
        if best.margin is None or best.margin < 0:
            return self._to_open(best)
        if best.fate != "held":
            if best.agreeable:
                return [
                    "Had they met that day, there was a text that gave both what they asked for."
                ]
            return ["Meeting was not enough: each also had to ask for less than it did that day."]
        if best.missed is not None:
            which = self.texts.named(best.missed.package)
            return [self._had_it_been(best.missed, which)]
        return self._had_they_asked(best)

    def _had_it_been(self, missed: Missed, which: str) -> str:
        if missed.case == TABLED:
            return f"Had chance not turned that answer, both would have taken {which}."
        if missed.case == BARRED:
            return f"Both would have taken {which}; what lacked was the yes of those others."
        return f"Both would have signed {which}, had it been tabled."

    def _had_they_asked(self, best: Meeting) -> list[str]:
        text = best.text
        if text is None:
            return ["A text that all could sign had to be tabled."]
        if all(answer.accepted for answer in text.answers):
            return ["Only that yes was missing."]
        no = [answer for answer in text.answers if not answer.accepted]
        if all(answer.value >= answer.war_value for answer in no):
            who, name = listed([self.prose.parties[a.party] for a in no]), self.texts.name
            gain = f"any gain over {self.prose.doing}"
            return [f"Had {who} settled for {gain}, both would have taken {name(text.package)}."]
        assert best.best is not None
        return [f"All gained by {self.texts.named(best.best)}: each had only to ask for less."]

    def _to_open(self, best: Meeting) -> list[str]:
        """What, taken away, would have left a text better than going on for all."""
        assert self.why is not None
        margins = {key: m for key, m in self.why["margin_if"].items() if m is not None and m >= 0}
        lines = sorted((k for k in margins if k.startswith(_LINE)), key=lambda k: -margins[k])
        had = self._without_lines([key.removeprefix(_LINE) for key in lines[:2]])
        if "any_may_be_signed" in margins:
            who = listed(self._askers(best)) or "the sides"
            had.append(f"had {who} not insisted that an accord be likely to hold")
        if "beliefs_shared" in margins:
            had.append(f"had both sides expected the same of {self.prose.doing}")
        if not had:
            return [
                "No single red line was to blame: without any one of them, there was still no text "
                f"better than {self.prose.doing} for both."
            ]
        return [
            f"{begin(', or '.join(had))}, some text would have been better than "
            f"{self.prose.doing} for both: not yet a signature."
        ]

    def _without_lines(self, dotted: list[str]) -> list[str]:
        """Red lines by whose they are."""
        whose: dict[str, list[str]] = {}
        for party, line in (name.split(".", 1) for name in dotted):
            spec = self.prose.file.parties[party].red_lines[line]
            whose.setdefault(party, []).append(f"against {self.prose.red_line(spec)}")
        return [
            f"had {self.prose.parties[party]} given up its red line {' or '.join(against)}"
            for party, against in whose.items()
        ]

    # --- what made it sign --------------------------------------------------------------------

    def made(self) -> list[str]:
        """What had changed by the day of the signature; nothing without one."""
        rounds = [m for m in self.diary.rounds if m.day >= 0 and m.text is not None]
        if not rounds or rounds[-1].text is None or not rounds[-1].text.signed:
            return []
        signed = rounds[-1].text
        earlier = [m for m in rounds[:-1] if m.text and not all(a.accepted for a in m.text.answers)]
        if not earlier:
            return [f"{begin(self.texts.name(signed.package))} gave both what they asked for."]
        said = [
            self._changed(self._last_no(earlier, answer.party), answer, signed)
            for answer in signed.answers
            if not _took_it_before(earlier, answer.party, signed.package)
        ]
        return [sentence for sentence in said if sentence] or [
            f"{begin(self.texts.name(signed.package))} gave both what they asked for."
        ]

    @staticmethod
    def _last_no(earlier: list[Meeting], party: str) -> tuple[Meeting, Answer] | None:
        """The last time it said no."""
        for meeting in reversed(earlier):
            for answer in meeting.text.answers if meeting.text else ():
                if answer.party == party and not answer.accepted:
                    return meeting, answer
        return None

    def _changed(self, last: tuple[Meeting, Answer] | None, now: Answer, signed: Text) -> str:
        """Why one side that had refused said yes: what moved most since."""
        if last is None:
            return ""
        meeting, then = last
        assert meeting.text is not None
        same = meeting.text.package == signed.package
        worth = "the same text was worth more to it" if same else "this text gave it more"
        moved = {
            worth: now.value - then.value,
            f"{self.prose.doing} had come to look worse to it": then.war_value - now.war_value,
            "it held out for less": (then.target - then.war_value) - (now.target - now.war_value),
        }
        reason = max(moved, key=lambda why: moved[why])
        who, when = begin(self.prose.parties[now.party]), self.prose.date(meeting.day)
        if now.short_by > 0:
            reason = "chance turned its answer"
        return f"{who}, which had said no on {when}, now said yes: {reason}."


def _took_it_before(earlier: list[Meeting], party: str, package: int) -> bool:
    """A side that had said yes to the very text: it is not what changed."""
    return any(
        answer.party == party and answer.accepted
        for meeting in earlier
        if meeting.text is not None and meeting.text.package == package
        for answer in meeting.text.answers
    )


def _share(part: int, whole: int) -> str:
    """``all five rounds``, ``three of five rounds``, ``the only round``."""
    if whole == 1:
        return "the only round"
    if part == whole:
        return "both rounds" if whole == 2 else f"all {number(whole)} rounds"
    return f"{number(part)} of {number(whole)} rounds"


def _much(gap: float) -> str:
    return "slightly " if gap < _SLIGHT else "far " if gap > _FAR else ""
