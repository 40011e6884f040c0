"""Named attacks, each refused where it stands, and beside each a near neighbour that is fine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.conftest import Command
from tests.hostile.guard import read, read_quickly

HEAD = "extends: baseline.yaml\n"
SURGE = "{type: surge, date: 2026-03-01}"

SLOPE = "parties: {{ukraine: {{ratification: {{source: 'assumed: x', slopes: {{{}: 1}}}}}}}}\n"


def many(entry: str, times: int) -> str:
    """Events by the thousand, with numbers in their names."""
    lines = (f"  e{i}: {entry}\n" for i in range(times))
    return f"{HEAD}events:\n  source: 'assumed: x'\n{''.join(lines)}"


def levels(guarantees: int, rules: int) -> str:
    """Issues with so many levels each."""

    def some(count: int) -> list[float]:
        return [round(i / max(1, count - 1), 4) for i in range(count)]

    return (
        f"{HEAD}issues: {{source: 'assumed: x', guarantees: {{levels: {some(guarantees)}}}, "
        f"zone_rules: {{levels: {some(rules)}}}}}\n"
        "rungs: {comprehensive: {guarantees: [1]}, ceasefire: {guarantees: [0]}}\n"
    )


PAIRS = {
    "alias": (HEAD + "title: &a x\nquestion: *a\n", HEAD + "title: a & x\n", "anchors"),
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + HEAD,
        HEAD + "title: laugh\n",
        "anchors",
    ),
    "merge key": (HEAD + "<<: {title: x}\n", HEAD + 'title: "<<"\n', "merge keys"),
    "tag": (
        HEAD + "title: !!python/object/apply:os.system [id]\n",
        HEAD + "title: '!!python/object/apply:os.system [id]'\n",
        "tags",
    ),
    "100,000 brackets": (HEAD + "title: " + "[" * 100_000, HEAD + "title: '" + "[" * 500 + "'\n",
                         "too deep"),
    "depth": (HEAD + "title: " + "[" * 16 + "]" * 16 + "\n", HEAD + "events: {}\n", "too deep"),
    "NUL": (HEAD + "title: a\0b\n", HEAD + 'title: "a\\0b"\n', "not allowed"),
    "escape": (HEAD + "title: \x1b[31m\n", HEAD + 'title: "\\e[31m"\n', "not allowed"),
    "no such character": (
        HEAD + 'title: "\\Uc0000072"\n', HEAD + 'title: "\\U00000072"\n', "stands for no"
    ),
    "second document": (HEAD + "---\ntitle: x\n", "---\n" + HEAD, "second document"),
    "many values": (many(SURGE, 3000), many(SURGE, 700), "too many values"),
    "long line": (HEAD + f"title: {'x' * 100_000}\n", HEAD + f"# {'x' * 100_000}\n", "too long"),
    "long key": (
        HEAD + "? " + "a" * 100_000 + "\n: {b: 1, c: 2}\n",
        HEAD + "events: {source: 'assumed: x', " + "a" * 64 + f": {SURGE}}}\n",
        "too long a name",
    ),
    "long source": (
        HEAD + f"war: {{drift: 6, source: 'assumed: {'x' * 500}'}}\n",
        HEAD + f"war: {{drift: 6, source: 'assumed: {'x' * 480}'}}\n",
        "too long",
    ),
    "packages": (levels(50, 50), levels(13, 13), "packages"),
    "no package": (HEAD + "impossible: {all: {}}\n",
                   HEAD + "impossible: {some: {territory: [withdrawal], nato: [open]}}\n",
                   "no package"),
    "horizon": (HEAD + "horizon: 2200-01-01\n", HEAD + "horizon: 2036-01-01\n", "too far"),
    "number in spaces": (
        HEAD + "war: {source: 'assumed: x', drift: '9 a" + " " * 100_000 + "b'}\n",
        HEAD + "war: {source: 'assumed: x', drift: '9 " + " " * 150 + "'}\n",
        "expected a number",
    ),
    "not a number": (HEAD + "war: {source: 'assumed: x', drift: .nan}\n",
                     HEAD + "war: {source: 'assumed: x', drift: -0.0}\n", "finite"),
    "infinity": (HEAD + "war: {source: 'assumed: x', drift: 1e999}\n",
                 HEAD + "war: {source: 'assumed: x', drift: 5e-324}\n", "finite"),
    "boolean": (HEAD + "war: {source: 'assumed: x', drift: true}\n",
                HEAD + "war: {source: 'assumed: x', drift: 1}\n", "expected a number"),
    "prior too small": (
        HEAD + "war: {source: 'assumed: x', drift: {gamma: [5e-324, 5e-324]}}\n",
        HEAD + "war: {source: 'assumed: x', drift: {gamma: [1e-3, 1e-3]}}\n",
        "too extreme",
    ),
    "extends elsewhere": ("extends: ../../etc/passwd\n", HEAD, "without folders"),
    "extends everything": ("extends: [baseline.yaml]\n", HEAD, "without folders"),
    "extends itself": ("extends: mine.yaml\n", HEAD, "circle"),
    "no rung": (
        HEAD + "mediator: {ladder: []}\n", HEAD + "mediator: {ladder: [ceasefire]}\n", "rung"
    ),
    "slope of no level": (
        HEAD + SLOPE.format("plant"),
        HEAD + SLOPE.format("guarantees"),
        "not levels",
    ),
}  # fmt: skip


@pytest.mark.parametrize("attack", PAIRS)
def test_an_attack_is_refused_and_its_near_neighbour_accepted(attack: str, tmp_path: Path) -> None:
    text, harmless, told = PAIRS[attack]
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    came = read_quickly(path)
    assert told in came.told
    assert not came.faults
    path.write_text(harmless, encoding="utf-8")
    came = read_quickly(path, again=True)
    assert came.accepted, came.told
    assert not came.faults


BASELINE = HEAD.encode()
BYTES = {
    "UTF-16": (HEAD.encode("utf-16"), b"\xef\xbb\xbf" + BASELINE, "not text in UTF-8"),
    "UTF-32": (HEAD.encode("utf-32"), BASELINE.replace(b"\n", b"\r\n"), "not text in UTF-8"),
    "Latin-1": (BASELINE + b"title: caf\xe9\n", BASELINE + "title: café\n".encode(), "not text"),
    "half a character": (BASELINE + b"title: \xf0\x9f\x98\n",
                         BASELINE + "title: \U0001f600\n".encode(), "not text"),
    "a surrogate": (BASELINE + b"title: \xed\xa0\x80\n", BASELINE + b"title: \xee\x80\x80\n",
                    "not text"),
    "too long a way to write a slash": (b"extends: ..\xc0\xafx\n", BASELINE, "not text"),
    "100 MB": (b"x" * 100_000_000, b"#" * 100_000 + b"\n" + BASELINE, "too big"),
}  # fmt: skip


@pytest.mark.parametrize("attack", BYTES)
def test_bytes_that_are_no_scenario_are_refused_and_near_ones_accepted(
    attack: str, tmp_path: Path
) -> None:
    raw, harmless, told = BYTES[attack]
    path = tmp_path / "mine.yaml"
    path.write_bytes(raw)
    came = read_quickly(path)
    assert told in came.told
    assert not came.faults
    path.write_bytes(harmless)
    came = read(path)
    assert came.accepted, came.told
    assert not came.faults


@pytest.mark.parametrize("piece", ["a: 1\n", "e{}: {{}}\n", "a{}: 1\n", "- ", "a:\n", "[],", "x "])
def test_a_file_of_nothing_but_mistakes_is_told_within_a_second(piece: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = HEAD + "".join(piece.format(i) for i in range(100_000))[:130_000]
    path.write_text(text, encoding="utf-8")
    came = read_quickly(path)
    assert came.told
    assert not came.faults


def test_a_chain_of_files_ends(tmp_path: Path) -> None:
    """Twenty may extend one another; what they hold counts together."""
    for i in range(30):
        parent = f"a{i + 1}.yaml" if i < 29 else "baseline.yaml"
        (tmp_path / f"a{i}.yaml").write_text(f"extends: {parent}\n")
    assert "too far" in read(tmp_path / "a0.yaml").told
    assert read(tmp_path / "a12.yaml").accepted
    comment = "# " + "x" * 50_000 + "\n"
    (tmp_path / "one.yaml").write_text("extends: two.yaml\n" + comment)
    (tmp_path / "two.yaml").write_text("extends: three.yaml\n" + comment)
    (tmp_path / "three.yaml").write_text(HEAD + comment)
    assert "too big" in read(tmp_path / "one.yaml").told
    assert read(tmp_path / "two.yaml").accepted


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes and links")
def test_what_is_no_file_of_the_folder_is_refused_and_a_link_within_it_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "device.yaml").symlink_to("/dev/zero")
    (tmp_path / "nowhere.yaml").symlink_to("nothing.yaml")
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    for name in ("folder", "pipe", "device", "nowhere", "round"):
        came = read(tmp_path / f"{name}.yaml")
        assert came.told
        assert not came.faults
        (tmp_path / "child.yaml").write_text(f"extends: {name}.yaml\n")
        came = read(tmp_path / "child.yaml")
        assert "no file" in came.told
        assert not came.faults
    (tmp_path / "real.yaml").write_text(HEAD)
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    (tmp_path / "child.yaml").write_text("extends: link.yaml\n")
    assert read(tmp_path / "child.yaml").accepted
    assert read(tmp_path / "link.yaml").accepted


@pytest.mark.parametrize("command", ["check", "show", "run", "trace"])
def test_commands_leave_with_3_and_without_a_traceback(
    command: str, sim_here: Command, tmp_path: Path
) -> None:
    (tmp_path / "mine.yaml").write_text(HEAD + "titel: x\nwar: {drift: .nan}\n")
    more = ["--world", "1"] if command == "trace" else []
    code, out, err = sim_here(command, "mine.yaml", *more)
    assert code == 3
    assert "mine.yaml:2:1" in err
    assert "Traceback" not in out + err
    assert not list(tmp_path.glob("bug-*"))


def test_a_scenario_that_is_not_there_leaves_with_3_and_a_wrong_option_with_2(
    sim_here: Command,
) -> None:
    assert sim_here("check", "../../etc/passwd")[0] == 3
    assert sim_here("check", "--no-such-option", "baseline")[0] == 2
    assert sim_here("run", "baseline", "--worlds", "nan")[0] == 2


def test_mistakes_beyond_a_hundred_are_counted(tmp_path: Path) -> None:
    lines = "".join(f"wrong_{i}: 1\n" for i in range(60)) + "title: x\n" * 61
    (tmp_path / "mine.yaml").write_text(HEAD + lines)
    assert "... and 70 more mistakes" in read(tmp_path / "mine.yaml").told
