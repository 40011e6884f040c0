"""`sim score` and `sim seal`: how good was a forecast, and was it made before its answer?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from sim.cli.compare import Sample, run_of
from sim.cli.errors import Usage
from sim.cli.output import notes, say, say_json
from sim.words import percent, percent_range

if TYPE_CHECKING:
    from sim.analysis.scoring import Forecast, Question, Scored
    from sim.statistics import Estimate

_WIDTH = 96  # characters of a line
_READ = (
    "Less is better; 'brier' is 0.25 for who says one half to a yes or no, 'log' is in nats. "
    "Intervals cover sampling error of this run's probabilities only. One question says little "
    "of a model. Conditional scenarios, not forecasts: docs/score.md."
)


def score_command(what: str, set_: list[str], sample: Sample, path: Path, json_: bool) -> int:
    """Score a run, or a seal, by a file of questions."""
    from sim.analysis.scoring import forecast, opened, questions, score
    from sim.analysis.scoring.seal import is_seal

    if is_seal(what):
        if set_:
            raise Usage(f"{what} is a seal: -s only changes scenarios")
        sealed = opened(what)
        said = sealed.forecasts(questions(path, sealed.answerable))
        name, head = sealed.answerable.scenario, f"{what}, sealed {sealed.record['sealed']}"
    else:
        run = run_of(what, set_, sample)
        said = forecast(run, questions(path, run))
        name, head = run.name, f"{run.heading}, {run.worlds:,} worlds, seed {run.seed}"
    found = score(said)
    if json_:
        say_json(scenario=name, of=head, questions=[_record(e, found) for e in said])
    else:
        say(_text(head, said, found))
    return 0


def seal_command(
    what: str, set_: list[str], sample: Sample, path: Path, output: Path | None, json_: bool
) -> int:
    """Seal what a run says to a file of questions."""
    from sim.analysis.scoring import forecast, questions, seal

    run = run_of(what, set_, sample)
    asked = questions(path, run)
    if known := [each.name for each in asked if each.answer is not None]:
        told = f"the answer to '{known[0]}' stands in {path}: a seal is for what nobody knows yet"
        raise Usage(told)
    said = forecast(run, asked)
    sealed = seal(run, said, dt.datetime.now(dt.UTC))
    target = output or Path(f"seal_{run.name}_{sealed.hash[:8]}.json")
    if target.exists():
        raise Usage(f"{target} is there already: a seal is not written over")
    sealed.write(target)
    if json_:
        say_json(path=str(target), sha256=sealed.hash, record=sealed.record)
    else:
        say(
            _text(f"{run.heading}, {run.worlds:,} worlds, seed {run.seed}", said, [], scoring=False)
        )
        say(f"\nseal:    {target}\nsha256:  {sealed.hash}")
        notes("publish the line with the hash today, and the file once the answer is known",
              quiet=sample.quiet)  # fmt: skip
    return 0


def _text(head: str, said: list[Forecast], found: list[Scored], scoring: bool = True) -> str:
    parts = [fill(head, _WIDTH), *(_question(each) for each in said)]
    parts += [_scores(each) for each in found]
    if not found and scoring:
        parts.append("No question has an answer yet: nothing is scored. Add 'answer:' to the file.")
    if found:
        parts.append(fill(_READ, _WIDTH))
    return "\n\n".join(parts)


def _question(each: Forecast) -> str:
    from sim.report.text import columns

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
    from sim.analysis.scoring.questions import NEVER

    assert question.answer is not None
    answer = question.answers[question.answer]
    return f"by {answer}" if question.by and answer != NEVER else answer


def _others(each: Forecast) -> list[list[str]]:
    against = each.question.against.values()
    return [[percent(float(p[i])) for p in against] for i in range(len(each.question.answers))]


def _scores(each: Scored) -> str:
    from sim.report.text import columns

    names = list(next(iter(each.scores.values())))
    rows = [[who, *(_score(by[name]) for name in names)] for who, by in each.scores.items()]
    return f"Scores: {each.forecast.question.asks}\n{columns(rows, ['who', *names])}"


def _score(found: Estimate) -> str:
    ends = f" ({found.low:.3f} to {found.high:.3f})" if found.high > found.low else ""
    return f"{found.value:.3f}{ends}"


def _record(each: Forecast, found: list[Scored]) -> dict[str, object]:
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
    from sim.results.summary import number

    return {name: number(getattr(found, name)) for name in ("value", "low", "high")}
