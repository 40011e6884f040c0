"""What can be said while a run goes on is what its blocks say so far."""

from __future__ import annotations

from pathlib import Path

import sim
from sim.cli.headline import Headline
from sim.results.store import stored_blocks
from sim.statistics import wilson
from sim.words import percent


def test_the_answer_narrows_from_block_to_block(tmp_path: Path) -> None:
    said: list[str] = []
    folder = sim.run("wage_round", 10, out=tmp_path, block_size=10).path
    assert folder is not None
    headline = Headline(folder)
    sim.run(
        "wage_round",
        40,
        out=tmp_path,
        block_size=10,
        progress=lambda _: said.append(headline.so_far()),
    )
    accords = sim.run("wage_round", 40).column("accord")
    known = [wilson(int(accords[:n].sum()), n) for n in (10, 20, 30, 40)]
    assert [each.split(" (")[0] for each in said] == [f"accord {percent(k.value)}" for k in known]
    assert len(set(said)) == 4


def test_nothing_is_said_before_the_first_block_or_of_a_damaged_one(tmp_path: Path) -> None:
    run = sim.run("wage_round", 3, out=tmp_path, block_size=3)
    assert run.path is not None
    assert Headline(tmp_path / "nowhere").so_far() == ""
    for block in stored_blocks(run.path / "blocks"):
        block.path.write_bytes(b"damaged")
    assert Headline(run.path).so_far() == ""


def test_worlds_that_are_stored_twice_or_not_asked_for_do_not_count(tmp_path: Path) -> None:
    """A folder may hold more, and blocks of other sizes from runs that were stopped."""
    run = sim.run("wage_round", 30, out=tmp_path, block_size=10)
    assert run.path is not None
    first = next(b.path for b in stored_blocks(run.path / "blocks") if b.first == 0)
    twice = first.with_name(first.name.replace("-000000009", "-000000004"))
    assert twice != first
    twice.write_bytes(first.read_bytes())
    accords = run.column("accord")
    for n in (20, 30):
        share = wilson(int(accords[:n].sum()), n)
        assert Headline(run.path, n).so_far().startswith(f"accord {percent(share.value)} (")
