"""Causes on the page: weighed as the worlds weigh, by the project's own estimates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.analysis.explaining import Explanation
from sim.quantities.priors import Prior
from sim.report.browser import report_of
from sim.statistics import Estimate
from sim.words import percent
from tests.browser.chromium import FOUND, Browser
from tests.browser.known import Weighed, moved_prior

pytestmark = pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")

CREDIBILITY = "deadline.credibility"
ROWS = "causeRows(page.run)"
SHOWN = "document.querySelectorAll('#causes-live tbody tr').length"


@dataclass(frozen=True)
class Asked:
    """A run whose causes were asked, and its page."""

    found: Explanation
    page: Path


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    out = tmp_path_factory.mktemp("asked")
    run = sim.run("wage_round", 1500, save=True, out=out)
    found = sim.explain(run, worlds=1000)
    return Asked(found, report_of([run], stories=0).save(out / "page.html"))


def same(shown: dict[str, float], known: Estimate, within: float) -> None:
    for name in ("value", "low", "high"):
        assert shown[name] == pytest.approx(getattr(known, name), abs=within), name


def compared(rows: list[dict[str, Any]], found: Explanation, within: float) -> None:
    by_label = {each.mechanism.label: each for each in found.worths}
    for row in rows:
        known = by_label[row["label"]]
        same(row["alone"], known.alone["accord"], within)
        same(row["worth"], known.value["accord"], within)


def test_at_rest_they_are_those_of_explain(chromium: Browser, asked: Asked) -> None:
    chromium.open(asked.page)
    rows = chromium.value(ROWS)
    assert len(rows) == min(len(asked.found.worths), 15)
    compared(rows, asked.found, 1e-12)
    assert chromium.value(SHOWN) == len(rows)
    assert chromium.value("document.querySelectorAll('#causes-live .bar rect').length") == len(rows)


def test_they_follow_when_a_prior_is_moved(chromium: Browser, asked: Asked) -> None:
    chromium.open(asked.page)
    before = chromium.value(ROWS)
    chromium.value(f"page.controls.set('{CREDIBILITY}', -0.4, 0.9)")
    run, stated = asked.found.run, asked.found.run.scenario.quantities[CREDIBILITY].prior
    assert isinstance(stated, Prior)
    prior = moved_prior(stated, -0.4, 0.9)
    rows, n = chromium.value(ROWS), asked.found.worlds
    ours, exact = (
        asked.found.reweighted(Weighed.of(run, {CREDIBILITY: prior}, kind).weights[:n])
        for kind in (True, False)
    )
    compared(rows, ours, 1e-9)
    compared(rows, exact, 1e-5)
    assert rows != before
    caption = chromium.value("document.querySelector('#causes-live caption').textContent")
    assert percent(ours.before["accord"].value) in caption
    assert percent(ours.after["accord"].value) in caption
    assert "worth as stated" in chromium.value("document.getElementById('causes-live').innerText")


def test_they_are_not_told_of_too_few_worlds(chromium: Browser, asked: Asked) -> None:
    """200 in effect, as `sim explain` asks; the shares may still be shown then."""
    chromium.open(asked.page)
    chromium.value(
        "(() => { const run = page.run; run.moved = ['x'];"
        "run.weights = run.weights.map((_, i) => (i < 801 ? 0 : 1)); showCauses(run) })()"
    )
    assert chromium.value(SHOWN) == 0
    assert "199 are left in effect" in chromium.value(
        "document.getElementById('causes-live').textContent"
    )


def test_where_none_were_asked_the_command_stands(page: Browser) -> None:
    assert "sim explain" in page.value("document.getElementById('causes-live').textContent")
