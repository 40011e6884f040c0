"""Run a block of worlds from their history to the horizon, and keep what is needed of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.agreement.seats import ByParty
from sim.history import ImpossibleHistory, Past, past
from sim.invariant import check_numbers
from sim.journal import Journal
from sim.model import NegotiationModel
from sim.scenario import Scenario, ScenarioError
from sim.scenario.mistakes import Mistake
from sim.talks import PastRound
from sim.trajectory import Trajectory
from sim.worlds import Bools, Design, Floats, Noise

_TOGETHER = 256  # draws of worlds that are made at once, of those drawn again

STORED = 200
"""Worlds 0 to 199 are traced in full by any run that contains them."""


class Observer:
    """Looks on while worlds are played, and changes nothing; this one looks away."""

    def before(self, model: NegotiationModel, day: int) -> None:
        """A day is about to begin; below zero a round of the past, perhaps in another attempt."""

    def after(self, model: NegotiationModel, day: int) -> None:
        """The day is over; its minutes are written."""


def simulate(
    scenario: Scenario,
    seed: int,
    first: int,
    worlds: int,
    traced: Bools | None = None,
    observer: Observer | None = None,
    design: Design | None = None,
    journal: Journal | None = None,
    history: Past | None = None,
) -> Trajectory:
    """Simulate the worlds ``first, ..., first + worlds - 1``.

    Parameters
    ----------
    scenario : Scenario
    seed : int
        0 <= seed < 2**64; with the world's number it fixes every bit of the world.
    first, worlds : int
        The range of worlds; how worlds are split into ranges changes nothing.
    traced : Bools, optional
        (worlds,): worlds whose whole story is kept; the first ``STORED`` of all by default.
    observer : Observer, optional
        Sees the model before and after every day.
    design : Design, optional
        Places the worlds' parameters (`sim.designs`); by default noise does. Worlds that contradict
        the past are then not drawn again: they weigh nothing.
    journal : Journal, optional
        Where what happens is written down: a `WorldJournal`, of a block of one world.
    history : Past, optional
        Which of each world's draws lived through the past (`history_of` these worlds), for those
        who play the same worlds many times; by default it is found out.

    Raises
    ------
    ScenarioError
        If the priors contradict the history, or a number left those that can be counted with.
    """
    observer, journal = observer or Observer(), journal or Journal()
    noise = Noise(seed, first, worlds).placed_by(design)
    traced = noise.numbers < STORED if traced is None else traced
    watched = journal.keeps or type(observer) is not Observer
    together = 1 if watched else _TOGETHER  # whoever looks on sees one draw after the other
    history = history or _past(scenario.origin, noise, observer, journal, together)
    model = NegotiationModel(scenario, noise.drawn_again(history.attempts), traced, journal)
    model.remember(history)
    trajectory = Trajectory(
        scenario, first, worlds, model.parties.packages, _names(model), np.flatnonzero(traced)
    )
    trajectory.weights = history.weights
    for day in range(trajectory.days):
        observer.before(model, day)
        model.step()
        observer.after(model, day)
        _record(model, trajectory)
    _conclude(model, trajectory)
    return trajectory


def history_of(scenario: Scenario, seed: int, first: int, worlds: int) -> Past:
    """The past of the worlds ``first, ..., first + worlds - 1``; see `simulate`."""
    noise = Noise(seed, first, worlds)
    return _past(scenario.origin, noise, Observer(), Journal(), _TOGETHER)


def _past(
    origin: Scenario, noise: Noise, observer: Observer, journal: Journal, together: int
) -> Past:
    try:
        return past(noise, lambda some: _play_past(origin, some, observer, journal), together)
    except ImpossibleHistory as error:
        rounds = origin.tree.at("history")
        raise ScenarioError([Mistake(str(error), rounds.spot if rounds else None)]) from None


def _play_past(
    origin: Scenario, noise: Noise, observer: Observer, journal: Journal
) -> list[PastRound]:
    journal.begin_anew()
    model, rounds = NegotiationModel(origin, noise, journal=journal), list[PastRound]()
    for day in sorted(model.past_rounds):
        observer.before(model, day)
        rounds += model.play_past(day)
        observer.after(model, day)
    return rounds


def _names(model: NegotiationModel) -> tuple[str, ...]:
    return tuple(side.name for side in model.sides)


def _record(model: NegotiationModel, trajectory: Trajectory) -> None:
    """Keep a day: what outcomes need of every world, all of it for the worlds traced."""
    day, today, names = model.day - 1, model.minutes, trajectory.parties
    now, standing = model.now, model.standing
    shared = model.going_on.standing(now, alike=True)
    trajectory.record_all(
        day,
        phase=model.phase,
        date=today.date,
        answers=today.answers,
        barred=today.barred,
        margin=today.margin,
        resentment=now.resentment,
        effective_pressure=now.effective_pressure,
        **_by_name("war_value", names, standing.worth),
        **_by_name("shared_war_value", names, shared.worth),
        **(
            _by_name("new_line", names, standing.new_line)
            | _by_name("shared_new_line", names, shared.new_line)
            if model.parties.accord.cedes
            else {}
        ),
        **{k: v for process in model.processes for k, v in process.daily(model.today).items()},
    )
    if trajectory.traced.size:
        trajectory.record_traced(day, **_story(model))


def _by_name(kind: str, names: tuple[str, ...], each: ByParty) -> dict[str, NDArray[Any]]:
    return {f"{kind}.{name}": values for name, values in zip(names, each, strict=True)}


def _story(model: NegotiationModel) -> dict[str, NDArray[Any]]:
    """The further series of a world that is traced."""
    today, story = model.minutes, dict[str, NDArray[Any]]()
    for process in model.processes:
        story |= process.series(model.day - 1)
    story |= {
        **model.clock.series(),
        "attention": model.attention,
        "mediator_present": model.mediator.present,
        "rung": model.mediator.rung,
        "package": today.package,
        "proposer": today.proposer,
        "best_package": today.best,
        "votes": today.votes,
        "at_place": today.at_place,
    }
    for i, side in enumerate(model.sides):
        story[f"target.{side.name}"] = today.target[i]
        story[f"best.{side.name}"] = today.reachable[i]
        story[f"offered.{side.name}"] = today.offered[i]
    return story


def _conclude(model: NegotiationModel, trajectory: Trajectory) -> None:
    """How every world stood in the end, and what questions about its packages need."""
    parties = model.parties
    trajectory.final = {
        "package": model.package,
        "ended_on": model.ended_on,
        "hazard": model.hazard,
        "fighting_until": model.fighting_until,
        "fate": model.noise.uniform("accord.fate"),
        "settles": model.settles,
        "settling": model.noise.uniform("accord.settling"),
        "mediator_present": model.mediator.present,
        "mediator_left_on": model.mediator.left_on,
        **{k: v for process in model.processes for k, v in process.final().items()},
    }
    trajectory.valuer = parties.valuer
    trajectory.sampled = _all_sampled(model)
    check_numbers(model, trajectory)


def _all_sampled(model: NegotiationModel) -> dict[str, Floats]:
    """Everything that is drawn, in file order: also what no world of the block came to need.

    Quantities are drawn when they are first asked for; without this a block in which, say, nobody
    ever votes would lack a column that others have.
    """
    for quantity in model.setting.quantities.values():
        if not quantity.fixed:
            model.draw(quantity)
    return {name: model.draw.sampled[name] for name in model.setting.coordinates}
