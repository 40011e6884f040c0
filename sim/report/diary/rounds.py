"""Dates for talks in words: what became of them, text, answers, bargaining range."""

from __future__ import annotations

from sim.journal import Entry
from sim.meetings.accounts import Answer, Fragile, Meeting, Text
from sim.report.diary.answers import answer_words, reading_words, veto_words, vote_words
from sim.report.diary.missed import both_demands, is_free, missed_words, not_tabled_words
from sim.report.diary.words import Names, amount, listed, on, played, sentence, share, signed, years
from sim.scenario import Scenario


class RoundWords:
    """Tells the dates of a world, in their order: later ones refer to earlier ones."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.names = scenario, Names(scenario)
        accord = scenario.file.accord
        self._years = years(accord.durable_years.value) if accord else ""
        self._described: set[tuple[int, str]] = set()
        self._tabled: dict[str, int] = {}
        self._explained: set[str] = set()

    def entry(self, meeting: Meeting) -> Entry:
        """The entry of a date, held or not."""
        held, text = meeting.fate == "held", meeting.text
        called = meeting.occasion or "round"
        if not held:
            what = meeting.occasion or "a date for talks"
            title, told = f"{what} falls through", [self._why_not_held(meeting)]
        elif meeting.from_seat and text is None:
            title, told = f"{called}: nothing is tabled", [_nothing(meeting, self.names)]
        elif text is None and meeting.day < 0:
            title = f"{called}: it would not have held"
            told = ["Nothing of the kind was likely enough to hold for both to sign."]
        elif text is None:
            title = f"{called}: nothing to table"
            told = [nothing_words(is_free(meeting, self.names))]
        else:
            title, told = (
                f"{called}: {self._verdict(text)}",
                self._text(text, meeting),
            )
        kind = "round" if held else "date_missed"
        return Entry(meeting.day, kind, title, [*told, self._range(meeting)], meeting.facts())

    def _verdict(self, text: Text) -> str:
        refusers = [self.names.parties[a.party] for a in text.answers if not a.accepted]
        if refusers:
            return f"{' and '.join(refusers)} refuse{'s' if len(refusers) == 1 else ''}"
        if text.signed:
            return "signed"
        if all(answer.backed for answer in text.answers):
            against = [self.names.vetoes[veto.player] for veto in text.vetoes if not veto.agrees]
            return f"accepted by both, vetoed by {listed(against)}"
        return "accepted by both, voted down at home"

    # --- the date -----------------------------------------------------------------------------

    def _why_not_held(self, meeting: Meeting) -> str:
        if meeting.fate == "cancelled" and meeting.shock is not None:
            return (
                f"Cancelled: the shock of {on(self.scenario, meeting.shock)} was too close to it."
            )
        if meeting.alone:
            why = "without the mediator the sides hardly meet"
        elif self.names.mediated:
            why = (
                f"{share(meeting.readiness)} readiness times {share(meeting.attention)} of the "
                "mediator's attention"
            )
        else:
            why = "that is the sides' readiness"
        though = "though" if meeting.chance >= 0.5 else "for"
        return f"Not held, {though} the chance was {share(meeting.chance)}: {why}."

    def _range(self, meeting: Meeting) -> str:
        """Was there anything better than fighting on for both?"""
        fragile = meeting.fragile
        more = ""
        if fragile:
            shown = self._package(fragile.package, fragile.words)
            more = f" {fragile_words(fragile, shown, meeting.asked, self.names)}"
        if meeting.best is None or meeting.margin is None:
            nothing = "Bargaining range: no package was likely enough to hold for both to sign."
            return nothing + more
        what = self._package(meeting.best, meeting.best_words)
        gains = listed(
            [f"{signed(gain)} for {self.names.parties[p]}" for p, gain in meeting.gains.items()]
        )
        if meeting.margin < 0:
            short = amount(-meeting.margin)
            return f"Bargaining range: empty by {short}. Nearest: {what}, {gains}.{more}"
        best = f"Bargaining range: open. Best for whoever gains less: {what}, {gains}."
        return best + self._missed(meeting)

    def _missed(self, meeting: Meeting) -> str:
        """Could the round have done better than it did?"""
        missed, text = meeting.missed, meeting.text
        if missed is not None:
            what = self._package(missed.package, missed.words)
            return " " + missed_words(missed, what, meeting, self.names)
        if text is None or all(a.accepted for a in text.answers):
            return ""
        both = both_demands(text)
        return f" But no package met {both}: together they ask for more than there is."

    def _package(self, number: int, words: str) -> str:
        """A package, in full at its first mention; the past may number packages otherwise."""
        known = (number, words) in self._described
        self._described.add((number, words))
        return f"package {number}" + ("" if known else f" ({words})")

    # --- the text -----------------------------------------------------------------------------

    def _text(self, text: Text, meeting: Meeting) -> list[str]:
        lines = self._tabling(text, meeting)
        for answer in text.answers:
            lines += answer_words(answer, self.names, text.signed, self._explains(answer))
            if all(a.accepted for a in text.answers):
                lines += vote_words(answer)
        return lines + [veto_words(veto, self.names) for veto in text.vetoes]

    def _explains(self, answer: Answer) -> bool:
        """Is it the first time that a side's war value is told?"""
        refuses = not answer.accepted and not answer.from_seat
        first = refuses and answer.party not in self._explained
        self._explained |= {answer.party} if first else set()
        return first

    def _tabling(self, text: Text, meeting: Meeting) -> list[str]:
        who, before = self.names.proposer(text.proposer), self._tabled.get(text.words)
        who = played(who) if meeting.from_seat else who
        again = f" again, as on {on(self.scenario, before)}" if before is not None else ""
        self._described.add((text.package, text.words))
        self._tabled[text.words] = meeting.day
        holding = self._holding(text, meeting.asked)
        lines = [f"{who} tables package {text.package}{again}: {text.words}.{holding}"]
        if text.proposer is None:
            lines.append(reading_words(text.answers, self.names, meeting.from_seat))
        return lines

    def _holding(self, text: Text, asked: dict[str, float]) -> str:
        """How likely it would hold, where accords may fail."""
        if not self._years:
            return ""
        return (
            f" Signed, it would hold {self._years} with probability {text.holds:.2f}"
            f"{_condition(asked, self.names)}."
        )


def nothing_words(free: bool) -> str:
    """Why there was no text, where the sides are ``free`` to offer what they like or not."""
    if free:
        return "Whoever had the turn to offer saw nothing to gain by any offer."
    return (
        "No package of the open rungs was likely enough to hold for both to sign, and not "
        "refused before by whoever else must say yes."
    )


def _nothing(meeting: Meeting, names: Names) -> str:
    return f"{sentence(not_tabled_words(meeting, names))}."


def fragile_words(fragile: Fragile, what: str, asked: dict[str, float], names: Names) -> str:
    """What would open the range if accords did not have to hold; ``what`` describes it."""
    return (
        f"{sentence(what)} would gain both at least {amount(fragile.margin)}, but it "
        f"would hold only with probability {fragile.holds:.2f}{_condition(asked, names)}."
    )


def _condition(asked: dict[str, float], names: Names) -> str:
    """Who insists on what probability of holding."""
    told = [f"{names.parties[party]} asks for {least:.2f}" for party, least in asked.items()]
    return f" ({listed(told)})" if told else ""
