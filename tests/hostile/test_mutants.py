"""Mutated scenario files: accepted or told, quickly, in little memory, and nothing else touched.

The long form is ``python -m benchmarks.fuzz``.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.hostile.guard import read_quickly
from tests.hostile.mutator import CHANGES, ENCODINGS, mutant, seeds

MUTANTS = 150


def test_mutants_are_accepted_or_told_within_a_second(tmp_path: Path) -> None:
    rng, texts, path = Random(7), seeds(), tmp_path / "mine.yaml"
    faults: list[str] = []
    accepted = 0
    for number in range(MUTANTS):
        kind, raw = mutant(rng, texts)
        path.write_bytes(raw)
        came = read_quickly(path, again=True)
        accepted += came.accepted
        faults += [f"{number} ({kind}): {fault}" for fault in came.faults]
    assert not faults
    assert MUTANTS // 50 < accepted < MUTANTS // 2, "mutants are all alike: they show nothing"


def test_the_same_seed_gives_the_same_mutants() -> None:
    texts = seeds()
    one, other = Random(3), Random(3)
    assert [mutant(one, texts) for _ in range(40)] == [mutant(other, texts) for _ in range(40)]


def test_every_kind_of_change_changes_something() -> None:
    text = max(seeds(), key=len)
    for change in CHANGES.values():
        assert any(change(text, Random(seed)) != text for seed in range(5))
    for encode in ENCODINGS.values():
        assert any(encode(text.encode(), Random(seed)) != text.encode() for seed in range(5))


def test_the_guard_sees_what_is_read_elsewhere_and_what_is_written(tmp_path: Path) -> None:
    """Or no fault could ever be found."""
    from tests.hostile.guard import _OPENED, _outside

    mine, elsewhere = tmp_path / "a" / "mine.yaml", tmp_path / "secret.yaml"
    mine.parent.mkdir()
    elsewhere.write_text("title: secret")
    mine.write_text("title: mine")
    with _OPENED.watch() as opened:
        mine.read_text()
    assert not _outside(opened, mine)
    with _OPENED.watch() as opened:
        elsewhere.read_text()
        mine.with_name("written").write_text("x")
    assert len(_outside(opened, mine)) == 2
