"""How it ended, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.outcomes.declared import accord_classes, declared, processes_of
from sim.report.diary.plain.prose import Prose
from sim.report.diary.words import listed, years
from sim.results.ended import BEFORE_THE_END
from sim.trajectory import ACCORD
from sim.words import half_up

if TYPE_CHECKING:
    from sim.report.diary.diary import Diary

_ACCORD = "accord: "
_YEAR = 12  # months


def outcome_words(diary: Diary, prose: Prose) -> str:
    """How it ended, and when."""
    facts, trajectory = diary.outcomes, diary.trajectory
    when = prose.date(facts["outcome_day"], year=True)
    classes = accord_classes(diary.scenario)
    if facts["outcome"] in classes and _signed(diary):
        return f'On {when} both signed: "{classes[facts["outcome"]].removeprefix(_ACCORD)}".'
    outcome = next(o for o in declared(diary.scenario) if o.name == "outcome")
    label = outcome.labels[outcome.categories.index(facts["outcome"])]
    if trajectory.final["ended_on"][0] >= 0:
        return f"On {when} it ended: {label}."
    since = facts.get(BEFORE_THE_END.get(facts["outcome"], ""))
    if since is not None:
        return f"On {prose.date(int(since), year=True)}: {label}."
    return f"At the end, on {when}: {label}."


def _signed(diary: Diary) -> bool:
    return bool(diary.trajectory.daily["phase"][-1, 0] == ACCORD)


def cost_words(diary: Diary) -> list[str]:
    """What there was in all that time, and whether an accord lasted."""
    said = _accord(diary) if _signed(diary) else []
    words = [process.words for process in processes_of(diary.scenario)]
    lines = sorted(
        line for each in words for line in each.ends_in_brief(diary.told, diary.outcomes)
    )
    told = listed([line.text for line in lines])
    return [*([f"In that time {told}."] if told else []), *said]


def _accord(diary: Diary) -> list[str]:
    facts = diary.outcomes
    accord = diary.scenario.file.accord
    if accord is None:
        return []
    durable = accord.durable_years.value
    chances = half_up(facts["p_hold"], 0, power=2)
    lasted = _lasted(facts, durable)
    return [f"The accord had {chances} chances in 100 to last {years(durable)}, {lasted}."]


def _lasted(facts: dict[str, Any], durable: float) -> str:
    if facts.get("settled_after") is not None:
        return f"and here talks under it settled the rest after {_span(facts['settled_after'])}"
    returned = facts["renewed_after"]
    if returned < durable:
        return f"and here it lasted {_span(returned)}, until war returned by chance"
    return "and here it did"


def _span(length: float) -> str:
    """Years as months, where they are few."""
    months = max(1, round(length * _YEAR))
    if months < 2 * _YEAR:
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{round(length)} years"
