"""What made a text sign: what had changed by the day of the signature."""

from __future__ import annotations

from sim.meetings.accounts import Answer, Meeting, Text
from sim.report.diary.plain.prose import Prose, begin
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import played


class Signed:
    """Why the last text of a world was signed."""

    def __init__(self, meetings: list[Meeting], prose: Prose, texts: Texts) -> None:
        self.meetings, self.prose, self.texts = meetings, prose, texts

    def made(self) -> list[str]:
        """What had changed by the day of the signature; nothing without one."""
        rounds = [m for m in self.meetings if m.day >= 0 and m.text is not None]
        if not rounds or rounds[-1].text is None or not rounds[-1].text.signed:
            return []
        signed = rounds[-1].text
        gave = self._gave(signed)
        earlier = [m for m in rounds[:-1] if m.text and not all(a.accepted for a in m.text.answers)]
        if not earlier:
            return [gave]
        said = [
            self._changed(self._last_no(earlier, answer.party), answer, signed)
            for answer in signed.answers
            if not _took_it_before(earlier, answer.party, signed.package)
        ]
        return [sentence for sentence in said if sentence] or [gave]

    def _gave(self, signed: Text) -> str:
        """Why a text was signed that nobody had refused before."""
        name, seated = begin(self.texts.name(signed.package)), from_seat(signed)
        if not seated:
            return f"{name} gave both what they asked for."
        who, other = self.prose.parties[seated[0]], self.prose.other(seated[0])
        return f"{name} gave {other} what it asked for, and {played(who)} signed it."

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
        if then.from_seat or now.from_seat:
            return self._from_a_seat(meeting, then, now)
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

    def _from_a_seat(self, meeting: Meeting, then: Answer, now: Answer) -> str:
        """A change of mind of which the model knows no reason."""
        who, when = begin(self.prose.parties[now.party]), self.prose.date(meeting.day)
        refused = "said no from its seat" if then.from_seat else "said no"
        agreed = "said yes from its seat" if now.from_seat else "said yes, as the model decided"
        return f"{who}, which had {refused} on {when}, now {agreed}."


def from_seat(text: Text) -> list[str]:
    """Parties whose answer was decided from their seat."""
    return [answer.party for answer in text.answers if answer.from_seat]


def _took_it_before(earlier: list[Meeting], party: str, package: int) -> bool:
    """A side that had said yes to the very text: it is not what changed."""
    return any(
        answer.party == party and answer.accepted
        for meeting in earlier
        if meeting.text is not None and meeting.text.package == package
        for answer in meeting.text.answers
    )
