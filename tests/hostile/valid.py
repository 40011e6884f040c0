"""Valid scenarios by chance: any parameter anywhere in its range, events, things left out."""

from __future__ import annotations

import math
from functools import cache

from hypothesis import strategies as st

from sim.scenario import Quantity, Scenario, load

START = {"deadline.date": "2026-04-10", "horizon": "2026-05-01"}
# Together with the number itself these rules keep a change valid (`sim.scenario.consistency`).
_KEPT = ("durable_years", "status_quo", "scores", "shares", "shortest", "longest", "events.")
_FIXED_BY_ORIGIN = ("start", "history")
_EVENTS = [
    *("surge", "assassination", "back_channel", "corridor", "aid_request", "break_off", "resume"),
    *("mediator_leaves", "round"),
]
_SIZES = {
    "strike": ("damage", 0, 200), "distraction": ("days", 0, 36_500),
    "energy_truce": ("days", 0, 36_500), "short_truce": ("days", 0, 36_500),
    "prisoner_exchange": ("people", 0, 1e6), "cold_spell": ("anomaly", -60, 60),
    "front_shift": ("area", -1e6, 1e6),
    "arms": ("helps: russia, pace", -500, 500), "turn": ("of: russia, times", 0, 100),
}  # fmt: skip
DEALS = ("energy_truce", "short_truce", "prisoner_exchange", "corridor")
_DROPPED = [
    "backers.poland", "backers.europe", "backers", "partial_deals.energy_truce", "partial_deals",
    "partial_deals.prisoner_exchange", "events.florida_round", "events", "mediator.favours.zone",
    "parties.ukraine.red_lines.withdrawal", "parties.ukraine.red_lines", "parties.russia.red_lines",
    "parties.ukraine.must_hold", "parties.ukraine.ratification", "parties.ukraine.fairness",
    "mediator.on_request", "accord.renewal", "accord.alone", "parties.russia.turn_for", "rules",
]  # fmt: skip
_CHOICES = {
    "deadline.on_lapse": ["leave", "cost", "extend"],
    "talks.protocol": ["mediated", "alternating"],
    "mediator.ladder": [
        *("[stands_for]", "[withdrawal, stands_for]", "[ceasefire]"),
        "[ceasefire, ceasefire, comprehensive]",
    ],
    "grid.of": ["ukraine", "russia"],
    "mediator.leans_to": ["ukraine", "russia"],
    "rungs.comprehensive": ["{}", "{plant: [joint]}", "{territory: [freeze], zone_rules: [1]}"],
    "impossible.some": ["{territory: [withdrawal]}", "{plant: [joint], nato: [open]}"],
    "accord.deterrence": ["{guarantees: 20}", "{plant: -20, territory: 3}"],
    "deadline.date": ["2026-02-08", "2026-05-01"],
}


@cache
def settable() -> tuple[Quantity, ...]:
    """Quantities of the baseline that a change can set one by one."""
    return tuple(
        q
        for name, q in load("baseline").quantities.items()
        if not name.startswith(_FIXED_BY_ORIGIN) and not any(part in name for part in _KEPT)
    )


def values(q: Quantity) -> st.SearchStrategy[str]:
    """Numbers and priors within a quantity's range, its ends among them."""
    low, high = q.low, q.high
    sizes = [low, high, 0.0, 1.0, -1.0, low + 1e-9 * (high - low), 5e-324, -0.0]
    size = st.sampled_from([x for x in sizes if low <= x <= high]) | st.floats(low, high)
    if q.name in {"grid.supply", "war.area"}:  # must stay below another number
        return st.floats(max(low, 1.0), 10.0).map(repr)
    if q.name in {"grid.undamaged", "war.whole_area"}:
        return st.floats(6_000 if q.unit == "km2" else 12.0, high).map(repr)
    if q.name == "war.learning.optimism_half_life":  # a shorter one was beyond measure in the past
        return st.floats(10.0, high).map(repr)
    pairs = st.tuples(size, size).filter(lambda p: math.isfinite(p[1] - p[0]) and p[0] < p[1])
    uniform = pairs.map(lambda p: f"{{uniform: [{p[0]!r}, {p[1]!r}]}}")
    return size.map(repr) | size.map(repr) | uniform


def _event(kind: str, day: int, share: float) -> str:
    month, day = (2, day) if 7 <= day <= 28 else (3, day % 28 + 1)
    start = f"type: {kind}, date: 2026-{month:02d}-{day:02d}"
    if kind == "deadline":
        return f"{{{start}, until: 2026-04-{day:02d}}}"
    if kind not in _SIZES:
        return f"{{{start}, probability: {share!r}}}"
    name, low, high = _SIZES[kind]
    return f"{{{start}, {name}: {low + share * (high - low)!r}}}"


events = st.builds(
    _event,
    st.sampled_from([*_EVENTS, *_SIZES, "deadline"]),
    st.integers(1, 50),
    st.sampled_from([0.0, 1.0]) | st.floats(0, 1),
)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, str]:
    """Changes of the baseline that leave it valid."""
    given = dict(START)
    for q in draw(st.lists(st.sampled_from(settable()), max_size=25, unique_by=lambda q: q.name)):
        given[q.name] = draw(values(q))
    for i, event in enumerate(draw(st.lists(events, max_size=6))):
        given[f"events.e{i}"] = event
    for key in draw(st.lists(st.sampled_from(sorted(_CHOICES)), max_size=2, unique=True)):
        given[key] = draw(st.sampled_from(_CHOICES[key]))
    for key in draw(st.lists(st.sampled_from(_DROPPED), max_size=2, unique=True)):
        given = {name: value for name, value in given.items() if not name.startswith(key)}
        given[key] = "null"
    if given.get("partial_deals") == "null":  # what is given beside must not speak of them
        given = {name: text for name, text in given.items() if not _is_of_partial_deals(text)}
    return given


def _is_of_partial_deals(text: str) -> bool:
    return text.startswith(tuple(f"{{type: {name}," for name in DEALS))


def scenario_of(given: dict[str, str]) -> Scenario:
    """The changed baseline."""
    return load("baseline", set=given)
