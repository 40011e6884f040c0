"""What the daily series of a run mean: one line each, by the name under which they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.minutes import AGREEABLE, DEAL_BITS, FIRST_ACCEPTS, SECOND_ACCEPTS
from sim.trajectory import ACCORD, CANCELLED, FORCE, HELD, NO_DATE, NOT_HELD, TALKS

Kind = Literal["number", "count", "yes", "day", "package", "code", "bits"]


@dataclass(frozen=True)
class Series:
    """A daily series, or one for each belligerent.

    Attributes
    ----------
    label, unit : str
        As outcomes have them; ``-``: no unit. A belligerent's own is labelled with its name too.
    kind : str
        How the stored number is read: as it is (``number``, ``count``), as yes or no, as a day, as
        the number of a package (below zero: none), as a code of ``codes`` or as bits.
    codes : dict of int to str
        Of a code: what each stands for.
    bits : dict of str to (int, str)
        Of bits: column, with the bit and its label. A column that ends in ``.first`` or
        ``.second`` is named after that belligerent instead.
    column : str
        Its name as a column, if it is another.
    where : str
        It is missing where this stored series is below zero.
    """

    label: str
    unit: str = "-"
    kind: Kind = "number"
    codes: dict[int, str] | None = None
    bits: dict[str, tuple[int, str]] | None = None
    column: str = ""
    where: str = ""


_DATE = {NO_DATE: "none", NOT_HELD: "not_held", CANCELLED: "cancelled", HELD: "held"}
_ACCEPTS = "accepted the text tabled"
_PASSES = "its vote at home would pass the text tabled"

SERIES: dict[str, Series] = {
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
            "accepted.first": (FIRST_ACCEPTS, _ACCEPTS),
            "accepted.second": (SECOND_ACCEPTS, _ACCEPTS),
            "agreeable": (AGREEABLE, "some package met both demands, on a date for talks"),
        },
    ),
    "deals": Series(
        "",
        kind="bits",
        bits={
            f"deal.{name}": (bit, f"agreed beside the accord: {name.replace('_', ' ')}")
            for name, bit in DEAL_BITS.items()
        },
    ),
    "truce": Series("a truce, of strikes or of all fighting", kind="yes"),
    "margin": Series("gain over war of the side that gains less, in the best package", "utility"),
    "resentment": Series("resentment of a meeting behind a party's back, 1 when it is fresh"),
    "insistence": Series("how hard the mediator presses, from 0 to 1"),
    "war_value": Series("what fighting on is worth", "utility"),
    "shared_war_value": Series("the same, if both sides read the front alike", "utility"),
    "held_area": Series("land at stake that its holder still holds", "km2"),
    "pace": Series("pace of the front on open ground (below zero: land regained)", "km2/day"),
    "temperature": Series("temperature", "C"),
    "demand": Series("demand for power", "GW"),
    "supply": Series("power from its own plants", "GW"),
    "imports": Series("power imported", "GW"),
    "aid": Series("power sent by backers", "GW"),
    "unserved": Series("demand that is not met", "GW"),
    "hardship": Series("share of demand not met, as it is remembered"),
    "strikes": Series("waves of strikes on the grid", "waves", "count"),
    "trust": Series("trust between the sides, from -2 to 2", "trust"),
    "broken": Series("talks are broken off", kind="yes"),
    "attention": Series("share of the mediator's attention that the talks have"),
    "credibility": Series("belief in the deadline, from 0 to 1"),
    "deadline_begin": Series("first day of the deadline's clock", "days", "day"),
    "deadline_end": Series("day of the deadline", "days", "day"),
    "lapsed": Series("the deadline ran out and no new one is set", kind="yes"),
    "mediator_present": Series("the mediator has not left", kind="yes"),
    "rung": Series(
        "rungs of the mediator's ladder that are open below the first", "rungs", "count"
    ),
    "assassinations": Series("assassinations", "events", "count"),
    "surge_waves": Series("waves of strikes in surges", "waves", "count"),
    "back_channel": Series("meetings behind a party's back", "meetings", "count"),
    "quiet_until": Series("last day on which strikes rest by agreement", "days", "day"),
    "silent_until": Series("last day on which all fighting rests by agreement", "days", "day"),
    "exchanged": Series("prisoners exchanged since the start, both sides together", "persons"),
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
    "at_place": Series("a round is held at the place of a dated event", kind="yes"),
    "target": Series("least it accepts", "utility"),
    "best": Series("worth of the package of the margin", "utility"),
    "offered": Series("worth of the text tabled", "utility"),
    "expected_drift": Series("pace of the front it expects", "km2/day"),
    "exhaustion": Series("factor of its cost of war by losses, 1 at the start"),
    "killed": Series("people killed since the start", "persons"),
}
"""By stored name, without the belligerent's."""
