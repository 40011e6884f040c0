"""Who should bluff? Postures as strategies: all profiles in the same worlds, and what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis.explaining.worlds import Source
from sim.analysis.postures import frames
from sim.analysis.postures.choosing import many_of, table_of
from sim.analysis.postures.folder import kept_in
from sim.analysis.postures.game import (
    Game,
    Profile,
    Regret,
    dominant,
    of_profile,
    regrets,
    verdict,
    verdicts,
)
from sim.analysis.postures.mixed import Solved, solved
from sim.analysis.postures.playing import Played, Table, played
from sim.analysis.postures.posture import MEDIATOR, Posture
from sim.errors import Usage
from sim.scenario import Scenario
from sim.statistics import Estimate, wilson

if TYPE_CHECKING:
    import pandas as pd

WORLDS = 400


@dataclass(frozen=True)
class Answer:
    """All profiles of postures, and what they brought.

    Attributes
    ----------
    scenario : Scenario
    table : Table
        Who could play what.
    game : Game
    played : Played
    tolerance : float
        Gains up to that count as none, as a share of all that is at stake.
    """

    scenario: Scenario
    table: Table
    game: Game
    played: Played = field(repr=False)
    tolerance: float = 0.0

    @property
    def as_shipped(self) -> Profile:
        """What the scenario says."""
        return (0,) * len(self.game.players)

    @property
    def postures(self) -> tuple[tuple[Posture, ...], ...]:
        """By player; the first is what the scenario says."""
        return self.table.postures

    @cached_property
    def regrets(self) -> list[Regret]:
        """Of what is shipped, by player."""
        return regrets(self.game, self.as_shipped)

    @cached_property
    def verdicts(self) -> dict[Profile, str]:
        """Of every profile: whether it is an equilibrium.

        What is shipped is judged by itself, all others are found among many.
        """
        here = verdict(self.game, self.as_shipped, self.tolerance)
        return {**verdicts(self.game, self.tolerance), self.as_shipped: here}

    @cached_property
    def dominant(self) -> list[int | None]:
        """By player, what is surely best whatever the others play."""
        return [dominant(self.game, i) for i in range(len(self.game.players))]

    @cached_property
    def solved(self) -> Solved:
        """Equilibria between the two sides, for every posture of the mediator."""
        return solved(self.game, seed=self.table.seed)

    def label(self, player: int) -> str:
        """A player's name in words."""
        key, file = self.game.players[player], self.scenario.file
        if key == MEDIATOR and file.mediator is not None:
            return file.mediator.label
        return file.parties[key].label

    def accords(self, profile: Profile) -> Estimate:
        """Share of worlds with an accord by the deadline."""
        happened = of_profile(self.played.accords, profile) > 0
        return wilson(int(happened.sum()), happened.size)

    @property
    def frame(self) -> pd.DataFrame:
        """A row a profile and player: mean payoff, its interval, what leaving could gain."""
        return frames.profiles(self)

    @property
    def gains(self) -> pd.DataFrame:
        """A row a way of leaving what is shipped: what it brings the player, with intervals."""
        return frames.gains(self)

    @property
    def regret(self) -> pd.DataFrame:
        """A row a player: its best reply to what is shipped, and its regret."""
        return frames.regrets(self)

    @property
    def equilibria(self) -> pd.DataFrame:
        """A row a posture in an equilibrium of the sides: how often it is played."""
        return frames.equilibria(self)


def postures(
    scenario: str | Path,
    chosen: Mapping[str, Sequence[str]] | Sequence[str] = (),
    worlds: int = WORLDS,
    seed: int = 1,
    set: Mapping[str, object] | Sequence[str] = (),
    jobs: int | None = 1,
    *,
    file: str | Path | None = None,
    aim: str = "accord",
    belief: str = "own",
    tolerance: float = 0.0,
    progress: Callable[[int], None] = lambda worlds: None,
    out: str | Path | None = None,
    command: str = "",
) -> Answer:
    """Play all profiles of postures in the same worlds, and ask who would want another.

    Parameters
    ----------
    scenario : str or Path
    chosen : mapping, or list of str
        Postures by party: ``{"russia": ["bluffs", "patient"]}`` or ``["russia=bluffs,patient"]``.
        Who is not named has some by default; what is shipped is always among them.
    worlds : int
        In which every profile is played, >= 2.
    seed, set, jobs
        As in :func:`sim.run`.
    file : str or Path, optional
        With postures of your own. Of whom it names, these are played by default.
    aim : str
        What the mediator wants: ``accord`` or ``durable_peace``.
    belief : str
        By what the payoffs of sides are counted: ``own`` or ``common`` reading of events.
    tolerance : float
        Gains up to that count as none, as a share of all that is at stake.
    progress : callable
        Called with the number of worlds played since the last call.
    out : str or Path, optional
        Folder under which profiles are kept as they are played; the same call goes on where a
        killed one ended. In memory by default.
    command : str
        Noted there.

    Raises
    ------
    Usage
        If a party or posture is unknown, or there are too many profiles.
    ScenarioError
        If a posture makes no valid scenario, or its file is wrong.
    DamagedResults, FolderInUse
        If the folder cannot be continued.
    """
    from sim.scenario.overrides import written

    source = Source(scenario, tuple(written(set)))
    table = table_of(source, seed, chosen, file, aim, belief)
    many_of(table, worlds)
    if worlds < 2:
        raise Usage("a gain is paired over worlds: take two or more")
    if not tolerance >= 0:
        raise Usage(f"the tolerance must be 0 or more, not {tolerance}")
    if out is None:
        found = played(table, worlds, jobs, progress)
    else:
        found = kept_in(Path(out), table, worlds, jobs, progress, command)
    return Answer(source.scenario(), table, game_of(table, found), found, tolerance)


def game_of(table: Table, found: Played) -> Game:
    """The game that was played."""
    names = tuple(own[0].party for own in table.postures)
    strategies = tuple(tuple(each.name for each in own) for own in table.postures)
    return Game(names, strategies, found.payoffs)
