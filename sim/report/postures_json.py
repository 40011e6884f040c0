"""Postures as a game, as JSON: every profile, gains, regret, equilibria."""

from __future__ import annotations

from typing import Any

from sim.analysis.postures import Answer
from sim.analysis.postures.game import IS, IS_NOT, OPEN, Profile
from sim.analysis.postures.mixed import SIDES, Equilibrium
from sim.results.summary import number
from sim.statistics import Estimate


def postures_json(answer: Answer) -> dict[str, Any]:
    """The same for scripts; payoffs and gains as shares."""
    game = answer.game
    return {
        "scenario": answer.scenario.file.title,
        "worlds": game.worlds,
        "seed": answer.table.seed,
        "aim": answer.table.aim,
        "belief": "common" if answer.table.common else "own",
        "tolerance": answer.tolerance,
        "players": [
            {
                "player": own[0].party,
                "postures": [
                    {"name": p.name, "settings": list(p.settings), "words": p.words} for p in own
                ],
            }
            for own in answer.postures
        ],
        "profiles": [_profile_json(answer, profile) for profile in game.profiles()],
        "gains": [
            {
                "player": game.players[each.player],
                "posture": game.strategies[each.player][each.to],
                "gain": _estimate(each.gain),
                "differ": each.differ,
            }
            for each in answer.game.gains(answer.as_shipped)
        ],
        "regret": [
            {
                "player": game.players[each.player],
                "best_reply": game.strategies[each.player][each.best],
                "regret": _estimate(each.regret),
            }
            for each in answer.regrets
        ],
        "dominant": {
            name: None if own is None else game.strategies[i][own]
            for i, (name, own) in enumerate(zip(game.players, answer.dominant, strict=True))
        },
        "equilibria": [_equilibrium_json(answer, each) for each in answer.solved.equilibria],
        "degenerate": [list(game.names((0, 0, *g))[SIDES:]) for g in answer.solved.degenerate],
    }


def _profile_json(answer: Answer, profile: Profile) -> dict[str, Any]:
    game = answer.game
    return {
        "postures": dict(zip(game.players, game.names(profile), strict=True)),
        "payoffs": {
            name: _estimate(game.payoff(profile, i)) for i, name in enumerate(game.players)
        },
        "accord": _estimate(answer.accords(profile)),
        "equilibrium": {IS: True, IS_NOT: False, OPEN: None}[answer.verdicts[profile]],
    }


def _equilibrium_json(answer: Answer, found: Equilibrium) -> dict[str, Any]:
    game = answer.game
    given = game.names((0, 0, *found.given))[SIDES:]
    return {
        "given": dict(zip(game.players[SIDES:], given, strict=True)),
        "shares": {
            game.players[i]: dict(
                zip(game.strategies[i], (float(s) for s in found.shares[i]), strict=True)
            )
            for i in range(SIDES)
        },
        "payoffs": {game.players[i]: found.payoffs[i] for i in range(SIDES)},
        "pure": found.pure,
        "stays": found.stays,
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}
