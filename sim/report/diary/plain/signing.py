"""Where it broke and because of whom, and what would have made it sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.meetings.accounts import BARRED, CLOSED, TABLED, Meeting, Missed, Text
from sim.outcomes.ending import deadline_day
from sim.report.diary.missed import is_free
from sim.report.diary.plain.beats import Beats
from sim.report.diary.plain.prose import Prose, begin, number
from sim.report.diary.plain.refusals import SEAT, Refusal, refusals
from sim.report.diary.plain.signed import from_seat
from sim.report.diary.plain.tabled import failed
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import listed, played

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

    @property
    def _played(self) -> list[str]:
        """Parties that somebody played, if only once."""
        texts = [m.text for m in self.diary.rounds if m.text is not None]
        return list(dict.fromkeys(party for text in texts for party in from_seat(text)))

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
            also = "; chance alone would have kept them apart too" if best.either_way else ""
            return [said, f"But they did not meet, {self.beats.why_not_held(best)[0]}{also}."]
        if best.text is None:
            return [said, "But nothing was tabled."]
        if all(answer.accepted for answer in best.text.answers):
            other = best.text.package != best.best
            tabled = f"{self.texts.name(best.text.package)} was tabled, and " if other else ""
            return [said, f"But {tabled}{failed(best.text, self.prose)}."]
        return [said, self._who_stopped(best, best.text)]

    def _who_stopped(self, best: Meeting, text: Text) -> str:
        if best.missed is not None:
            return f"But {self._missed(best.missed, best)}."
        no = refusals(text, self.prose)
        if any(each.kind == SEAT for each in no):
            return f"It broke because {listed([self._said_no(each) for each in no])}."
        who = [each.party for each in no]
        if len(who) == 1:
            one, other = self.prose.parties[who[0]], self.prose.other(who[0])
            return f"It broke because of {one}, which held out for more than {other} would give."
        return "It broke because of both, which each held out for more than the other would give."

    def _said_no(self, no: Refusal) -> str:
        """A no on a date on which each could have had more than by going on."""
        who, other = self.prose.parties[no.party], self.prose.other(no.party)
        if no.kind == SEAT:
            return f"{played(who)} said no"
        return f"{who} held out for more than {other} would give"

    def _missed(self, missed: Missed, best: Meeting) -> str:
        """Why a text that met both demands was not agreed on."""
        who = self.prose.mediator
        if missed.case == TABLED and best.text is not None:
            return self._refused(refusals(best.text, self.prose))
        if missed.case == BARRED:
            return f"{listed(self._barring(missed))} had refused its like before"
        if is_free(best, self.prose.names):
            return "whoever had the turn to offer put another text on the table"
        if missed.case == CLOSED:
            return f"{who} was not ready to table the text that both would have signed"
        if best.from_seat:
            return f"{played(who)} tabled {'another text' if best.text else 'nothing'}"
        return f"{who} misread what the sides needed, and tabled another text"

    def _refused(self, no: list[Refusal]) -> str:
        """Who refused a text that met both demands, as the model has them."""
        drawn = listed([self.prose.parties[n.party] for n in no if n.kind != SEAT])
        seated = [played(self.prose.parties[n.party]) for n in no if n.kind == SEAT]
        chance = [f"{drawn} refused by chance a text that gave what it asked for"] if drawn else []
        return listed([*chance, *(f"{who} said no" for who in seated)])

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
        if best.fate != "held" and self._played:
            who = listed([self.prose.parties[party] for party in self._played])
            return [f"Had they met that day, it was for whoever played {who} to say yes or no."]
        if best.fate != "held":
            if best.agreeable:
                return [
                    "Had they met that day, there was a text that gave both what they asked for."
                ]
            return ["Meeting was not enough: each also had to ask for less than it did that day."]
        if best.missed is not None:
            which = self.texts.named(best.missed.package)
            return [self._had_it_been(best.missed, which, best.text)]
        return self._had_they_asked(best)

    def _had_it_been(self, missed: Missed, which: str, text: Text | None) -> str:
        no = refusals(text, self.prose) if text else []
        if missed.case == TABLED and any(each.kind == SEAT for each in no):
            who = listed([self.prose.parties[each.party] for each in no])
            return f"The yes of {who} to {which} was missing."
        if missed.case == TABLED:
            return f"Had chance not turned that answer, both would have taken {which}."
        if missed.case == BARRED:
            lacked = listed(self._barring(missed))
            return f"Both would have taken {which}; what lacked was a yes of {lacked}."
        if self._played:
            return f"By what the model asks for in their places both would have signed {which}."
        return f"Both would have signed {which}, had it been tabled."

    def _had_they_asked(self, best: Meeting) -> list[str]:
        text = best.text
        if text is None:
            return ["A text that all could sign had to be tabled."]
        if all(answer.accepted for answer in text.answers):
            return [f"Only {_lacked(text, self.prose)} was missing."]
        no = [answer for answer in text.answers if not answer.accepted]
        if any(answer.from_seat for answer in no):
            who = listed([self.prose.parties[a.party] for a in no])
            return [f"The yes of {who} to {self.texts.name(text.package)} was missing."]
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


def _lacked(text: Text, prose: Prose) -> str:
    """Whose yes a text lacked that all parties had accepted."""
    votes = [prose.parties[answer.party] for answer in text.answers if not answer.backed]
    if votes:
        return f"a majority at home in {listed(votes)}"
    return f"the yes of {listed([prose.vetoes[v.player] for v in text.vetoes if not v.agrees])}"


def _share(part: int, whole: int) -> str:
    """``all five rounds``, ``three of five rounds``, ``the only round``."""
    if whole == 1:
        return "the only round"
    if part == whole:
        return "both rounds" if whole == 2 else f"all {number(whole)} rounds"
    return f"{number(part)} of {number(whole)} rounds"


def _much(gap: float) -> str:
    return "slightly " if gap < _SLIGHT else "far " if gap > _FAR else ""
