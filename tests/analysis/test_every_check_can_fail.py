"""Each check of sensitivity is seen to fail with one thing wrong."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest

from sim.analysis.sensitivity import powers
from sim.analysis.sensitivity.first_order import _Sums
from sim.analysis.sensitivity.morris import Morris
from sim.analysis.sensitivity.saltelli import Saltelli
from sim.quantities import densities
from sim.statistics import jackknife
from sim.worlds import Floats
from tests.analysis import test_first_order, test_power_scaling, test_saltelli_and_morris
from tests.builders import planted
from tests.faults.planting import Fault, returns

coverage = partial(test_first_order.test_intervals_cover_what_is_known, 1.0)


def _with_chance(found: tuple[Any, Any, Any]) -> tuple[Any, Any, Any]:
    between, within, chance = found
    return between + within * chance, within, chance


def _luck_of_a(found: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats, Floats]:
    a, b, mixed = found
    return a, b, np.concatenate([mixed[:-1], a[None]])


def _in_the_order_of_the_moves(design: Morris, played: list[Floats]) -> Floats:
    return np.diff(np.array(played), axis=0)


FAULTS = [
    Fault("first", "what chance adds stays",
          test_first_order.test_what_does_nothing_explains_nothing_on_average,
          returns(_Sums, "variances", _with_chance)),
    Fault("first", "parameters are marked one by one",
          test_first_order.test_among_seventy_that_do_nothing_one_is_marked_in_five_of_a_hundred_tables,
          (test_first_order, "holm", lambda p: p)),
    Fault("first", "intervals of half the width", coverage,
          (test_first_order, "jackknife", lambda value, without: jackknife(
              value, value + (without - value) / 2))),
    Fault("sobol", "luck is not exchanged",
          test_saltelli_and_morris.test_luck_is_an_input_like_the_others,
          returns(Saltelli, "values", _luck_of_a)),
    Fault("sobol", "both sets are one",
          test_saltelli_and_morris.test_ishigami_within_two_hundredths,
          returns(Saltelli, "values", lambda found: (found[0], found[0], found[2]))),
    Fault("morris", "effects are given to whoever was moved then",
          test_saltelli_and_morris.test_elementary_effects_are_those_of_salib,
          (Morris, "effects", _in_the_order_of_the_moves)),
    Fault("powers", "the error forgets the weights",
          test_power_scaling.test_the_error_of_a_lean_is_the_spread_of_many,
          (powers, "_pull", lambda h, w, mean: h - mean)),
    Fault("powers", "weights of issues are scaled without their density's",
          test_power_scaling.test_weights_of_issues_to_a_power_are_those_of_a_dirichlet,
          (densities, "dirichlet", lambda shares, a: np.log(shares[0]) * a[0])),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.row}: {fault.what}")
def test_a_planted_fault_is_seen(fault: Fault) -> None:
    """With the fault in place the check that guards against it fails."""
    with planted(fault.plant), pytest.raises(AssertionError):
        fault.check()
