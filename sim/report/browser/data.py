"""Everything the page knows: words as JSON, and one lump of numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sim.report.browser import priors
from sim.report.browser.blob import Blob
from sim.report.browser.causes import causes_told
from sim.report.browser.days import days_told
from sim.report.browser.reproduced import rerun_told
from sim.report.browser.stories import stories_told, to_tell
from sim.report.browser.worlds import drawn_told, issues_told, outcomes_told, signed_told
from sim.results import Run
from sim.results.fingerprint import code_fingerprint

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.explaining import Explanation

LARGEST = 3_000_000
"""Bytes of the file: it can be sent by mail."""
_BESIDE = 170_000  # bytes of it for style, scripts and what stands in the document itself
_PLACE = 100  # bytes that say where a column lies
_BASE64 = 4 / 3
FORMAT = 1


@dataclass(frozen=True)
class Told:
    """A run and what is known of it.

    Attributes
    ----------
    run : Run
        At most `MOST` worlds.
    worlds : int
        How many it had before it was cut to that.
    matters : DataFrame or None
        First-order effects on the accords, by parameter; None if there are too few worlds.
    causes : Explanation or None
        What each mechanism is worth, if that was asked.
    stories : int
        Worlds to be told.
    """

    run: Run
    worlds: int
    matters: pd.DataFrame | None = None
    causes: Explanation | None = None
    stories: int = 0

    @cached_property
    def playing(self) -> list[int]:
        """Numbers of the worlds that are told: none once the program has changed."""
        return to_tell(self.run, 0 if self.stale else self.stories)

    @property
    def stale(self) -> bool:
        """Whether the program has changed since: its worlds can no longer be told."""
        return bool(self.run.manifest["code_hash"] != code_fingerprint())


def page_data(
    told: Sequence[Told], jobs: int = 1, tell: Callable[[int], None] = lambda worlds: None
) -> tuple[dict[str, Any], str]:
    """The page's JSON, and its numbers as one text.

    Parameters
    ----------
    jobs : int
        Processes that play the worlds that are told.
    tell : callable
        Called for every world whose story has been played.
    """
    blob = Blob()
    found = [_about(each, blob, jobs, tell) for each in told]
    known = [priors.all_told(each.run) for each in told]
    words = len(json.dumps([found, known])) + _PLACE * sum(map(len, known))
    room = int((LARGEST - _BESIDE - words - len(blob.text())) / _BASE64)
    _add_priors(found, told, known, blob, room)
    return {"format": FORMAT, "runs": found, "first": _shown(told[0])}, blob.text()


def _about(told: Told, blob: Blob, jobs: int, tell: Callable[[int], None]) -> dict[str, Any]:
    run = told.run
    stories = stories_told(run, told.playing, jobs, tell)
    return {
        "title": run.title,
        "heading": run.heading,
        "question": run.scenario.file.question or "",
        "called": run.called,
        "name": run.name,
        "id": run.run_id,
        "seed": run.seed,
        "design": run.design,
        "of": told.worlds,
        "start": run.start.isoformat(),
        "deadline": run.deadline.isoformat(),
        "horizon": run.horizon.isoformat(),
        **outcomes_told(run, blob),
        "endings": [{"name": name, "label": label} for name, label in _endings(run)],
        "packages": signed_told(run),
        "issues": issues_told(run),
        "stories": blob.add_text(json.dumps(stories, ensure_ascii=False)),
        "told": told.playing,
        "days": days_told(run),
        "causes": causes_told(run, told.causes, blob),
        "stale": told.stale,
        "rerun": rerun_told(run),
        "priors": {},
        "left_out": [],
    }


def _endings(run: Run) -> list[tuple[str, str]]:
    outcome = run.outcome("outcome")
    labels = outcome.labels or outcome.categories
    return list(zip(outcome.categories, labels, strict=True))


def _add_priors(
    found: list[dict[str, Any]],
    told: Sequence[Told],
    known: Sequence[dict[str, Any]],
    blob: Blob,
    room: int,
) -> None:
    """The columns of the priors, those that matter most first, as far as there is room."""
    order = [name for each in told for name in priors.by_importance(each.run, each.matters)]
    full = blob.size + room
    for name in dict.fromkeys(order):
        for about, each, mine in zip(found, told, known, strict=True):
            if name not in mine:
                continue
            column = drawn_told(each.run, name, blob, full - blob.size)
            if column is None:
                about["left_out"].append(name)
            else:
                about["priors"][name] = {**mine[name], "column": column}


def _shown(told: Told) -> list[str]:
    """Priors that have a slider from the start."""
    return priors.by_importance(told.run, told.matters)[: priors.SHOWN]
