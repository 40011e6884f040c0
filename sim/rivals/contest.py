"""A scenario as a contest over its outcome issue: who stands where, how strong, how much it cares.

What is read into the scenario is ours:

- *position*: that of an option is half of (second side's score - first side's score + 1), from 0,
  what the first side likes most, to 1; a side stands at its best option, the mediator at the option
  it favours most or else where it leans;
- *salience*: a side's weight of the issue; of the mediator its attention on day 0;
- *capability*: what an actor can take from those against it by going on (utility): the other side's
  cost of war or strike; of the mediator the mean of the pressure it can bring on both.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit

from sim.agreement.packages import packages_of
from sim.results import Run
from sim.rivals.expected_utility import Actors
from sim.scenario import Scenario
from sim.scenario.schema.agreement import Option
from sim.worlds import Floats, Ints

_LEAST = 1e-9  # utility: of a capability
Value = Callable[[str], Floats]


def costs_of(scenario: Scenario, side: str) -> list[str]:
    """Names of what going on costs a side."""
    names = [f"parties.{side}.cost_of_war"] if "war" in scenario.file.sections else []
    names += [f"strike.costs.{side}"] if "strike" in scenario.file.sections else []
    return [name for name in names if name in scenario.quantities]


def options_of(scenario: Scenario) -> dict[str, Option]:
    """Options of the issue that decides the class of an accord."""
    return scenario.file.issues[packages_of(scenario).outcome_issue].options or {}


def place_of(scenario: Scenario, option: str) -> float:
    """Position of an option, from 0 (the first side's best) to 1 (the second's).

    Of a score with a prior its mean.
    """
    issue = packages_of(scenario).outcome_issue
    first, second = (
        scenario.quantities[f"issues.{issue}.options.{option}.scores.{side}"].mean
        for side in scenario.file.parties
    )
    return (second - first + 1.0) / 2.0


def contest_of(run: Run) -> Actors:
    """The actors of every world of a run, by what it drew: both sides, then the mediator."""
    scenario, value = run.scenario, _values(run)
    issue = packages_of(scenario).outcome_issue
    sides = list(scenario.file.parties)
    places = [place_of(scenario, option) for option in options_of(scenario)]
    x = [np.full(run.worlds, min(places)), np.full(run.worlds, max(places))]
    c = [_cost(scenario, other, value) for other in sides[::-1]]
    s = [value(f"parties.{side}.weights.shares.{issue}") for side in sides]
    if scenario.file.mediator:
        x.append(_mediators_place(scenario, value))
        pressures = [value(f"parties.{side}.pressure") for side in sides]
        c.append(np.mean(pressures, axis=0))
        half, width = (value(f"mediator.attention.{key}") for key in ("half_on", "width"))
        s.append(expit(half / width))
    where, strength, care = (np.stack(each, axis=1) for each in (x, c, s))
    return Actors(where, np.maximum(strength, _LEAST), care)


def class_of(scenario: Scenario, position: Floats) -> Ints:
    """Class of accord, by its place in the scenario, of the option nearest to a position."""
    classes = packages_of(scenario).outcome_classes
    options = options_of(scenario)
    places = np.array([place_of(scenario, option) for option in options])
    codes = np.array([classes.index(option.outcome or "") for option in options.values()])
    nearest = np.abs(position[:, None] - places).argmin(axis=1)
    found: Ints = codes[nearest]
    return found


def _values(run: Run) -> Value:
    """A parameter's value in every world: what was drawn, or the number that is fixed."""
    drawn, known = set(run.parameters), run.scenario.quantities

    def value(name: str) -> Floats:
        if name in drawn:
            return run.column(name).astype(np.float64)
        return np.full(run.worlds, known[name].mean if name in known else 0.0)

    return value


def _cost(scenario: Scenario, side: str, value: Value) -> Floats:
    days = value("strike.looks_ahead") if "strike" in scenario.file.sections else 1.0
    costs = [
        value(name) * (days if name.startswith("strike.") else 1.0)
        for name in costs_of(scenario, side)
    ]
    total: Floats = np.sum(costs, axis=0)
    return total


def _mediators_place(scenario: Scenario, value: Value) -> Floats:
    mediator, issue = scenario.file.mediator, packages_of(scenario).outcome_issue
    assert mediator is not None
    sizes = {
        taste.option: value(f"mediator.favours.{name}.size").mean()
        for name, taste in mediator.favours.items()
        if taste.issue == issue
    }
    bias = value("mediator.bias")
    if sizes:
        return np.full_like(bias, place_of(scenario, max(sizes, key=lambda name: sizes[name])))
    return bias if mediator.leans_to == list(scenario.file.parties)[1] else 1.0 - bias
