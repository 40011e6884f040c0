"""Scores against an oracle, questions with mistakes, and seals that cannot be touched."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import numpy as np
import pytest
import scoringrules
from click.testing import Result
from typer.testing import CliRunner

import sim
from sim.analysis.scoring import forecast, opened, questions, score, scores, seal
from sim.analysis.scoring.questions import counted
from sim.analysis.scoring.scored import scores_frame
from sim.cli import app
from sim.ensemble import run
from sim.errors import Usage
from sim.results.files import DamagedResults
from sim.scenario import ScenarioError
from tests.builders import SHORT, as_options

NOW = dt.datetime(2026, 2, 7, 12, tzinfo=dt.UTC)
ASKED = """
questions:
  accord: {asks: Is one signed?, outcome: accord, answer: no, against: {market: 0.2}}
  when: {outcome: accord, by: [2026-03-01, 2026-04-01], answer: 2026-03-20}
  ends: {outcome: outcome, answer: talks_go_on}
  zone: {outcome: zone}
"""


@pytest.fixture(scope="module")
def played() -> sim.Run:
    return run("baseline", 100, set=SHORT)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.yaml"
    path.write_text(ASKED)
    return path


@pytest.mark.parametrize("trial", range(20))
def test_scores_are_those_of_the_oracle(trial: int) -> None:
    chance = np.random.default_rng(trial)
    p, came_true = chance.dirichlet(np.ones(2 + trial % 5)), int(chance.integers(2 + trial % 5))
    onehot = np.eye(p.size)[came_true]
    assert scores.ranked(p, came_true) == pytest.approx(
        scoringrules.rps_score(came_true + 1, p), abs=1e-12
    )
    if p.size == 2:
        binary = scoringrules.brier_score(onehot[0], p[0])
        assert scores.brier(p, came_true) == pytest.approx(binary, abs=1e-12)
        assert scores.logarithmic(p, came_true) == pytest.approx(
            scoringrules.log_score(onehot[0], p[0]), abs=1e-12
        )
    else:
        parts = [scoringrules.brier_score(o, q) for o, q in zip(onehot, p, strict=True)]
        assert scores.brier(p, came_true) == pytest.approx(sum(parts), abs=1e-12)


@pytest.mark.parametrize("name", ["brier", "logarithmic", "ranked"])
def test_scores_are_proper(name: str) -> None:
    """On average nothing beats saying what one believes (Gneiting and Raftery 2007)."""
    rule, chance = getattr(scores, name), np.random.default_rng(5)
    for _ in range(50):
        belief, said = chance.dirichlet(np.ones(4), size=2)
        mean = [sum(b * rule(p, k) for k, b in enumerate(belief)) for p in (belief, said)]
        assert mean[0] < mean[1]


def test_what_was_held_impossible_scores_infinitely_badly() -> None:
    assert scores.logarithmic(np.array([0.0, 1.0]), 0) == np.inf


def test_answers_are_counted_in_worlds(played: sim.Run, file: Path) -> None:
    accord, when, ends, zone = (counted(q, played) for q in questions(file, played))
    signed = played.column("package") >= 0
    day = played.column("outcome_day")
    assert accord.tolist() == [played.column("accord").sum(), (~played.column("accord")).sum()]
    early = int((signed & (day <= 22)).sum())
    late = int((signed & (day > 22) & (day <= 53)).sum())
    assert when.tolist() == [early, late, played.worlds - early - late]
    assert ends.sum() == zone.sum() == played.worlds
    assert zone[0] == ends[played.outcome("outcome").categories.index("zone")]


def test_a_date_is_an_answer_to_when(played: sim.Run, file: Path) -> None:
    when = questions(file, played)[1]
    assert when.answers == ("2026-03-01", "2026-04-01", "never")
    assert when.answer == 1


def test_only_known_answers_are_scored_and_beside_others(played: sim.Run, file: Path) -> None:
    found = score(forecast(played, questions(file, played)))
    assert [each.forecast.question.name for each in found] == ["accord", "when", "ends"]
    assert list(found[0].scores) == ["this run", "market", "uniform"]
    assert found[0].scores["market"]["brier"].value == pytest.approx(0.04)
    assert found[0].scores["uniform"]["log"].value == pytest.approx(np.log(2))
    assert "ranked" in found[1].scores["uniform"]
    assert "ranked" not in found[2].scores["uniform"]
    ours = scores_frame(found).query("who == 'this run'")
    assert (ours["low"] < ours["high"]).all()
    assert (ours["n"] == played.worlds).all()


def test_nothing_is_held_impossible(played: sim.Run, file: Path) -> None:
    for each in forecast(played, questions(file, played)):
        assert (each.p > 0).all()
        assert each.p.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("q: {outcome: acord}", "did you mean 'accord'"),
        ("q: {asks: what?}", "lacks 'outcome'"),
        ("q: {outcome: accord, answr: no}", "did you mean 'answer'"),
        ("q: {outcome: accord, answer: maybe}", "one of yes, no"),
        ("q: {outcome: zone, by: [2026-03-01]}", "needs 'outcome: accord'"),
        ("q: {outcome: accord, by: [2026-04-01, 2026-03-01]}", "rising dates"),
        ("q: {outcome: accord, by: [2029-03-01]}", "between the start and the horizon"),
        ("q: {outcome: accord, by: [soon]}", "is no date"),
        ("q: {outcome: accord, against: {x: 1.2}}", "0 to 1"),
        ("q: {outcome: accord, against: {x: [0.1, 0.1]}}", "sum to 1"),
    ],
)
def test_mistakes_are_told_where_they_are(
    played: sim.Run, tmp_path: Path, line: str, told: str
) -> None:
    path = tmp_path / "q.yaml"
    path.write_text(f"questions:\n  {line}\n")
    with pytest.raises(ScenarioError) as error:
        questions(path, played)
    assert told in str(error.value)
    assert "q.yaml:2:" in str(error.value)


def test_a_file_without_questions_says_so(played: sim.Run, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text("question: {}\n")
    with pytest.raises(ScenarioError, match="expected 'questions:'"):
        questions(tmp_path / "q.yaml", played)


def test_a_seal_says_what_the_run_said(played: sim.Run, file: Path, tmp_path: Path) -> None:
    said = forecast(played, questions(file, played))
    path = tmp_path / "seal.json"
    seal(played, said, NOW).write(path)
    again = opened(path)
    assert again.record["sealed"] == "2026-02-07T12:00:00+00:00"
    assert again.record["digests"] == list(played.digests)
    for one, other in zip(said, again.forecasts(questions(file, again.answerable)), strict=True):
        assert np.array_equal(one.p, other.p)
        assert one.shares == other.shares
    assert not any("answer" in q["asked"] for q in again.record["questions"].values())


def test_a_touched_seal_is_refused(played: sim.Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "seal.json"
    seal(played, forecast(played, questions(file, played)), NOW).write(path)
    content = json.loads(path.read_text())
    content["questions"]["accord"]["probabilities"][0] += 1e-9
    path.write_text(json.dumps(content))
    with pytest.raises(DamagedResults, match="was touched"):
        opened(path)
    path.write_text(path.read_text()[:-20])
    with pytest.raises(DamagedResults, match="was touched"):
        opened(path)
    path.write_text("{}")
    with pytest.raises(Usage, match="no seal"):
        opened(path)


def test_a_question_that_was_changed_after_the_seal_is_refused(
    played: sim.Run, file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "seal.json"
    seal(played, forecast(played, questions(file, played)), NOW).write(path)
    file.write_text(ASKED.replace("2026-04-01", "2026-04-02"))
    sealed = opened(path)
    with pytest.raises(Usage, match="not the one that was sealed"):
        sealed.forecasts(questions(file, sealed.answerable))


def test_seal_and_score_as_commands(file: Path, tmp_path: Path) -> None:
    words = [*as_options(SHORT), "-n", "20", "--out", str(tmp_path), "--quiet"]
    target, asked = tmp_path / "s.json", ["--questions", str(file)]

    def sim(*words: str) -> Result:
        return CliRunner().invoke(app, [*words])

    known = sim("seal", "baseline", *asked, *words, "-o", str(target))
    assert known.exit_code == 2
    assert "a seal is for what nobody knows yet" in known.output
    file.write_text(re.sub(r", answer: [\w-]+", "", ASKED))
    sealed = sim("seal", "baseline", *asked, *words, "-o", str(target))
    assert sealed.exit_code == 0, sealed.output
    assert opened(target).hash in sealed.output
    again = sim("seal", "baseline", *asked, *words, "-o", str(target))
    assert again.exit_code == 2
    assert "is there already" in again.output
    assert "nothing is scored" in sim("score", str(target), *asked).output
    file.write_text(ASKED)
    scored = sim("score", str(target), *asked, "--json")
    assert scored.exit_code == 0, scored.output
    first = json.loads(scored.stdout)["questions"][0]
    assert first["scores"]["market"]["brier"]["value"] == pytest.approx(0.04)
    for ignored in (["-n", "5"], ["-s", "war.drift=0"]):
        assert sim("score", str(target), *asked, *ignored).exit_code == 2


def test_the_example_can_be_asked(played: sim.Run) -> None:
    whole = run("baseline", 1)
    asked = questions(Path(__file__).parents[2] / "docs" / "questions.yaml", whole)
    assert all(question.answer is None for question in asked)  # nothing after the start seeds it
