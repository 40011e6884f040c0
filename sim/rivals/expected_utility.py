"""The expected utility model of Bueno de Mesquita: who moves where in a contest over one issue.

Bueno de Mesquita 1985 (American Political Science Review 79), 1994 (in European Community Decision
Making, Yale), 1997 (International Interactions 23), in the notation of Scholz, Calbert and Smith
2011 (Unravelling Bueno de Mesquita's group decision model). Arrays have the worlds first: positions
x, capabilities c and saliences s are (worlds, actors); what i makes of j is (worlds, i, j).

The publications leave open who yields to which offer; what is read into them here is said where it
matters, and `docs/rivals.md` tells what other readings bring.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.worlds import Bools, Floats

ROUNDS = 5
_LEAST = 1e-12  # of a distance or a sum of votes: less is none


class Actors(NamedTuple):
    """Who contends, (worlds, actors) each.

    Attributes
    ----------
    x : Floats
        Position on the issue, in any unit.
    c, s : Floats
        Capability, > 0, of which only ratios count; salience, in [0, 1].
    """

    x: Floats
    c: Floats
    s: Floats


def forecast(actors: Actors, rounds: int = ROUNDS, conflict_moves: bool = False) -> Floats:
    """Position that beats every other after so many rounds, (worlds,).

    Parameters
    ----------
    conflict_moves : bool
        Whether in a conflict, where both expect to gain, the one that expects less yields. By
        default it stays: "conflict is likely and that conflict has an uncertain outcome"
        (Bueno de Mesquita 1997: 244).
    """
    for _ in range(rounds):
        actors = actors._replace(x=moved(actors, conflict_moves))
    return median(actors)


def median(actors: Actors) -> Floats:
    """Position of the median vote c s, (worlds,): it beats all others in pairs (Black 1948)."""
    order = np.argsort(actors.x, axis=1, kind="stable")
    votes = np.take_along_axis(actors.c * actors.s, order, axis=1).cumsum(axis=1)
    half = votes[:, -1:] / 2 * (1 - _LEAST)
    place = (votes >= half).argmax(axis=1)[:, None]
    found: Floats = np.take_along_axis(np.take_along_axis(actors.x, order, 1), place, 1)[:, 0]
    return found


def mean(actors: Actors) -> Floats:
    """Mean position by votes c s, (worlds,)."""
    votes = actors.c * actors.s
    found: Floats = (votes * actors.x).sum(axis=1) / votes.sum(axis=1)
    return found


def prevails(actors: Actors) -> Floats:
    """Probability that i prevails over j: votes for i over all that are cast (Scholz eq. 31).

    k votes c s times what it gains by it; where nobody cares it is 1/2.
    """
    apart = _apart(actors.x)
    gains = apart[:, None, :, :] - apart[:, :, None, :]  # k nearer to i than to j
    votes = (actors.c * actors.s)[:, None, None, :] * gains
    cast = np.abs(votes).sum(axis=3)
    for_i = np.maximum(votes, 0.0).sum(axis=3)
    return np.where(cast > _LEAST, for_i / np.where(cast > _LEAST, cast, 1.0), 0.5)


def expected_utility(actors: Actors, r: Floats) -> Floats:
    """What i expects of challenging j, against leaving things as they are; 0 for i = j.

    ``s_j (P U_success + (1 - P) U_failure) + (1 - s_j) U_success - U_status_quo``: who does not
    care gives in unopposed (Scholz eqs. 5 to 7, 15, 16, 24, with Q = 1 as there). ``r`` (worlds,
    actors) is each one's risk exponent.
    """
    z, p, r_i = _apart(actors.x) / _range(actors.x), prevails(actors), r[:, :, None]
    success = 2.0 - 4.0 * (0.5 - 0.5 * z) ** r_i
    failure = 2.0 - 4.0 * (0.5 + 0.5 * z) ** r_i
    s_j = actors.s[:, None, :]
    opposed = p * success + (1.0 - p) * failure
    found = s_j * opposed + (1.0 - s_j) * success - (2.0 - 4.0 * 0.5**r_i)
    return np.where(np.eye(actors.x.shape[1], dtype=bool), 0.0, found)


def risk_exponents(actors: Actors) -> Floats:
    """How each weighs gains against losses, (worlds, actors): 1/2 gains more, 2 losses more.

    Who lays itself open to others has shown that it takes risks:
    ``R = (2 S - max S - min S) / (max S - min S)`` with S what the others expect of challenging it
    at r = 1, then ``r = (1 - R / 3) / (1 + R / 3)`` (Scholz eqs. 33 and 34, after Bueno de Mesquita
    1985).
    """
    s = expected_utility(actors, np.ones_like(actors.x)).sum(axis=1)
    high, low = s.max(axis=1, keepdims=True), s.min(axis=1, keepdims=True)
    wide = high - low > _LEAST
    basis = np.where(wide, (2 * s - high - low) / np.where(wide, high - low, 1.0), 0.0)
    found: Floats = (1.0 - basis / 3.0) / (1.0 + basis / 3.0)
    return found


def moved(actors: Actors, conflict_moves: bool = False) -> Floats:
    """Positions after a round of offers, (worlds, actors).

    Each yields to the offer that is backed by the largest expected utility; of equals to the one
    that moves it least (Scholz 6.2).
    """
    e = expected_utility(actors, risk_exponents(actors))
    backed = e.swapaxes(1, 2)  # [i, j]: what j expects of challenging i
    share = _yielded(e, backed, conflict_moves)
    step = share * (actors.x[:, None, :] - actors.x[:, :, None])
    offered = np.abs(step) > _LEAST
    strength = np.where(offered, backed, -np.inf)
    strongest = offered & (strength >= strength.max(axis=2, keepdims=True))
    least = np.where(strongest, np.abs(step), np.inf).argmin(axis=2)[:, :, None]
    chosen = np.take_along_axis(np.where(strongest, step, 0.0), least, axis=2)[:, :, 0]
    found: Floats = actors.x + chosen
    return found


def _yielded(own: Floats, other: Floats, conflict_moves: bool) -> Floats:
    """Share of the way to j that i goes (Scholz 6.1, figure 6).

    Where i expects to lose and j to gain: as far as the two are to each other (a compromise), all
    the way where i has more to lose than j to gain (compelled).
    """
    beaten: Bools = (own < 0.0) & (other > 0.0)
    part = np.minimum(np.abs(own) / np.where(beaten, other, 1.0), 1.0)
    outdone: Bools = (own > 0.0) & (other > own) & conflict_moves
    return np.where(beaten, part, np.where(outdone, 1.0, 0.0))


def _apart(x: Floats) -> Floats:
    return np.abs(x[:, :, None] - x[:, None, :])


def _range(x: Floats) -> Floats:
    """Width of the positions, (worlds, 1, 1); 1 where all are one."""
    wide = x.max(axis=1) - x.min(axis=1)
    return np.where(wide > _LEAST, wide, 1.0)[:, None, None]
