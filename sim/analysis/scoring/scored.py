"""Probabilities that a run gives to answers, and how they score once the answers are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.scoring import scores
from sim.analysis.scoring.questions import Question, counted
from sim.results import Run
from sim.statistics import Estimate, effective_number, wilson
from sim.worlds import Floats

if TYPE_CHECKING:
    import pandas as pd

OURS, UNIFORM = "this run", "uniform"
_DRAWS = 2000  # of what other worlds might have said, for the interval of a score
SCORES = {"brier": scores.brier, "log": scores.logarithmic, "ranked": scores.ranked}


@dataclass(frozen=True)
class Forecast:
    """What a run says to a question.

    Attributes
    ----------
    question : Question
    p : Floats
        (answers,): probabilities, which sum to 1. Each answer counts half a world more than there
        are (Krichevsky and Trofimov 1981), so that nothing that no world showed is held impossible.
    shares : tuple of Estimate
        Of each answer: its share of the worlds, with its 95 % interval.
    n : float
        Worlds, or how many of equal weight say as much.
    """

    question: Question
    p: Floats
    shares: tuple[Estimate, ...]
    n: float


@dataclass(frozen=True)
class Scored:
    """How a forecast did, beside others.

    Attributes
    ----------
    forecast : Forecast
    scores : mapping of str to mapping of str to Estimate
        By who said it (``this run``, those of the file, ``uniform``), and by score. The interval of
        this run's covers sampling error of its probabilities only; others have none.
    """

    forecast: Forecast
    scores: Mapping[str, Mapping[str, Estimate]]


def forecast(run: Run, asked: Sequence[Question]) -> list[Forecast]:
    """What a run says to each question."""
    return [_forecast(run, question) for question in asked]


def _forecast(run: Run, question: Question) -> Forecast:
    counts, weights = counted(question, run), run.weights
    n = float(run.worlds if weights is None else effective_number(weights))
    whole = float(counts.sum())
    shares = tuple(wilson(float(c), whole, n_effective=n) for c in counts)
    p = (counts / whole * n + 0.5) / (n + 0.5 * counts.size)
    return Forecast(question, p, shares, n)


def score(said: Sequence[Forecast], seed: int = 1) -> list[Scored]:
    """Score those forecasts whose answers are known."""
    return [_scored(each, seed) for each in said if each.question.answer is not None]


def _scored(said: Forecast, seed: int) -> Scored:
    question = said.question
    others = {**question.against, UNIFORM: np.full(said.p.size, 1 / said.p.size)}
    found = {OURS: _with_intervals(said, seed)}
    found |= {who: _plain(p, question) for who, p in others.items()}
    return Scored(said, found)


def _fitting(question: Question) -> list[str]:
    """Scores that make sense: ranks only where answers have an order."""
    return [name for name in SCORES if name != "ranked" or question.by]


def _plain(p: Floats, question: Question) -> dict[str, Estimate]:
    assert question.answer is not None
    found = {name: SCORES[name](p, question.answer) for name in _fitting(question)}
    return {name: Estimate(value, value, value, 0.0) for name, value in found.items()}


def _with_intervals(said: Forecast, seed: int) -> dict[str, Estimate]:
    """Scores with the interval that other worlds of the same kind would give them.

    Shares are drawn from their posterior under the same half a world an answer (Dirichlet).
    """
    question = said.question
    assert question.answer is not None
    drawn = np.random.default_rng(seed).dirichlet(said.p * (said.n + 0.5 * said.p.size), _DRAWS)
    found: dict[str, Estimate] = {}
    for name in _fitting(question):
        value = SCORES[name](said.p, question.answer)
        others = np.array([SCORES[name](p, question.answer) for p in drawn])
        low, high = np.quantile(others, [0.025, 0.975])
        ends = min(float(low), value), max(float(high), value)
        found[name] = Estimate(value, *ends, float(others.std()), said.n)
    return found


def scores_frame(found: Sequence[Scored]) -> pd.DataFrame:
    """A row a question, who said it, and score: value and its 95 % interval, n."""
    import pandas as pd

    rows = [
        {
            "question": each.forecast.question.name,
            "who": who,
            "score": name,
            "value": value.value,
            "low": value.low,
            "high": value.high,
            "n": each.forecast.n if who == OURS else np.nan,
        }
        for each in found
        for who, by_score in each.scores.items()
        for name, value in by_score.items()
    ]
    return pd.DataFrame(rows, columns=["question", "who", "score", "value", "low", "high", "n"])
