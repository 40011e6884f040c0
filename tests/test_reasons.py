"""Which red line is named as the one in the way: the one that helps most, the first of equals."""

from __future__ import annotations

import pytest

from sim.outcome import REASONS
from sim.outcomes import declared, outcomes
from tests.builders import SHORT, baseline_with, run


def named(size_of_the_second: float) -> set[str]:
    """Red lines named in 300 worlds, one of Russia's drawn twice: once of .1, once of that size."""
    second = (
        f"{{issue: territory, option: zone, size: {size_of_the_second!r}, source: 'assumed: x'}}"
    )
    lines = "parties.russia.red_lines"
    scenario = baseline_with(*SHORT, f"{lines}.zone.size=0.1", f"{lines}.zone_again={second}")
    codes = outcomes(run(scenario, 300))["red_line"]
    names = next(each for each in declared(scenario) if each.name == "red_line").categories
    return {names[code] for code in codes if code >= 0}


@pytest.mark.parametrize("more", [-1e-13, 0.0, 1e-13])
def test_of_red_lines_that_help_alike_the_first_is_named(more: float) -> None:
    """What a rounding error makes of a size decides nothing."""
    assert "russia.zone" in named(0.1 + more)
    assert "russia.zone_again" not in named(0.1 + more)


def test_a_red_line_that_helps_more_is_named_wherever_it_stands() -> None:
    """The comparison above is not blind to sizes."""
    assert "russia.zone_again" in named(0.1001)


def test_a_red_line_that_helps_by_a_rounding_error_only_is_not_named() -> None:
    """Who would rather wait finds nothing to sign, with such lines or without."""
    parties = baseline_with(*SHORT).file.parties.items()
    lines = [f"parties.{name}.red_lines.{line}" for name, of in parties for line in of.red_lines]
    tiny = [f"{line}.size=1e-11" for line in lines]
    waits = [f"parties.{name}.value_of_waiting=0.3" for name, _ in parties]
    answers = outcomes(run(baseline_with(*SHORT, *tiny, *waits), 100))
    empty = answers["reason"] == REASONS.index("empty_range")
    assert empty.sum() > 50
    assert (answers["red_line"] == -1).all()
