"""What the scenarios must show, on paired worlds, beyond three standard errors.

Signs come from the theory each lever stands for; the other differences are reported by
`sim compare` without a wished sign. The full proof takes 10,000 worlds a scenario and is slow;
two strong effects are shown on fewer worlds in every run.
"""

from __future__ import annotations

import pytest

import sim

MANY = 10_000
TO_THE_END_OF_2027 = {"horizon": "2027-12-31"}

SIGNS = [
    ("deadline_that_binds", ("by_deadline", "accords_in_last_30_days"), +1),
    ("strong_guarantees", ("measures", "p_hold"), +1),
    ("strong_guarantees", ("by_deadline", "durable_peace"), +1),
    ("zone_with_fair_rules", ("measures", "best_value.zone.ukraine"), +1),
    ("zone_with_fair_rules", ("measures", "p_hold_zone"), +1),
    ("behind_ukraines_back", ("by_deadline", "accord"), -1),
    ("mediator_distracted", ("measures", "rounds"), -1),
    ("mediator_distracted", ("by_deadline", "accord"), -1),
    ("force_of_arms", ("outcomes", "taken_by_force"), +1),
    ("force_of_arms", ("measures", "km2_changed"), +1),
]


@pytest.fixture(scope="module")
def differences():
    """Comparison of a scenario with the baseline at the scenario's horizon, made once."""
    runs, tables = {}, {}

    def against_baseline(name):
        if name not in tables:
            horizon = TO_THE_END_OF_2027 if name == "force_of_arms" else {}
            key = str(horizon)
            runs.setdefault(key, sim.run("baseline", worlds=MANY, set=horizon, jobs=2))
            tables[name] = sim.compare(runs[key], sim.run(name, worlds=MANY, jobs=2))
        return tables[name]

    return against_baseline


@pytest.mark.slow
@pytest.mark.parametrize(("scenario", "row", "sign"), SIGNS)
def test_the_lever_moves_what_theory_says_it_moves(differences, scenario, row, sign):
    assert differences(scenario).loc[row, "z"] * sign > 3


def test_a_distracted_mediator_holds_fewer_rounds():
    table = sim.compare("baseline", "mediator_distracted", worlds=500)
    assert table.loc[("measures", "rounds"), "z"] < -3


def test_fair_rules_make_the_best_zone_worth_more_to_the_side_that_asks_for_them():
    """What packages are worth at the start, so that a few days of each world are enough."""
    days = {"deadline.date": "2026-02-20", "horizon": "2026-02-28"}
    plain, fair = (
        sim.run(name, worlds=1_500, set=days) for name in ("baseline", "zone_with_fair_rules")
    )
    assert sim.compare(plain, fair).loc[("measures", "best_value.zone.ukraine"), "z"] > 3
