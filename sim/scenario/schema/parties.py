"""Who decides: belligerents, the mediator, backers. Every party owns every attribute."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.quantities.base import (
    Days,
    Duration,
    Factor,
    Name,
    Penalty,
    Power,
    Probability,
    Section,
    SkewedDays,
    Text,
    Utility,
    Weights,
    belongs,
    neutral,
)
from sim.quantities.number import Number
from sim.quantities.quantity import Quantity


class RedLine(Section):
    """A penalty for signing an option, or a level below or above a limit."""

    issue: Name
    option: Name | None = Field(None, description="the option that crosses the line")
    below: Probability | None = Field(None, description="levels below this cross the line")
    above: Probability | None = Field(None, description="levels above this cross the line")
    size: Factor = Field(
        description="penalty in units of the party's firmness, for the option, "
        "or for each whole unit of level beyond the limit"
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(kind is not None for kind in (self.option, self.below, self.above)) != 1:
            raise ValueError("a red line needs exactly one of 'option', 'below' and 'above'")
        return self


class MustHold(Section):
    """The condition for signing: the accord must be likely enough to hold."""

    probability: Probability = neutral(0.0, description="least probability that the accord holds")
    years: Annotated[Quantity, Number("years", 0.1, 50)] = neutral(
        5.0, description="for how long it must hold"
    )


class Ratification(Section):
    """The vote at home on what was signed."""

    needs: Probability = Field(description="share of the decided that must support it")
    spread: Annotated[Quantity, Number("-", 1e-6, 1)] = Field(
        description="how far a vote strays from the polls (standard deviation of a share)"
    )
    rally: Annotated[Quantity, Number("-", -1, 1)] = Field(
        description="support that a signed accord gains over the poll"
    )
    support: dict[Name, Probability] = Field(
        description="support by option of the issue that decides the outcome, at middling levels"
    )
    slopes: dict[Name, Annotated[Quantity, Number("-", -2, 2)]] = Field(
        default_factory=dict, description="support gained per unit of level above one half"
    )


class Party(Section):
    """A belligerent."""

    label: Text
    spoken: Text | None = Field(
        None,
        description="how a sentence calls it, such as 'the United States'; holds the label",
    )
    weights: Weights
    cost_of_war: Penalty | None = belongs(
        "war", description="what fighting its whole war horizon costs"
    )
    value_of_waiting: Utility = neutral(
        0.0, description="option value of not signing: what may yet turn up"
    )
    war_horizon: Duration | None = belongs(
        "war", description="how long it reckons to fight on without an accord"
    )
    turn_for: Probability = belongs(
        "war",
        0.0,
        description="chance that the other side gives way within a year of war, as it believes",
    )
    turn_against: Probability = belongs(
        "war", 0.0, description="chance that it must give way itself within a year, likewise"
    )
    patience: Duration = Field(
        description="its own clock: by 'stopping' an accord is worth less by 1/e for each so many "
        "days it is yet to come, by 'faratin' after so many it has conceded what it will"
    )
    aspiration: Probability = Field(
        description="share of the gain from going on to the best accord in reach it first aims at"
    )
    opening_concession: Probability = neutral(0.0, description="k of the concession curve")
    concession_curve: Annotated[Quantity, Number("-", 0.001, 1000)] = Field(
        description="beta of the concession curve: below one gives way late"
    )
    temperature: Annotated[Quantity, Number("utility", 1e-9, 10)] = Field(
        description="noise of its acceptance (logit)"
    )
    misjudges: Annotated[Quantity, Number("utility", 0, 10)] = Field(
        description="size of its lasting error about what the other side needs"
    )
    optimism: Annotated[Quantity, Number("km2/day", -500, 500)] = belongs(
        "war",
        0.0,
        description="lasting error about the drift of the front, as it stands at the start",
    )
    firmness: Penalty = neutral(0.0, description="size of its red lines, all of them")
    red_lines: dict[Name, RedLine] = Field(default_factory=dict)
    must_hold: MustHold = Field(default_factory=MustHold, json_schema_extra={"needs": "accord"})
    fairness: Annotated[Quantity, Number("-", 0, 100)] = neutral(
        0.0, description="loss for each unit by which it concedes more than the other side"
    )
    exclusion: Penalty = belongs(
        "shocks", 0.0, description="loss on a text born in a channel behind its back"
    )
    pressure: Penalty = belongs(
        "deadline", 0.0, description="what the mediator's full pressure takes from going on"
    )
    hardship: Utility = belongs(
        "grid",
        0.0,
        description="change of its war value when all energy demand goes unserved (30 days)",
    )
    killed: Annotated[Quantity, Number("persons/day", 0, 1e6)] = belongs(
        "war", 0.0, description="its people killed on a mean day of war"
    )
    ratification: Ratification | None = None


class Favour(Section):
    """An option the mediator likes to see in its text."""

    issue: Name
    option: Name
    size: Utility = Field(description="what the option adds to the mediator's score of a text")


class Attention(Section):
    """How the mediator's attention fades (logistic)."""

    half_on: Days = Field(description="days from the start until half of it is left")
    width: Annotated[Quantity, Number("days", 0.1, 36_500)] = Field(
        description="how gradual the fading is"
    )


class Distraction(Section):
    """Other crises that take the mediator's attention for weeks."""

    gap: Annotated[Quantity, Number("days", 0.5, 1e9)] = Field(description="mean days between them")
    length: SkewedDays
    attention_left: Probability = Field(description="share of attention left meanwhile")


class WalkAway(Section):
    """The mediator gives up for good."""

    gap: Annotated[Quantity, Number("days", 0.5, 1e9)] = Field(
        description="mean days until it gives up"
    )
    after_lapse: Factor = Field(description="the hazard is so many times as large after a lapse")


class OnRequest(Section):
    """A rung that the mediator opens only where a belligerent asks it to."""

    rung: Name
    by: Name = Field(description="the belligerent that must ask")
    hopeless: Probability = Field(
        description="it asks where it gives less than this chance to any text that may be tabled"
    )


class Mediator(Section):
    """Who tables the texts."""

    label: Text
    spoken: Text | None = Field(
        None,
        description="how a sentence calls it, such as 'the United States'; holds the label",
    )
    leans_to: Name = Field(description="the belligerent it favours when bias is above one half")
    bias: Probability = Field(description="weight of that side: 0.5 is even-handed")
    misjudges: Annotated[Quantity, Number("utility", 0, 10)] = Field(
        description="size of its lasting error about what each side needs"
    )
    informs: Probability = neutral(
        0.0,
        description="how much of what it makes of the other's needs it tells a side: 1 all; "
        "a side believes it as far as it leans that way",
    )
    favours: dict[Name, Favour] = Field(default_factory=dict)
    ladder: list[Name] = Field(description="rungs in the order in which refusals open them")
    refusals_to_open: Annotated[Quantity, Number("rounds", 1, 1000)] = neutral(
        2.0, description="refusals that open the next rung"
    )
    on_request: OnRequest | None = Field(
        None, description="a rung that is open only on a date on which a belligerent asks for it"
    )
    attention: Attention
    distraction: Distraction
    walk_away: WalkAway


class Veto(Section):
    """Somebody who must say yes to an accord, and does not bargain."""

    label: Text
    spoken: Text | None = Field(
        None,
        description="how a sentence calls it, such as 'the United States'; holds the label",
    )
    scores_as: Name = Field(description="the belligerent whose scores of options it shares")
    weights: Weights
    red_lines: dict[Name, RedLine] = Field(default_factory=dict)
    needs: Annotated[Quantity, Number("utility", -10, 10)] = Field(
        description="least worth of an accord to which it says yes, as others take it"
    )
    spread: Annotated[Quantity, Number("utility", 1e-6, 10)] = Field(
        description="how far what it asks for strays from that (standard deviation)"
    )


class Backer(Section):
    """A third party that helps one belligerent."""

    label: Text
    spoken: Text | None = Field(
        None,
        description="how a sentence calls it, such as 'the United States'; holds the label",
    )
    helps: Name
    energy_aid: Power = belongs("grid", 0.0, description="emergency power it can send")
    delay: Days = belongs("grid", 0.0, description="days from the request to the help")
    willing: Probability = belongs("grid", 1.0, description="probability that it helps at all")
    relief: Probability = belongs("war", 0.0, description="share of the cost of war it carries")
    slows_front: Annotated[Quantity, Number("km2/day", 0, 500)] = belongs(
        "war",
        0.0,
        description="pace that its arms take from the front, or add to it, in favour of whom it "
        "helps",
    )
    steadies: Probability = belongs(
        "war",
        0.0,
        description="share by which it lowers the chance that whom it helps must give way, as "
        "both sides believe",
    )
