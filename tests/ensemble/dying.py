"""A small run that dies at its n-th file operation, for each n: ``python -m tests.ensemble.dying``.

A process of its own forks once for every operation; the fork is killed right before it, after it,
or with half of what it writes. What it leaves must be whole blocks or none, and the same command
must finish it with the digest of a run nobody disturbed. Prints how many kills there were.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.ensemble.runner import run
from sim.results.folder import damage_in
from sim.results.store import stored_blocks
from sim.results.verify import verify
from sim.scenario import Scenario, load
from tests.ensemble.planted import with_the_fake_model

WORLDS, SIZE = 150, 60


class Death:
    """Counts the moments at which a kill could strike, and strikes at one of them."""

    def __init__(self, moment: int) -> None:
        self.left = moment

    def maybe(self) -> None:
        """One more moment."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        """The operation, with a moment before it and one after."""

        def deadly(*args: Any, **kwargs: Any) -> Any:
            self.maybe()
            found = operation(*args, **kwargs)
            self.maybe()
            return found

        return deadly

    def opened(self, opening: Callable[..., Any]) -> Callable[..., Any]:
        """Files whose writing may stop half-way."""

        @contextmanager
        def deadly(*args: Any) -> Iterator[_Half]:
            with opening(*args) as file:
                yield _Half(file, self)

        def open_(path: Path, mode: str = "r", *rest: Any, **options: Any) -> Any:
            return deadly(path, mode) if mode == "xb" else opening(path, mode, *rest, **options)

        return open_


class _Half:
    """A file that writes one half, may die, and writes the other."""

    def __init__(self, file: Any, death: Death) -> None:
        self.file, self.death = file, death

    def write(self, content: bytes) -> None:
        middle = len(content) // 2
        self.file.write(content[:middle])
        self.file.flush()
        self.death.maybe()
        self.file.write(content[middle:])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def dies_at(moment: int, scenario: Scenario, out: Path) -> bool:
    """Whether a run in a fork was killed at that moment; False if it finished before."""
    child = os.fork()
    if child == 0:
        death = Death(moment)
        for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir")):
            setattr(owner, name, death.around(getattr(owner, name)))
        Path.open = death.opened(Path.open)  # type: ignore[method-assign, assignment]
        run(scenario, WORLDS, out=out, block_size=SIZE)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def main() -> None:
    """Every moment, one after the other."""
    # A library may keep a thread; what a fork of ours does needs none of them.
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
    with_the_fake_model()
    folder, scenario = Path(sys.argv[1]), load("baseline")
    wanted = run(scenario, WORLDS).digests
    moment = 1
    while dies_at(moment, scenario, folder / str(moment)):
        out = folder / str(moment)
        for block in [each for path in out.glob("*/blocks") for each in stored_blocks(path)]:
            assert damage_in(block) is None, (moment, damage_in(block))
        finished = run(scenario, WORLDS, out=out)
        assert finished.digests == wanted, moment
        assert finished.path is not None
        assert verify(finished.path).whole, (moment, verify(finished.path))
        assert not list(out.rglob("*.tmp")), moment
        moment += 1
    print(moment - 1, "kills")


if __name__ == "__main__":
    main()
