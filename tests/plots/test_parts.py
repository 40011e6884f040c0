"""The parts of figures: text as it is written, labels that do not overlap, quantiles, looks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from sim.outcomes import Outcome
from sim.outcomes.declared import statuses
from sim.plots.axes import spread
from sim.plots.data import quantiles
from sim.plots.style import counted, outcome_looks, percent, plain, settings, short, wrapped
from sim.plots.timeline import spells
from sim.scenario import load


def shown(text: str) -> str:
    """What a figure draws for a text: formulas would make it fail or warn."""
    with settings():
        figure = Figure()
        figure.text(0.1, 0.5, text)
        figure.draw_without_rendering()
    return text.replace(r"\$", "$")


@given(st.text(max_size=200))
def test_any_text_is_drawn_as_it_is_and_never_as_a_formula(text: str) -> None:
    written = shown(plain(text))
    assert all(
        a in (b, "\N{REPLACEMENT CHARACTER}")
        for a, b in zip(written, " ".join(text.split()), strict=True)
    )


def test_dollars_and_commands_of_mathematics_stay_what_they_are() -> None:
    assert shown(plain(r"from $5 to \frac{ $7")) == r"from $5 to \frac{ $7"


@given(st.text(max_size=300), st.integers(5, 60))
def test_no_line_is_longer_than_asked_for(text: str, width: int) -> None:
    assert len(short(text, width).replace(r"\$", "$")) <= width
    lines = wrapped(text, width).split("\n")
    assert len(lines) <= 2
    assert all(len(line.replace(r"\$", "$")) <= width for line in lines)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_labels_keep_their_order_and_distance_and_stay_inside(positions: list[float]) -> None:
    placed = spread(np.sort(positions), 0.1, 0.03, 0.95)
    assert placed.min() >= 0.03 - 1e-12
    assert placed.max() <= 0.95 + 1e-12
    assert (np.diff(placed) >= 0.1 - 1e-9).all()


def test_more_labels_than_fit_share_the_room() -> None:
    assert np.allclose(np.diff(spread(np.zeros(21), 0.1, 0.0, 1.0)), 0.05)


def test_a_label_with_room_about_it_stays_where_it_is() -> None:
    assert np.allclose(spread(np.array([0.2, 0.5, 0.8]), 0.1, 0.0, 1.0), [0.2, 0.5, 0.8])


def test_quantiles_are_over_worlds_and_missing_on_days_without_a_value() -> None:
    values = np.array([[1.0, 2.0, 9.0], [np.nan, 4.0, 6.0], [np.nan, np.nan, np.nan]])
    (median,) = quantiles(values, [0.5])
    assert median[:2].tolist() == [2.0, 5.0]
    assert np.isnan(median[2])


def test_spells_are_the_unbroken_runs_of_days() -> None:
    days = np.array([True, True, False, True, False, False, True])
    assert spells(days) == [(0, 2), (3, 4), (6, 7)]
    assert spells(np.zeros(4, dtype=bool)) == []


def test_endings_look_different_from_each_other_whatever_they_are_called() -> None:
    accords = {f"kind_{i}": f"accord {i}" for i in range(9)}
    endings = accords | statuses(load("baseline"))
    outcome = Outcome("outcome", "", "-", "class", tuple(endings), tuple(endings.values()))
    run: Any = SimpleNamespace(outcome=lambda name: outcome)
    looks = [(look.colour, look.hatch) for look in outcome_looks(run).values()]
    assert len(set(looks)) == len(looks)
    assert len({colour for colour, _ in looks[:4]}) == 4


def test_small_shares_are_not_rounded_to_nothing() -> None:
    assert [percent(x) for x in (0, 0.004, 0.126, 1)] == ["0 %", "0.4 %", "13 %", "100 %"]
    assert [counted(n, "world") for n in (0, 1, 2000)] == ["0 worlds", "1 world", "2,000 worlds"]
