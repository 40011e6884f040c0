"""What a world that was played again without one thing after another says, in plain words."""

from __future__ import annotations

from sim.analysis.explaining.mechanisms import Mechanism
from sim.analysis.explaining.one_world import Asked
from sim.report.diary.plain.prose import Prose

_MOST = 4


def replayed_words(asked: Asked, prose: Prose) -> str:
    """Without what the same world would have signed in time."""
    if asked.as_it_is.accord:
        return ""
    if asked.alone:
        told = [_named(each, prose) for each, _ in asked.alone[:_MOST]]
        more = len(asked.alone) - len(told)
        rest = f"; and without any one of {more} more" if more > 0 else ""
        if len(told) == 1:
            return f"Played again, it signs in time without this: {told[0]}."
        return f"Played again, it signs in time without any one of these: {'; '.join(told)}{rest}."
    if asked.together:
        told = [_named(each, prose) for each in asked.together]
        return (
            "Played again, no single change is enough; it signs in time only without all of these: "
            f"{'; '.join(told)}."
        )
    return "Played again without each obstacle, and without all of them, it still does not sign."


def _named(mechanism: Mechanism, prose: Prose) -> str:
    """A mechanism; a red line by what it rules out."""
    kind, _, rest = mechanism.name.partition(".")
    if kind != "red_line":
        return mechanism.label
    party, _, line = rest.partition(".")
    what = prose.red_line(prose.file.parties[party].red_lines[line])
    return f"the red line of {prose.parties[party]} against {what}"
