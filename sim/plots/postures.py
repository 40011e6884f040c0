"""Postures as a game: what every profile brings each party, and best replies framed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.analysis.postures.mixed import SIDES
from sim.plots.axes import set_size, title
from sim.plots.sheet import Sheet, write_caption
from sim.plots.style import BLACK, plain, settings, short
from sim.words import half_up

if TYPE_CHECKING:
    from sim.analysis.postures import Answer

MOST = 4
"""Postures of the mediator that are drawn side by side."""

_COLOURS = "PuOr"  # two hues that colour-blind readers tell apart, white where nothing changes
_WIDE, _HIGH, _ROOM = 2.9, 2.1, 1.7  # inches: of a map, and around them


def postures_sheet(answer: Answer) -> Sheet:
    """The figure on a sheet of its own."""
    game = answer.game
    several = min(len(game.strategies[SIDES]), MOST) if len(game.players) > SIDES else 1
    with settings():
        sheet = Sheet()
        players = len(game.players)
        set_size(sheet, max(_WIDE * several + 1.6, 6.4), _HIGH * players + _ROOM)
        title(sheet, "What postures bring: change from what is shipped")
        grid = sheet.subplots(players, several, squeeze=False)
        names = [answer.label(i) for i in range(players)]
        for given in range(several):
            for player in range(players):
                payoff_map(grid[player][given], answer, player, given, names)
        write_caption(sheet, _note(answer))
    return sheet


def payoff_map(axes: Axes, answer: Answer, player: int, given: int, names: list[str]) -> Axes:
    """Draw what every pair of the sides' postures brings a player, in points.

    The first side's postures go down, the second's across; ``given`` is the mediator's. Framed:
    the player's best reply to what the others play.
    """
    game = answer.game
    means = 100.0 * (game.means[..., player] - game.means[(*answer.as_shipped, player)])
    shown = means[..., given] if len(game.players) > SIDES else means
    most = float(np.abs(means).max()) or 1.0
    axes.imshow(shown, cmap=_COLOURS, vmin=-most, vmax=most, aspect="auto")
    for (row, column), value in np.ndenumerate(shown):
        light = abs(value) < 0.62 * most
        axes.text(column, row, _points(value), ha="center", va="center", fontsize=8,
                  color=BLACK if light else "white")  # fmt: skip
        _frame(axes, answer, player, (row, column, given)[: len(game.players)])
    _label(axes, answer, player, given, names)
    return axes


def _frame(axes: Axes, answer: Answer, player: int, profile: tuple[int, ...]) -> None:
    """A frame where nothing else looks better for the player; broken where it is not sure."""
    others = answer.game.others(profile, player)
    gains = [answer.game.gain(profile, player, to, len(others)).gain for to in others]
    if not gains or any(gain.value > 0 for gain in gains):
        return
    dashes = "-" if all(gain.high < 0 for gain in gains) else (0, (2.5, 1.5))
    for colour, width, line in (("white", 3.2, "-"), (BLACK, 1.6, dashes)):
        box = Rectangle((profile[1] - 0.46, profile[0] - 0.44), 0.92, 0.88, fill=False)
        box.set(edgecolor=colour, linewidth=width, linestyle=line)
        axes.add_patch(box)


def _label(axes: Axes, answer: Answer, player: int, given: int, names: list[str]) -> None:
    first, second = answer.game.strategies[:SIDES]
    unit = "points of its stake" if player < SIDES else "points of the share of worlds"
    head = plain(f"{short(names[player], 18)}: {unit}")
    if len(answer.game.players) > SIDES and player == 0:
        own = short(answer.game.strategies[SIDES][given], 20)
        head = f"{plain(short(names[SIDES], 22))}: {plain(own)}\n\n{head}"
    axes.set_title(head, fontsize=8.5)
    axes.set_xticks(range(len(second)), [short(n, 11) for n in second], fontsize=8)
    axes.set_yticks(
        range(len(first)), [short(n, 11) for n in first] if not given else [], fontsize=8
    )
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if player == len(names) - 1:
        axes.set_xlabel(plain(short(names[1], 22)))
    if not given:
        axes.set_ylabel(plain(short(names[0], 22)))


def _points(value: float) -> str:
    text = half_up(value, 1)
    text = half_up(value, 2) if abs(value) < 0.95 else text
    return text if text.startswith("-") or float(text) == 0 else f"+{text}"


def _note(answer: Answer) -> str:
    base, game = answer.scenario, answer.game
    gains = [g.gain for g in game.gains(answer.as_shipped, tests=1) if g.player < SIDES]
    widest = max((g.high - g.low for g in gains), default=0.0) / 2
    return (
        f"{short(base.file.title, 60)} | {game.worlds:,} worlds a profile, seed "
        f"{answer.table.seed} | framed: the party's best reply to what the others play; broken "
        f"lines: another may be as good | 95 % intervals of a side's changes by its own "
        f"posture alone reach at most {half_up(widest, 2, 2)} points to either side"
    )
