"""A negotiation without a war: it runs, compares, traces and plots, and no word speaks of one."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from matplotlib.text import Text

import sim
from sim.cli import main
from sim.plots import FIGURES, figures_of

WORDS_OF_WAR = re.compile(
    r"\b(wars?|fight\w*|fought|land|km2|km²|prisoners?|guns?|fronts?|grid|blackouts?|power|"
    r"ceasefires?|truces?|strikes on|waves?|killed|june|ukrain\w*|russia\w*|donetsk|force|"
    r"assassinations?|territory)\b",
    re.IGNORECASE,
)
COMMANDS = {
    "run": ["run", "wage_round", "-n", "60"],
    "json": ["run", "wage_round", "-n", "60", "--json"],
    "show": ["show", "wage_round"],
    "compare": ["compare", "wage_round", "-s", "deadline.credibility=1", "-n", "60"],
    "an accord": ["trace", "wage_round", "--world", "1"],
    "no accord": ["trace", "wage_round", "--world", "2"],
    "trace json": ["trace", "wage_round", "--world", "3", "--json"],
    "a page": ["trace", "wage_round", "--world", "2", "--brief"],
}


def spoken(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    out: Path,
    words: list[str],
) -> str:
    if words[0] in {"run", "compare"}:
        words = [*words, "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["sim", *words])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    said = capsys.readouterr()
    return said.out.replace(str(out), "") + said.err.replace(str(out), "")


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_speaks_of_a_war(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
) -> None:
    text = spoken(capsys, monkeypatch, tmp_path, COMMANDS[command])
    assert len(text) > 500
    assert not WORDS_OF_WAR.findall(_without_keys(text))


def _without_keys(text: str) -> str:
    """Leaves out names of columns, which scripts read: ``war_value.union``."""
    return re.sub(r"\b(shared_)?war_(value|parts)\b", "", text)


def test_no_figure_speaks_of_a_war(tmp_path: Path) -> None:
    run = sim.run("wage_round", worlds=60, out=tmp_path)
    names = figures_of(run.scenario)
    assert "front_fan" not in names
    assert "grid_and_weather" not in names
    for name in names:
        sheet = FIGURES[name](run)
        drawn = " ".join(text.get_text() for text in sheet.figure.findobj(Text))
        assert not WORDS_OF_WAR.findall(drawn), name


def test_tables_speak_of_no_war(tmp_path: Path) -> None:
    run = sim.run("wage_round", worlds=60, out=tmp_path)
    frames = run.outcomes, run.trajectories, run.packages
    told = " ".join(" ".join([*frame.columns, *frame.attrs["labels"].values()]) for frame in frames)
    assert not WORDS_OF_WAR.findall(_without_keys(told).replace("_", " "))


def test_the_file_is_short_and_whole() -> None:
    path = Path(__file__).parents[1] / "scenarios" / "wage_round.yaml"
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 100
    assert "extends:" not in text


def test_the_union_and_the_employer_agree_more_often_where_a_strike_costs_more() -> None:
    """Hicks 1932: each concedes more, the more the strike would cost it; paired worlds."""
    shares = [
        sim.run(
            "wage_round",
            worlds=600,
            save=False,
            set=[f"strike.costs={{union: {c}, employer: {c}}}"],
        )
        .column("accord")
        .mean()
        for c in (0.0005, 0.02)
    ]
    assert shares[1] > shares[0]
