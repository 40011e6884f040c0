"""Why a side said no, in plain words: what it set against the text, and what weighed most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.meetings.accounts import Answer, Meeting, Text
from sim.report.diary.plain.prose import Prose
from sim.report.diary.plain.texts import Texts
from sim.report.diary.words import listed

SEAT = "seat"
_SLIGHT, _FAR = 0.03, 0.15  # utility by which a text falls short
_COUNTS = 0.01  # utility: a loss that is worth a word
_MOST = 2  # losses named


@dataclass(frozen=True)
class Refusal:
    """A no.

    Attributes
    ----------
    party : str
    kind : str
        ``worse``: than going on; ``more``: it held out for more; ``chance``: against its demand;
        ``seat``: said by somebody who plays the party, for reasons of his own.
    causes : tuple[str, ...]
        What weighed most against the text, largest first.
    words, short : str
        The reason as a clause, and in a few words for a table.
    """

    party: str
    kind: str
    causes: tuple[str, ...]
    words: str
    short: str

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """Two refusals with one key are told as one."""
        return self.party, self.kind, self.causes


@dataclass(frozen=True)
class Taken:
    """A text that a side had said yes to: what it is called, and that answer."""

    called: str
    answer: Answer


def taken_before(meetings: Iterable[Meeting], texts: Texts) -> dict[int, dict[str, Taken]]:
    """By day of a round and party, the other text that it last said yes to, if any."""
    last: dict[str, dict[int, Taken]] = {}
    found: dict[int, dict[str, Taken]] = {}
    for meeting in meetings:
        if (text := meeting.text) is None:
            continue
        found[meeting.day] = {
            party: next(reversed(others))
            for party, yes in last.items()
            if (others := [each for package, each in yes.items() if package != text.package])
        }
        for answer in text.answers:
            if answer.accepted and not answer.from_seat:
                yes = last.setdefault(answer.party, {})
                yes.pop(text.package, None)
                yes[text.package] = Taken(texts.name(text.package), answer)
    return found


def refusals(
    text: Text,
    prose: Prose,
    most: int | None = None,
    taken: Mapping[str, Taken] | None = None,
) -> list[Refusal]:
    """Everybody's no to a text, each with as many causes as ``most``.

    Of a side that had ``taken`` another text, by what makes this one worse for it than that.
    """
    taken = taken or {}
    return [
        refusal(answer, prose, most, taken.get(answer.party))
        for answer in text.answers
        if not answer.accepted
    ]


def refusal(
    answer: Answer, prose: Prose, most: int | None = None, taken: Taken | None = None
) -> Refusal:
    """One side's no."""
    if answer.from_seat:
        return Refusal(answer.party, SEAT, (), "so it was decided from its seat", "from its seat")
    causes = tuple(_causes(answer, prose, taken)[:most])
    than = f", and than {taken.called}, which it accepted" if taken and causes else ""
    because = f"{than}, above all {listed(causes)}" if causes else ""
    if answer.value < answer.war_value:
        much = _much(answer.war_value - answer.value)
        words = f"{much}worse for it than {prose.doing}{because}"
        return Refusal(answer.party, "worse", causes, words, f"worse than {prose.instead}")
    if answer.short_by > 0:
        words = f"better for it than {prose.doing}, but it held out for more"
        return Refusal(answer.party, "more", (), words, "held out for more")
    words = "by chance, though the text gave it what it asked for"
    return Refusal(answer.party, "chance", (), words, "by chance")


def _much(gap: float) -> str:
    return "slightly " if gap < _SLIGHT else "far " if gap > _FAR else ""


def _causes(answer: Answer, prose: Prose, taken: Taken | None = None) -> list[str]:
    """The largest losses, at most two, the second if it is not small beside the first."""
    losses: dict[str, float] = {}
    lines: dict[str, float] = {}
    than = taken.answer.balance() if taken else {}
    for key, whole in answer.balance().items():
        part = whole - than.get(key, 0.0)
        topic, is_line = _topic(answer.party, key, prose)
        losses[topic] = losses.get(topic, 0.0) - part
        lines[topic] = lines.get(topic, 0.0) - (part if is_line else 0.0)
    largest = sorted(losses, key=lambda topic: -losses[topic])[:_MOST]
    least = max(_COUNTS, losses[largest[0]] / 3) if largest else 0.0
    return [
        f"{topic}, its red line" if lines[topic] > losses[topic] / 2 else topic
        for topic in largest
        if losses[topic] >= least
    ]


def _topic(party: str, key: str, prose: Prose) -> tuple[str, bool]:
    """What an entry of the balance is about, and whether it is a red line."""
    kind, _, rest = key.partition(".")
    if kind == "red_line":
        return f"on {prose.issue(prose.file.parties[party].red_lines[rest].issue)}", True
    if kind == "issue":
        return f"on {prose.issue(rest)}", False
    told = {
        "fairness": f"conceding more than {prose.other(party)}",
        "exclusion": "a meeting behind its back",
        "renewed_war": "the danger that war returns",
        "settling": "what talks under it may still settle",
    }
    return f"for {told.get(kind) or prose.names.lost(party, key)}", False
