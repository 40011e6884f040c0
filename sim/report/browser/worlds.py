"""The worlds of a run as the page holds them: how each ended, and what was drawn in it."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agreement.packages import Packages, packages_of
from sim.report.browser.blob import Blob, in_steps
from sim.results import Run
from sim.results.ended import ended_on
from sim.results.red_lines import red_lines
from sim.results.shares import Share, shares
from sim.scenario.combinations import NO_OPTION
from sim.worlds import Bools

MOST = 20_000
"""Worlds of a run in the file."""

_NO_DAY = 65_535


def outcomes_told(run: Run, blob: Blob) -> dict[str, Any]:
    """How every world ended: classes as codes, flags as bits, days, weights, shares."""
    days = ended_on(run)
    classes = [each for each in run.declared if each.kind == "class"]
    flags = [each for each in run.declared if each.kind == "flag"]
    counted = shares(run.declared)
    return {
        "worlds": run.worlds,
        "classes": {each.name: blob.add(run.column(each.name), "i2") for each in classes},
        "flags": {each.name: _bits(blob, run.column(each.name)) for each in flags},
        "day": blob.add(np.where(days < 0, _NO_DAY, days), "u2"),
        "package": blob.add(run.column("package"), "i4"),
        "weights": None if run.weights is None else blob.add(run.weights, "f8"),
        "failed": [each["world"] for each in run.failures],
        "sides": _sides(run, counted),
        "shares": [
            {
                "group": each.group,
                "name": each.name,
                "label": each.label,
                "column": each.column,
                "code": each.code,
                "without": each.without_accord,
            }
            for each in counted
        ],
    }


def _sides(run: Run, counted: list[Share]) -> list[dict[str, Any]]:
    """Each side's red lines: what they are called together, and their codes."""
    codes = {each.name: each.code for each in counted if each.group == "red_lines"}
    return [
        {
            "name": party,
            "label": f"{side.label}, all its lines",
            "codes": [codes[line] for line in side.lines],
        }
        for party, side in red_lines(run).sides.items()
    ]


def _bits(blob: Blob, flag: Bools) -> dict[str, Any]:
    return blob.add(np.packbits(flag.astype(bool), bitorder="little"), "u1")


def drawn_told(run: Run, name: str, blob: Blob, room: int) -> dict[str, Any] | None:
    """A parameter of every world in 16 bits; None if that takes more than so many bytes."""
    steps, low, high = in_steps(run.column(name).astype(np.float64))
    if not blob.holds(steps, "u2") and steps.nbytes > room:
        return None
    return blob.add(steps, "u2") | {"low": low, "high": high}


def signed_told(run: Run) -> list[dict[str, Any]]:
    """The packages that some world signed: number, and option of each issue."""
    packages = packages_of(run.scenario)
    there = np.unique(run.column("package"))
    return [{"package": int(number), **_options(packages, number)} for number in there[there >= 0]]


def issues_told(run: Run) -> dict[str, str]:
    """What the issues are called, by name."""
    return {name: issue.label for name, issue in run.scenario.file.issues.items()}


def _options(packages: Packages, number: int) -> dict[str, str]:
    """By issue in words; a dash where the package does not speak of it."""
    choice = packages.all[number].choice.items()
    return {
        issue: "-" if option == NO_OPTION else packages.option_label(issue, option)
        for issue, option in choice
    }
