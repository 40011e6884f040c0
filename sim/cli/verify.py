"""`sim verify`: does the model have the signs that theory asks for?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.cli.errors import Usage
from sim.cli.output import say, say_json

if TYPE_CHECKING:
    from sim.verification import Checked

_FEWEST = 200
_HEAD = (
    "Accords by 30 June in the same worlds with a change and without: difference in points, with "
    "its standard error."
)
_COLUMNS = "verdict    sign       difference  change [source]"
_SURPRISES = "As a surprise on 7 February, to worlds in which nobody had signed until then:"
_COMPARISONS = "Between worlds that always differed, none of them ruled out by the past:"
DIFFERS = 1
"""Exit code where a sign is wrong."""


def verify_command(worlds: int, seed: int, jobs: int | None, json_: bool, quiet: bool) -> int:
    """Check every claim and tell what was found."""
    from sim.verification import CLAIMS, verify

    if worlds < _FEWEST:
        raise Usage(f"-n {worlds}: signs show in {_FEWEST} worlds at least; 4,000 is usual")
    watched = not json_ and not quiet
    if watched:
        say(_HEAD)
    found = verify(CLAIMS, worlds, seed, jobs, _tell if watched else _mute)
    if json_:
        say_json(worlds=worlds, seed=seed, claims=[_record(each) for each in found])
    else:
        say(_summary(found, worlds))
    return DIFFERS if any(each.verdict == "wrong" for each in found) else 0


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


def _summary(found: list[Checked], worlds: int) -> str:
    from sim.verification.verdicts import FALSE_ALARM

    counts = {v: sum(each.verdict == v for each in found) for v in ("ok", "not shown", "wrong")}
    return (
        f"\n{len(found)} claims on {worlds:,} paired worlds: {counts['ok']} shown beyond three "
        f"standard errors, {counts['not shown']} not shown, {counts['wrong']} wrong. A model with "
        f"every sign right is told that one is wrong with probability {FALSE_ALARM:.0%} at most. "
        "What is known to be wrong, and why: docs/verification.md."
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
