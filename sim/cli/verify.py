"""`sim verify`: has the model the known answers and the signs that theory asks for?"""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Any

from sim.cli.errors import Usage
from sim.cli.output import notes, say, say_json

if TYPE_CHECKING:
    from sim.cli.compare import Sample
    from sim.verification import Answer, Checked

_FEWEST = 200
_ANSWERS = "Known answers, asked of the model's own code:"
_HEAD = (
    "Signs. Accords by 30 June in the same worlds with a change and without: difference in points, "
    "with its standard error."
)
_COLUMNS = "verdict    sign       difference  change [source]"
_SURPRISES = "As a surprise on 7 February, to worlds in which nobody had signed until then:"
_COMPARISONS = "Between worlds that always differed, none of them ruled out by the past:"
_VERDICTS = ("ok", "not shown", "wrong")
DIFFERS = 1
"""Exit code where an answer or a sign is wrong."""


def verify_command(sample: Sample, known: bool, json_: bool) -> int:
    """Check every known answer and, unless only those are asked for, every sign; tell of both."""
    worlds, seed = sample.worlds, sample.seed
    if worlds < _FEWEST:
        raise Usage(f"-n {worlds}: signs show in {_FEWEST} worlds at least; 4,000 is usual")
    watched = not json_ and not sample.quiet
    answered = _answered(worlds, seed, watched)
    found = [] if known else _signs(sample, watched)
    if json_:
        told = [_answer_record(*each) for each in answered]
        claims = {} if known else {"claims": [_record(each) for each in found]}
        say_json(worlds=worlds, seed=seed, answers=told, **claims)
    else:
        say(_summary([verdict for _, verdict in answered], found, worlds))
    wrong = [*(verdict for _, verdict in answered), *(each.verdict for each in found)]
    return DIFFERS if "wrong" in wrong else 0


def _answered(worlds: int, seed: int, watched: bool) -> list[tuple[Answer, str]]:
    from sim.verification import DRAWS, answers, surely_off

    if watched:
        say(_ANSWERS)
    judged, surely = [], surely_off(len(DRAWS))
    for answer in answers(worlds, seed):
        judged.append((answer, "ok" if answer.holds(surely) else "wrong"))
        if watched:
            say(_answer_line(*judged[-1]))
    return judged


def _answer_line(answer: Answer, verdict: str) -> str:
    return f"{verdict:<10} {answer.claim}: {_measured(answer)} [{answer.source}]"


def _measured(answer: Answer) -> str:
    if answer.kind == "exact":
        return f"off by {answer.found:.1g} at most in {answer.cases:,} cases"
    if answer.kind == "counted":
        return f"{answer.found:.0f} of {answer.cases:,} cases contradict it"
    return f"{answer.found:.4f} +- {answer.error:.4f}, known: {answer.known:.4f}"


def _answer_record(answer: Answer, verdict: str) -> dict[str, Any]:
    return {
        "claim": answer.claim,
        "source": answer.source,
        "kind": answer.kind,
        "cases": answer.cases,
        "found": answer.found,
        "known": answer.known,
        "error": answer.error,
        "verdict": verdict,
    }


def _signs(sample: Sample, watched: bool) -> list[Checked]:
    from sim.cli.program import program
    from sim.cli.resuming import goes_on
    from sim.folders import default_out
    from sim.verification import CLAIMS, finished, verify

    out = sample.out or default_out()
    there, settings = finished(CLAIMS, sample.worlds, sample.seed, out)
    notes(*goes_on(there, settings, "setting"), quiet=sample.quiet)
    if watched:
        say(f"\n{_HEAD}")
    tell, command = _tell if watched else _mute, shlex.join([*program(), *sys.argv[1:]])
    return verify(CLAIMS, sample.worlds, sample.seed, sample.jobs, tell, out, command)


def _tell(checked: Checked) -> None:
    """A line, below its heading."""
    from sim.verification.claims import COMPARISONS, SURPRISES

    headings = {SURPRISES[0]: _SURPRISES, COMPARISONS[0]: _COMPARISONS}
    if checked.claim in headings:
        say(f"\n{headings[checked.claim]}\n{_COLUMNS}")
    say(_line(checked))


def _mute(checked: Checked) -> None:
    """Tell nothing yet."""


def _line(checked: Checked) -> str:
    from sim.verification.claims import ACCORD, MEASURES

    claim = checked.claim
    of = "" if claim.measure == ACCORD else f": {MEASURES[claim.measure]}"
    moved = f"{100 * checked.difference:+.2f} +- {100 * checked.error:.2f}"
    return (
        f"{checked.verdict:<10} {claim.expected:>4}  {moved:>15}  {claim.claim}{of} "
        f"[{claim.source}]"
    )


def _summary(answered: list[str], found: list[Checked], worlds: int) -> str:
    from sim.verification.verdicts import FALSE_ALARM

    told = f"{len(answered)} known answers, {answered.count('wrong')} of them wrong."
    if found:
        ok, not_shown, wrong = (sum(x.verdict == v for x in found) for v in _VERDICTS)
        told += (
            f" {len(found)} signs on {worlds:,} paired worlds: {ok} shown beyond three standard "
            f"errors, {not_shown} not shown, {wrong} wrong."
        )
    return (
        f"\n{told} A model with all of them right is told that one is wrong with probability "
        f"{FALSE_ALARM:.0%} at most. What is not shown, and why: docs/verification.md."
    )


def _record(checked: Checked) -> dict[str, Any]:
    claim = checked.claim
    return {
        "claim": claim.claim,
        "source": claim.source,
        "expected": claim.expected,
        "measure": claim.measure,
        "change": list(claim.change),
        "against": list(claim.against),
        "difference": checked.difference,
        "standard_error": checked.error,
        "verdict": checked.verdict,
    }
