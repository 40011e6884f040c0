"""When to stop bargaining: the share of a gain that is worth waiting for.

A party that refuses waits for the next date and chooses again. On a date an agreement is possible
with some chance, and the text then gives the party a share of its gain that is uniform between 0
and the most it can hope for. Waiting costs something, and the gain is worth less the later it
comes. What is worth holding out for is then a problem of optimal stopping, as in the search for a
job (McCall 1970, Quarterly Journal of Economics 84). Dates come at random, so that time is counted
in dates expected and not in whole ones.
"""

from __future__ import annotations

import numpy as np

from sim.worlds import Floats

_LEAST_ROOT = 1e-12
_SURE_OF_ALL = 1e-9


def held_out_for(
    dates: Floats,
    last: Floats,
    most: Floats,
    chance: Floats | float,
    cost: Floats,
    impatience: Floats,
) -> Floats:
    """Share of the gain that is worth holding out for, ``dates`` before what comes ``last``.

    With r the share, b the ``most``, P the ``chance``, k the ``cost`` and p the ``impatience``, a
    date more to come changes r by ``P E[max(X - r, 0)] - k - p r`` with X uniform on [0, b], that
    is by ``P b u^2 / 2 - k - p r`` where ``u = 1 - r / b``. In u this is a Riccati equation with
    constant coefficients, ``du/dn = k / b + p - p u - P u^2 / 2``, whose solution is returned.

    Parameters
    ----------
    dates : Floats
        Dates expected until then; inf where nothing ever ends the talks.
    last : Floats
        Share worth holding out for when no date is left, in [0, b].
    most : Floats
        The most it can hope for, in (0, 1].
    chance : Floats or float
        Probability that an agreement is possible on a date.
    cost : Floats
        Cost of waiting for one date, in units of the gain, >= 0.
    impatience : Floats
        Share of the gain lost while waiting for one date, >= 0.

    Returns
    -------
    Floats
        In [0, b]; 0 where waiting costs more than it can bring.
    """
    drag, first = cost / most + impatience, 1.0 - last / most
    root = np.maximum(np.sqrt(impatience**2 + 2.0 * chance * drag), _LEAST_ROOT)
    t = np.tanh(root * dates / 2.0) / root
    # written without differences of nearly equal numbers
    given_up = (first * (1.0 - impatience * t) + 2.0 * drag * t) / (
        1.0 + (impatience + chance * first) * t
    )
    return most * (1.0 - np.clip(given_up, 0.0, 1.0))


def bargaining_power(aspiration: Floats, weight: Floats) -> Floats:
    """The most of a gain that a party can hope for, in (0, 1).

    Its odds are those of its ``aspiration`` times those of the ``weight`` that whoever writes the
    text gives it. Where those of all parties sum to more than one they are optimistic about their
    power (Yildiz 2003, Econometrica 71).
    """
    a, w = (np.clip(x, _SURE_OF_ALL, 1.0 - _SURE_OF_ALL) for x in (aspiration, weight))
    return a * w / (a * w + (1.0 - a) * (1.0 - w))
