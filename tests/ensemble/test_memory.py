"""Memory is bounded by the block, not by the number of worlds."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

import sim.model
from sim.scenario import load
from sim.simulation import simulate

ROOT = Path(__file__).parents[2]
PROGRAM = r"""
import re, sys
from pathlib import Path
from tests.ensemble.planted import with_the_fake_model
with_the_fake_model()
from sim.cli import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    assert end.code == 0, end.code
# not getrusage: its maximum is inherited from the process that started this one
print(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""


def peak_kib(worlds: int, out: Path) -> int:
    """Most memory that a process of its own held while it ran, saved and summed up worlds."""
    words = ["run", "baseline", "-n", str(worlds), "-j", "1", "--no-figures", "--json", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words, "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stderr.split()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="units of memory differ")
def test_three_times_the_worlds_need_no_more_memory(tmp_path: Path) -> None:
    """Quantile samples stop growing at 131,072 values; `benchmarks.million` is the long form."""
    small, large = peak_kib(140_000, tmp_path), peak_kib(420_000, tmp_path)
    assert large - small < 24 * 1024
    assert large < 400 * 1024


def test_no_model_outlives_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[object]] = []
    build = sim.model.NegotiationModel.__init__

    def noted(self: sim.model.NegotiationModel, *args: object, **named: object) -> None:
        made.append(weakref.ref(self))
        build(self, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(sim.model.NegotiationModel, "__init__", noted)
    simulate(load("baseline"), 1, 0, 3)
    gc.collect()
    assert made
    assert [model() for model in made] == [None] * len(made)
