"""A seal: what was asked and said, so hashed that it can be shown to be older than its answer.

Whoever publishes the hash today can show the record later; nobody can then have changed a digit of
it. Answers are no part of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis.scoring.questions import Answerable, Question
from sim.analysis.scoring.scored import Forecast
from sim.errors import Usage
from sim.results import Run
from sim.results.files import DamagedResults, content_of, write_atomically
from sim.statistics import Estimate

SCHEMA = 1
_KIND = "negotiation-sim forecast"


@dataclass(frozen=True)
class Seal:
    """A sealed record and its hash (SHA-256 of the record as canonical JSON)."""

    record: dict[str, Any]
    hash: str

    def write(self, path: Path) -> None:
        """Write it as JSON, whole or not at all."""
        text = json.dumps({**self.record, "sha256": self.hash}, indent=1, ensure_ascii=False)
        write_atomically(path, f"{text}\n".encode())

    @property
    def answerable(self) -> Answerable:
        """What could be asked of the run."""
        kept = self.record["answerable"]
        start, horizon = (dt.date.fromisoformat(kept[name]) for name in ("start", "horizon"))
        flags, endings = tuple(kept["flags"]), tuple(kept["endings"])
        return Answerable(kept["scenario"], start, horizon, flags, endings)

    def forecasts(self, asked: Sequence[Question]) -> list[Forecast]:
        """What was said then to these questions.

        Raises
        ------
        Usage
            If a question was not sealed, or was another one.
        """
        return [self._forecast(question) for question in asked]

    def _forecast(self, question: Question) -> Forecast:
        sealed = self.record["questions"].get(question.name)
        if sealed is None:
            raise Usage(f"question '{question.name}' was not sealed")
        if sealed["asked"] != question.asked:
            raise Usage(
                f"question '{question.name}' is not the one that was sealed, "
                f"which was: {_in_words(sealed['asked'])}"
            )
        shares = tuple(Estimate(*each) for each in sealed["shares"])
        p = np.array(sealed["probabilities"], dtype=np.float64)
        return Forecast(question, p, shares, float(sealed["n"]))


def seal(run: Run, said: Sequence[Forecast], now: dt.datetime) -> Seal:
    """Seal what a run says, with all it takes to run it again.

    Parameters
    ----------
    now : datetime
        When it is sealed, with its time zone.
    """
    record = {
        "kind": _KIND,
        "schema": SCHEMA,
        "sealed": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "scenario": run.name,
        "title": run.title,
        "changes": run.changes,
        "scenario_fingerprint": run.scenario.fingerprint(),
        "seed": run.seed,
        "worlds": run.worlds,
        "digests": list(run.digests),
        "code": run.manifest["code_hash"],
        "versions": run.manifest.get("versions", {}),
        "answerable": _plain(Answerable.of(run)),
        "questions": {each.question.name: _said(each) for each in said},
    }
    return Seal(record, _hash(record))


def _in_words(asked: dict[str, Any]) -> str:
    by = f", by {', '.join(asked['by'])}" if asked["by"] else ""
    return f"'{asked['asks']}' of {asked['outcome']}{by}"


def _plain(may: Answerable) -> dict[str, Any]:
    dates = {name: getattr(may, name).isoformat() for name in ("start", "horizon")}
    return {**dates, "scenario": may.scenario, "flags": [*may.flags], "endings": [*may.endings]}


def _said(each: Forecast) -> dict[str, Any]:
    shares = [[s.value, s.low, s.high, s.standard_error, s.n_effective] for s in each.shares]
    return {
        "asked": each.question.asked,
        "probabilities": [float(p) for p in each.p],
        "shares": shares,
        "n": each.n,
    }


def opened(path: str | Path) -> Seal:
    """Read a seal.

    Raises
    ------
    DamagedResults
        If it was touched: its hash is not that of its content.
    Usage
        If the file is no seal.
    """
    text = content_of(Path(path)).decode(errors="replace")
    if _KIND not in text:
        raise Usage(f"{path} is no seal: `sim seal` writes one")
    try:
        content = json.loads(text)
        found = content.pop("sha256")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise DamagedResults(f"{path} was touched: it cannot be read any more") from None
    if found != _hash(content):
        raise DamagedResults(f"{path} was touched: its hash is not that of its content")
    return Seal(content, found)


def is_seal(path: str | Path) -> bool:
    """Whether a path is a file, as seals are; runs are folders."""
    return Path(path).is_file() and Path(path).suffix == ".json"


def _hash(record: dict[str, Any]) -> str:
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
