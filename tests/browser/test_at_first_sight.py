"""What somebody sees who opens the page for the first time: on a phone, beside other runs."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim
from sim.report.browser import report_of
from sim.report.browser.called import called
from sim.report.browser.priors import all_told
from sim.scenario import load
from tests.browser.chromium import FOUND, Browser

chromium_here = pytest.mark.skipif(FOUND is None, reason="there is no Chromium here")
SCALES = "[...document.querySelectorAll('#{0} th')].map((cell) => cell.textContent)"
TOP = "Math.round(document.getElementById('{0}').getBoundingClientRect().top + scrollY)"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (
            "parties.ukraine.red_lines.withdrawal.size",
            'Ukraine: size of its red line against "all of Donetsk to Russia"',
        ),
        (
            "parties.russia.red_lines.strong_guarantees.above",
            "Russia: level above which its red line against too much in security guarantees "
            "is crossed",
        ),
        ("accord.deterrence.guarantees", "accord: deterrence, security guarantees"),
        ("parties.russia.cost_of_war", "Russia: cost of war"),
    ],
)
def test_a_parameter_is_called_in_words(name: str, label: str) -> None:
    assert called(load("baseline"), name) == label


def test_no_two_priors_are_called_alike() -> None:
    told = all_told(sim.run("baseline", worlds=50))
    words = [each["words"] for each in told.values()]
    assert len(set(words)) == len(words) > 40
    assert not [each for each in words if "_" in each or "red lines," in each]


@chromium_here
def test_bars_and_lines_keep_their_scale_from_run_to_run(page: Browser) -> None:
    seen: dict[str, set[tuple[str, ...]]] = {}
    for number in range(3):
        page.value(f"page.choose({number})")
        for part in ("endings-live", "reasons-live"):
            head = [text for text in page.value(SCALES.format(part)) if text.startswith("0 to ")]
            seen.setdefault(part, set()).add(tuple(head))
        ticks = page.value(
            "[...document.querySelectorAll('#time-live .tick.end')].map((t) => t.textContent)"
        )
        seen.setdefault("time-live", set()).add(tuple(ticks))
    assert {part: len(scales) for part, scales in seen.items()} == dict.fromkeys(seen, 1)


@chromium_here
def test_the_largest_share_of_any_run_still_fits(page: Browser) -> None:
    wide = (
        "Math.max(...[...document.querySelectorAll('#endings-live .bar .fill')]"
        ".map((bar) => parseFloat(bar.getAttribute('width'))))"
    )
    widest = []
    for number in range(3):
        page.value(f"page.choose({number})")
        widest.append(page.value(wide))
    assert max(widest) <= 100
    assert max(widest) > 90


@chromium_here
def test_on_a_phone_the_sliders_wait_between_the_answer_and_the_charts(page: Browser) -> None:
    opened = "document.getElementById('panel').open"
    assert page.value(opened) is True  # beside the charts, where there is room
    page.look(390, 844)
    page.wait(f"!{opened}")
    order = [page.value(TOP.format(part)) for part in ("headline", "assumptions", "endings")]
    assert order == sorted(order)
    assert order[2] - order[1] < 400
    page.value("document.querySelector('#panel summary').click()")
    assert page.value("document.querySelector('#sliders input').checkVisibility()") is True
    page.look(1400, 1000)
    page.wait(opened)


@chromium_here
def test_where_no_share_would_follow_there_are_no_sliders(page: Browser, tmp_path: Path) -> None:
    """Of fewer than a thousand worlds; a page of thousands has them."""
    seen = "document.querySelector('#sliders input').checkVisibility()"
    assert page.value(seen) is True
    few = tmp_path / "few.html"
    report_of([sim.run("baseline", worlds=60)], stories=0).save(few)
    page.open(few)
    assert page.value(seen) is False
    assert "Too few for the sliders" in page.value("document.body.innerText")


def test_the_article_is_spoken_of_only_where_a_number_rests_on_it() -> None:
    said = "is a paragraph of the report that seeds the scenario"
    assert said in report_of([sim.run("baseline", worlds=50)], stories=0).html
    told = report_of([sim.run("wage_round", worlds=50)], stories=0).html
    assert said not in told
    assert "names a date and who said it" in told
