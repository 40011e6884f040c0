"""The benchmark in small: its table is whole, its contestants play the same worlds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from benchmarks import commands, costs
from benchmarks.__main__ import Sizes, main
from benchmarks.rivals import games, valuation, worlds
from benchmarks.rivals.arrays import arrays_of
from benchmarks.rivals.date import by_engine, date_of
from benchmarks.rivals.kernel import by_kernel, kernel, plain
from benchmarks.rivals.plain_mesa import by_batch_run, by_loop
from benchmarks.rivals.sale import Domain
from benchmarks.rivals.worlds import Contest, Disagreement, ending_of
from benchmarks.turns import Spread, interleaved, ratios, spread
from sim.scenario import load
from tests.builders import FEW_DAYS, planted
from tests.twin.compare import models_answers, told, twin

TINY = Sizes(Contest(4, 1), Contest(4, 2), (1, 2, 3), 2, rounds=1, fewer=1)
CONTESTANTS = {
    worlds.ENGINE, worlds.ALTERNATING, worlds.ONE, worlds.TWIN, worlds.LOOP, worlds.BATCH,
}  # fmt: skip


def test_the_quick_table_has_all_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, figure = tmp_path / "numbers.json", tmp_path / "figure.png"
    assert main(["--quick", "--out", str(out), "--figure", str(figure)], TINY) == 0
    told_, printed = json.loads(out.read_text()), capsys.readouterr().out
    rows = {row["name"]: row for part in told_["parts"] for row in part["rows"]}
    commands_ = {f"sim {' '.join(each)}" for each in commands.START_UP}
    expected = CONTESTANTS | {valuation.ENGINE} | commands_ | set(costs.scenarios(TINY.worlds))
    assert expected <= rows.keys()
    assert all(name in printed for name in rows)
    for row in rows.values():
        assert 0 < row["value"]["low"] <= row["value"]["median"] <= row["value"]["high"]
    assert rows[worlds.TWIN]["ratio"]["median"] > 1
    assert valuation.KERNEL in rows or valuation.LEFT_OUT in printed
    assert games.NEGMAS in rows or games.LEFT_OUT in printed
    assert {"system", "processor", "cores"} <= told_["machine"].keys()
    assert "numpy" in told_["versions"]
    assert figure.stat().st_size > 10_000


def test_plain_mesa_models_play_the_worlds_of_the_engine() -> None:
    scenario, numbers = load("baseline"), [122, 203, 207]  # the first is drawn again by its past
    rows = [next(models_answers(told(scenario, 1, number, 1))) for number in numbers]
    engines = [tuple(row[name] for name in worlds.ENDING) for row in rows]
    by_batch = by_batch_run(scenario, 1, numbers)
    assert [ending_of(by_batch[number]) for number in numbers] == engines
    assert [ending_of(by_loop(scenario, 1, number)) for number in numbers] == engines
    assert len(set(engines)) > 1
    days = [repr(twin(scenario, 1, number).diary) for number in numbers]
    assert [repr(by_batch[number].diary) for number in numbers] == days


def test_a_contestant_that_plays_other_worlds_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = load("baseline", set=FEW_DAYS)
    with planted((worlds, "twin", lambda scenario, seed, number: twin(other, seed, number))):
        assert main(["--quick"], TINY) == 1
    assert "world 200 ends otherwise: scalar twin" in capsys.readouterr().err


@pytest.mark.parametrize("day", [5, 60, 200])
def test_the_kernel_is_the_engine_s_valuation(day: int) -> None:
    """In plain Python, and as machine code where Numba is installed."""
    date = date_of(load("baseline"), 1, 200, 100, day)
    arrays, engines = arrays_of(date), by_engine(date)
    assert date.rows.size > 0
    for run in filter(None, (kernel(plain), valuation.compiled())):
        valuation.apart(engines, by_kernel(run, arrays, date))


def test_a_kernel_that_values_otherwise_is_refused() -> None:
    date = date_of(load("baseline"), 1, 200, 4, 30)
    (own,) = by_engine(date)
    for other in (
        own._replace(gains=own.gains + 1e-8),
        own._replace(signable=~own.signable),
        own._replace(text=own.text + 1),
    ):
        with pytest.raises(Disagreement):
            valuation.apart([own], [other])


def test_without_numba_a_line_says_how_to_install_it() -> None:
    with planted((valuation, "compiled", lambda: None)):
        part = valuation.valuation(4, rounds=1)
    assert [row.name for row in part.rows] == [valuation.ENGINE]
    assert "pip install numba" in part.notes[0]


def test_contestants_take_turns_and_ratios_are_taken_within_a_round() -> None:
    order: list[str] = []
    turns = {name: (lambda number, name=name: order.append(name)) for name in "abc"}
    ticks = iter(range(100))
    took = interleaved(turns, 3, clock=lambda: float(next(ticks)))
    assert order == list("abcbcacab")
    assert took == {name: [1.0, 1.0, 1.0] for name in "abc"}
    assert ratios([2.0, 30.0, 4.0], [1.0, 10.0, 1.0]) == Spread(3.0, 2.0, 4.0)
    assert spread([3.0, 1.0, 2.0]) == Spread(2.0, 1.0, 3.0)


@pytest.mark.parametrize("words", [("--out", "nowhere/x.json"), ("--figure", "x.txt")])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_measured(
    words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--quick", *words], TINY)
    said = capsys.readouterr()
    assert words[1] in said.err
    assert said.out == ""


def by_hand(domain: Domain, drawn: Mapping[str, float]) -> games.Agreement:
    """A sale without any library: demands fall from day to day, offers pass from side to side."""
    texts = list(product(*domain.levels.values()))
    worth, today, gain = [], [], []
    for side in domain.sides:
        scores = {name: dict(domain.scores(side, name)) for name in domain.levels}
        weighed = [
            {level: s * domain.weight(side, name, drawn) for level, s in scores[name].items()}
            for name in domain.levels
        ]
        worth.append([sum(w[x] for w, x in zip(weighed, t, strict=True)) for t in texts])
        today.append(domain.today(side, drawn))
    for own in (0, 1):
        pairs = zip(worth[own], worth[1 - own], strict=True)
        gain.append(max([a - today[own] for a, b in pairs if b >= today[1 - own] - 1e-9] + [0.0]))
    for day in range(domain.begin, domain.days):
        least = []
        for own, side in enumerate(domain.sides):
            of = {k: drawn[f"parties.{side}.{k}"] for k in ("patience", "concession_curve")}
            passed = min(day / of["patience"], 1.0) ** (1.0 / of["concession_curve"])
            held = drawn[f"parties.{side}.aspiration"] * (1.0 - passed)
            least.append(today[own] + held * gain[own] - 1e-9)
        own = (day - domain.begin) % 2
        mine = [t for t in range(len(texts)) if worth[own][t] >= least[own]]
        offer = max(mine, key=lambda t: worth[1 - own][t])
        if worth[1 - own][offer] >= least[1 - own]:
            return day, tuple(map(float, texts[offer]))
    return None


def test_a_sale_by_hand_ends_as_the_engine_s() -> None:
    contest = Contest(40, 40)
    part = games.games(contest, 1, by_hand)
    (note,) = part.notes
    assert note == "40 of 40 sales end alike, day and text"


def test_a_library_that_sells_otherwise_is_refused() -> None:
    with pytest.raises(Disagreement, match="in 0 of 4 sales"):
        games.games(Contest(4, 4), 1, lambda domain, drawn: None)


def test_negmas_sells_as_the_engine_does() -> None:
    pytest.importorskip("negmas")
    (note,) = games.games(Contest(50, 50), 1).notes
    assert note == "50 of 50 sales end alike, day and text"
