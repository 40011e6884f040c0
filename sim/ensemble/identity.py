"""What a run is called and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from operator import index
from pathlib import Path

from sim.results.block import SCHEMA
from sim.results.failure import Failure
from sim.results.fingerprint import code_fingerprint, folder_in, folder_name, run_hash
from sim.results.manifest import Manifest, origin
from sim.results.named import NAMED
from sim.scenario import Scenario
from sim.scenario.measures import key
from sim.worlds import Design


@dataclass(frozen=True)
class Identity:
    """A scenario and a seed, under the code that runs.

    Attributes
    ----------
    scenario : Scenario
        The resolved scenario.
    seed : int
        Seed of the noise, 0 <= seed < 2**64.
    design : Design or None
        What places the worlds' parameters; None: noise.
    name : str
        What the user calls the run, if anything; it decides nothing.
    """

    scenario: Scenario
    seed: int
    design: Design | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if not 0 <= index(self.seed) < 2**64:
            raise ValueError(f"the seed must be at least 0 and below 2^64, not {self.seed}")

    @property
    def code(self) -> str:
        """Fingerprint of the code that decides outcomes, known before the model is imported."""
        return code_fingerprint()

    @property
    def full_hash(self) -> str:
        """Hash of all that decides the outcomes of any world, and how they are called in blocks."""
        scenario = self.scenario
        values = scenario.fingerprint() + (f"+{self.design.key}" if self.design else "")
        values += f"+{asked}" if (asked := key(scenario.measures)) else ""
        return run_hash(values, self.seed, self.code, scenario.labels)

    @property
    def run_id(self) -> str:
        """Name of its folder, unless an earlier one has another."""
        scenario = self.scenario
        told = [self.name] if self.name else scenario.changes
        return folder_name(scenario.name, self.seed, self.full_hash, told)

    def folder(self, out: Path) -> Path:
        """The run's own folder under ``out``: the one that is there, or that will be."""
        return folder_in(out, self.scenario.name, self.seed, self.full_hash, self.run_id)

    def manifest(
        self,
        worlds: int,
        command: str,
        complete: bool,
        failures: Sequence[Failure] = (),
        warnings: Sequence[str] = (),
    ) -> Manifest:
        """The manifest of a run of so many worlds."""
        file = self.scenario.file
        return {
            "schema": SCHEMA,
            "run_id": self.run_id,
            "scenario": self.scenario.name,
            "title": file.title,
            "changes": list(self.scenario.changes),
            "seed": self.seed,
            "worlds": worlds,
            "complete": complete,
            "start": file.start.isoformat(),
            "deadline": file.due.isoformat(),
            "horizon": file.horizon.isoformat(),
            "durable_years": file.accord.durable_years.value if file.accord else None,
            "hash": self.full_hash,
            "scenario_hash": self.scenario.fingerprint(),
            "code_hash": self.code,
            "command": command,
            "warnings": list(warnings),
            "failures": [asdict(failure) for failure in failures],
            **({"design": self.design.key} if self.design else {}),
            **({NAMED: self.name} if self.name else {}),
            **origin(),
        }
