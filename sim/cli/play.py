"""`sim play`: one seat of one world, by a person or by a script of moves."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.errors import note
from sim.cli.lines import Left, Lines, is_typing
from sim.cli.output import notes, page_width, say, say_json
from sim.cli.program import program

if TYPE_CHECKING:
    from sim.analysis.playing.moves import Made, Move
    from sim.analysis.playing.situation import Situation
    from sim.cli.conversation import Conversation


@dataclass
class Kept:
    """Moves in a file, written after each, so that nothing is lost.

    Attributes
    ----------
    path : Path
        Where they are: what was given with --moves, until a further move is made.
    typed : Callable
        The command that plays those of a file.
    fresh : Path
        Where they are kept.
    """

    path: Path | None
    fresh: Path
    typed: Callable[[Path], str]
    made: list[Made] = field(default_factory=list)
    failed: OSError | None = None
    new_folder: bool = False

    @property
    def command(self) -> str:
        """Plays them again."""
        return self.typed(self.path or self.fresh)

    def keep(self, made: Made, given: bool) -> None:
        """Add a move; ``given`` if the file that was given has it."""
        from sim.analysis.playing.moves import written

        self.made.append(made)
        if given:
            return
        self.path = self.fresh
        try:
            if not self.path.parent.exists():
                self.path.parent.mkdir(parents=True)
                self.new_folder = True
            self.path.write_text(written(self.made, self.command), encoding="utf-8")
        except OSError as error:
            self.failed = error

    def told(self) -> str:
        """Where they are, and how they are played again."""
        if self.failed is not None:
            return f"the moves could not be kept in {self.path}: {self.failed.strerror}"
        if not self.made:
            return "no move was made"
        where = f"{self.path}, in a new folder" if self.new_folder else str(self.path)
        return f"moves kept in {where}; play them again, and go on, with:\n  {self.command}"


def play_command(
    scenario: str,
    set_: list[str],
    seat: str,
    world: int,
    seed: int,
    moves: Path | None,
    save: Path | None,
    json_: bool,
    quiet: bool,
) -> int:
    """Ask for the moves of a seat, and tell what came of them."""
    from sim.analysis.playing.play import command, play, seat_of
    from sim.cli.conversation import Conversation
    from sim.report.playing import end_words, introduction, result_facts
    from sim.scenario import load

    read = load(scenario, set_)
    who, width = seat_of(read, seat), page_width()

    def typed(path: Path) -> str:
        words = command("play", scenario, who, seed, world, set_, "--moves", str(path))
        return shlex.join([*program(), *shlex.split(words)[1:]])

    fresh = save or _free(f"{read.name}-{who}-world-{world}-seed-{seed}")
    kept = Kept(None if save else moves, fresh, typed)
    aloud = not quiet or is_typing()
    tell = note if json_ else say
    lines = Lines(moves, tell if aloud else None, prompt_apart=json_)
    talk = Conversation(read, who, lines, tell if aloud else _silent, width)
    if aloud:
        tell(introduction(read, who, world, width))
    facts = {"scenario": read.name, "seat": who, "seed": seed, "world": world}
    try:
        played = play(read, who, _keeping(talk, kept, lines), world, seed)
    except Left:
        notes(f"left: {kept.told()}", quiet=quiet)
        if json_:
            said = [str(each) for each in kept.made]
            say_json(**facts, finished=False, moves=said, file=_file(kept))
        return 0
    except BaseException:
        notes(kept.told(), quiet=quiet or not kept.made)
        raise
    if json_:
        say_json(**facts, finished=True, file=_file(kept), **result_facts(played))
    else:
        say(end_words(played, width))
    notes(kept.told(), quiet=quiet)
    return 0


def _keeping(talk: Conversation, kept: Kept, lines: Lines) -> Callable[[Situation], Move]:
    """Decides in conversation, and keeps what was decided."""
    from sim.analysis.playing.moves import Made
    from sim.analysis.playing.seat import as_move

    def decide(now: Situation) -> Move:
        move = as_move(talk.decide(now), now)
        kept.keep(Made(now.date, move), given=kept.path is not None and not lines.beyond)
        return move

    return decide


def _file(kept: Kept) -> str | None:
    return str(kept.path) if kept.path and kept.failed is None else None


def _silent(_: str) -> None:
    """Whoever is asked reads a script."""


def _free(name: str) -> Path:
    """A file in this folder that is not there yet."""
    path, number = Path(f"{name}.moves"), 1
    while path.exists():
        number += 1
        path = Path(f"{name}-{number}.moves")
    return path
