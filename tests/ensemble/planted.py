"""Tasks with a fault planted in one world, for workers of other processes to stumble over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.cli import main
from sim.ensemble import block
from sim.scenario import Scenario
from tests.ensemble import fake

RAISES, KILLS = 417, 901


def with_the_fake_model() -> None:
    """Replace the model in this process."""
    for name in ("simulate", "declared", "outcomes"):
        setattr(block, name, getattr(fake, name))


def raises_in_one_world(scenario: Scenario, seed: int, first: int, worlds: int) -> object:
    """Stands in for a model with a bug that one world in many meets."""
    return with_a_bug(fake.simulate)(scenario, seed, first, worlds)


def with_a_bug(simulate: Callable[..., Any]) -> Callable[..., Any]:
    """A model that raises in that world, and is another in all others."""

    def planted(scenario: Scenario, seed: int, first: int, worlds: int) -> object:
        if first <= RAISES < first + worlds:
            raise ZeroDivisionError("a rare one")
        return simulate(scenario, seed, first, worlds)

    return planted


def save_with_faults(
    folder: Path, scenario: Scenario, seed: int, worlds: range, code: str, run: str, design: None
) -> int:
    """Store a block of the fake model, unless a world of it raises or kills."""
    with_the_fake_model()
    return save_with_faults_of_the_real_model(folder, scenario, seed, worlds, code, run, design)


def save_with_faults_of_the_real_model(
    folder: Path, scenario: Scenario, seed: int, worlds: range, code: str, run: str, design: None
) -> int:
    """The same of the model that is there."""
    if KILLS in worlds:
        os.kill(os.getpid(), signal.SIGKILL)
    there = block.simulate
    block.simulate = with_a_bug(there)
    try:
        return REAL_SAVE(folder, scenario, seed, worlds, code, run)
    finally:
        block.simulate = there


def save_fake(
    folder: Path, scenario: Scenario, seed: int, worlds: range, code: str, run: str, design: None
) -> int:
    """Store a block of the fake model."""
    with_the_fake_model()
    return REAL_SAVE(folder, scenario, seed, worlds, code, run)


def save_slowly(
    folder: Path, scenario: Scenario, seed: int, worlds: range, code: str, run: str, design: None
) -> int:
    """Store a block of the fake model, and take a while over it."""
    time.sleep(0.05)
    return save_fake(folder, scenario, seed, worlds, code, run, design)


def fake_command() -> None:
    """`sim` with the fake model in every process."""
    with_the_fake_model()
    block.save_block = save_fake
    main()


def stumbling_command() -> None:
    """`sim` with the fake model, a world that raises and one that kills its worker."""
    with_the_fake_model()
    block.save_block = save_with_faults
    main()


def stumbling_command_of_the_real_model() -> None:
    """The same with the real model."""
    block.save_block = save_with_faults_of_the_real_model
    main()


def slow_command() -> None:
    """`sim` with a slow fake model in every process."""
    with_the_fake_model()
    block.save_block = save_slowly
    main()


REAL_SAVE = block.save_block


def dies_once(marks: Path, worlds: range) -> int:
    """Kill the worker of each block the first time, as a shortage of memory may."""
    mark = marks / str(worlds.start)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return len(worlds)


def dies_within_its_answer(worlds: range) -> bytes:
    """Kill the worker of world 3 when half its result is in the pipe."""
    from multiprocessing.connection import Connection

    def half(self: Connection, content: bytes, *rest: object) -> None:
        os.write(self.fileno(), bytes(content)[: len(content) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    if 3 in worlds:
        Connection._send = half  # type: ignore[attr-defined]
    return bytes(40_000)
