"""Priors that a file cuts off inside their parameter's range."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import truncnorm

from sim.scenario import ScenarioError, load

U = np.linspace(0.001, 0.999, 99)


def drift(text: str) -> object:
    return load("baseline", set=[f"war.drift={text}"])


def test_a_prior_cut_off_is_the_truncated_law() -> None:
    quantity = drift("{normal: [6, 4], within: [3, 13]}").quantities["war.drift"]  # type: ignore[attr-defined]
    law = truncnorm((3 - 6) / 4, (13 - 6) / 4, loc=6, scale=4)
    assert quantity.ppf(U) == pytest.approx(law.ppf(U))
    assert [quantity.cdf(x) for x in (2, 5, 14)] == pytest.approx([0, law.cdf(5), 1])
    assert quantity.mean == pytest.approx(law.mean())
    assert str(quantity.prior) == "normal [6, 4] within [3, 13]"


def test_units_are_read_and_the_file_written_out_reads_the_same() -> None:
    scenario = drift("{normal: [6, 4], within: [3 km2/day, 9]}")
    assert scenario.quantities["war.drift"].prior.within == (3.0, 9.0)  # type: ignore[attr-defined]
    assert "within" in scenario.resolved_yaml()  # type: ignore[attr-defined]


def test_ends_are_part_of_what_a_scenario_is() -> None:
    fingerprints = {
        drift(text).fingerprint()  # type: ignore[attr-defined]
        for text in ("{normal: [6, 4]}", "{normal: [6, 4], within: [3, 9]}",
                     "{normal: [6, 4], within: [3, 8]}")
    }  # fmt: skip
    assert len(fingerprints) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{normal: [6, 4], within: [9, 3]}", "two rising numbers"),
        ("{normal: [6, 4], within: [1, 2000]}", "two rising numbers in -500 to 500"),
        ("{normal: [6, 4], within: 3}", r"within takes \[low, high\]"),
        ("{normal: [6, 4], within: [3, nine]}", r"within takes \[low, high\]"),
        ("{normal: [6, 4], within: [60, 70]}", "hardly any of normal"),
        ("{normal: [6, 4], witin: [3, 9]}", "beside it only 'within'"),
        ("{within: [3, 9]}", "one prior"),
    ],
)
def test_what_cuts_nothing_off_is_a_mistake(text: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        drift(text)
