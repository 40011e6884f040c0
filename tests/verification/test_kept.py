"""What was measured for the table of signs is kept, and believed where it is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.verification import CLAIMS, Checked, verdicts, verify
from sim.verification.folder import finished, settings_of
from sim.verification.measuring import Measured

SOME = [each for each in CLAIMS if "red line russia" in each.claim][:3]
SETTINGS, WORLDS = len(settings_of(SOME)), 40
Play = Callable[[tuple[str, ...], int, int], Measured]


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The settings that were played, in their order."""
    settings: list[tuple[str, ...]] = []
    play: Play = verdicts.measured

    def counting(setting: tuple[str, ...], worlds: int, seed: int) -> Measured:
        settings.append(setting)
        return play(setting, worlds, seed)

    monkeypatch.setattr(verdicts, "measured", counting)
    return settings


class Killed(BaseException):
    """Nothing that anybody catches."""


def stopped_after_one(checked: Checked) -> None:
    raise Killed


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*/settings/*")}


def test_a_verification_goes_on_where_it_was_stopped(
    tmp_path: Path, played: list[tuple[str, ...]]
) -> None:
    """The same verdicts and the same files as one that was not, and no setting played twice."""
    with pytest.raises(Killed):
        verify(SOME, WORLDS, tell=stopped_after_one, out=tmp_path / "stopped")
    there, of = finished(SOME, WORLDS, 1, tmp_path / "stopped")
    assert (there, of) == (2, SETTINGS)
    told: list[Checked] = []
    again = verify(SOME, WORLDS, tell=told.append, out=tmp_path / "stopped")
    assert told == again
    assert sorted(played) == sorted(settings_of(SOME))
    whole = verify(SOME, WORLDS, out=tmp_path / "whole")
    assert again == whole == verify(SOME, WORLDS)
    assert files(tmp_path / "stopped") == files(tmp_path / "whole")


def test_what_is_torn_is_played_again_and_other_worlds_are_another_work(
    tmp_path: Path, played: list[tuple[str, ...]]
) -> None:
    first = verify(SOME, WORLDS, out=tmp_path)
    before = files(tmp_path)
    torn = next(iter(tmp_path.glob("*/settings/*")))
    torn.write_bytes(torn.read_bytes()[:-1])
    played.clear()
    assert verify(SOME, WORLDS, out=tmp_path) == first
    assert len(played) == 1
    assert files(tmp_path) == before
    assert finished(SOME, WORLDS, 2, tmp_path)[0] == finished(SOME, 41, 1, tmp_path)[0] == 0
