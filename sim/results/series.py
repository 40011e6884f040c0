"""What the daily series of a run mean: one line each, by the name under which they are stored."""

from __future__ import annotations

from sim.processes import PROCESSES
from sim.processes.day import NOBODY, VETO, VOTE
from sim.processes.deadline import Clock
from sim.series import Series
from sim.trajectory import ACCORD, CANCELLED, FORCE, HELD, NO_DATE, NOT_HELD, TALKS

_DATE = {NO_DATE: "none", NOT_HELD: "not_held", CANCELLED: "cancelled", HELD: "held"}
_ACCEPTS = "accepted the text tabled"
_PASSES = "its vote at home would pass the text tabled"

_CORE = {
    "phase": Series(
        "whether talks are open, or how they ended",
        kind="code",
        codes={TALKS: "talks", ACCORD: "accord", FORCE: "force"},
    ),
    "date": Series("what became of the day's date for talks", "-", "code", _DATE, column="talks"),
    "answers": Series(
        "",
        kind="bits",
        bits={
            "accepted.first": (1, _ACCEPTS),
            "accepted.second": (2, _ACCEPTS),
            "agreeable": (4, "some package met both demands, on a date for talks"),
        },
    ),
    "margin": Series(
        "gain over going on without an accord, of the side that gains less, in the best package",
        "utility",
    ),
    "resentment": Series("resentment of a meeting behind a party's back, 1 when it is fresh"),
    "effective_pressure": Series("how hard the mediator presses, from 0 to 1"),
    "war_value": Series("what going on without an accord is worth", "utility"),
    "shared_war_value": Series("the same, if both sides read what happens alike", "utility"),
    "new_line": Series(
        "what going on would be worth more if all that it decides had been ceded",
        "utility",
    ),
    "shared_new_line": Series("the same, if both sides read what happens alike", "utility"),
    "attention": Series("share of the mediator's attention that the talks have"),
    "mediator_present": Series("the mediator has not left", kind="yes"),
    "rung": Series(
        "rungs of the mediator's ladder that are open below the first", "rungs", "count"
    ),
    "package": Series("package tabled; missing where none was", kind="package"),
    "proposer": Series(
        "who tabled the text; missing where none was",
        kind="code",
        codes={-1: "mediator", 0: "first", 1: "second"},
        where="package",
    ),
    "best_package": Series("package of the margin", kind="package"),
    "votes": Series(
        "", kind="bits", bits={"vote.first": (1, _PASSES), "vote.second": (2, _PASSES)}
    ),
    "barred": Series(
        "who stands against all that meets both demands, or against what both accepted",
        kind="code",
        codes={NOBODY: "nobody", VOTE: "vote", VETO: "veto"},
    ),
    "at_place": Series("a round is held at the place of a dated event", kind="yes"),
    "target": Series("least it accepts", "utility"),
    "best": Series("worth of the package of the margin", "utility"),
    "offered": Series("worth of the text tabled", "utility"),
}
SERIES: dict[str, Series] = {
    **_CORE,
    **Clock.labels,
    **{name: series for process in PROCESSES for name, series in process.labels.items()},
}
"""By stored name, without the belligerent's."""
