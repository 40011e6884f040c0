"""Packages sorted by kind: alike in the issues that are asked about, and in no other way told."""

from __future__ import annotations

import numpy as np
import pytest

from sim.agreement.packages import packages_of
from sim.scenario import load


@pytest.mark.parametrize("scenario", ["baseline", "wage_round"])
def test_packages_of_a_kind_have_the_same_options_and_others_have_not(scenario: str) -> None:
    packages = packages_of(load(scenario))
    issues = list(packages.issues)
    for asked in ([], issues[:1], issues[1:], issues):
        kinds = packages.kinds(*asked)
        chosen = [tuple(int(packages.option[j][p]) for j in asked) for p in range(len(packages))]
        assert len(set(chosen)) == kinds.first.size == kinds.of.max() + 1
        assert [chosen[kinds.first[kind]] for kind in kinds.of] == chosen


def test_a_table_by_kind_is_spread_over_the_packages() -> None:
    packages = packages_of(load("baseline"))
    kinds = packages.kinds(packages.outcome_issue)
    option = packages.option[packages.outcome_issue].astype(np.float64)
    table = np.stack([option[kinds.first], -option[kinds.first]])
    np.testing.assert_array_equal(kinds.spread(table), [option, -option])
