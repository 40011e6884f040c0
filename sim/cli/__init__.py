"""The command line: read arguments, call one function, write one answer.

Nothing heavy is imported here: `sim --help` answers at once. Each command imports what it needs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sim.cli.app import app
from sim.cli.command_lock import SameCommandRuns, command_lock
from sim.cli.declared import asking, playing, trusting, varying, writing
from sim.cli.errors import IN_USE, IO, note, silence

__all__ = ["app", "asking", "main", "playing", "trusting", "varying", "writing"]


def main() -> None:
    """Entry point of the console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    os.environ["MPLBACKEND"] = "agg"  # pictures go into files
    try:
        with command_lock(sys.argv[1:]):
            app(prog_name="sim")
    except OSError as error:  # of the answer itself, where no command stands guard: `--help`
        note(f"error: {error}")
        silence(sys.stdout)
        sys.exit(IO)
    except SameCommandRuns:
        sys.stderr.write("error: the folder is in use: this very command runs; wait for its end\n")
        sys.exit(IN_USE)
