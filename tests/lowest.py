"""A smoke test that needs nothing but the program itself: ``python -m tests.lowest``.

``.ci/lowest`` runs it with the lowest versions that pyproject.toml declares.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SMALL = ["-n", "24", "--quiet", "--out", "out"]
COMMANDS = [
    ["--version"],
    ["--help"],
    ["check", "baseline"],
    ["show", "baseline", "war"],
    ["run", "baseline", *SMALL],
    ["trace", "baseline", "--world", "3", "--brief"],
    ["compare", "baseline", "-s", "war.drift=0", *SMALL],
    [
        "postures",
        "wage_round",
        "--posture",
        "employer=shipped",
        "--quiet",
        "-n",
        "24",
        "--out",
        "out",
    ],
    ["plot", "baseline", "--figure", "why_no_accord", "--out", "out"],
]


def ran(folder: Path, *words: str, code: int = 0) -> str:
    """What a command answers; it must end with that code and warn of nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "sim", *words], cwd=folder, capture_output=True, text=True
    )
    told = f"sim {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}"
    assert done.returncode == code, told
    assert "Warning" not in done.stderr, told
    return done.stdout


def main() -> None:
    """Every command once; one digest, whoever runs the worlds."""
    with tempfile.TemporaryDirectory() as folder:
        for words in COMMANDS:
            ran(Path(folder), *words)
        ran(Path(folder), "run", "baseline", "-n", "0", code=2)
        ran(Path(folder), "check", "nowhere", code=3)
        digests = set()
        for out, extra in (("one", []), ("two", ["-j", "2"]), ("dask", ["--cluster", "local:1"])):
            words = ["run", "baseline", "-n", "24", "--quiet", "--no-figures", "--json"]
            answer = ran(Path(folder), *words, "--out", out, *extra)
            digests.add(json.loads(answer)["runs"][0]["digest_exact"])
        assert len(digests) == 1, digests
    print("every command works with these versions")


if __name__ == "__main__":
    main()
