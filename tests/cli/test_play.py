"""`sim play`: forgiving to whoever types, strict with scripts, and nothing played is lost."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from sim.cli import app
from sim.cli.completion import FIGURES
from sim.cli.spoken_moves import looks_like_a_move
from tests.builders import SHORT, as_options
from tests.cli.test_process import heeds_interrupts

Shell = Callable[..., subprocess.CompletedProcess[str]]
Here = Callable[..., Result]
PLAY = ("play", "baseline", *as_options(SHORT), "--world", "3")
ASKED = "17 February 2026, 43 days to the deadline"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run a command in this process, in an empty folder, with something to read."""
    monkeypatch.chdir(tmp_path)

    def call(*words: str, **options: str) -> Result:
        return CliRunner().invoke(app, list(words), prog_name="sim", **options)  # type: ignore[arg-type]

    return call


def played(here: Here, said: str, *words: str, seat: str = "ukraine") -> dict[str, object]:
    done = here(*PLAY, "--seat", seat, "--json", "--quiet", *words, input=said)
    assert done.exit_code == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_script_plays_to_the_end_and_its_moves_play_it_again(here: Here, tmp_path: Path) -> None:
    said = "why\nrounds\n?\nNO.\n1\ny\n2\nrest\n"
    done = here(*PLAY, "--seat", "Ukraine", input=said)
    assert done.exit_code == 0, done.stderr
    for told in (ASKED, "points by signing", "> NO.", "How you did", "anecdote", "was played"):
        assert told in done.stdout
    (kept,) = tmp_path.glob("*.moves")
    assert str(kept.name) in done.stderr
    first = played(here, "", "--moves", str(kept))
    again = played(here, said, "--save", "again.moves")
    for name in ("moves", "outcome", "model", "story"):
        assert first[name] == again[name]
    assert first["finished"] is True
    assert len(list(tmp_path.glob("*.moves"))) == 2


def test_what_the_model_decides_is_the_models_own_world(here: Here) -> None:
    answer = played(here, "rest\n", seat="mediator")
    assert answer["outcome"] == answer["model"]
    assert answer["parts_on"] is None


def test_a_mediator_writes_a_text_step_by_step(here: Here) -> None:
    draft = "change 1\nplant 2\n4 joint\nback\nchange 1\n4 2\ntable\nnothing\nrest\n"
    moves = played(here, draft, seat="mediator")["moves"]
    assert isinstance(moves, list)
    assert "plant=joint" in moves[0]
    line = moves[0].partition(" ")[2]
    assert played(here, f"{line}\nnothing\nrest\n", seat="mediator")["moves"] == moves


@pytest.mark.parametrize("said", ["y\nquit\n", "y\n"])
def test_to_leave_keeps_what_was_played_and_says_how_to_go_on(
    here: Here, tmp_path: Path, said: str
) -> None:
    done = here(*PLAY, "--seat", "ukraine", input=said)
    assert done.exit_code == 0
    assert "go on, with:" in done.stderr
    (kept,) = tmp_path.glob("*.moves")
    assert kept.read_text().splitlines()[1:] == ["2026-02-17 yes"]
    answer = played(here, "rest\n", "--moves", str(kept))
    assert answer["moves"][0] == "2026-02-17 yes"  # type: ignore[index]
    assert answer["finished"] is True
    assert kept.read_text().splitlines()[1:] == ["2026-02-17 yes"]  # what was given stays


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("yse\n", "line 1 of the input: 'yse' says nothing here: did you mean 'yes'?"),
        ("n\n\n\nchange 1\n", "line 4 of the input: 'change' says nothing here"),
        ("2026-02-18 yes\n", "it is for 2026-02-18, and the next decision is on 2026-02-17"),
        ("2026-02-31 yes\n", "'2026-02-31' is no date"),
    ],
)
def test_a_script_that_is_misread_ends_with_what_was_meant(
    here: Here, said: str, told: str
) -> None:
    done = here(*PLAY, "--seat", "ukraine", "--quiet", input=said)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--seat", "ukrain"), "did you mean 'ukraine'?"),
        ((), "say which seat is yours: ukraine, russia, mediator"),
        (("--seat", "russia", "--moves", "nowhere"), "there is no file of moves nowhere"),
        (("--seat", "russia", "--moves", "."), "is a folder"),
    ],
)
def test_a_wrong_word_is_told_in_a_line(here: Here, words: tuple[str, ...], told: str) -> None:
    done = here(*PLAY, *words, input="")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert told in done.stderr


def test_moves_of_another_world_are_refused_with_their_line(here: Here, tmp_path: Path) -> None:
    (tmp_path / "x.moves").write_text("# a comment\n2026-02-17 no\n2026-02-19 yes\n")
    done = here(*PLAY, "--seat", "ukraine", "--moves", "x.moves", input="")
    assert done.exit_code == 2
    assert "line 3 of x.moves: it is for 2026-02-19" in done.stderr
    assert [each.name for each in tmp_path.glob("*.moves")] == ["x.moves"]


README = """# A title

What could become of talks between two belligerents and a mediator? This tells how often.

```sh
python3 -m venv .venv
```
"""


def test_what_is_no_file_of_moves_is_told_with_an_example(here: Here, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(README)
    done = here(*PLAY, "--seat", "ukraine", "--moves", "README.md", input="")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "README.md is no file of moves: it holds a move a line, such as" in done.stderr
    example = done.stderr.split("such as '")[1].partition("'")[0]
    (tmp_path / "x.moves").write_text(f"{example}\nrest\n")
    assert here(*PLAY, "--seat", "ukraine", "--moves", "x.moves", input="").exit_code == 0


@pytest.mark.parametrize("line", ["yse", "4 2", "plant joint", "2026-02-31 yes", "why 2", "1"])
def test_a_slip_in_a_file_of_moves_is_not_taken_for_another_file(line: str) -> None:
    assert looks_like_a_move(line)


def test_where_a_folder_was_made_for_the_moves_it_is_said(here: Here, tmp_path: Path) -> None:
    for made in (True, False):
        done = here(*PLAY, "--seat", "ukraine", "--save", "gmaes/a.moves", input="no\n")
        assert ("kept in gmaes/a.moves, in a new folder;" in done.stderr) == made
    assert (tmp_path / "gmaes" / "a.moves").exists()


def at_a_terminal(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *PLAY, "--seat", "ukraine"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, start_new_session=True,
        preexec_fn=heeds_interrupts,
        env=os.environ | {"NO_COLOR": "1", "TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    return process, ours


def read_until(terminal: int, word: bytes, seconds: float = 60) -> bytes:
    said, end = b"", time.monotonic() + seconds
    while word not in said and time.monotonic() < end:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            said += os.read(terminal, 4096)
        except OSError:  # the other end is gone
            break
    return said


def test_at_a_terminal_a_wrong_word_is_told_and_asked_again(tmp_path: Path) -> None:
    process, terminal = at_a_terminal(tmp_path)
    read_until(terminal, b"?> ")
    os.write(terminal, b"yse\n")
    assert b"did you mean 'yes'?" in read_until(terminal, b"'yes'?")
    os.write(terminal, b"no\n")
    read_until(terminal, b"?> ")
    os.write(terminal, b"quit\n")
    assert b"go on, with:" in read_until(terminal, b"--moves")
    assert process.wait(30) == 0
    os.close(terminal)


def test_ctrl_c_ends_politely_and_keeps_the_moves(tmp_path: Path) -> None:
    process, terminal = at_a_terminal(tmp_path)
    read_until(terminal, b"?> ")
    os.write(terminal, b"no\n")
    read_until(terminal, b"?> ")
    said = b""
    for _ in range(4):  # one that comes just before the terminal is read is heeded by the next
        process.send_signal(signal.SIGINT)
        said += read_until(terminal, b"interrupted", seconds=15)
        if b"interrupted" in said:
            break
    assert b"moves kept in" in said
    assert b"Traceback" not in said
    assert process.wait(30) == 130
    os.close(terminal)
    (kept,) = tmp_path.glob("*.moves")
    assert kept.read_text().splitlines()[1:] == ["2026-02-17 no"]


# --- what may be asked while playing -----------------------------------------------------------


def asked_back(here: Here, said: str, seat: str, world: str = "3") -> str:
    """What is told until the input ends."""
    words = ("play", "baseline", *as_options(SHORT), "--world", world, "--seat", seat)
    done = here(*words, input=said)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_in_a_text_of_ones_own_help_helps_and_asks_again(here: Here) -> None:
    told = asked_back(here, "change 1\n?\n4 2\nback\n", "mediator")
    after = told.split("> ?\n")[1]
    assert after.startswith("  2 3              give issue 2 its option 3")
    assert "> 4 2" in after
    assert "Left." in after


def test_each_date_of_the_rounds_so_far_is_told_once(here: Here) -> None:
    told = asked_back(here, "rounds\n", "ukraine").split("> rounds\n")[1]
    assert told.count("24 December 2025") == 1
    assert told.count("The same day, by the United States") == 3


def test_a_mediator_is_told_what_the_chances_of_each_text_rest_on(here: Here) -> None:
    told = " ".join(asked_back(here, "why\nwhy 2\n", "mediator").split())
    first, second = told.split("> why ")[1:3]
    assert first.count("The vote at home of Ukraine") >= 2  # of every text
    assert "any gain would do" in first
    for said in ("you think the text brings it", "give or take", "polls expect"):
        assert said in first
        assert said in second
    assert "takes it above all" not in first
    assert "takes it above all" in second
    assert "its red line against" in second


def test_a_chance_that_moved_says_because_of_what(here: Here) -> None:
    told = " ".join(asked_back(here, "no\n" * 12, "ukraine").split())
    assert "On 25 February you would have given this text" in told
    assert "with Russia: fighting on has come to look worse to it (the Donetsk land)." in told


# --- the first contact ------------------------------------------------------------------------


def test_alone_the_program_says_three_commands(shell: Shell) -> None:
    done = shell()
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) <= 10
    told = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("  sim ")]
    assert told == ["run", "trace", "compare"]


def offered(shell: Shell, typed: str) -> list[str]:
    """What bash is offered for the last word."""
    env = os.environ | {
        "_SIM_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    done = shell(env=env)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("sim pl", ["plot", "play"]),
        ("sim run wag", ["wage_round"]),
        ("sim plot baseline --figure why", ["why_no_accord"]),
        ("sim play wage_round --seat ", ["union", "employer", "mediator"]),
        ("sim play freeze_at_the_line --seat r", ["russia"]),
        ("sim run baseline -s war.drift_s", ["war.drift_spread="]),
        ("sim run freeze_at_the_line strong_guarantees -s accord.deterrence.g",
         ["accord.deterrence.guarantees="]),
    ],
)  # fmt: skip
def test_a_shell_is_offered_what_fits(shell: Shell, typed: str, known: list[str]) -> None:
    assert offered(shell, typed) == known


def test_a_shell_is_offered_saved_runs_and_own_scenarios(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "mine.yaml").write_text("extends: baseline.yaml\nwar: {drift: 1}\n")
    (tmp_path / "results" / "mine-1-abc").mkdir(parents=True)
    (tmp_path / "results" / "mine-1-abc" / "manifest.json").write_text("{}")
    assert offered(shell, "sim plot mi") == ["mine-1-abc", "mine"]
    assert "war.drift=" in offered(shell, "sim run mine -s war.dr")
    assert offered(shell, "sim run nowhere -s x") == []


def test_zsh_is_offered_the_same(shell: Shell) -> None:
    words = {"_SIM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "sim play baseline --seat r"}
    assert '"russia"' in shell(env=os.environ | words).stdout


def test_figures_that_are_offered_are_those_that_are_drawn() -> None:
    from sim.plots import DRAWINGS

    assert tuple(DRAWINGS) == FIGURES


def test_keys_that_are_offered_can_be_set() -> None:
    from sim.cli.completion import _keys
    from sim.scenario import load

    for name in ("baseline", "wage_round", "freeze_at_the_line"):
        quantities = set(load(name).quantities)
        skimmed = set(_keys(name))
        known = [
            key for key in skimmed if any(q == key or q.startswith(f"{key}.") for q in quantities)
        ]
        assert len(known) > len(skimmed) / 2
