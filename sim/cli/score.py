"""`sim score` and `sim seal`: how good was a forecast, and was it made before its answer?"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sim.cli.compare import Sample, run_of
from sim.cli.errors import Usage
from sim.cli.output import notes, say, say_json


def score_command(what: str, set_: list[str], sample: Sample, path: Path, json_: bool) -> int:
    """Score a run, or a seal, by a file of questions."""
    from sim.analysis.scoring import forecast, opened, questions, score
    from sim.analysis.scoring.seal import is_seal
    from sim.report.scores import score_record, scores_text

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
        say_json(scenario=name, of=head, questions=[score_record(e, found) for e in said])
    else:
        say(scores_text(head, said, found))
    return 0


def seal_command(
    what: str, set_: list[str], sample: Sample, path: Path, output: Path | None, json_: bool
) -> int:
    """Seal what a run says to a file of questions."""
    from sim.analysis.scoring import forecast, questions, seal
    from sim.report.scores import scores_text

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
            scores_text(
                f"{run.heading}, {run.worlds:,} worlds, seed {run.seed}", said, [], scoring=False
            )
        )
        say(f"\nseal:    {target}\nsha256:  {sealed.hash}")
        notes("publish the line with the hash today, and the file once the answer is known",
              quiet=sample.quiet)  # fmt: skip
    return 0
