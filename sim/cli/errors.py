"""From an exception to one line and an exit code: no traceback without `--debug`."""

from __future__ import annotations

import datetime as dt
import functools
import os
import shlex
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TextIO

import typer

from sim.cli.program import program
from sim.errors import Usage
from sim.terminal import heed, importing, visible

__all__ = ["Stopped", "Usage", "guarded", "note", "silence"]

USAGE, INVALID, DAMAGED, IO, IN_USE, BUG = 2, 3, 4, 5, 6, 70
_KEPT = {
    **dict.fromkeys(("run", "compare", "discover", "calibrate"), "blocks"),
    **dict.fromkeys(("sweep", "search"), "points"),
    **{"explain": "parts", "sensitivity": "tables", "postures": "profiles"},
}
"""What is kept of the work of a command, where it is interrupted."""
_LOST = "sim.ensemble.failure.ClusterLost"
_CODES = {
    "sim.scenario.mistakes.ScenarioError": INVALID,
    "sim.results.files.DamagedResults": DAMAGED,
    "sim.results.files.FolderInUse": IN_USE,
    "sim.results.files.CodeChanged": IO,
    "builtins.MemoryError": IO,
    "builtins.OSError": IO,
}


class Stopped(KeyboardInterrupt):
    """Ctrl-C, SIGTERM or SIGHUP: workers end and nothing is left half done."""


_stopped_by: list[int] = []  # signals; what they interrupt may raise something else instead


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """Run a command and leave with the code of the contract, whatever it raises."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        heed(_stop)
        sys.unraisablehook = _ignored
        _stopped_by.clear()
        warnings.showwarning = _warn
        try:
            code = command(*args, **kwargs) or 0
            sys.stdout.flush()
        except (typer.Exit, SystemExit):
            raise
        except BaseException as error:
            if kwargs.get("debug"):
                traceback.print_exc()
            code = _told(error, kwargs.get("out"))
        raise typer.Exit(code)

    return run


def note(text: str) -> None:
    """A line for the reader, beside the data; names of files in it cannot steer the terminal."""
    with suppress(OSError):  # an answer is worth more than a note that nobody can read
        print(visible(text), file=sys.stderr, flush=True)  # noqa: T201 -- the one place for notes


def _warn(message: Warning | str, *where: object, **more: object) -> None:
    note(f"warning: {message}")


def silence(stream: TextIO) -> None:
    """What is still to be written there goes nowhere, and so cannot fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    signal.signal(signum, signal.SIG_IGN if signum != signal.SIGINT else signal.default_int_handler)
    _stopped_by.append(signum)
    if importing(frame):
        _leave()
    raise Stopped


def _ignored(unraisable: sys.UnraisableHookArgs) -> None:
    """What is raised where Python can but ignore it, as in a finaliser; an interruption counts."""
    if unraisable.exc_type is Stopped:
        _leave()
    sys.__unraisablehook__(unraisable)


def _leave() -> NoReturn:
    """End without raising anything: workers notice, and blocks are stored whole or not at all."""
    os._exit(_interrupted())


def _told(error: BaseException, out: Path | None) -> int:
    """Say what happened; returns the exit code."""
    if _stopped_by or isinstance(error, KeyboardInterrupt):
        return _interrupted()
    if isinstance(error, BrokenPipeError):  # the reader has seen enough, as in `| head`
        silence(sys.stdout)
        return IO
    if isinstance(error, Usage):
        note(f"error: {error}")
        return USAGE
    return _of_the_program(error, out)


def _interrupted() -> int:
    what = _KEPT.get("".join(sys.argv[1:2]))
    resume = f": finished {what} are kept; resume with:\n  " + _this_command()
    note(f"interrupted{resume if what else ''}")
    return 128 + (_stopped_by[0] if _stopped_by else signal.SIGINT)


def _of_the_program(error: BaseException, out: Path | None) -> int:
    code = next((_CODES[name] for name in _kinds(error) if name in _CODES), BUG)
    if code == INVALID:
        note(str(error))  # it tells several mistakes, each with its place
    elif code == BUG:
        note(f"error: {error or type(error).__name__}: this is our bug, not yours")
        note(f"a report was written to {_report(error, out)}; --debug shows the traceback")
    else:
        note(f"error: {_in_words(error)}")
    if _LOST in _kinds(error):
        note("finished blocks are kept; resume, here or on a cluster, with:")
        note("  " + _this_command())
    return code


def _kinds(error: BaseException) -> list[str]:
    """What an error is, by name: what goes wrong may be that nothing can be imported."""
    return [f"{kind.__module__}.{kind.__qualname__}" for kind in type(error).__mro__]


def _in_words(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "not enough memory: run fewer worlds, or with -j 1"
    if isinstance(error, FileNotFoundError) and not error.filename and _lost_its_folder():
        return "the folder that this was started in is gone: change to another one"
    return str(error) or type(error).__name__


def _lost_its_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _report(error: BaseException, out: Path | None) -> Path | str:
    """Write what a maintainer needs into the results folder, or here if that cannot be."""
    import platform

    from sim import __version__

    text = "\n".join(
        [
            f"negotiation-sim {__version__}, Python {platform.python_version()}, "
            f"{platform.platform()}",
            f"command: {_this_command()}",
            "".join(traceback.format_exception(error)),
        ]
    )
    name = f"bug-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    for folder in (out or Path("results"), Path()):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return folder / name
    note(text)
    return "standard error"


def _this_command() -> str:
    return shlex.join([*program(), *sys.argv[1:]])
