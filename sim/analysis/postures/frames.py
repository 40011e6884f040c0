"""The answer as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.analysis.postures.game import Profile
from sim.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.postures.answer import Answer


def profiles(answer: Answer) -> pd.DataFrame:
    """A row a profile and player."""
    import pandas as pd

    game = answer.game
    rows = [
        {
            **_played(answer, profile),
            "player": player,
            **_estimate("payoff", game.payoff(profile, i)),
            "verdict": answer.verdicts[profile],
            **_estimate("accord", answer.accords(profile)),
            "worlds": game.worlds,
        }
        for profile in game.profiles()
        for i, player in enumerate(game.players)
    ]
    return pd.DataFrame(rows)


def gains(answer: Answer) -> pd.DataFrame:
    """A row a way of leaving what is shipped."""
    import pandas as pd

    game = answer.game
    return pd.DataFrame(
        [
            {
                "player": game.players[each.player],
                "posture": game.strategies[each.player][each.to],
                **_estimate("gain", each.gain),
                "differ": each.differ,
                "worlds": game.worlds,
            }
            for each in game.gains(answer.as_shipped)
        ]
    )


def regrets(answer: Answer) -> pd.DataFrame:
    """A row a player."""
    import pandas as pd

    game = answer.game
    return pd.DataFrame(
        [
            {
                "player": game.players[each.player],
                "best_reply": game.strategies[each.player][each.best],
                **_estimate("regret", each.regret),
                "worlds": game.worlds,
            }
            for each in answer.regrets
        ]
    )


def equilibria(answer: Answer) -> pd.DataFrame:
    """A row an equilibrium, side and posture."""
    import pandas as pd

    game, rows = answer.game, list[dict[str, Any]]()
    for number, found in enumerate(answer.solved.equilibria, 1):
        given = game.names((0, 0, *found.given))[2:]
        for side in range(2):
            for own, share in zip(game.strategies[side], found.shares[side], strict=True):
                rows.append(
                    {
                        "equilibrium": number,
                        **dict(zip(game.players[2:], given, strict=True)),
                        "player": game.players[side],
                        "posture": own,
                        "share": float(share),
                        "payoff": found.payoffs[side],
                        "stays": found.stays,
                    }
                )
    return pd.DataFrame(rows)


def _played(answer: Answer, profile: Profile) -> dict[str, str]:
    return dict(zip(answer.game.players, answer.game.names(profile), strict=True))


def _estimate(name: str, found: Estimate) -> dict[str, float]:
    return {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
