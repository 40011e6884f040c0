"""Hostile titles and labels, and hostile file names, in everything that is shown or written."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import sim
from sim.plots import FIGURES
from sim.report.text import columns
from sim.results import Run
from sim.scenario import load
from tests.hostile.conftest import Command
from tests.hostile.nasty import NAMES

SLOTS = [
    "title", "question", "parties.ukraine.label", "parties.russia.label", "mediator.label",
    "backers.poland.label", "issues.territory.label", "issues.guarantees.label",
    "issues.territory.options.freeze.label", "issues.territory.options.zone.label",
    "issues.territory.options.withdrawal.label", "issues.plant.options.joint.label",
    "issues.plant.label", "issues.nato.label", "events.florida_round.label",
    "events.florida_round.place", "events.general_shot.label",
]  # fmt: skip
SHORT = {"deadline.date": "2026-03-20", "horizon": "2026-04-10"}
SHOWN = {"\n"}
SHIFTS = [0, *(pytest.param(shift, marks=pytest.mark.slow) for shift in (6, 12))]
"""Every slot has one name in each run of the tests, and three in the slow form."""


def quoted(text: str) -> str:
    """Text as YAML that holds any character."""
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


def changes(shift: int) -> dict[str, str]:
    """Every slot with a hostile name; another one for another shift."""
    names = list(NAMES.values())
    given = {slot: names[(i + shift) % len(names)] for i, slot in enumerate(SLOTS)}
    return SHORT | {slot: quoted(name) for slot, name in given.items()}


def file_of(folder: Path, shift: int, name: str = "mine.yaml") -> Path:
    """The same as a file: dotted names nested."""
    tree: dict[str, object] = {}
    for slot, value in changes(shift).items():
        *above, last = slot.split(".")
        section: dict[str, object] = tree
        for part in above:
            section = section.setdefault(part, {})  # type: ignore[assignment]
        section[last] = value
    path = folder / name
    path.write_text(
        "extends: baseline.yaml\n"
        + _yaml(tree).replace("deadline:", "deadline:\n  source: 'assumed: x'"),
        encoding="utf-8",
    )
    return path


def _yaml(tree: dict[str, object], indent: str = "") -> str:
    lines = []
    for key, value in tree.items():
        is_section = isinstance(value, dict)
        lines.append(f"{indent}{key}:" + ("" if is_section else f" {value}"))
        if isinstance(value, dict):
            lines.append(_yaml(value, indent + "  ").rstrip("\n"))
    return "\n".join(lines) + "\n"


def is_harmless(text: str) -> bool:
    """No terminal obeys any of it."""
    return all(c.isprintable() or c in SHOWN for c in text)


@pytest.mark.parametrize("shift", SHIFTS)
def test_commands_show_hostile_names_and_obey_none(
    shift: int, sim_here: Command, tmp_path: Path
) -> None:
    path = file_of(tmp_path, shift)
    commands = [
        ("check", path),
        ("show", path),
        ("show", path, "--json"),
        ("run", path, "-n", 7, "--no-figures"),
        ("run", path, "-n", 7, "--no-figures", "--json"),
        ("trace", path, "--world", 3),
        ("trace", path, "--world", 3, "--json"),
        ("compare", path, "baseline", "-n", 7),
        ("compare", path, "-s", "war.drift=9", "-n", 7, "--json"),
    ]
    for words in commands:
        code, out, err = sim_here(*words)
        assert code == 0, (words, err)
        assert is_harmless(out + err), words
        if "--json" in words:
            json.loads(out)


@pytest.fixture(scope="module", params=SHIFTS)
def hostile(request: pytest.FixtureRequest) -> Run:
    """Seven worlds of a scenario with hostile names."""
    return sim.run("baseline", worlds=7, set=changes(request.param))


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_figures_draw_hostile_names_as_they_are(hostile: Run, figure: str) -> None:
    sheet = FIGURES[figure](hostile)
    picture = io.BytesIO()
    sheet.savefig(picture, format="svg")
    root = ET.fromstring(picture.getvalue())  # a scalable picture is well-formed, whatever is in it
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "img", "foreignObject", "a", "iframe"}


def test_pages_escape_hostile_names(hostile: Run) -> None:
    page = hostile._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "onerror=alert(1)>" not in page


def test_json_holds_hostile_names_unchanged(hostile: Run) -> None:
    """Escaping is for readers; scripts get what the file says."""
    again = json.loads(json.dumps(hostile.summary()))
    assert again["title"] == hostile.scenario.file.title


def test_a_resolved_scenario_brings_hostile_names_back(tmp_path: Path) -> None:
    scenario = load(file_of(tmp_path, 3))
    path = tmp_path / "resolved.yaml"
    path.write_text(scenario.resolved_yaml(), encoding="utf-8")
    again = load(path)
    assert again.fingerprint() == scenario.fingerprint()
    for slot in SLOTS:
        one, other = scenario.tree.at(slot), again.tree.at(slot)
        assert one is not None
        assert other is not None
        assert one.content == other.content


FILE_NAMES = [
    "-n.yaml", "a b.yaml", "a;id.yaml", "$(id).yaml", "a\x1b[31m.yaml", "a\nerror: b.yaml",
    "a\u202eb.yaml", "...yaml", ".yaml", "CON.yaml", "é.yaml", "x" * 200 + ".yaml", "[bold].yaml",
]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", FILE_NAMES)
def test_names_of_files_are_no_paths_and_no_orders(
    name: str, sim_here: Command, tmp_path: Path
) -> None:
    """The folder of a run is plain, below `results/`, and nothing else is written."""
    (tmp_path / "mine").mkdir()
    file_of(tmp_path / "mine", 0, name)
    code, out, err = sim_here("run", "--no-figures", "-n", 7, "--", Path("mine") / name)
    assert code == 0, err
    assert is_harmless(out + err)
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "results"}
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.isascii()
    assert folder.name.replace("-", "").replace("_", "").replace(".", "").isalnum()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are text elsewhere")
def test_a_file_name_that_is_no_text_is_no_bug(sim_here: Command, tmp_path: Path) -> None:
    file_of(tmp_path, 0, "good.yaml").rename(tmp_path / os.fsdecode(b"bad\xff.yaml"))
    for words in (("check",), ("run", "-n", 7, "--no-figures"), ("run", "-n", 7, "--json")):
        code, out, err = sim_here(*words, os.fsdecode(b"bad\xff.yaml"))
        assert code == 0, err
        assert is_harmless(out + err)


def test_tables_for_the_terminal_hold_any_name() -> None:
    for name in NAMES.values():
        table = columns([[name, "1.0 %"]], ["", "share"])
        assert is_harmless(table)
        assert max(map(len, table.splitlines())) < 80
