"""What happens without a decider: war, weather, grid, calendar, shocks, partial deals, history."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.number import Number
from sim.scenario.quantity import Quantity
from sim.scenario.schema.base import (
    Date,
    Days,
    Factor,
    Name,
    Power,
    Probability,
    Section,
    SkewedDays,
    TrustStep,
    neutral,
)

Area = Annotated[Quantity, Number("km2", 0, 1e6)]
Gap = Annotated[Quantity, Number("days", 0.1, 1e9)]
Celsius = Annotated[float, Field(ge=-60, le=60)]


class NewDeadline(Section):
    """A deadline that follows one that lapsed."""

    probability: Probability = Field(description="probability that one is set at all")
    after: Days = Field(description="days from the lapse until it is set")
    length: Annotated[Quantity, Number("days", 1, 36_500)] = Field(description="how long it runs")


class Deadline(Section):
    """The date by which the mediator wants it done, and what it threatens."""

    date: Date
    credibility: Probability = Field(description="how far the parties believe in it")
    after_lapse: Probability = Field(description="belief left after a lapse without consequence")
    binds: Probability = Field(description="probability that a lapse has its consequence")
    on_lapse: Literal["leave", "cost", "extend"] = Field(
        "leave", description="the consequence: the mediator leaves, presses on, or extends"
    )
    lingering_pressure: Probability = neutral(
        0.5, description="share of full pressure after a lapse, until a new deadline"
    )
    new: NewDeadline


class Belt(Section):
    """Fortified ground that slows the front down."""

    area: Area = Field(description="land within the belt and behind it")
    slows_to: Annotated[Quantity, Number("-", 0.01, 1)] = Field(
        description="share of the open-ground speed left at the very end"
    )


class Learning(Section):
    """How both sides read the same front."""

    first_error: Annotated[Quantity, Number("km2/day", 0, 500)] = Field(
        description="standard deviation of the shared estimate of the drift at the start"
    )
    forgetting: Annotated[Quantity, Number("(km2/day)2/day", 0, 1e4)] = Field(
        description="variance the estimate gains each day"
    )
    optimism_half_life: Annotated[Quantity, Number("days", 1, 1e9)] = Field(
        description="days in which a lasting error about the front halves"
    )


class Exhaustion(Section):
    """What war does to the will to wage it (1 at the start)."""

    per_year: Annotated[Quantity, Number("1/year", 0, 10)] = Field(description="growth at war")
    relief_per_year: Annotated[Quantity, Number("1/year", 0, 10)] = Field(
        description="fall in a truce of the front"
    )
    spread: Annotated[Quantity, Number("-", 0, 3)] = Field(
        description="standard deviation of the log of a day's losses"
    )


class War(Section):
    """The front."""

    holder: Name = Field(description="the belligerent that holds the land at stake")
    issue: Name = Field(description="the issue that the front decides while war goes on")
    area: Annotated[Quantity, Number("km2", 1, 1e6)] = Field(
        description="land at stake, still held"
    )
    whole_area: Annotated[Quantity, Number("km2", 1, 1e7)] = Field(
        description="the most the holder could come to hold"
    )
    occupied_share: Probability = Field(
        description="share of the holder's country occupied at the start; reported, moves nothing"
    )
    drift: Annotated[Quantity, Number("km2/day", -500, 500)] = Field(
        description="mean pace at which the land is lost on open ground; below zero it is regained"
    )
    drift_spread: Annotated[Quantity, Number("km2/day", 0, 500)] = Field(
        description="standard deviation of the pace about its mean"
    )
    drift_memory: Gap = Field(description="days in which a change of pace fades by 1/e")
    volatility: Annotated[Quantity, Number("km2/sqrt day", 0.001, 5000)] = Field(
        description="day-to-day noise of the front"
    )
    belt: Belt
    learning: Learning
    exhaustion: Exhaustion
    push_when_broken: Factor = neutral(
        1.0, description="factor on the attacker's pace while talks are broken off"
    )


class Weather(Section):
    """Temperature: the season and an anomaly about it."""

    normals: list[Celsius] = Field(
        min_length=12, max_length=12, description="mean temperature of each month, C"
    )
    anomaly: Annotated[Quantity, Number("K", -60, 60)] = Field(description="anomaly at the start")
    spread: Annotated[Quantity, Number("K", 0, 30)] = Field(description="its standard deviation")
    memory: Gap = Field(description="days in which an anomaly fades by 1/e")


class Strikes(Section):
    """Waves of strikes on the grid: clustered in time."""

    gap: Gap = Field(description="mean days between waves in winter, followers included")
    cluster: Annotated[Quantity, Number("-", 0, 0.95)] = Field(
        description="waves that each wave brings after it (branching ratio)"
    )
    echo: Gap = Field(description="mean days between a wave and its followers")
    warm_season: Factor = Field(description="rate from April to September, relative to winter")
    damage: Power = Field(description="mean supply a wave takes out")
    shape: Annotated[Quantity, Number("-", 0.05, 1000)] = Field(
        description="shape of the gamma distribution of that damage"
    )


class Grid(Section):
    """Supply of electricity against need."""

    of: Name = Field(description="the belligerent whose grid it is")
    undamaged: Power = Field(description="supply with nothing damaged")
    supply: Power = Field(description="supply at the start")
    demand: Power = Field(description="demand on a mild day")
    per_degree: Annotated[Quantity, Number("GW/K", 0, 20)] = Field(
        description="demand added by each degree below the mild day"
    )
    mild_day: Annotated[Quantity, Number("C", -60, 60)] = Field(
        description="temperature above which demand no longer falls"
    )
    imports: Power = Field(description="the most that can be imported commercially")
    repair: Annotated[Quantity, Number("1/day", 0, 1)] = Field(
        description="share of the damage repaired in a day"
    )
    people: Annotated[Quantity, Number("persons", 0, 1e10)] = Field(
        description="people who live on the grid"
    )
    deficit: Probability = Field(description="share of demand unserved in the days to the start")
    asks_above: Probability = Field(
        description="unserved share of demand above which its owner asks the backers for help"
    )
    memory: Gap = Field(description="days over which people feel the deficit")
    strikes: Strikes


class Alone(Section):
    """How the sides meet when the mediator has left."""

    pace: Annotated[Quantity, Number("-", 0.001, 1)] = Field(
        description="rate of dates, relative to mediated ones"
    )
    chance: Probability = Field(
        description="probability that a date is held, relative to readiness"
    )


class Calendar(Section):
    """When the parties meet."""

    gap: SkewedDays
    readiness: Probability = Field(description="probability that a date is held at full attention")
    cancelled_within: Days = Field(description="a shock so many days before a date cancels it")
    alone: Alone


class Trust(Section):
    """What moves trust, which lives in [-2, 2]."""

    fades: Annotated[Quantity, Number("1/day", 0, 1)] = Field(description="share lost in a day")
    strike: TrustStep = Field(description="each wave of strikes")
    assassination: TrustStep = Field(description="each assassination")
    refusal: TrustStep = Field(description="each round without an accord")
    back_channel: TrustStep = Field(description="each meeting behind a party's back")


class Talks(Section):
    """How talks break off and come back."""

    break_gap: Gap = Field(description="mean days until talks break off at zero trust")
    trust_calms: Annotated[Quantity, Number("1/trust", 0, 20)] = Field(
        description="the log of that hazard falls by so much per unit of trust"
    )
    resume_gap: Gap = Field(description="mean days until broken talks resume")
    protocol: Literal["mediated", "alternating"] = "mediated"
    trust: Trust


class Spoiler(Section):
    """A shock that some want most when an accord is near."""

    gap: Gap = Field(description="mean days between them")
    near_accord: Factor = Field(description="factor on the rate once a side accepted the last text")


class Surge(Spoiler):
    """A surge of strikes."""

    waves: Annotated[Quantity, Number("waves", 0, 100)] = Field(
        description="waves of strikes it consists of"
    )


class BackChannel(Section):
    """Meetings of the mediator with one side alone."""

    gap: Gap = Field(description="mean days between them")
    half_life: Annotated[Quantity, Number("days", 0.1, 36_500)] = Field(
        description="days in which the resentment halves"
    )


class Shocks(Section):
    """Luck from outside the room."""

    assassination: Spoiler
    surge: Surge
    back_channel: BackChannel


class PartialDeal(Section):
    """Something agreed beside the accord."""

    log_odds: Annotated[Quantity, Number("-", -50, 50)] = Field(
        description="log odds that a round brings it, at zero trust"
    )
    trust_helps: Annotated[Quantity, Number("1/trust", -20, 20)] = neutral(
        0.0, description="log odds gained per unit of trust"
    )
    trust: TrustStep = neutral(0.0, description="trust it brings")
    people: Annotated[Quantity, Number("persons", 0, 1e6)] = neutral(
        0.0, description="prisoners it frees on each side (median)"
    )
    people_spread: Annotated[Quantity, Number("-", 0, 3)] = neutral(
        0.0, description="standard deviation of the log of that number"
    )
    shortest: Days = neutral(0.0, description="the shortest it lasts")
    longest: Days = neutral(0.0, description="the longest it lasts")


class PartialDeals(Section):
    """The partial deals the model knows; a missing one never happens."""

    prisoner_exchange: PartialDeal | None = None
    energy_truce: PartialDeal | None = None
    short_truce: PartialDeal | None = None
    corridor: PartialDeal | None = None


class PastRound(Section):
    """A round held before the start; it brought no accord."""

    date: Date
    exchanged: Annotated[Quantity, Number("persons", 0, 1e6)] = neutral(
        0.0, description="prisoners freed on each side"
    )


class History(Section):
    """What happened before the start, as data: worlds that contradict it are drawn again."""

    rounds: dict[Name, PastRound] = Field(default_factory=dict)
