"""Forecasts and their scores as text and as JSON."""

from __future__ import annotations

from textwrap import fill
from typing import Any

from sim.analysis.scoring import Forecast, Question, Scored
from sim.analysis.scoring.questions import NEVER
from sim.report.text import columns
from sim.results.summary import number
from sim.statistics import Estimate
from sim.words import percent, percent_range

_WIDTH = 96  # characters of a line
_READ = (
    "Less is better; 'brier' is 0.25 for who says one half to a yes or no, 'log' is in nats. "
    "Intervals cover sampling error of this run's probabilities only. One question says little "
    "of a model. Conditional scenarios, not forecasts: docs/score.md."
)


def scores_text(head: str, said: list[Forecast], found: list[Scored], scoring: bool = True) -> str:
    """What is asked and said, and the scores of what is known."""
    parts = [fill(head, _WIDTH), *(_question(each) for each in said)]
    parts += [_scores(each) for each in found]
    if not found and scoring:
        parts.append("No question has an answer yet: nothing is scored. Add 'answer:' to the file.")
    if found:
        parts.append(fill(_READ, _WIDTH))
    return "\n\n".join(parts)


def _question(each: Forecast) -> str:
    question = each.question
    rows = [
        [answer, percent(share.value), percent_range(share.low, share.high, 1), *others]
        for answer, share, others in zip(question.answers, each.shares, _others(each), strict=True)
    ]
    known = "" if question.answer is None else f" It was: {_came_true(question)}."
    head = ["answer", "this run", "95 %", *question.against]
    return f"{fill(f'{question.asks}{known}', _WIDTH)}\n{columns(rows, head)}"


def _came_true(question: Question) -> str:
    """The answer; of a date, that it came true by then."""
    assert question.answer is not None
    answer = question.answers[question.answer]
    return f"by {answer}" if question.by and answer != NEVER else answer


def _others(each: Forecast) -> list[list[str]]:
    against = each.question.against.values()
    return [[percent(float(p[i])) for p in against] for i in range(len(each.question.answers))]


def _scores(each: Scored) -> str:
    names = list(next(iter(each.scores.values())))
    rows = [[who, *(_score(by[name]) for name in names)] for who, by in each.scores.items()]
    return f"Scores: {each.forecast.question.asks}\n{columns(rows, ['who', *names])}"


def _score(found: Estimate) -> str:
    ends = f" ({found.low:.3f} to {found.high:.3f})" if found.high > found.low else ""
    return f"{found.value:.3f}{ends}"


def score_record(each: Forecast, found: list[Scored]) -> dict[str, Any]:
    """A question with what was said and how it scored, for scripts."""
    question = each.question
    scored = next((s for s in found if s.forecast is each), None)
    return {
        "question": question.name,
        **question.asked,
        "answer": None if question.answer is None else question.answers[question.answer],
        "probabilities": dict(zip(question.answers, map(float, each.p), strict=True)),
        "shares": {a: _estimate(s) for a, s in zip(question.answers, each.shares, strict=True)},
        "n": each.n,
        "scores": scored
        and {
            who: {name: _estimate(value) for name, value in by.items()}
            for who, by in scored.scores.items()
        },
    }


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}
