"""The page in Chromium: silent, alone, right, quick, and open to everybody."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.quantities.priors import Prior
from sim.report.browser import report_of
from sim.results import Run
from sim.results.shares import shares
from sim.statistics import paired_difference, paired_shares
from tests.browser.chromium import FOUND, Browser
from tests.browser.known import Weighed, moved_prior
from tests.builders import FEW_DAYS, TO_JUNE, baseline_with

pytestmark = pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")

HARDSHIP, DRIFT = "parties.ukraine.hardship", "war.drift"
MUST_HOLD, LINE = "parties.ukraine.must_hold.probability", "parties.ukraine.red_lines.zone.size"
COST = "parties.russia.cost_of_war"
ROWS = "Object.fromEntries(page.rows.map((row) => [`${row.group} ${row.name}`, row]))"
"""What the page shows, by group and name."""


def move(page: Browser, name: str, shift: float, width: float) -> None:
    """As the sliders do."""
    page.value(f"page.controls.set({json.dumps(name)}, {shift}, {width})")


def trust(page: Browser) -> tuple[float, float]:
    effective, k = page.value("[document.body.dataset.effective, document.body.dataset.k]")
    return float(effective), float(k)


def test_it_says_nothing_and_asks_for_nothing(page: Browser, page_file: Path) -> None:
    move(page, DRIFT, -1, 0.7)
    page.value("page.choose(1)")
    assert page.complaints() == []
    assert page.requests() == [page_file.resolve().as_uri()]


def test_every_chart_is_drawn(page: Browser) -> None:
    counts = page.value(
        "['headline-live', 'endings-live', 'reasons-live', 'texts-live', 'compare-live']"
        ".map((id) => document.querySelectorAll(`#${id} td, #${id} strong`).length)"
    )
    assert min(counts) > 1
    assert page.value("document.querySelectorAll('#time-live path').length") > 3
    charts = "document.querySelectorAll('#days-live svg').length"
    assert page.value(charts) == 1 + page.value("page.run.days.series.length") > 3
    assert page.value("document.querySelectorAll('#endings-live .bar rect').length") > 10
    assert page.value("document.querySelectorAll('#matters .bar rect').length") > 0
    filled = (
        "(() => { const canvas = page.dots.canvas; const data = canvas.getContext('2d')"
        ".getImageData(0, 0, canvas.width, canvas.height).data;"
        "return data.filter((_, i) => i % 4 === 3).filter((alpha) => alpha > 0).length })()"
    )
    assert page.value(filled) >= 4 * page.value("page.run.worlds")


def test_days_are_told_as_the_file_has_them_whatever_the_sliders_say(page: Browser) -> None:
    """The median of land in the table, and bands that do not move."""
    series = "page.run.days.series.findIndex((each) => each.unit === 'km²')"
    weeks = page.value(f"page.run.days.series[{series}].weeks")
    cell = f"#days-live > div:nth-of-type({page.value(series) + 2}) tbody tr:nth-child(2) td"
    told = page.value(
        f"[...document.querySelectorAll({json.dumps(cell)})].map((x) => x.textContent)"
    )
    assert told == [f"{x:,.0f}" for x in weeks[4]]
    drawn = "document.querySelector('#days-live').innerHTML.length"
    before = page.value(drawn)
    move(page, DRIFT, 1, 1)
    assert page.value(drawn) == before
    move(page, DRIFT, 0, 1)


@pytest.mark.parametrize(
    ("low", "high"), [(0, 72550), (-0.806, 0.127), (0, 0.234), (0, 1), (3, 3.1)]
)
def test_ticks_are_few_round_and_inside(page: Browser, low: float, high: float) -> None:
    ticks = page.value(f"roundTicks({low}, {high})")
    assert 3 <= len(ticks) <= 7
    assert min(ticks) >= low - 1e-9
    assert max(ticks) <= high + 1e-9
    step = ticks[1] - ticks[0]
    assert f"{step:.0e}"[0] in "125"


def test_at_rest_it_shows_what_the_run_says(page: Browser, runs: list[Run]) -> None:
    shown, summary = page.value(ROWS), runs[0].summary()
    told = summary["outcomes"] | summary["by_deadline"] | summary["why_no_accord"]["reasons"]
    for name, share in told.items():
        row = next(row for key, row in shown.items() if key.endswith(f" {name}"))
        for ours, theirs in (
            (share["share"], "value"),
            (share["low"], "low"),
            (share["high"], "high"),
        ):
            assert row[theirs] == pytest.approx(ours, abs=1e-12), name


def test_each_side_s_red_lines_are_summed(page: Browser, runs: list[Run]) -> None:
    """As in the terminal's table."""
    rows = page.value("page.run.sideRows()")
    told = runs[0].summary()["why_no_accord"]["red_lines_by_side"]
    assert {row["name"] for row in rows} == set(told)
    for row in rows:
        known = told[row["name"]]
        shown = [row["value"], row["low"], row["high"]]
        assert shown == pytest.approx([known["share"], known["low"], known["high"]], abs=1e-12)
    first = page.value(
        "document.querySelector('#reasons-live > div:nth-of-type(2) tbody th').textContent"
    )
    assert first.endswith(", all its lines")


@pytest.mark.parametrize(
    "moves",
    [
        {DRIFT: (0.6, 1.15)},
        {HARDSHIP: (-0.5, 0.7)},
        {MUST_HOLD: (0.5, 0.85)},
        {LINE: (-0.4, 0.85)},
        {COST: (0.4, 1.15)},
        {DRIFT: (-0.5, 1), MUST_HOLD: (-0.3, 0.85), COST: (0.2, 1)},
    ],
    ids=["normal", "normal, narrower", "beta", "gamma", "lognormal", "three at once"],
)
def test_moved_shares_are_the_projects_own(
    page: Browser, runs: list[Run], moves: dict[str, tuple[float, float]]
) -> None:
    quantities, priors = runs[0].scenario.quantities, {}
    for name, (shift, width) in moves.items():
        move(page, name, shift, width)
        stated = quantities[name].prior
        assert isinstance(stated, Prior)
        priors[name] = moved_prior(stated, shift, width)
    ours, shown = Weighed.of(runs[0], priors), page.value("page.run.shareRows()")
    exact = Weighed.of(runs[0], priors, in_the_file=False)
    for row in shown:
        name = f"{row['group']} {row['name']}"
        for field in ("value", "low", "high"):
            assert row[field] == pytest.approx(getattr(ours.shares()[name], field), abs=1e-9)
            assert row[field] == pytest.approx(getattr(exact.shares()[name], field), abs=1e-6)
    assert trust(page)[0] == pytest.approx(ours.trust[0], rel=1e-9)
    assert trust(page)[1] == pytest.approx(ours.trust[1], abs=1e-6)


@pytest.mark.parametrize(
    ("name", "prior"),
    [
        (DRIFT, Prior("triangular", (1.2, 8.0, 18.2))),  # mode 6 + .6 * 20/6, .85 of each side
        ("parties.russia.optimism", Prior("normal", (3.77671, 1.80867))),
        (COST, Prior("lognormal", (0.197152, 0.341517))),
        (HARDSHIP, Prior("pert", (-1.2825, -0.05, 0.8425))),
        ("parties.ukraine.cost_of_war", Prior("lognormal", (0.370103, 0.2975), (0.1, 0.8))),
        ("war.belt.area", Prior("uniform", (2120.51, 4000.0))),
    ],
)
def test_other_families(page: Browser, runs: list[Run], name: str, prior: Prior) -> None:
    """Moved by .6 and .85 times as wide, worked out by hand."""
    page.value("page.choose(2)")
    move(page, name, 0.6, 0.85)
    ours, shown = Weighed.of(runs[2], {name: prior}), page.value("page.run.shareRows()")
    for row in shown:
        known = ours.shares()[f"{row['group']} {row['name']}"]
        assert row["value"] == pytest.approx(known.value, abs=2e-5), name  # numbers of six digits


def test_differences_are_paired(page: Browser, runs: list[Run]) -> None:
    """With equal weights that of shares; with weights of their own by linearisation."""
    a, b = (run.column("accord").astype(float) for run in runs[:2])
    share = next(s for s in shares(runs[0].declared) if s.name == "accord")
    asked = (
        "(() => { const [a, b] = page.runs, row = (run) => run.shareRows()"
        f".find((each) => each.name === {json.dumps(share.name)});"
        "return changed(a, b, row(a), row(b), a.weighsLike(b)) })()"
    )
    found, known = page.value(asked), paired_shares(a, b)
    for field in ("value", "low", "high"):
        assert found[field] == pytest.approx(getattr(known, field), abs=1e-12)
    move(page, DRIFT, -0.5, 1)
    weights = Weighed.of(runs[0], {DRIFT: Prior("normal", (6.0, 4.0))}).weights
    found, known = page.value(asked), paired_shares(a, b, weights)
    assert found["value"] == pytest.approx(known.value, abs=1e-9)
    linear = page.value(
        "(() => { const [a, b] = page.runs, is = (run) => Float64Array.from(run.codes.accord);"
        "return difference(is(a), is(b), a.weights, b.weights) })()"
    )
    plain = paired_difference(a, b, weights)
    assert linear["value"] == pytest.approx(plain.value, abs=1e-9)
    assert linear["high"] - linear["low"] == pytest.approx(plain.high - plain.low, rel=0.01)


def test_the_run_that_is_shown_gives_the_page_its_heading(page: Browser, runs: list[Run]) -> None:
    heading = "document.querySelector('h1').textContent"
    assert page.value(heading) == runs[0].heading
    page.value("page.choose(1)")
    assert page.value(heading) == runs[1].heading
    assert "parties.russia.cost_of_war=.05" in page.value(heading)


def test_a_thin_answer_is_refused_with_the_command_that_gives_it(page: Browser) -> None:
    move(page, HARDSHIP, 2, 0.25)
    assert page.value("document.body.dataset.thin") == "yes"
    assert (
        page.value("document.querySelectorAll('#endings-live td, #headline-live strong').length")
        == 0
    )
    command = page.value("document.getElementById('rerun').textContent")
    assert command.endswith(f"-s '{HARDSHIP}={{normal: [0.9, 0.15]}}' -n 10000 --seed 1")
    assert "which no setting reaches" in page.value("document.getElementById('trust').innerText")
    page.value("page.run.rerun.past = 'own'")
    move(page, HARDSHIP, 2, 0.3)
    command = page.value("document.getElementById('rerun').textContent")
    assert command.endswith("[0.9, 0.18]}' -s past_of=own -n 10000 --seed 1")
    page.value("page.controls.reset()")
    assert page.value("document.body.dataset.thin") == "no"
    assert page.value("document.querySelectorAll('#endings-live td').length") > 0


def test_a_heavy_tail_is_refused_however_many_worlds_are_left(page: Browser) -> None:
    page.value("page.run.trust = () => ({effective: 5000, k: .71})")
    move(page, DRIFT, 0.1, 1)
    assert page.value("document.body.dataset.thin") == "yes"


def test_a_slider_is_moved_by_the_keyboard(page: Browser) -> None:
    before = page.value(ROWS)["by_deadline accord"]["value"]
    page.value("document.querySelector('#sliders input').focus()")
    for _ in range(6):
        page.press("ArrowRight", 39)
    moved = page.value("Object.values(page.controls.moves)[0].shift")
    assert moved == pytest.approx(0.3)
    assert page.value(ROWS)["by_deadline accord"]["value"] != before


def test_the_keyboard_reaches_everything(page: Browser) -> None:
    """Tab goes through all that can be operated, in the order of the page."""
    everything = page.value(
        "[...document.querySelectorAll('a, button, input, select, summary, canvas')].length"
    )
    seen = set()
    for _ in range(everything + 5):
        page.press("Tab", 9)
        seen.add(page.value(
            "[...document.querySelectorAll('a, button, input, select, summary, canvas')]"
            ".indexOf(document.activeElement)"
        ))  # fmt: skip
    assert seen >= set(range(everything))


def test_every_world_can_be_reached_and_read(page: Browser, runs: list[Run]) -> None:
    page.value("page.dots.canvas.focus()")
    for _ in range(3):
        page.press("ArrowRight", 39)
    assert page.value("page.dots.at") == 3
    assert page.value("page.dots.hover.textContent").startswith("World ")
    told = page.value("page.run.told")
    page.value(f"page.dots.find({told[0]})")
    text = page.value("document.getElementById('story').innerText")
    story = runs[0].story(told[0])
    assert story.page.sections[0].paragraphs[0] in text
    other = next(world for world in range(100) if world not in told)
    page.value(f"page.dots.find({other})")
    text = page.value("document.getElementById('story').innerText")
    assert f"--world {other} --seed 1 --brief" in text


def test_what_a_file_says_is_inert(chromium: Browser, tmp_path: Path) -> None:
    title = "<script>alert(1)</script> $x$ =cmd()\u202e</script><img src=x onerror=alert(2)>"
    hostile = sim.run(baseline_with(*FEW_DAYS), 400)
    hostile.manifest["title"] = title
    page = report_of([hostile], stories=1).save(tmp_path / "hostile.html")
    chromium.events.clear()
    chromium.open(page)
    assert chromium.complaints() == []
    assert chromium.requests() == [page.resolve().as_uri()]
    shown = chromium.value("document.querySelector('h1').textContent")
    assert shown.startswith(title.replace("\u202e", " "))
    assert chromium.value("document.querySelectorAll('img, h1 *').length") == 0


@pytest.mark.parametrize("width", [360, 768, 1400])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_and_can_be_read(page: Browser, width: int, dark: bool) -> None:
    """Nothing is wider than the window, and text stands out from what is behind it."""
    page.look(width, 800, dark)
    assert page.value("document.documentElement.scrollWidth") <= width
    colours = page.value(
        "['color', 'backgroundColor'].map((name) => getComputedStyle(document.body)[name]"
        ".match(/[0-9]+/g).map(Number))"
    )
    ink, paper = (np.dot([0.2126, 0.7152, 0.0722], colour) for colour in colours)
    assert (ink > paper) == dark
    assert abs(ink - paper) > 150


def test_on_paper_there_are_no_controls(page: Browser) -> None:
    page.look(800, 1000, media="print")
    shown = "(each) => getComputedStyle(each).display !== 'none'"
    controls = "document.querySelectorAll('nav, #find-world, input[type=range]')"
    assert page.value(f"[...{controls}].filter({shown}).length") == 0
    assert page.value(f"[...document.querySelectorAll('table')].filter({shown}).length") > 5


@pytest.mark.slow
def test_a_move_takes_less_than_50_ms_over_20_000_worlds(chromium: Browser, tmp_path: Path) -> None:
    run = sim.run(baseline_with(TO_JUNE), 20_000)
    page = report_of([run], stories=0)
    assert len(page.html.encode()) < 3_000_000
    chromium.open(page.save(tmp_path / "many.html"))
    took = []
    for i in range(30):
        move(chromium, (DRIFT, HARDSHIP)[i % 2], i / 20 - 0.7, 1)
        took.append(float(chromium.value("document.body.dataset.took")))
    assert float(np.median(took)) < 50, took


def test_a_small_run_says_that_its_sliders_cannot_answer(chromium: Browser, tmp_path: Path) -> None:
    small = report_of([sim.run(baseline_with(*FEW_DAYS), 50)], stories=0)
    chromium.open(small.save(tmp_path / "small.html"))
    told = "document.getElementById('trust').innerText"
    assert "Too few for the sliders, which need 1,000" in chromium.value(told)
