"""docs/python.md: every call and every column, and code that runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.results.series import SERIES
from tests.docs.snippets import fewer

PAGE = (Path(__file__).parents[2] / "docs" / "python.md").read_text(encoding="utf-8")


def described(run: sim.Run, name: str) -> str:
    """The row of a column of ``run.trajectories``, without the names of this scenario."""
    column, labels, units = (
        run.trajectories[name],
        *map(run.trajectories.attrs.get, ("labels", "units")),
    )
    label, unit, kind = labels[name], units[name], column.dtype.name
    for party, called in run.parties.items():
        name, label = name.replace(f".{party}", ".<party>"), label.removeprefix(f"{called}: ")
    values = {"bool": "yes or no", "Int32": "package", "int32": "count"}.get(kind, "number")
    if kind == "category":
        words = [
            "`<party>`" if each in run.parties else f"`{each}`" for each in column.cat.categories
        ]
        values = ", ".join(dict.fromkeys(words))
    if unit == "date":
        unit, values = "-", "date"
    return f"| `{name}` | {label} | {'' if unit == '-' else unit} | {values} |"


def listed(run: sim.Run) -> list[str]:
    return list(dict.fromkeys(described(run, name) for name in run.trajectories.columns))


def errors() -> list[str]:
    found = [getattr(sim, name) for name in sim.__all__]
    return [e.__name__ for e in found if isinstance(e, type) and issubclass(e, BaseException)]


def test_every_column_of_the_daily_series_is_documented_and_no_other(some: sim.Run) -> None:
    section = PAGE.split("### `run.trajectories`")[1].split("\n## ")[0]
    assert [line for line in section.splitlines() if line.startswith("| `")] == listed(some)


def test_every_name_of_the_package_is_on_the_page() -> None:
    missing = [name for name in sim.__all__ if f"sim.{name}" not in PAGE]
    assert missing == ["__version__"]


def test_every_attribute_of_a_run_is_on_the_page(some: sim.Run) -> None:
    public = [name for name in {*dir(some), *vars(some)} if not name.startswith("_")]
    assert [name for name in sorted(public) if f"run.{name}" not in PAGE] == []


def test_errors_are_what_the_page_says_they_are() -> None:
    rows = re.findall(r"^\| `sim\.(\w+)` \| (?:`([\w.]+)` )?\|", PAGE, re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(errors())
    for name, kind in rows:
        parent = kind.removeprefix("sim.") if kind.startswith("sim.") else ""
        base = getattr(sim, parent) if parent else __builtins__[kind or "Exception"]
        assert issubclass(getattr(sim, name), base), name


def test_every_column_of_packages_and_accords_is_documented(some: sim.Run) -> None:
    issues = set(some.scenario.file.issues)
    for table, name in ((some.packages, "run.packages"), (some.accords(), "run.accords()")):
        section = PAGE.split(f"| column of `{name}` |")[1].split("\n\n")[0]
        known = set(re.findall(r"`([^`]+)`", section))
        columns = {re.sub(r"^(rung|deters)\..*", r"\1", column) for column in table} - issues
        assert columns == {re.sub(r"\.<.*", "", name) for name in known}


def test_days_of_outcomes_and_their_dates_are_documented(some: sim.Run) -> None:
    dates = [name for name in some.outcomes if name.endswith("_date")]
    assert all(f"`{name}`" in PAGE for name in dates)
    assert all(pd.api.types.is_datetime64_dtype(some.outcomes[name]) for name in dates)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_code_on_the_page_runs(
    whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few worlds, and in the slow form with as many as it asks for."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 8
    for block in blocks:
        exec(compile(block if whole else fewer(block), "docs/python.md", "exec"), names)
    assert (tmp_path / "world-24.svg").is_file()


if __name__ == "__main__":
    run = sim.run("baseline", worlds=3)
    assert {name.partition(".")[0] for name in run.daily_numbers} <= set(SERIES)
    print("\n".join(listed(run)))
