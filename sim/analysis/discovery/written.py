"""A box as a scenario: the one that was run, with its priors cut to the limits."""

from __future__ import annotations

import io
import re
from textwrap import wrap
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from sim.analysis.discovery.box import HIGH, LOW
from sim.analysis.discovery.discovering import Discovery
from sim.errors import Usage
from sim.quantities.number import WITHIN
from sim.quantities.priors import Prior
from sim.words import percent, percent_range

_MOST = 480  # characters of a source: a file may hold 500
_DIGITS = 5  # significant ones of a limit


def scenario_text(found: Discovery, name: str) -> str:
    """A scenario file that draws from the box.

    It plays a past of its own: a world in which the cut priors would have had an accord before the
    start is drawn again, so that worlds are drawn as those of the run inside the box are.

    Raises
    ------
    Usage
        If there is no limit to write, or the run was changed beside its file.
    """
    run = found.run
    if not found.box.limits:
        raise Usage("the box has no limits: there is nothing to write")
    if run.changes:
        told = ", ".join(run.changes)
        raise Usage(
            f"the run was changed by -s {told}: write that into a scenario and run it first"
        )
    title = f"{run.title}: the box of {found.outcome}"
    content: dict[str, Any] = {
        "extends": f"{run.name}.yaml",
        "title": title[:_MOST],
        "question": f"What do worlds come to in the box of {found.outcome} ({found.label})?"[
            :_MOST
        ],
    }
    if run.scenario.file.past_of != "nobody":
        content["past_of"] = "own"
    for j in found.box.parameters:
        _put(content, found.names[j], _cut_prior(found, j))
    return _comments(found, name) + _yaml(content)


def _cut_prior(found: Discovery, j: int) -> CommentedMap:
    """A prior with its ends, and where both come from."""
    quantity = found.run.scenario.quantities[found.names[j]]
    prior = quantity.prior
    assert isinstance(prior, Prior)
    low, high = prior.within or (quantity.low, quantity.high)
    ends = [max(low, found.box.limit(j, LOW)), min(high, found.box.limit(j, HIGH))]
    cut = f"; assumed: cut to the box of {found.outcome}"
    entry = CommentedMap(
        {
            prior.family: [float(x) for x in prior.numbers],
            WITHIN: [_rounded(x) for x in ends],
            "source": quantity.source[: _MOST - len(cut)] + cut,
        }
    )
    entry.fa.set_flow_style()
    return entry


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def _put(content: dict[str, Any], dotted: str, entry: CommentedMap) -> None:
    *above, last = dotted.split(".")
    for key in above:
        content = content.setdefault(key, {})
    content[last] = entry


def _comments(found: Discovery, name: str) -> str:
    """What the box is, and what it is not, as comments."""
    fit, run = found.fits["held_out"], found.run
    words = (
        f"Found by `sim discover {run.name} --outcome {found.outcome} --write {name}` in the even "
        f"worlds of {run.worlds:,}, seed {run.seed}. In the odd ones, which had no part in it, it "
        f"holds {_told(fit.coverage)} of the worlds sought ({found.label}); {_told(fit.density)} "
        f"of its worlds are such, against {_told(found.held_out.share)} of all. Limits, not "
        "causes; a conditional scenario, not a forecast. past_of: own, so that worlds are drawn "
        "as those of the run inside the box are."
    )
    return "".join(f"# {line}\n" for line in wrap(re.sub(r"\s+", " ", words), 96))


def _told(share: Any) -> str:
    return f"{percent(share.value)} ({percent_range(share.low, share.high, 1)})"


def _yaml(content: dict[str, Any]) -> str:
    yaml, text = YAML(), io.StringIO()
    yaml.width = 1000
    yaml.dump(content, text)
    return text.getvalue()
