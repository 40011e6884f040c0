"""A search as text and as JSON: the front, judged anew, and the playbook."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from sim.analysis.searching import Found, Judged
from sim.analysis.searching.front import Aim
from sim.analysis.searching.playbook import Rule, rules
from sim.report.text import columns
from sim.results.summary import number
from sim.statistics import Estimate
from sim.words import listed, percent, percent_range, points, short

_WIDTH = 96  # characters of a line


def search_text(found: Found) -> str:
    """What was sought, the table of the front, and what the levers do."""
    plan = found.stages[0].plan
    played = sum(stage.plan.many for stage in found.stages)
    head = (
        f"{found.stages[0].title}: {', '.join(aim.words for aim in found.aims)}. {played} points "
        f"of {len(plan.axes)} levers, {plan.worlds:,} worlds each; the front is judged in other "
        f"worlds, seed {found.seed}."
    )
    parts = [fill(head, _WIDTH), _table(found), *_settings(found), *_playbook(found)]
    read = (
        "No other point that was played beats one of the front in every aim; in the worlds in "
        "which it is judged another may, by luck. Differences from the base are paired by world, "
        "in points of a share. Intervals cover sampling error only. Conditional scenarios, not "
        "forecasts."
    )
    return "\n\n".join([*parts, fill(read, _WIDTH)])


def _table(found: Found) -> str:
    every = [found.base, *found.front, *found.beside]
    head = ["point", *(c for aim in found.aims for c in (aim.words, "95 %", "from the base"))]
    return columns(
        [[p.name, *(c for a in found.aims for c in _cells(p, a, found))] for p in every], head
    )


def _cells(point: Judged, aim: Aim, found: Found) -> list[str]:
    value = point.aims.get(aim.outcome)
    if value is None:
        return ["-", "", ""]
    is_share = _is_share(found, aim)
    told = [percent(value.value), percent_range(value.low, value.high, 1)]
    if not is_share:
        told = [short(value.value), f"{short(value.low)} to {short(value.high)}"]
    moved = point.changes.get(aim.outcome)
    if point is found.base or moved is None:
        return [*told, ""]
    return [*told, points(moved.value) if is_share else short(moved.value)]


def _is_share(found: Found, aim: Aim) -> bool:
    return str(found.stages[0].of(aim.outcome)["unit"].iloc[0]) == "share"


def _settings(found: Found) -> list[str]:
    """What is set at each point of the front."""
    base = set(found.base.settings)
    lines = [
        fill(
            f"{point.name}: {', '.join(_shown(s) for s in point.settings if s not in base)}",
            _WIDTH,
            subsequent_indent="   ",
        )
        for point in found.front
    ]
    return ["\n".join(lines)]


def _shown(setting: str) -> str:
    """A setting with no more digits than one reads; `--json` has all."""
    key, _, value = setting.partition("=")
    try:
        return f"{key}={float(value):.4g}"
    except ValueError:
        return setting


def _playbook(found: Found) -> list[str]:
    """If an aim matters most: which levers serve it, and which way."""
    every = rules(found.stages[0], found.aims)
    lines = [_rule_of(aim, [r for r in every if r.aim is aim and r.surely]) for aim in found.aims]
    return ["\n".join(fill(line, _WIDTH, subsequent_indent="  ") for line in lines)]


def _rule_of(aim: Aim, known: list[Rule]) -> str:
    if not known:
        return f"If you want {aim.words}: no lever does anything beyond chance over its range."
    return f"If you want {aim.words}: {listed([_phrase(rule) for rule in known])}."


def _phrase(rule: Rule) -> str:
    if rule.best:
        return f"{rule.lever} = {rule.best}"
    way = "more" if rule.serves else "less"
    return f"{way} {rule.lever} (rank correlation {rule.rank_correlation:+.2f})"


def search_json(found: Found) -> dict[str, Any]:
    """The same for scripts."""
    every = rules(found.stages[0], found.aims)
    return {
        "scenario": found.stages[0].title,
        "aims": [
            {"outcome": a.outcome, "way": "more" if a.sign > 0 else "less"} for a in found.aims
        ],
        "levers": [str(axis) for axis in found.stages[0].plan.axes],
        "worlds": found.stages[0].plan.worlds,
        "seed": found.seed,
        "base": _point(found.base),
        "front": [_point(point) for point in found.front],
        "beside": [_point(point) for point in found.beside],
        "rules": [
            {
                "aim": rule.aim.outcome,
                "lever": rule.lever,
                "rank_correlation": number(rule.rank_correlation),
                "best": rule.best or None,
                "beyond_chance": rule.surely,
            }
            for rule in every
        ],
    }


def _point(point: Judged) -> dict[str, Any]:
    return {
        "point": point.name,
        "settings": list(point.settings),
        "aims": {name: _estimate(each) for name, each in point.aims.items()},
        "differences": {name: _estimate(each) for name, each in point.changes.items()},
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}
