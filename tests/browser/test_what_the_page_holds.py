"""The page's data without a browser: what is in the file, and what is left out."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import Usage
from sim.report.browser import Report, data, report_of
from sim.report.browser.blob import Blob, from_steps, in_steps
from sim.report.browser.data import Told, page_data
from sim.report.browser.reproduced import rerun_told
from sim.report.browser.stories import stories_told, to_tell
from sim.results import Run
from tests.builders import FEW_DAYS, baseline_with


def read(report: Report) -> tuple[dict[str, Any], bytes]:
    """The JSON and the numbers of a page."""
    told = re.search(r'id="told">(.*?)</script>', report.html)
    worlds = re.search(r'id="worlds">(.*?)</script>', report.html)
    assert told
    assert worlds
    return json.loads(told[1]), zlib.decompress(base64.b64decode(worlds[1]))


def test_16_bits_keep_a_column_to_half_a_step() -> None:
    x = np.random.default_rng(1).normal(3, 2, 5000)
    error = np.abs(from_steps(*in_steps(x)) - x).max()
    assert 0 < error <= np.ptp(x) / 131_070 * (1 + 1e-9)
    same = np.full(7, 2.5)
    assert (from_steps(*in_steps(same)) == same).all()


def test_equal_columns_are_kept_once() -> None:
    blob, x = Blob(), np.arange(10)
    first, second = blob.add(x, "u2"), blob.add(x, "u2")
    assert first == second
    assert blob.size == 20


def test_the_file_holds_how_every_world_ended(report: Report, runs: list[Run]) -> None:
    told, numbers = read(report)
    for run, about in zip(runs, told["runs"], strict=True):
        place = about["classes"]["outcome"]
        codes = np.frombuffer(numbers[place["at"] :][: place["bytes"]], "<i2")
        assert (codes == run.column("outcome")).all()
        place = about["flags"]["accord"]
        bits = np.frombuffer(numbers[place["at"] :][: place["bytes"]], np.uint8)
        assert (np.unpackbits(bits, bitorder="little")[: run.worlds] == run.column("accord")).all()


def test_every_prior_can_be_moved_but_weights_that_are_drawn_together(report: Report) -> None:
    about = read(report)[0]["runs"][0]
    scenario = baseline_with()
    there = {name for name in about["priors"] if ".weights." not in name}
    assert there == set(about["priors"])
    assert there == {name for name, q in scenario.quantities.items() if not q.fixed}


def test_the_sliders_shown_first_are_those_that_matter_most(
    report: Report, runs: list[Run]
) -> None:
    shown = read(report)[0]["first"]
    table = sim.sensitivity(runs[0], outcomes=["accord"]).frame.loc["accord"]
    alone = [name for name in table.index if ".weights." not in name]
    assert shown == list(table.loc[alone].sort_values("share", ascending=False).index[: len(shown)])


def test_what_has_no_room_is_left_out_and_named(
    runs: list[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "LARGEST", 400_000)
    about = page_data([Told(runs[0], runs[0].worlds)])[0]["runs"][0]
    assert about["left_out"]
    assert about["priors"]
    drawn = [name for name, q in runs[0].scenario.quantities.items() if not q.fixed]
    assert sorted([*about["priors"], *about["left_out"]]) == sorted(drawn)


def test_a_page_is_no_larger_than_it_may_be(
    report: Report, runs: list[Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    most = len(report.html.encode()) - 60_000
    monkeypatch.setattr(data, "LARGEST", most)
    smaller = report_of(runs, stories=1)
    assert len(smaller.html.encode()) < most
    assert read(smaller)[0]["runs"][0]["left_out"]


def test_worlds_of_every_ending_are_told(runs: list[Run]) -> None:
    codes = runs[0].column("outcome")
    told = to_tell(runs[0], 40)
    assert set(codes[told]) == set(codes)
    assert len(told) < 80


def test_a_page_says_that_stories_are_gone_once_the_program_changed(runs: list[Run]) -> None:
    stale = Run(
        {**runs[0].manifest, "code_hash": "0" * 64}, runs[0].parts, scenario=runs[0].scenario
    )
    about = read(report_of([stale], stories=5))[0]["runs"][0]
    assert about["told"] == []
    assert about["stale"]


@pytest.mark.parametrize(
    ("scenario", "changes", "past"),
    [
        ("baseline", (), "own"),
        ("baseline", ("war.drift=9",), "another"),
        ("wage_round", (), "none"),
    ],
)
def test_whose_past_a_rerun_would_play(scenario: str, changes: tuple[str, ...], past: str) -> None:
    assert rerun_told(sim.run(scenario, 2, set=changes))["past"] == past


def test_stories_told_by_two_processes_are_the_same(runs: list[Run]) -> None:
    told: list[int] = []
    assert stories_told(runs[0], [0, 3], 2, told.append) == stories_told(runs[0], [0, 3])
    assert told == [1, 1]


def test_without_its_script_the_page_says_the_answer(report: Report) -> None:
    quiet = re.search(r"<noscript>(.*?)</noscript>", report.html, re.DOTALL)
    assert quiet
    assert "an accord by" in quiet[1]


def test_the_policy_lets_nothing_in(report: Report) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', report.html)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in report.html.replace("http://www.w3.org/2000/svg", "").replace(
        "http-equiv", ""
    )


def test_a_wage_round_speaks_of_no_war() -> None:
    page = report_of([sim.run("wage_round", 400)], stories=2)
    told, numbers = read(page)
    words = page.html.lower() + json.dumps(told).lower() + numbers.decode("latin-1").lower()
    for word in ("ukraine", "russia", "prisoner", "km2", "better than war", "taken by force"):
        assert word not in words, word


def test_of_no_run_or_too_many_there_is_no_page(runs: list[Run]) -> None:
    for some in ([], [runs[0]] * 7):
        with pytest.raises(Usage, match="one to 6 runs"):
            report_of(some)


def test_a_notebook_shows_it_in_a_frame_that_reaches_nothing(report: Report) -> None:
    frame = report._repr_html_()
    assert 'sandbox="allow-scripts"' in frame
    assert "<script" not in frame


def test_a_few_worlds_are_enough_for_a_page() -> None:
    page = report_of([sim.run(baseline_with(*FEW_DAYS), 5)], stories=1)
    assert "Too few worlds" in page.html


def test_causes_that_were_asked_before_are_on_the_page(tmp_path: Path) -> None:
    run = sim.run("wage_round", 200, save=True, out=tmp_path)
    before = read(report_of([run], stories=0))[0]["runs"][0]["causes"]
    assert before == {"command": f"sim explain {run.run_id}"}
    found = sim.explain(run, worlds=200)
    after = read(report_of([run], stories=0))[0]["runs"][0]["causes"]
    assert after["labels"] == [each.mechanism.label for each in found.worths[:15]]
    assert after["left_out"] == max(len(found.worths) - 15, 0)
